//! Programs, their data on any engine, and databases to run them between.

use std::cell::OnceCell;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use migc::engine::Engine;

use crate::support::Server;

/// A program that runs between any two engines.
#[derive(Clone, Copy)]
pub struct Program {
    pub name: &'static str,
    /// With `@FROM@` and `@INTO@` for its two sides.
    pub text: &'static str,
    /// The tables of both sides, with `@MOMENT@` for a column's type and `@AUTO@` for a key that counts.
    pub old: &'static str,
    pub new: &'static str,
    /// The rows that are there before.
    pub old_rows: fn() -> String,
    pub new_rows: &'static str,
    /// What must be the same in the end, as queries.
    pub look: &'static [&'static str],
}

/// What every run leaves.
const HELPERS: [&str; 3] = [
    "SELECT step, block, target, @ROWS@, moved, skipped, merged, rejected, stubs, no_partner FROM _mig_counts ORDER BY 1, 2, 3",
    "SELECT step, block, row_key, column_name, reason, value, row_json FROM _mig_rejects ORDER BY 1, 2, 3, 4",
    "SELECT step, block, column_name, policy, uses FROM _mig_uses ORDER BY 1, 2, 3, 4",
];

/// The example of the documentation: orphans, stubs, merged rows, fresh keys.
pub const POLONIA: Program = Program {
    name: "polonia",
    text: include_str!("../../examples/polonia/polonia.mig"),
    old: "
CREATE TABLE uzytkownicy (u_id INTEGER PRIMARY KEY, login VARCHAR(40) NOT NULL, email VARCHAR(60) NOT NULL, aktywny VARCHAR(3) NOT NULL, data_rej @MOMENT@ NOT NULL);
CREATE TABLE tematy (temat_id INTEGER PRIMARY KEY, tytul VARCHAR(80) NOT NULL, autor_id INTEGER NOT NULL, kolumna_data @MOMENT@ NOT NULL);
CREATE TABLE posty (post_id INTEGER PRIMARY KEY, temat_id INTEGER NOT NULL, autor_id INTEGER NOT NULL, tresc VARCHAR(200) NOT NULL, kolumna_data @MOMENT@ NOT NULL);
CREATE TABLE wiadomosci (wiad_id INTEGER PRIMARY KEY, temat VARCHAR(80) NOT NULL, tresc VARCHAR(200) NOT NULL, wiad_od INTEGER NOT NULL, wiad_do INTEGER NOT NULL, przeczytane SMALLINT NOT NULL, zaczep VARCHAR(3) NOT NULL, kolumna_data @MOMENT@ NOT NULL);
CREATE TABLE akcje (a_id INTEGER PRIMARY KEY, u_id INTEGER NOT NULL, akcja VARCHAR(20) NOT NULL, akcja_id INTEGER, post_id INTEGER, kolumna_data @MOMENT@ NOT NULL);
CREATE TABLE sesje (sesja INTEGER PRIMARY KEY, u_id INTEGER NOT NULL);
",
    new: "
CREATE TABLE sf_guard_user (id INTEGER PRIMARY KEY, email_address VARCHAR(60) NOT NULL UNIQUE, username VARCHAR(60) NOT NULL, is_active SMALLINT NOT NULL);
CREATE TABLE profile (id INTEGER PRIMARY KEY, name VARCHAR(60), created_at @MOMENT@, deleted_at @MOMENT@, FOREIGN KEY (id) REFERENCES sf_guard_user (id));
CREATE TABLE forum_topic (id INTEGER PRIMARY KEY, title VARCHAR(80) NOT NULL, author_id INTEGER NOT NULL, created_at @MOMENT@ NOT NULL, FOREIGN KEY (author_id) REFERENCES profile (id));
CREATE TABLE forum_post (id INTEGER PRIMARY KEY, topic_id INTEGER NOT NULL, author_id INTEGER NOT NULL, body VARCHAR(200) NOT NULL, created_at @MOMENT@ NOT NULL, FOREIGN KEY (topic_id) REFERENCES forum_topic (id), FOREIGN KEY (author_id) REFERENCES profile (id));
CREATE TABLE message (id INTEGER PRIMARY KEY, from_id INTEGER NOT NULL, to_id INTEGER NOT NULL, title VARCHAR(80) NOT NULL, text VARCHAR(200) NOT NULL, displayed SMALLINT NOT NULL, provoke SMALLINT NOT NULL, created_at @MOMENT@ NOT NULL, updated_at @MOMENT@ NOT NULL, FOREIGN KEY (from_id) REFERENCES profile (id), FOREIGN KEY (to_id) REFERENCES profile (id));
CREATE TABLE action (id @AUTO@, created_by INTEGER NOT NULL, type_id_external SMALLINT NOT NULL, target_profile_id INTEGER, forum_post_id INTEGER, forum_topic_id INTEGER, created_at @MOMENT@ NOT NULL, FOREIGN KEY (created_by) REFERENCES profile (id), FOREIGN KEY (target_profile_id) REFERENCES profile (id), FOREIGN KEY (forum_post_id) REFERENCES forum_post (id), FOREIGN KEY (forum_topic_id) REFERENCES forum_topic (id));
",
    old_rows: forum,
    new_rows: "",
    look: &[
        "SELECT * FROM sf_guard_user ORDER BY id",
        // A stub's moment is the run's, which is one, however often the run is taken up again.
        "SELECT id, name, created_at, deleted_at IS NULL FROM profile ORDER BY id",
        "SELECT COUNT(DISTINCT deleted_at) FROM profile",
        "SELECT * FROM forum_topic ORDER BY id",
        "SELECT * FROM forum_post ORDER BY id",
        "SELECT * FROM message ORDER BY id",
        "SELECT * FROM action ORDER BY id",
    ],
};

