//! Carries a plan out on a real engine, wherever its schemas come from, and shows what came of it.
//!
//! Where the target engine is the one a schema is written for, its DDL is run as it is; else the
//! tables are made by `dialect::ddl`, and the old rows are copied into them as literals.

use std::cell::OnceCell;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use migc::dialect::EngineExt as _;
use migc::emit;
use migc::engine::Engine;
use migc::plan::{Plan, StepKind};
use migc::schema::{Schema, Table, TableId, Type};

use super::case::Files;
use super::{Brand, Rows, Server, of_brand, server};

/// The program, its files, and how to run it anywhere.
pub struct Mover<'a> {
    files: &'a Files,
    main: &'a str,
    plan: &'a Plan,
    old: String,
    new: String,
    /// Where the old side is, on the way between two servers.
    source: &'static Server,
    /// The database of the old side there, and its dump: made when one is first asked for, and only read.
    home: OnceCell<String>,
    dump: OnceCell<String>,
    /// The rows that the schema files of a side bring along.
    rows: [OnceCell<Vec<Rows>>; 2],
    /// Values for the program's `param`s.
    params: Vec<String>,
}

/// A side of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
}

/// A place where the script can run: the new database, and the name the old tables are under.
pub struct Place {
    pub server: &'static Server,
    /// The database that the script runs in.
    pub new: String,
    /// Database, schema or file of the old tables.
    pub old: String,
}

/// The script of a plan for an engine, as text. `old`: where the old tables are, if not where the program says.
pub fn script(plan: &Plan, engine: Engine, old: Option<&str>) -> Result<String, String> {
    // The name of a SQLite file is also the name it is attached under.
    let file = old.map(|old| format!("{old}.db"));
    let options = emit::Options { old, old_file: file.as_deref(), ..emit::Options::default() };
    let script = emit::script(plan, engine, &options)
        .map_err(|found| found.iter().map(|d| d.message.clone()).collect::<Vec<_>>().join("\n"))?;
    Ok(script.to_text())
}

impl<'a> Mover<'a> {
    /// For a case: the program is `main.mig`, and each side is all files whose names begin with `old` or `new`.
    pub fn new(files: &'a Files, plan: &'a Plan) -> Self {
        let side = |side: &str| {
            let mut names: Vec<&str> = files.names().filter(|n| n.starts_with(side) && n.ends_with(".sql")).collect();
            names.sort_by_key(|name| (*name != format!("{side}.sql"), *name));
            names
        };
        Self::of(files, "main.mig", plan, &side("old"), &side("new"))
    }

    /// For any program, with the files that make each side.
    pub fn of(files: &'a Files, main: &'a str, plan: &'a Plan, old: &[&str], new: &[&str]) -> Self {
        let text = |names: &[&str]| names.iter().map(|name| files.text(name) + "\n").collect();
        Self {
            files,
            main,
            plan,
            old: text(old),
            new: text(new),
            source: server(plan.program.old.engine),
            home: OnceCell::new(),
            dump: OnceCell::new(),
            rows: Default::default(),
            params: Vec::new(),
        }
    }

    /// With the old side on this brand's server, where it is of its engine.
    pub fn reading(mut self, brand: Brand) -> Self {
        if brand.engine() == self.plan.program.old.engine {
            self.source = of_brand(brand);
        }
        self
    }

    /// With these values for the program's `param`s.
    pub fn given(mut self, params: &[(String, String)]) -> Self {
        self.params = params.iter().map(|(name, value)| format!("--param={name}={value}")).collect();
        self
    }

    /// Runs the compiled script with the engine's own client.
    pub fn by_script(&self, target: impl Into<Brand>) -> Result<String, String> {
        let place = self.place(target)?;
        let script = self.script_at(&place)?;
        let output = place.server.client(&place.new, &script);
        if !output.success {
            return Err(format!("the script fails: {output}\n{}", numbered(&script, &output.stderr)));
        }
        let shown = show(self.plan, place.server, &place.new)?;
        self.clear(&place);
        Ok(shown)
    }

