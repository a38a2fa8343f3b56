//! The programs that are compiled into parts, and their databases.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use migc::compile::{Options, compile};
use migc::diag::Severity;
use migc::engine::Engine;
use migc::plan::Plan;
use migc::source::Sources;
use tempfile::TempDir;

use crate::support::case::Files;
use crate::support::moving::{Mover, Place};

/// A program.
pub struct World {
    pub files: Files,
    pub plan: Plan,
    main: String,
    old: Vec<&'static str>,
    new: Vec<&'static str>,
}

/// A program compiled into a folder, and where it is to run.
pub struct Folder {
    pub place: Place,
    dir: TempDir,
}

impl World {
    fn new(files: Files, main: &str, old: &[&'static str], new: &[&'static str]) -> Self {
        let compiled = compile(&files, Path::new(main), Sources::new(), &Options::default()).unwrap();
        let errors = compiled.diagnostics.iter().find(|found| found.severity == Severity::Error);
        let error = errors.map_or(String::new(), |found| found.message.clone());
        let plan = compiled.plan.unwrap_or_else(|| panic!("the program has an error: {error}"));
        Self { files, plan, main: main.to_owned(), old: old.to_vec(), new: new.to_vec() }
    }

    /// The example, with something added to its program.
    pub fn polonia(added: &str) -> Self {
        let mut files = Files::of(&example("polonia")).unwrap();
        let main = files.text("polonia.mig") + added;
        files.0.insert("polonia.mig".into(), main.into());
        Self::new(files, "polonia.mig", &["old.sql", "old-data.sql"], &["new.sql"])
    }

    pub fn haiti() -> Self {
        let files = Files::of(&example("haiti")).unwrap();
        Self::new(files, "haiti.mig", &["sahana-sqlite.sql", "old-data.sql"], &["sahana-mysql.sql"])
    }

    /// A program of so many tables in chains of keys, with names and values that have a meaning to phpMyAdmin.
    pub fn of_tables(many: usize) -> Self {
        let name = |i: usize| match i % 10 {
            3 => format!("my_delimiter {i}"),
            5 => format!("select;{i}"),
            7 => format!("o'clock {i}"),
            9 => format!("żółć_{i}"),
            _ => format!("t{i}"),
        };
        let mut old = String::new();
        let mut new = String::new();
        let mut main = "from mysql \"old.sql\"\ninto mysql \"new.sql\"\n".to_owned();
        for i in 1..=many {
            let name = name(i);
            let parent = (i > 1).then(|| i - 1 - (i % 3).min(i - 2));
            writeln!(old, "CREATE TABLE `{name}` (id INT PRIMARY KEY, up INT, name VARCHAR(60), text TEXT, day VARCHAR(20)) DEFAULT CHARSET=utf8mb4;").unwrap();
            for row in 1..=20 {
                let up = if row == 7 { 99 } else { row };
                let text = format!("row {row}; of '{i}' -- not a comment\n/* é 🙂 DELIMITER // \\ \"x\" */");
                let day = if row % 9 == 4 { "not a day" } else { "2010-02-03" };
                let text = text.replace('\\', "\\\\").replace('\'', "''");
                writeln!(old, "INSERT INTO `{name}` VALUES ({row}, {up}, 'name {}', '{text}', '{day}');", row % 17)
                    .unwrap();
            }
            let auto = if i % 4 == 0 { " AUTO_INCREMENT" } else { "" };
            let unique = if i % 5 == 0 { ", UNIQUE (name)" } else { "" };
            let key = parent.map_or(String::new(), |p| format!(", FOREIGN KEY (up) REFERENCES `new {p}` (id)"));
            writeln!(
                new,
                "CREATE TABLE `new {i}` (id INT PRIMARY KEY{auto}, up INT{}, name VARCHAR(60) NOT NULL, text TEXT NOT NULL, day DATE{unique}{key}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;",
                if i % 6 == 1 { "" } else { " NOT NULL" },
            )
            .unwrap();
            let source = if name.chars().all(|c| c.is_ascii_alphanumeric()) { name } else { format!("`{name}`") };
            writeln!(main, "table {source} as b{i} -> `new {i}` {{").unwrap();
            let id = if auto.is_empty() { "id -> id" } else { "auto -> id\n  order by id" };
            let via = parent.map_or("up".to_owned(), |p| format!("up via b{p}"));
            let policy = if parent.is_some() && i % 6 == 1 { " or null" } else { "" };
            write!(main, "  {id}\n  {via} -> up{policy}\n  f\"{{name}}; it's {i}\\n\" -> name\n  text -> text\n  day as date -> day or null\n").unwrap();
            if !unique.is_empty() {
                main.push_str("  unique name keep first by id\n");
            }
            main.push_str("}\n");
        }
        let files = [("old.sql", old), ("new.sql", new), ("main.mig", main)];
        let files = Files(files.into_iter().map(|(name, text)| (name.into(), text.into())).collect());
        Self::new(files, "main.mig", &["old.sql"], &["new.sql"])
    }