/// A table that refers to itself, rows that are there before, fillings afterwards, commands and SQL by hand.
pub const SHOP: Program = Program {
    name: "shop",
    text: r#"@FROM@
@INTO@
before run "echo before >> commands.log"
after run "echo after >> commands.log"
before item sql"insert into trace values (1)"
after item sql"insert into trace values (2)"
after item note "look at the items"
empty kind where id > 1
reference parts.parent unless 0 to parts.id
reference parts.kind to kinds.id
table kinds -> kind { id; name }
table parts -> item {
  id
  name
  parent         -> parent_id or null
  kind           -> kind_id
  price as int32 -> price
  skip where name = "old" because "not sold any more"
}
table boxes -> box {
  auto -> id
  part -> item_id
  label
  order by label, nr
  unique label keep first by nr
}
update kind {
  count(* from new.item where item.kind_id = kind.id) -> items
  where id != 1
}
check "there are boxes" count(* from new.box) > 0
"#,
    old: "
CREATE TABLE kinds (id INTEGER PRIMARY KEY, name VARCHAR(30) NOT NULL);
CREATE TABLE parts (id INTEGER PRIMARY KEY, name VARCHAR(30) NOT NULL, parent INTEGER NOT NULL, kind INTEGER NOT NULL, price VARCHAR(10) NOT NULL);
CREATE TABLE boxes (nr INTEGER PRIMARY KEY, part INTEGER NOT NULL, label VARCHAR(30) NOT NULL);
",
    new: "
CREATE TABLE kind (id INTEGER PRIMARY KEY, name VARCHAR(30) NOT NULL, items INTEGER);
CREATE TABLE item (id INTEGER PRIMARY KEY, name VARCHAR(30) NOT NULL, parent_id INTEGER, kind_id INTEGER NOT NULL, price INTEGER NOT NULL, FOREIGN KEY (parent_id) REFERENCES item (id), FOREIGN KEY (kind_id) REFERENCES kind (id));
CREATE TABLE box (id @AUTO@, item_id INTEGER NOT NULL, label VARCHAR(30) NOT NULL UNIQUE, FOREIGN KEY (item_id) REFERENCES item (id));
CREATE TABLE trace (n INTEGER NOT NULL);
",
    old_rows: parts,
    new_rows: "INSERT INTO kind VALUES (1, 'none', 0), (2, 'left over', 5);",
    look: &[
        "SELECT * FROM kind ORDER BY id",
        "SELECT * FROM item ORDER BY id",
        "SELECT * FROM box ORDER BY id",
        "SELECT n FROM trace ORDER BY n",
    ],
};

