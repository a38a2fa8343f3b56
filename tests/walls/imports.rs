//! Which module of `src/` imports which, by its `use` lines and the paths in its code. A name that a module passes on (`pub use`)
//! is an import of the module that has it.

use std::collections::{BTreeMap, BTreeSet};

use super::File;

/// The path of a module below the crate: `["emit", "expr", "cast"]`.
pub type Module = Vec<String>;

/// Every module with those that it imports.
pub struct Imports(BTreeMap<Module, BTreeSet<Module>>);

impl Imports {
    /// Those of the files of `src/`.
    pub fn of(files: &[File]) -> Self {
        let code = |file: &File| file.code.iter().map(|(_, line)| format!("{line}\n")).collect::<String>();
        let texts: BTreeMap<Module, String> =
            files.iter().filter(|file| !file.code.is_empty()).map(|file| (module(&file.name), code(file))).collect();
        let paths: BTreeMap<&Module, Vec<(String, Module)>> = texts
            .iter()
            .map(|(module, text)| {
                let named = named_paths(text).into_iter();
                (module, named.filter_map(|(name, path)| Some((name, absolute(&texts, module, path)?))).collect())
            })
            .collect();
        let passed_on: BTreeMap<(&Module, &str), &Module> = paths
            .iter()
            .flat_map(|(module, named)| named.iter().rev().map(move |(name, path)| ((*module, name.as_str()), path)))
            .collect();
        let found = |path: &Module| holder(&texts, &passed_on, path, 0);
        let edges = paths.iter().map(|(module, named)| {
            let to = named.iter().filter_map(|(_, path)| found(path)).filter(|to| to != *module && !to.is_empty());
            ((*module).clone(), to.collect())
        });
        Self(edges.collect())
    }

    /// Which folder, or file beside the folders, imports which.
    pub fn folders(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (from, to) in &self.0 {
            let Some(folder) = from.first() else { continue };
            let others = to.iter().filter_map(|to| to.first()).filter(|to| *to != folder);
            out.entry(folder.clone()).or_default().extend(others.cloned());
        }
        out
    }

    /// Modules that import each other, directly or through others: each circle with all that is in it.
    pub fn circles(&self) -> Vec<Vec<String>> {
        let reached: BTreeMap<&Module, BTreeSet<&Module>> =
            self.0.keys().map(|module| (module, self.reached(module))).collect();
        let mut seen: BTreeSet<&Module> = BTreeSet::new();
        let mut out = Vec::new();
        for (module, reaches) in &reached {
            let back = |other: &&&Module| reached.get(**other).is_some_and(|reaches| reaches.contains(*module));
            let circle: Vec<&&Module> = reaches.iter().filter(back).collect();
            if circle.len() > 1 && seen.insert(module) {
                seen.extend(circle.iter().copied());
                out.push(circle.iter().map(|module| module.join("/")).collect());
            }
        }
        out
    }

    fn reached(&self, from: &Module) -> BTreeSet<&Module> {
        let mut out = BTreeSet::new();
        let mut next: Vec<&Module> = self.0.get(from).into_iter().flatten().collect();
        while let Some(module) = next.pop() {
            if out.insert(module) {
                next.extend(self.0.get(module).into_iter().flatten());
            }
        }
        out
    }
}

/// `emit/expr/cast.rs` is `emit::expr::cast`, `emit/mod.rs` is `emit`, and `lib.rs` the crate.
fn module(file: &str) -> Module {
    let mut path: Module = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        path.pop();
    }
    path
}

/// The paths of a text with the names that they get in it.
fn named_paths(text: &str) -> Vec<(String, Vec<String>)> {
    let mut out = Vec::new();
    for statement in text.split(';') {
        let Some((_, used)) = statement.rsplit_once("use ").filter(|(before, _)| {
            let before = before.trim_end();
            let line = before.rsplit('\n').next().unwrap_or(before).trim();
            line.is_empty() || line.starts_with("pub") || line.ends_with('}') || line.ends_with('{')
        }) else {
            continue;
        };
        out.extend(expanded(used));
    }
    for start in ["crate::", "super::"] {
        for (at, _) in text.match_indices(start) {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let path: String = text[at..].chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
            // A path of a group of names is none by itself: `expanded` has all of them.
            if text[at + path.len()..].starts_with('{') {
                continue;
            }
            let path: Vec<String> = path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
            out.push((path.last().cloned().unwrap_or_default(), path));
        }
    }
    out
}

/// `a::{b, c::{self, D as E}}` as its paths.
fn expanded(used: &str) -> Vec<(String, Vec<String>)> {
    let used = used.trim();
    let Some((before, body)) = used.split_once('{') else {
        let (path, name) = used.split_once(" as ").map_or((used, None), |(path, name)| (path, Some(name)));
        let mut path: Vec<String> = path.split("::").map(|part| part.trim().to_owned()).collect();
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
        }
        let name = name.map_or_else(|| path.last().cloned().unwrap_or_default(), |name| name.trim().to_owned());
        return vec![(name, path)];
    };
    let body = body.trim().trim_end_matches('}');
    let mut depth = 0;
    let mut items = vec![String::new()];
    for c in body.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(item) = items.last_mut() {
            item.push(c);
        }
    }
    let whole = |item: &String| {
        let open = item.matches('{').count().saturating_sub(item.matches('}').count());
        format!("{}{}{}", before, item.trim(), "}".repeat(open))
    };
    items.iter().filter(|item| !item.trim().is_empty()).flat_map(|item| expanded(&whole(item))).collect()
}

/// A path from the crate's root; none for one of another crate.
fn absolute(texts: &BTreeMap<Module, String>, module: &Module, path: Vec<String>) -> Option<Module> {
    let first = path.first()?;
    let ups = path.iter().take_while(|part| *part == "super").count();
    let base: &[String] = match first.as_str() {
        "crate" => &[],
        "self" => module,
        "super" => module.get(..module.len().checked_sub(ups)?)?,
        child => {
            let own: Module = module.iter().cloned().chain([child.to_owned()]).collect();
            return texts.contains_key(&own).then(|| module.iter().cloned().chain(path).collect());
        }
    };
    Some(base.iter().cloned().chain(path.into_iter().skip(ups.max(1))).collect())
}

/// The module that has what a path names.
fn holder(
    texts: &BTreeMap<Module, String>,
    passed_on: &BTreeMap<(&Module, &str), &Module>,
    path: &Module,
    depth: usize,
) -> Option<Module> {
    let module: Module = (0..=path.len()).rev().map(|n| path[..n].to_vec()).find(|start| texts.contains_key(start))?;
    let from = path.get(module.len()).and_then(|name| passed_on.get(&(&module, name.as_str())));
    match from {
        Some(from) if depth < 5 && *from != path => {
            let rest = path.iter().skip(module.len() + 1).cloned();
            holder(texts, passed_on, &from.iter().cloned().chain(rest).collect(), depth + 1)
        }
        _ => Some(module),
    }
}