    /// A program that copies so many texts, of all that has a meaning to anyone on their way.
    pub fn of_texts(many: usize) -> Self {
        const PIECES: [&str; 40] = [
            "'",
            "''",
            "\"",
            "`",
            "\\",
            "\\\\",
            "\\'",
            ";",
            ";;",
            "--",
            "-- ",
            "#",
            "/*",
            "*/",
            "/*!50000 ",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "\0",
            "\u{1a}",
            "\u{8}",
            "%",
            "_",
            "\\%",
            "DELIMITER ",
            "delimiter //\n",
            "BEGIN",
            "NULL",
            "é",
            "żółć",
            "🙂",
            "\u{2028}",
            "\u{200b}",
            "\u{a0}",
            "\u{feff}",
            "<b>&amp;",
            "${x}",
            "@x",
            " ",
        ];
        let mut old =
            "CREATE TABLE texts (id INT PRIMARY KEY, body LONGTEXT NOT NULL) DEFAULT CHARSET=utf8mb4;\n".to_owned();
        let mut seed = 20_261_122_u64;
        let mut draw = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap_or(0) % below
        };
        for id in 1..=many {
            let text: String = (0..draw(14)).map(|_| PIECES[draw(PIECES.len())]).collect();
            let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
            writeln!(old, "INSERT INTO texts VALUES ({id}, CONVERT(x'{hex}' USING utf8mb4));").unwrap();
        }
        let new =
            "CREATE TABLE saying (id INT PRIMARY KEY, body LONGTEXT NOT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n";
        let main = "from mysql \"old.sql\"\ninto mysql \"new.sql\"\ntable texts -> saying {\n  id\n  body\n}\n";
        let files = [("old.sql", old.as_str()), ("new.sql", new), ("main.mig", main)];
        let files = Files(files.into_iter().map(|(name, text)| (name.into(), text.into())).collect());
        Self::new(files, "main.mig", &["old.sql"], &["new.sql"])
    }

    pub fn mover(&self) -> Mover<'_> {
        let main = &self.main;
        Mover::of(&self.files, main, &self.plan, &self.old, &self.new)
    }

    /// Makes the databases and compiles the program with `migc compile`.
    pub fn compile(&self, arguments: &[&str]) -> Folder {
        let place = self.mover().place(Engine::Mysql).unwrap();
        self.compile_at(&place, arguments)
    }

    /// Compiles the program for databases that are there.
    pub fn compile_at(&self, place: &Place, arguments: &[&str]) -> Folder {
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join("program");
        fs::create_dir(&program).unwrap();
        for (name, text) in &self.files.0 {
            fs::write(program.join(name), text).unwrap();
        }
        // Rows that are written out have left their database.
        let written = arguments.contains(&"--data");
        let output = Command::new(env!("CARGO_BIN_EXE_migc"))
            .arg("compile")
            .arg(program.join(&self.main))
            .args(["--for", "phpmyadmin", "-o"])
            .arg(dir.path().join("parts"))
            .args(arguments)
            .args(if written { Vec::new() } else { vec!["--old-name", &place.old] })
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Folder { place: Place { server: place.server, new: place.new.clone(), old: place.old.clone() }, dir }
    }
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

impl Folder {
    pub fn path(&self) -> PathBuf {
        self.dir.path().join("parts")
    }

    /// The files of the parts in their order.
    pub fn parts(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "sql" || end == "gz"));
        files.sort();
        files
    }

    pub fn texts(&self) -> Vec<String> {
        self.parts().iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    }

    /// All rows of both databases.
    pub fn everything(&self) -> String {
        let mut out = String::new();
        for database in [&self.place.new, &self.place.old] {
            let tables = self.place.server.query(
                database,
                &format!(
                    "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = '{database}' ORDER BY 1"
                ),
            );
            let names = tables.into_iter().flatten().flatten();
            let ask =
                |name: String| format!("SELECT '{}' AS `table`, t.* FROM `{name}` AS t;\n", name.replace('\'', "''"));
            out.push_str(&self.place.server.client(database, &names.map(ask).collect::<String>()).stdout);
        }
        out
    }
}