/// Rows of a table without a key.
pub const LOG: Program = Program {
    name: "log",
    text: r#"@FROM@
@INTO@
table log -> entry {
  key n, word
  auto -> id
  n
  word
}
"#,
    old: "CREATE TABLE log (n INTEGER NOT NULL, word VARCHAR(30) NOT NULL);",
    new: "CREATE TABLE entry (id @AUTO@, n INTEGER NOT NULL, word VARCHAR(30) NOT NULL);",
    old_rows: lines,
    new_rows: "",
    look: &["SELECT * FROM entry ORDER BY id"],
};

fn lines() -> String {
    let mut out = String::new();
    inserts(&mut out, "log", (1..=300).map(|i| format!("{}, 'word {}'", i * 7 % 60, i)));
    out
}

fn inserts(out: &mut String, table: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.map(|row| format!("({row})")).collect();
    let _ = writeln!(out, "INSERT INTO {table} VALUES\n{};", rows.join(",\n"));
}

fn moment(n: usize) -> String {
    format!("'2010-{:02}-{:02} {:02}:{:02}:00'", n % 12 + 1, n % 28 + 1, n % 24, n % 60)
}

/// Rows of the old forum. Every so often one refers to nobody, or an address is there twice.
fn forum() -> String {
    let mut out = String::new();
    let user = |n: usize| if n.is_multiple_of(9) { 900 + n % 7 } else { n * 7 % 60 + 1 };
    let topic = |n: usize| if n.is_multiple_of(11) { 500 } else { n * 5 % 30 + 1 };
    inserts(
        &mut out,
        "uzytkownicy",
        (1..=60).map(|n| {
            let active = if n % 3 == 0 { "n" } else { "t" };
            format!("{n}, 'user{n}', 'user{}@example.org', '{active}', {}", n % 50, moment(n))
        }),
    );
    inserts(&mut out, "tematy", (1..=30).map(|n| format!("{n}, 'topic {n}', {}, {}", user(n), moment(n))));
    inserts(
        &mut out,
        "posty",
        (1..=150).map(|n| format!("{n}, {}, {}, 'it''s post {n}', {}", topic(n), user(n + 1), moment(n))),
    );
    inserts(
        &mut out,
        "wiadomosci",
        (1..=80).map(|n| {
            let provokes = if n % 4 == 0 { "t" } else { "nie" };
            let (from, to) = (user(n), user(n + 4));
            format!("{n}, 'title {n}', 'text {n}', {from}, {to}, {}, '{provokes}', {}", n % 2, moment(n))
        }),
    );
    inserts(
        &mut out,
        "akcje",
        (1..=200).map(|n| {
            let (what, about, post) = match n % 5 {
                0 => ("profil", user(n).to_string(), "NULL".to_owned()),
                1 => ("logowanie", "NULL".to_owned(), "NULL".to_owned()),
                2 => ("post", "NULL".to_owned(), (n % 170 + 1).to_string()),
                3 => ("watek", topic(n).to_string(), "NULL".to_owned()),
                _ => ("zaczep", user(n + 2).to_string(), "NULL".to_owned()),
            };
            let what = if n == 77 { "unheard of" } else { what };
            format!("{n}, {}, '{what}', {about}, {post}, {}", user(n + 3), moment(n))
        }),
    );
    out
}

fn parts() -> String {
    let mut out = String::new();
    inserts(&mut out, "kinds", (2..=9).map(|n| format!("{n}, 'kind {n}'")));
    inserts(
        &mut out,
        "parts",
        (1..=120).map(|n| {
            let name = if n % 13 == 0 { "old".to_owned() } else { format!("part {n}") };
            let parent = if n % 17 == 0 { 999 } else { n / 2 };
            let price = if n % 23 == 0 { "dear".to_owned() } else { (n * 3).to_string() };
            format!("{n}, '{name}', {parent}, {}, '{price}'", n % 8 + 2)
        }),
    );
    inserts(&mut out, "boxes", (1..=90).map(|n| format!("{n}, {}, 'label {}'", n + 20, n * 7 % 60)));
    out
}

/// Where the old rows are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Staged,
    /// Straight into the new tables where that is possible.
    Direct,
    Beside,
}