    /// Runs the parts for phpMyAdmin one after the other, each in a session of its own. `cut`: inserts are cut after
    /// so many rows.
    pub fn by_parts(&self, target: impl Into<Brand>, cut: Option<u64>) -> Result<String, String> {
        let place = self.place(target)?;
        for part in self.parts(&place, cut)?.parts {
            // What pastes a part is no client of the server's maker.
            let output = place.server.any_client(&place.new, &part.text);
            if !output.success {
                return Err(format!("part {} fails: {output}\n{}", part.number, numbered(&part.text, &output.stderr)));
            }
            let last = output.stdout.lines().last().unwrap_or_default();
            if !last.contains(&format!("part {} of ", part.number)) || !last.contains(" is done") {
                return Err(format!("part {} does not say that it is done: {}", part.number, output.stdout));
            }
            if part.statements > emit::parts::MOST_STATEMENTS {
                return Err(format!("part {} has {} statements", part.number, part.statements));
            }
        }
        let shown = show(self.plan, place.server, &place.new)?;
        self.clear(&place);
        Ok(shown)
    }

    /// The parts for a place.
    pub fn parts(&self, place: &Place, cut: Option<u64>) -> Result<emit::parts::ScriptParts, String> {
        // Whatever is thought of the number of rows, all of them move.
        let tables = (0..self.plan.program.old.tables.len()).map(|id| (TableId(id), 7)).collect();
        let cuts = cut.map(|rows| migc::physical::Cuts { rows, tables });
        let options = emit::Options { old: Some(&place.old), cuts: cuts.as_ref(), ..emit::Options::default() };
        emit::parts::parts(
            self.plan,
            Engine::Mysql,
            &options,
            emit::parts::Limits::default(),
            &emit::parts::Written::default(),
        )
        .map_err(|refused| format!("there are no parts: {refused:?}"))
    }

    /// Runs the compiled script, which must stop with these words and change nothing.
    pub fn stops(&self, target: impl Into<Brand>, words: &[String]) -> Result<(), String> {
        let place = self.place(target)?;
        let script = self.script_at(&place)?;
        let before = rows_shown(self.plan, place.server, &place.new, false)?;
        let output = place.server.client(&place.new, &script);
        if output.success {
            return Err("the script does not stop".into());
        }
        for words in words {
            if !output.stderr.contains(words) && !output.stdout.contains(words) {
                return Err(format!("it stops, but does not say `{words}`: {output}"));
            }
        }
        if rows_shown(self.plan, place.server, &place.new, false)? != before {
            return Err("it stops, but has changed the new tables".into());
        }
        self.clear(&place);
        Ok(())
    }

    /// Runs `migc run` on a server that has both sides.
    pub fn by_run(&self, target: impl Into<Brand>) -> Result<String, String> {
        let place = self.place(target)?;
        // PostgreSQL has both sides in one database.
        let old = if place.server.engine == Engine::Postgres { &place.new } else { &place.old };
        let shown = self.run(&place.server.url(old), &place, &["--placement", "beside"])?;
        self.clear(&place);
        Ok(shown)
    }

    /// Runs `migc run` from the old side on its own engine into another database, with this placement.
    pub fn between(&self, target: impl Into<Brand>, placement: &str) -> Result<String, String> {
        let from = self.source.url(self.home()?);
        self.apart(target, |place| self.run(&from, place, &["--placement", placement]))
    }

    /// Runs `migc run` from what the old engine's own tool dumps.
    pub fn by_dump(&self, target: impl Into<Brand>) -> Result<String, String> {
        let from = self.dump()?;
        self.apart(target, |place| self.run(from, place, &[]))
    }

