//! Editors that have their own names for highlighting have copies of the queries. `BLESS=1 cargo test -p tree-sitter-mig` makes them.

use std::fs;
use std::path::Path;

use tree_sitter::Query;

/// The names of a capture here and in an editor; those that are not listed are the same.
type Names = [(&'static str, &'static str)];

const HELIX: &Names = &[
    ("keyword.conditional", "keyword.control.conditional"),
    ("boolean", "constant.builtin.boolean"),
    ("variable.member", "variable.other.member"),
    ("function.call", "function"),
    ("string.escape", "constant.character.escape"),
    ("number", "constant.numeric"),
];

const ZED: &Names = &[
    ("keyword.conditional", "keyword"),
    ("keyword.operator", "keyword"),
    ("variable.member", "property"),
    ("variable.builtin", "variable.special"),
    ("function.call", "function"),
];

/// A query with the names of an editor.
fn renamed(query: &str, names: &Names) -> String {
    let mut parts = query.split('@');
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        let name = names.iter().find(|(ours, _)| *ours == name).map_or(name, |(_, theirs)| theirs);
        out.push('@');
        out.push_str(name);
        out.push_str(rest);
    }
    out
}

#[test]
fn copies_are_the_queries_under_the_names_of_each_editor() {
    let editors = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (folder, names, files) in [
        ("helix/queries/mig", HELIX, &["highlights", "injections", "locals"][..]),
        ("zed/languages/mig", ZED, &["highlights", "injections"][..]),
    ] {
        for file in files {
            let ours = editors.join(format!("tree-sitter-mig/queries/{file}.scm"));
            let theirs = editors.join(format!("{folder}/{file}.scm"));
            let expected = renamed(&fs::read_to_string(&ours).expect("the query is there"), names);
            if std::env::var_os("BLESS").is_some() {
                fs::write(&theirs, &expected).expect("the copy can be written");
            }
            let found = fs::read_to_string(&theirs).unwrap_or_default();
            assert!(found == expected, "{folder}/{file}.scm: run `BLESS=1 cargo test -p tree-sitter-mig`");
        }
    }
}

#[test]
fn the_queries_of_the_editors_fit_the_grammar() {
    let editors = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut read = 0;
    for folder in ["helix/queries/mig", "zed/languages/mig"] {
        for entry in fs::read_dir(editors.join(folder)).expect("the folder is there") {
            let path = entry.expect("an entry can be read").path();
            if path.extension().is_some_and(|e| e == "scm") {
                let text = fs::read_to_string(&path).expect("a query is text");
                Query::new(&tree_sitter_mig::LANGUAGE.into(), &text)
                    .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
                read += 1;
            }
        }
    }
    assert!(read >= 9, "only {read} queries were found");
}

#[test]
fn the_settings_of_the_editors_name_what_is_there() {
    let editors = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |file: &str| -> toml::Table {
        let text = fs::read_to_string(editors.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        text.parse().unwrap_or_else(|e| panic!("{file}: {e}"))
    };
    let helix = read("helix/languages.toml");
    assert_eq!(helix["language"][0]["file-types"][0].as_str(), Some("mig"));
    assert_eq!(helix["grammar"][0]["source"]["path"].as_str(), Some("REPOSITORY/editors/tree-sitter-mig"));
    let server = helix["language"][0]["language-servers"][0].as_str().expect("a server is named");
    assert_eq!(helix["language-server"][server]["args"][0].as_str(), Some("lsp"));

    let (zed, language) = (read("zed/extension.toml"), read("zed/languages/mig/config.toml"));
    assert_eq!(zed["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
    assert_eq!(zed["grammars"]["mig"]["path"].as_str(), Some("editors/tree-sitter-mig"));
    assert_eq!(zed["language_servers"]["migc"]["languages"][0], language["name"]);
    assert_eq!(language["path_suffixes"][0].as_str(), Some("mig"));
}
