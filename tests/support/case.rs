//! The format of case files: sections that begin with `=== name`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use migc::compile::FileReader;

/// One section of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What stands after `===`.
    pub name: String,
    /// The lines up to the next section.
    pub body: String,
}

/// A case file.
#[derive(Debug, Clone)]
pub struct Case {
    /// Where it is.
    pub path: PathBuf,
    /// What stands before the first section: what the case is about.
    pub about: String,
    /// Its sections in order.
    pub sections: Vec<Section>,
}

impl Case {
    /// Reads a case file.
    pub fn read(path: &Path) -> io::Result<Case> {
        let text = fs::read_to_string(path)?;
        let mut case = Case { path: path.to_owned(), about: String::new(), sections: Vec::new() };
        for line in text.split_inclusive('\n') {
            if let Some(name) = line.strip_prefix("=== ") {
                case.sections.push(Section { name: name.trim().to_owned(), body: String::new() });
            } else if let Some(section) = case.sections.last_mut() {
                section.body.push_str(line);
            } else {
                case.about.push_str(line);
            }
        }
        for section in &mut case.sections {
            // An empty line before the next section is for the reader's eye.
            section.body = tidy(&section.body);
        }
        Ok(case)
    }

    /// The text of a section.
    pub fn section(&self, name: &str) -> Option<&str> {
        self.sections.iter().find(|s| s.name == name).map(|s| s.body.as_str())
    }

    /// Replaces the text of a section that is there.
    pub fn bless(&mut self, name: &str, body: &str) {
        for section in self.sections.iter_mut().filter(|s| s.name == name) {
            section.body = tidy(body);
        }
    }

    /// Writes the case back.
    pub fn write(&self) -> io::Result<()> {
        let sections: Vec<String> = self.sections.iter().map(|s| format!("=== {}\n{}", s.name, s.body)).collect();
        fs::write(&self.path, format!("{}{}", self.about, sections.join("\n")))
    }

    /// The sections that are files.
    pub fn files(&self) -> Files {
        let files = self.sections.iter().filter(|s| s.name.contains('.'));
        Files(files.map(|s| (PathBuf::from(&s.name), s.body.clone().into_bytes())).collect())
    }
}

/// The text with exactly one newline at its end; nothing stays nothing.
pub fn tidy(text: &str) -> String {
    let text = text.trim_end_matches(['\n', '\r']);
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

/// Files that are only in memory.
#[derive(Debug, Clone)]
pub struct Files(pub BTreeMap<PathBuf, Vec<u8>>);

impl Files {
    /// Every file of a folder.
    pub fn of(folder: &Path) -> io::Result<Files> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_file() {
                files.insert(PathBuf::from(path.file_name().unwrap_or_default()), fs::read(&path)?);
            }
        }
        Ok(Files(files))
    }

    /// The names of the files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().filter_map(|path| path.to_str())
    }

    /// The text of a file; nothing where there is none.
    pub fn text(&self, name: &str) -> String {
        self.0.get(Path::new(name)).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    }
}

impl FileReader for Files {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let path = path.strip_prefix(".").unwrap_or(path);
        self.0.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// What differs between an expected and an actual text, line by line around the first difference.
pub fn difference(what: &str, expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let same = expected.iter().zip(&actual).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(3);
    let show = |lines: &[&str]| -> String {
        let part: Vec<String> = lines.iter().skip(from).take(25).map(|l| format!("    {l}")).collect();
        part.join("\n")
    };
    format!(
        "{what} differs from line {} on\n  expected:\n{}\n  actual:\n{}\n(BLESS=1 cargo test rewrites what is expected)",
        same + 1,
        show(&expected),
        show(&actual)
    )
}

/// All files with this ending below a folder, in order.
pub fn find(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