    /// Runs the script of `migc compile --data` with the new engine's own client.
    pub fn with_data(&self, target: impl Into<Brand>, out_of_dump: bool) -> Result<String, String> {
        let data = if out_of_dump { self.dump()?.to_owned() } else { self.source.url(self.home()?) };
        self.apart(target, |place| {
            let folder = self.folder()?;
            let script = folder.path().join("script.sql");
            let output = Command::new(env!("CARGO_BIN_EXE_migc"))
                .arg("compile")
                .arg(folder.path().join(self.main))
                .args(&self.params)
                .args(["--to", place.server.engine.name(), "--data", &data, "--output"])
                .arg(&script)
                .output()
                .map_err(|e| e.to_string())?;
            if !output.status.success() {
                return Err(String::from_utf8_lossy(&output.stderr).into_owned());
            }
            let script = fs::read_to_string(&script).map_err(|e| e.to_string())?;
            let output = place.server.client(&place.new, &script);
            if !output.success {
                return Err(format!("the script fails: {output}\n{}", numbered(&script, &output.stderr)));
            }
            show(self.plan, place.server, &place.new)
        })
    }

    /// The database of the old side on its own engine.
    fn home(&self) -> Result<&str, String> {
        if let Some(home) = self.home.get() {
            return Ok(home);
        }
        let home = self.source.fresh_name("from");
        self.source.create_database(&home);
        load(self.source, &home, &self.old)?;
        Ok(self.home.get_or_init(|| home))
    }

    /// The file that the old engine's own tool dumps.
    fn dump(&self) -> Result<&str, String> {
        if let Some(dump) = self.dump.get() {
            return Ok(dump);
        }
        let home = self.home()?;
        let file = self.source.dir().join(format!("{home}.sql"));
        fs::write(&file, self.source.dump(home)).map_err(|e| e.to_string())?;
        Ok(self.dump.get_or_init(|| file.display().to_string()))
    }

    /// Makes the new side alone, and lets something move the rows into it.
    fn apart(
        &self,
        target: impl Into<Brand>,
        moves: impl FnOnce(&Place) -> Result<String, String>,
    ) -> Result<String, String> {
        let server = of_brand(target.into());
        let new = server.fresh_name("new");
        server.create_database(&new);
        let place = Place { server, new, old: String::new() };
        self.fill_new(&place)?;
        let shown = moves(&place)?;
        server.drop_database(&place.new);
        Ok(shown)
    }