/// A program with its old side, and where it goes.
pub struct World {
    pub program: Program,
    pub way: Way,
    pub old: &'static Server,
    pub new: &'static Server,
    pub folder: tempfile::TempDir,
    pub old_database: String,
    /// The old tables have no transactions.
    pub myisam: bool,
    /// What an undisturbed run leaves.
    pub expected: OnceCell<String>,
}

/// PostgreSQL: where the old tables are, so that they can be beside the new ones.
const OLD_SCHEMA: &str = "old_site";

fn spelled(text: &str, engine: Engine) -> String {
    let (moment, auto) = match engine {
        Engine::Mysql => ("DATETIME", "INTEGER AUTO_INCREMENT PRIMARY KEY"),
        Engine::Postgres => ("TIMESTAMP", "INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"),
        Engine::Sqlite => ("DATETIME", "INTEGER PRIMARY KEY"),
    };
    text.replace("@MOMENT@", moment).replace("@AUTO@", auto)
}

impl World {
    /// The program's files and its old rows; a new side is made with [`World::place`].
    pub fn new(program: Program, old: &'static Server, new: &'static Server, way: Way) -> Self {
        Self::make(program, old, new, way, false)
    }

    /// Likewise, with old tables that have no transactions.
    pub fn with_myisam(program: Program, old: &'static Server, new: &'static Server, way: Way) -> Self {
        Self::make(program, old, new, way, true)
    }