    /// A new folder with the program and its files.
    fn folder(&self) -> Result<tempfile::TempDir, String> {
        let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
        for (name, text) in &self.files.0 {
            let path = folder.path().join(name);
            fs::write(&path, text).map_err(|e| e.to_string())?;
            // Some are commands that the program runs.
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).map_err(|e| e.to_string())?;
        }
        Ok(folder)
    }

    fn run(&self, from: &str, place: &Place, arguments: &[&str]) -> Result<String, String> {
        let folder = self.folder()?;
        let output = Command::new(env!("CARGO_BIN_EXE_migc"))
            .arg("run")
            .arg(folder.path().join(self.main))
            .args(["--from", from, "--into", &place.server.url(&place.new), "--allow-run"])
            // Old tables that were made for another engine than theirs have no keys.
            .args((place.server.engine != self.plan.program.old.engine).then_some("--allow-drift"))
            .args(&self.params)
            .args(arguments)
            .output()
            .map_err(|e| e.to_string())?;
        // 1: it went through, and rows were rejected.
        let drifted = String::from_utf8_lossy(&output.stderr).contains("--allow-drift");
        if drifted || !matches!(output.status.code(), Some(0 | 1)) {
            return Err(format!(
                "{}{}",
                String::from_utf8_lossy(&output.stderr),
                String::from_utf8_lossy(&output.stdout)
            ));
        }
        show(self.plan, place.server, &place.new)
    }

    /// Makes both sides on a server.
    pub fn place(&self, target: impl Into<Brand>) -> Result<Place, String> {
        let target = target.into();
        self.make(target, self.plan.program.old.engine == target.engine())
    }

    /// Makes both sides on a server; `native`: the old side's texts are in its SQL.
    pub fn make(&self, target: impl Into<Brand>, native: bool) -> Result<Place, String> {
        let server = of_brand(target.into());
        let engine = server.engine;
        let new = server.fresh_name("new");
        server.create_database(&new);
        let old = match engine {
            // PostgreSQL cannot look into another database, so the old tables are a schema of the new one.
            Engine::Postgres => self.plan.program.old_namespace.clone().unwrap_or_else(|| "old".into()),
            _ => {
                let old = server.fresh_name("old");
                server.create_database(&old);
                old
            }
        };
        if native {
            let home = if engine == Engine::Postgres { &new } else { &old };
            load(server, home, &self.old)?;
            if engine == Engine::Postgres {
                load(server, &new, &format!("ALTER SCHEMA public RENAME TO \"{old}\";\nCREATE SCHEMA public;"))?;
            }
        } else {
            self.stage(server, &new, &old)?;
        }
        let place = Place { server, new, old };
        self.fill_new(&place)?;
        Ok(place)
    }

    /// Makes the new side again, as it was before.
    pub fn make_new(&self, place: &Place) -> Result<(), String> {
        place.server.create_database(&place.new);
        self.fill_new(place)
    }

    fn fill_new(&self, place: &Place) -> Result<(), String> {
        let (program, engine) = (&self.plan.program, place.server.engine);
        if program.new.engine == engine {
            load(place.server, &place.new, &self.new)
        } else {
            let (tables, keys) = create(&program.new, engine, "", true);
            let rows = rows_of(&program.new, self.rows(Side::New)?, engine, "");
            load(place.server, &place.new, &format!("{tables}{rows}{keys}"))
        }
    }

    /// The old rows in an engine that is not theirs.
    fn stage(&self, target: &'static Server, new: &str, old: &str) -> Result<(), String> {
        let schema = &self.plan.program.old;
        let engine = target.engine;
        let mut script = String::new();
        let prefix = match engine {
            Engine::Mysql => format!("`{old}`."),
            Engine::Postgres => {
                script.push_str(&format!("CREATE SCHEMA \"{old}\";\n"));
                format!("\"{old}\".")
            }
            Engine::Sqlite => String::new(),
        };
        script.push_str(&create(schema, engine, &prefix, false).0);
        script.push_str(&rows_of(schema, self.rows(Side::Old)?, engine, &prefix));
        load(target, if engine == Engine::Sqlite { old } else { new }, &script)
    }

    /// The rows that the schema files of a side bring along, table by table.
    fn rows(&self, side: Side) -> Result<&[Rows], String> {
        let (schema, text) = match side {
            Side::Old => (&self.plan.program.old, &self.old),
            Side::New => (&self.plan.program.new, &self.new),
        };
        let cell = &self.rows[side as usize];
        if let Some(rows) = cell.get() {
            return Ok(rows);
        }
        let server = server(schema.engine);
        let database = server.fresh_name("rows");
        server.create_database(&database);
        load(server, &database, text)?;
        let queries = schema.tables.iter().map(|table| {
            let names: Vec<String> = table.columns.iter().map(|c| shown(schema.engine, &c.name, &c.ty)).collect();
            format!("SELECT {} FROM {}", names.join(", "), full_name(schema, table))
        });
        let queries: Vec<String> = queries.collect();
        let rows = server.try_queries(&database, &queries).map_err(|e| e.to_string())?;
        server.drop_database(&database);
        Ok(cell.get_or_init(|| rows))
    }

    /// The script for a place. SQLite attaches the old file, so its name stands in the script.
    fn script_at(&self, place: &Place) -> Result<String, String> {
        // In PostgreSQL the old side is where the program says.
        let old = (place.server.engine != Engine::Postgres).then_some(place.old.as_str());
        script(self.plan, place.server.engine, old)
    }

    fn clear(&self, place: &Place) {
        place.server.drop_database(&place.new);
        if place.server.engine != Engine::Postgres {
            place.server.drop_database(&place.old);
        }
    }
}

impl Drop for Mover<'_> {
    fn drop(&mut self) {
        if let Some(home) = self.home.get() {
            self.source.drop_database(home);
        }
    }
}

fn load(server: &Server, database: &str, script: &str) -> Result<(), String> {
    let output = server.any_client(database, script);
    if output.success {
        Ok(())
    } else {
        Err(format!("{} refuses the tables or rows: {output}\n{}", server.engine, numbered(script, &output.stderr)))
    }
}

/// The rows of a schema's tables as inserts for another engine.
fn rows_of(schema: &Schema, rows: &[Rows], engine: Engine, prefix: &str) -> String {
    let mut script = String::new();
    for (table, rows) in schema.tables.iter().zip(rows) {
        for chunk in rows.chunks(100) {
            let values: Vec<String> = chunk
                .iter()
                .map(|row| {
                    let values = row.iter().zip(&table.columns).map(|(value, column)| match value {
                        None => "NULL".to_owned(),
                        Some(digits) if matches!(column.ty, Type::Bytes { .. }) => match engine {
                            Engine::Postgres => format!("'\\x{digits}'"),
                            _ => format!("x'{digits}'"),
                        },
                        Some(value) => literal(engine, &plain(&column.ty, value)),
                    });
                    format!("({})", values.collect::<Vec<_>>().join(", "))
                })
                .collect();
            let name = quote(engine, &table.name);
            script.push_str(&format!("INSERT INTO {prefix}{name} VALUES\n{};\n", values.join(",\n")));
        }
    }
    script
}

/// The tables of a schema for another engine, and the foreign keys to add after their rows; without `keys`
/// only a place to put rows in.
fn create(schema: &Schema, engine: Engine, prefix: &str, keys: bool) -> (String, String) {
    let dialect = engine.dialect();
    let mut out = String::new();
    if keys && engine == Engine::Postgres {
        out.push_str(
            "CREATE COLLATION ignoring_case (provider = icu, locale = 'und-u-ks-level1', deterministic = false);\n",
        );
    }
    let mut later = String::new();
    for table in &schema.tables {
        let name = format!("{prefix}{}", quote(engine, &table.name));
        let list = |columns: &[migc::schema::ColumnId]| {
            columns.iter().map(|c| quote(engine, &table.column(*c).name)).collect::<Vec<_>>().join(", ")
        };
        // Of how many columns the longest key is that a column is part of.
        let keyed = |column: migc::schema::ColumnId| {
            let keys = table.primary_key.iter().map(|k| &k.columns).chain(table.unique_keys.iter().map(|k| &k.columns));
            keys.filter(|columns| columns.contains(&column)).map(Vec::len).max()
        };
        let mut lines = Vec::new();
        for (id, column) in table.iter() {
            // Values of a column that promises nothing are text until they are tested, but for bytes, and so are dates of an
            // engine that has impossible ones.
            let zero = schema.engine.capabilities().zero_dates;
            let ty = match (keys, column.verified, &column.ty) {
                (false, false, ty) if !matches!(ty, Type::Bytes { .. }) => dialect.type_name(&Type::TEXT),
                (false, _, Type::Date | Type::DateTime { .. } | Type::TimestampTz { .. }) if zero => {
                    dialect.type_name(&Type::TEXT)
                }
                (true, _, ty) => match keyed(id) {
                    Some(columns) => dialect.key_type_name(ty, columns),
                    None => dialect.type_name(ty),
                },
                (_, _, ty) => dialect.type_name(ty),
            };
            let ty = if keys && column.auto_increment && engine == Engine::Sqlite { "INTEGER".into() } else { ty };
            let ty = match (&column.ty, engine) {
                (Type::Text { collation: Some(collation), .. }, Engine::Postgres) if keys && collation.ignores_case => {
                    format!("{ty} COLLATE ignoring_case")
                }
                (Type::Text { collation: Some(collation), .. }, Engine::Sqlite) if keys && collation.ignores_case => {
                    format!("{ty} COLLATE NOCASE")
                }
                _ => ty,
            };
            let mut line = format!("{} {ty}", quote(engine, &column.name));
            if keys && !column.nullable && column.generated.is_none() {
                line.push_str(" NOT NULL");
            }
            let default = column.default.as_ref().map(|d| d.sql.trim().trim_matches('\''));
            match default.filter(|d| !d.contains(['(', '\'', ' ']) && !d.eq_ignore_ascii_case("current_timestamp")) {
                Some(value) if keys && !column.auto_increment => {
                    let value = match (&column.ty, value) {
                        (Type::Bool, "true") => "1",
                        (Type::Bool, "false") => "0",
                        _ => value,
                    };
                    line.push_str(&format!(" DEFAULT '{value}'"));
                }
                _ if keys && column.auto_increment && engine == Engine::Postgres => {
                    line.push_str(" GENERATED BY DEFAULT AS IDENTITY");
                }
                _ if keys && column.auto_increment && engine == Engine::Mysql => line.push_str(" AUTO_INCREMENT"),
                _ => {}
            }
            lines.push(line);
        }
        if keys {
            lines.extend(table.primary_key.iter().map(|key| format!("PRIMARY KEY ({})", list(&key.columns))));
            let unique = table.unique_keys.iter().filter(|k| !k.partial);
            lines.extend(unique.map(|key| format!("UNIQUE ({})", list(&key.columns))));
            // What only the program says is no key of the databases.
            for foreign in table.foreign_keys.iter().filter(|f| !f.declared_by_program) {
                let other = schema.table(foreign.table);
                let references: Vec<String> =
                    foreign.references.iter().map(|c| quote(engine, &other.column(*c).name)).collect();
                let clause = format!(
                    "FOREIGN KEY ({}) REFERENCES {} ({})",
                    list(&foreign.columns),
                    quote(engine, &other.name),
                    references.join(", ")
                );
                if engine == Engine::Sqlite {
                    lines.push(clause);
                } else {
                    later.push_str(&format!("ALTER TABLE {name} ADD {clause};\n"));
                }
            }
        }
        out.push_str(&format!("CREATE TABLE {name} (\n  {}\n);\n", lines.join(",\n  ")));
    }
    (out, later)
}