    fn make(program: Program, old: &'static Server, new: &'static Server, way: Way, myisam: bool) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let (old_database, expected) = (old.fresh_name("old"), OnceCell::new());
        let world = Self { program, way, old, new, folder, old_database, myisam, expected };
        world.write("old.sql", &spelled(program.old, old.engine));
        world.write("new.sql", &spelled(program.new, new.engine));
        world.write("main.mig", &world.main());
        if !world.shares_a_database() {
            old.create_database(&world.old_database);
            old.load(&world.old_database, &world.old_side());
        }
        world
    }

    /// The program's text.
    pub fn main(&self) -> String {
        let schema = if self.old.engine == Engine::Postgres { format!(" schema {OLD_SCHEMA}") } else { String::new() };
        let from = format!("from {} \"old.sql\"{schema}", self.old.engine.name());
        let into = format!("into {} \"new.sql\"", self.new.engine.name());
        let text = self.program.text.replace("from mysql \"old.sql\" database polonia_old", &from);
        let text = text.replace("into mysql \"new.sql\" database polonia", &into);
        text.replace("@FROM@", &from).replace("@INTO@", &into)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file can be written");
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// PostgreSQL sees no other database.
    fn shares_a_database(&self) -> bool {
        self.way == Way::Beside && self.old.engine == Engine::Postgres
    }

    /// The old side as a script.
    fn old_side(&self) -> String {
        let rows = (self.program.old_rows)();
        let schema = match self.old.engine {
            Engine::Postgres => format!("CREATE SCHEMA {OLD_SCHEMA};\n"),
            _ => String::new(),
        };
        let mut tables = spelled(self.program.old, self.old.engine);
        if self.myisam {
            tables = tables.replace(");\n", ") ENGINE=MyISAM;\n");
        }
        schema + &self.in_old(&format!("{tables}BEGIN;\n{rows}COMMIT;\n"))
    }

    /// A script for the old tables.
    pub fn in_old(&self, script: &str) -> String {
        match self.old.engine {
            Engine::Postgres => format!("SET search_path TO {OLD_SCHEMA};\n{script}"),
            _ => script.to_owned(),
        }
    }

    /// What comes before the name of an old table.
    pub fn old_prefix(&self) -> &'static str {
        if self.old.engine == Engine::Postgres { "old_site." } else { "" }
    }

    /// All that is in the old forum.
    #[track_caller]
    pub fn look_at_old(&self) -> String {
        let tables = ["uzytkownicy", "tematy", "posty", "wiadomosci", "akcje", "sesje"];
        let queries = tables.map(|table| format!("SELECT * FROM {table} ORDER BY 1;\n"));
        let output = self.old.client(&self.old_database, &self.in_old(&queries.concat()));
        assert!(output.success, "{}: {output}", self.title());
        output.stdout
    }

    /// A new database with the new side's tables and what is in them before.
    pub fn place(&self) -> String {
        let name = self.empty_place();
        let tables = spelled(self.program.new, self.new.engine);
        self.new.load(&name, &format!("{tables}{}", self.program.new_rows));
        let _ = fs::remove_file(self.path("commands.log"));
        name
    }

    /// A new database without them.
    pub fn empty_place(&self) -> String {
        let name = self.new.fresh_name("new");
        self.new.create_database(&name);
        if self.shares_a_database() {
            self.new.load(&name, &format!("{}SET search_path TO public;\n", self.old_side()));
        }
        name
    }

    /// The old side's database, for a new side.
    pub fn old_of<'a>(&'a self, place: &'a str) -> &'a str {
        if self.shares_a_database() { place } else { &self.old_database }
    }

    /// `migc run`.
    pub fn command(&self, place: &str, more: &[&str]) -> Command {
        self.command_from(&self.old.url(self.old_of(place)), place, more)
    }

    /// Likewise, with the address of the old side.
    pub fn run_from(&self, from: &str, place: &str) -> Output {
        self.command_from(from, place, &[]).output().expect("migc can be started")
    }

    fn command_from(&self, from: &str, place: &str, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.arg("run").arg(self.path("main.mig")).args(["--from", from]);
        command.args(["--into", &self.new.url(place), "--allow-run", "--chunk-rows", "25"]);
        if !more.contains(&"--jobs") {
            command.args(["--jobs", "3"]);
        }
        let way = match self.way {
            Way::Staged => "staged",
            Way::Direct => "direct",
            Way::Beside => "beside",
        };
        command.args(["--placement", way]).args(more);
        command.stdin(Stdio::null()).env_remove("MIGC_DIE_BEFORE");
        command
    }

    pub fn run(&self, place: &str, more: &[&str]) -> Output {
        self.command(place, more).output().expect("migc can be started")
    }

    /// `migc plan`, which says where the old rows are.
    pub fn plan(&self) -> Output {
        let place = self.place();
        let mut command = Command::new(env!("CARGO_BIN_EXE_migc"));
        command.arg("plan").arg(self.path("main.mig"));
        command.args(["--from", &self.old.url(self.old_of(&place)), "--into", &self.new.url(&place)]);
        let output = command.stdin(Stdio::null()).output().expect("migc can be started");
        self.drop_place(&place);
        output
    }

    /// Starts it, and looks at nothing.
    pub fn start(&self, place: &str, more: &[&str]) -> Child {
        let mut command = self.command(place, more);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("migc can be started")
    }

    /// A run that must succeed.
    #[track_caller]
    pub fn must_run(&self, place: &str, more: &[&str]) {
        let output = self.run(place, more);
        assert!(output.status.success(), "{}: {}", self.title(), text(&output));
    }

    /// Everything that a run leaves in a new side, as text.
    #[track_caller]
    pub fn look(&self, place: &str) -> String {
        let rows = if self.new.engine == Engine::Mysql { "`rows`" } else { "\"rows\"" };
        let names = match self.new.engine {
            Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
            Engine::Mysql => {
                "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1"
            }
            Engine::Postgres => "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
        };
        let queries: Vec<String> = self
            .program
            .look
            .iter()
            .chain(&HELPERS)
            .map(|query| query.replace("@ROWS@", rows))
            .chain([names.to_owned()])
            .map(|query| format!("{query};\n"))
            .collect();
        let output = self.new.client(place, &queries.concat());
        assert!(output.success, "{}: {output}", self.title());
        output.stdout
    }

    /// What the commands of the program left.
    pub fn commands(&self) -> Vec<String> {
        let log = fs::read_to_string(self.path("commands.log")).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }

    pub fn title(&self) -> String {
        format!("{} from {} into {}, {:?}", self.program.name, self.old.engine, self.new.engine, self.way)
    }

    pub fn drop_place(&self, place: &str) {
        self.new.drop_database(place);
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !self.shares_a_database() && !std::thread::panicking() {
            self.old.drop_database(&self.old_database);
        }
    }
}

/// What a command said.
pub fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout))
}