/// The lines of a script around the one an error message names.
fn numbered(script: &str, message: &str) -> String {
    let line = ["at line ", "near line ", "stdin>:", "<stdin>:"].iter().find_map(|mark| {
        let (_, rest) = message.split_once(mark)?;
        rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<usize>().ok()
    });
    let from = line.unwrap_or(1).saturating_sub(12);
    let lines = script.lines().enumerate().skip(from).take(40);
    lines.map(|(i, line)| format!("{:>5} {line}\n", i + 1)).collect()
}

fn quote(engine: Engine, name: &str) -> String {
    match engine {
        Engine::Mysql => format!("`{}`", name.replace('`', "``")),
        _ => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

fn full_name(schema: &Schema, table: &Table) -> String {
    let name = quote(schema.engine, &table.name);
    match &table.schema {
        Some(space) => format!("{}.{name}", quote(schema.engine, space)),
        None => name,
    }
}

/// A value as every engine takes it.
fn plain(ty: &Type, value: &str) -> String {
    match (ty, value) {
        (Type::Bool, "t") => "1".into(),
        (Type::Bool, "f") => "0".into(),
        // as migc writes a moment that it puts there as text, without idle zeros
        (Type::DateTime { .. } | Type::TimestampTz { .. }, value) => {
            let value = value.trim_end_matches("+00");
            if value.contains('.') { value.trim_end_matches('0').trim_end_matches('.') } else { value }.to_owned()
        }
        // PostgreSQL fills them up
        (Type::Text { fixed: true, .. }, value) => value.trim_end_matches(' ').to_owned(),
        // as migc writes a number that it puts there as text, not as SQLite's shell shows it
        (Type::Float64 | Type::Decimal { .. }, value) if value.contains(['.', 'e']) => match value.parse::<f64>() {
            Ok(x) if value.contains('e') || *ty == Type::Float64 => match (1e-4..1e15).contains(&x.abs()) || x == 0.0 {
                true => x.to_string(),
                false => format!("{x:e}"),
            },
            _ => value.to_owned(),
        },
        _ => value.to_owned(),
    }
}

/// A text literal, whatever is in the text.
pub fn literal(engine: Engine, text: &str) -> String {
    if !text.contains(['\\', '\0', '\r']) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let hex: String = text.bytes().map(|b| format!("{b:02x}")).collect();
    match engine {
        Engine::Mysql => format!("CONVERT(x'{hex}' USING utf8mb4)"),
        Engine::Postgres => format!("convert_from('\\x{hex}', 'UTF8')"),
        Engine::Sqlite => format!("CAST(x'{hex}' AS TEXT)"),
    }
}

/// What a run counts of its own, and in which table.
const HELPERS: [(&str, &str, &[&str]); 3] = [
    ("counts", "_mig_counts", &["step", "block", "target", "rows", "moved", "skipped", "merged", "rejected", "stubs"]),
    ("uses", "_mig_uses", &["step", "block", "column_name", "policy", "uses"]),
    ("rejects", "_mig_rejects", &["step", "block", "row_key", "column_name", "reason", "value"]),
];

/// The rows of every table that the plan writes, the counts and the rejects, the same for every engine.
pub fn show(plan: &Plan, server: &Server, database: &str) -> Result<String, String> {
    rows_shown(plan, server, database, true)
}

/// The rows of every table that the plan writes, in the order of their keys, and what was counted.
fn rows_shown(plan: &Plan, server: &Server, database: &str, counted: bool) -> Result<String, String> {
    let tables = written(plan);
    let mut queries: Vec<String> = tables
        .iter()
        .map(|table| {
            let columns: Vec<String> = table.columns.iter().map(|c| shown(server.engine, &c.name, &c.ty)).collect();
            let name = match server.engine {
                Engine::Postgres => full_name(&plan.program.new, table).replace('`', "\""),
                engine => quote(engine, &table.name),
            };
            format!("SELECT {} FROM {name}", columns.join(", "))
        })
        .collect();
    let helpers: &[_] = if counted { &HELPERS } else { &[] };
    queries.extend(helpers.iter().map(|(_, table, columns)| {
        let columns: Vec<String> = columns.iter().map(|name| quote(server.engine, name)).collect();
        format!("SELECT {} FROM {table}", columns.join(", "))
    }));
    let mut answers = server.try_queries(database, &queries).map_err(|e| e.to_string())?.into_iter();

    let mut out = String::new();
    for (table, rows) in tables.iter().zip(&mut answers) {
        let mut rows: Rows = rows
            .into_iter()
            .map(|row| row.into_iter().zip(&table.columns).map(|(v, c)| v.map(|v| normal(&c.ty, v))).collect())
            .collect();
        let key: Vec<usize> = table.primary_key.iter().flat_map(|k| k.columns.iter().map(|c| c.0)).collect();
        rows.sort_by(|a, b| compare(a, b, &key));
        let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        out.push_str(&format!("{} ({})\n", table.name, names.join(", ")));
        rows.iter().for_each(|row| out.push_str(&line(row)));
        out.push('\n');
    }
    for ((title, _, columns), mut rows) in helpers.iter().zip(answers) {
        rows.sort_by(|a, b| compare(a, b, &[]));
        if !rows.is_empty() {
            out.push_str(&format!("{title} ({})\n", columns.join(", ")));
            rows.iter().for_each(|row| out.push_str(&line(row)));
            out.push('\n');
        }
    }
    Ok(out)
}

/// Every table that the plan writes.
fn written(plan: &Plan) -> Vec<&Table> {
    let program = &plan.program;
    let mut tables: Vec<usize> = plan
        .steps
        .iter()
        .flat_map(|step| match &step.kind {
            StepKind::Move { block, .. } => vec![program.blocks[block.0].target.0],
            StepKind::Update { update } => vec![program.updates[*update].table.0],
            StepKind::Empty { empty } => vec![program.empties[*empty].table.0],
            _ => Vec::new(),
        })
        .chain(program.stubs.iter().map(|s| s.target.0))
        .collect();
    tables.sort_unstable();
    tables.dedup();
    tables.into_iter().map(|id| &program.new.tables[id]).collect()
}

/// A column in a query whose result is the same on every engine.
fn shown(engine: Engine, name: &str, ty: &Type) -> String {
    let name = quote(engine, name);
    match (ty, engine) {
        (Type::Bytes { .. }, Engine::Postgres) => format!("upper(encode({name}, 'hex')) AS {name}"),
        (Type::Bytes { .. }, Engine::Mysql) => format!("hex({name}) AS {name}"),
        // without digits for null, too
        (Type::Bytes { .. }, Engine::Sqlite) => format!("CASE WHEN {name} IS NOT NULL THEN hex({name}) END AS {name}"),
        (Type::Bool, Engine::Postgres) => format!("{name}::int AS {name}"),
        // all its digits
        (Type::Float64, Engine::Sqlite) => format!(
            "CASE WHEN typeof({name}) = 'real' AND {name} <> CAST(CAST({name} AS TEXT) AS REAL) THEN printf('%!.17g', {name}) \
             ELSE {name} END AS {name}"
        ),
        // it shows six digits
        (Type::Float32, Engine::Mysql) => format!("{name} + 0e0 AS {name}"),
        // a BIT would be shown as its bytes
        (Type::Int { .. }, Engine::Mysql) => format!("{name} + 0 AS {name}"),
        _ => name,
    }
}

/// A value as every engine would show it.
fn normal(ty: &Type, value: String) -> String {
    match ty {
        // with the digits of 32 bits
        Type::Float32 => value
            .parse::<f64>()
            .map_or(value, |n| if n.abs() < 1e15 { (n as f32).to_string() } else { format!("{:?}", n as f32) }),
        Type::Float64 => value
            .parse::<f64>()
            .map_or(value, |number| if number.abs() < 1e15 { number.to_string() } else { format!("{number:?}") }),
        Type::Decimal { .. } if value.contains('.') => {
            let short = value.trim_end_matches('0').trim_end_matches('.');
            if matches!(short, "" | "-" | "-0") { "0".into() } else { short.to_owned() }
        }
        Type::DateTime { .. } | Type::TimestampTz { .. } | Type::Time => {
            let value = value.trim_end_matches("+00").replace('T', " ");
            let value = match value.split_once('.') {
                Some((whole, fraction)) => match fraction.trim_end_matches('0') {
                    "" => whole.to_owned(),
                    fraction => format!("{whole}.{fraction}"),
                },
                None => value,
            };
            if is_now(&value) { "<now>".into() } else { value }
        }
        Type::Text { fixed: true, .. } => value.trim_end_matches(' ').to_owned(),
        Type::Json => serde_json::from_str::<serde_json::Value>(&value).map_or(value, |json| json.to_string()),
        _ => value,
    }
}

/// Whether a time is that of this test run; the test data is from the past.
fn is_now(value: &str) -> bool {
    let year = |seconds: u64| 1970 + seconds / 31_556_952;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let this = [year(now.saturating_sub(86_400)), year(now + 86_400)];
    value.len() >= 19 && value.get(..4).and_then(|y| y.parse().ok()).is_some_and(|y| this.contains(&y))
}

/// Rows by these columns, else by all; numbers as numbers.
pub fn compare(a: &[Option<String>], b: &[Option<String>], key: &[usize]) -> std::cmp::Ordering {
    let one = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(x), Ok(y)) => x.total_cmp(&y),
            _ => a.cmp(b),
        },
        _ => a.cmp(b),
    };
    let keyed = key.iter().map(|i| one(&a[*i], &b[*i])).find(|o| o.is_ne());
    keyed.or_else(|| a.iter().zip(b).map(|(a, b)| one(a, b)).find(|o| o.is_ne())).unwrap_or(std::cmp::Ordering::Equal)
}

/// One row; what could be mistaken for something else is quoted.
pub fn line(row: &[Option<String>]) -> String {
    let cell = |value: &Option<String>| match value {
        None => "null".to_owned(),
        Some(text) => {
            let quote = text.is_empty()
                || text == "null"
                || text.starts_with([' ', '"'])
                || text.ends_with(' ')
                || text.contains(['|', '\\'])
                || text.contains(char::is_control);
            if quote { format!("{text:?}") } else { text.clone() }
        }
    };
    format!("  {}\n", row.iter().map(cell).collect::<Vec<_>>().join(" | "))
}
