//! What a database's own schema has otherwise than the schema a program was checked with.

use std::fmt;

use super::{Check, Column, ColumnId, ForeignKey, Key, Schema, Table, TableId, Type};

/// Which side it is: what matters differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Its rows are read.
    Read,
    /// Rows are written into it.
    Write,
}

/// A table and the columns of it that a program reads or fills.
pub type Used = (TableId, Vec<ColumnId>);

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// `users`, or `users.email`.
    pub place: String,
    /// `type`, `key`, …
    pub what: &'static str,
    /// In the schema the program was checked with; none: it is not there.
    pub program: Option<String>,
    /// In the database.
    pub database: Option<String>,
    /// Rows may be lost, refused or misread; otherwise it is only worth knowing.
    pub matters: bool,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        let Self { place, what, program, database, .. } = self;
        write!(f, "`{place}`: {what}: {} in the program's schema, {} in the database", said(program), said(database))
    }
}

/// Compares what a program was checked with (`said`) with what is there (`found`).
///
/// Where the two are of different engines, a type of one cannot be that of the other: then only tables, columns
/// and nullability are compared.
pub fn drift(said: &Schema, found: &Schema, side: Use, used: &[Used]) -> Vec<Difference> {
    let mut out = Vec::new();
    let mut known = Vec::new();
    for (id, table) in said.iter() {
        let columns = used.iter().find(|(table, _)| *table == id).map(|(_, columns)| columns.as_slice());
        let there = found.find(table.schema.as_deref(), &table.name).or_else(|| found.find(None, &table.name));
        let there = there.filter(|id| table.view || !found.table(*id).view);
        let Some(there) = there else {
            let view = found.views.iter().any(|(name, _)| name.eq_ignore_ascii_case(&table.name));
            out.push(Difference {
                place: table.full_name(),
                what: "table",
                program: Some("a table".to_owned()),
                database: view.then(|| "a view".to_owned()),
                matters: columns.is_some(),
            });
            continue;
        };
        known.push(there);
        let mut pair = Pair { said, found, table, there: found.table(there), side, columns, out: &mut out };
        pair.columns();
        if said.engine == found.engine {
            pair.keys();
            pair.references();
            pair.checks();
        }
    }
    for (id, table) in found.iter().filter(|(_, table)| !table.view && !table.name.starts_with("_mig_")) {
        if !known.contains(&id) {
            let database = Some("a table".to_owned());
            out.push(Difference { place: table.full_name(), what: "table", program: None, database, matters: false });
        }
    }
    out
}

/// A table in both.
struct Pair<'a> {
    said: &'a Schema,
    found: &'a Schema,
    table: &'a Table,
    there: &'a Table,
    side: Use,
    /// The columns that are used; none: the table is not.
    columns: Option<&'a [ColumnId]>,
    out: &'a mut Vec<Difference>,
}

impl Pair<'_> {
    fn differs(&mut self, at: Option<&str>, what: &'static str, values: [Option<String>; 2], matters: bool) {
        let table = self.table.full_name();
        let place = at.map_or(table.clone(), |column| format!("{table}.{column}"));
        let [program, database] = values;
        // What no block touches cannot do harm.
        let matters = matters && self.columns.is_some();
        self.out.push(Difference { place, what, program, database, matters });
    }

    fn columns(&mut self) {
        let table = self.table;
        for (id, column) in table.iter() {
            let used = self.columns.is_some_and(|columns| columns.contains(&id));
            match self.there.find(&column.name) {
                None => self.differs(Some(&column.name), "column", [Some(column.native.clone()), None], used),
                Some(there) => self.column(column, self.there.column(there), used),
            }
        }
        let there = self.there;
        for column in there.columns.iter().filter(|column| table.find(&column.name).is_none()) {
            // A row without it is refused.
            let needed = !column.nullable && !fills_itself(column);
            let matters = self.side == Use::Write && needed;
            let native = Some(column.native.clone());
            self.differs(Some(&column.name), "column", [None, native], matters);
        }
    }

    fn column(&mut self, column: &Column, there: &Column, used: bool) {
        let at = Some(column.name.as_str());
        let write = self.side == Use::Write;
        if column.nullable != there.nullable {
            let words = |nullable| Some(if nullable { "null" } else { "not null" }.to_owned());
            let matters = match write {
                true => column.nullable && (used || !fills_itself(there)),
                false => used && there.nullable,
            };
            self.differs(at, "null", [words(column.nullable), words(there.nullable)], matters);
        }
        if self.said.engine != self.found.engine {
            return;
        }
        if plain(&column.ty) != plain(&there.ty) {
            self.differs(at, "type", [Some(column.native.clone()), Some(there.native.clone())], used);
        } else if let (Type::Text { collation: Some(a), .. }, Type::Text { collation: Some(b), .. }) =
            (&column.ty, &there.ty)
            && one_name(&a.name) != one_name(&b.name)
        {
            let matters = used && !(is_a_default(&a.name) && is_a_default(&b.name));
            self.differs(at, "collation", [Some(a.name.clone()), Some(b.name.clone())], matters);
        }
        let automatic = |column: &Column| match (column.auto_increment, &column.generated) {
            (true, _) => Some("counted by the database".to_owned()),
            (_, Some(sql)) => Some(format!("generated as {sql}")),
            _ => None,
        };
        if automatic(column).is_some() != automatic(there).is_some() {
            let matters = write && (used && there.generated.is_some() || !used && column.auto_increment);
            self.differs(at, "values", [automatic(column), automatic(there)], matters);
        }
        let default = |column: &Column| column.default.as_ref().map(|default| bare(&default.sql));
        if write && !used && default(column) != default(there) {
            let text = |column: &Column| column.default.as_ref().map(|default| default.sql.clone());
            self.differs(at, "default", [text(column), text(there)], false);
        }
    }

    fn keys(&mut self) {
        let here: Vec<String> = self.table.keys().map(|key| key_name(self.table, key)).collect();
        let there: Vec<String> = self.there.keys().map(|key| key_name(self.there, key)).collect();
        // Old rows may then be equal where the program takes them as distinct; new rows may be refused.
        let (lost, gained) = (self.side == Use::Read, self.side == Use::Write);
        self.lists("key", &here, &there, lost, gained);
    }

    fn references(&mut self) {
        let enforced = |table: &Table| table.enforces_foreign_keys;
        let of = |schema: &Schema, table: &Table| -> Vec<String> {
            let keys = table.foreign_keys.iter().filter(|key| !key.declared_by_program && enforced(table));
            keys.map(|key| reference_name(schema, table, key)).collect()
        };
        let (here, there) = (of(self.said, self.table), of(self.found, self.there));
        let (lost, gained) = (self.side == Use::Read, self.side == Use::Write);
        self.lists("reference", &here, &there, lost, gained);
    }

    fn checks(&mut self) {
        let parts = |table: &Table| table.checks.iter().map(|check| check.partitions).sum::<usize>();
        let (here, there) = (parts(self.table), parts(self.there));
        if here != there && self.side == Use::Write {
            self.differs(None, "number of partitions", [Some(here.to_string()), Some(there.to_string())], true);
        }
        // Engines print conditions in their own way: only their number can be compared.
        let (here, there) = (own_checks(self.table), own_checks(self.there));
        if here != there && self.side == Use::Write {
            self.differs(None, "number of checks", [Some(here.to_string()), Some(there.to_string())], there > here);
        }
    }

    fn lists(&mut self, what: &'static str, here: &[String], there: &[String], lost: bool, gained: bool) {
        let lower = |list: &[String]| list.iter().map(|text| text.to_lowercase()).collect::<Vec<_>>();
        let (lower_here, lower_there) = (lower(here), lower(there));
        for text in here.iter().filter(|text| !lower_there.contains(&text.to_lowercase())) {
            self.differs(None, what, [Some(text.clone()), None], lost);
        }
        for text in there.iter().filter(|text| !lower_here.contains(&text.to_lowercase())) {
            // More than is known helps who reads.
            if self.side == Use::Write {
                self.differs(None, what, [None, Some(text.clone())], gained);
            }
        }
    }
}

/// How many CHECKs a table has beside those that the server makes for columns of JSON.
fn own_checks(table: &Table) -> usize {
    let json = |check: &Check| table.columns.iter().any(|c| c.ty == Type::Json && check.is_json_of(&c.name));
    table.checks.iter().filter(|check| check.partitions == 0 && !json(check)).count()
}

/// Whether a row that says nothing of a column gets a value there.
fn fills_itself(column: &Column) -> bool {
    column.nullable || column.default.is_some() || column.auto_increment || column.generated.is_some()
}

/// A type without what is compared elsewhere or is only a name.
fn plain(ty: &Type) -> Type {
    match ty {
        Type::Text { max, fixed, .. } => Type::Text { max: *max, collation: None, fixed: *fixed },
        Type::Enum { values, .. } => Type::Enum { values: values.clone(), name: None },
        Type::Other(name) => Type::Other(name.to_lowercase()),
        Type::Array(inner) => Type::Array(Box::new(plain(inner))),
        other => other.clone(),
    }
}

/// A default without what engines add when they print it.
fn bare(sql: &str) -> String {
    let sql = sql.split("::").next().unwrap_or(sql).trim();
    if let Some(sequence) = sql.strip_prefix("nextval(") {
        // PostgreSQL prints the schema where the path of the session does not lead to it.
        let name = sequence.trim_matches(|c| matches!(c, '(' | ')' | '\''));
        return format!("nextval {}", name.rsplit('.').next().unwrap_or(name).trim_matches('"'));
    }
    let sql = sql.trim_matches(|c| matches!(c, '(' | ')' | '\'' | '"')).to_lowercase();
    if sql == "now" { "current_timestamp".to_owned() } else { sql }
}

fn columns_of(table: &Table, columns: &[ColumnId]) -> String {
    columns.iter().map(|id| table.column(*id).name.as_str()).collect::<Vec<_>>().join(", ")
}

fn key_name(table: &Table, key: &Key) -> String {
    columns_of(table, &key.columns)
}

fn reference_name(schema: &Schema, table: &Table, key: &ForeignKey) -> String {
    let to = schema.table(key.table);
    format!("{} to {} ({})", columns_of(table, &key.columns), to.name, columns_of(to, &key.references))
}

/// Whether some server gives this collation to text of which only the character set is said.
fn is_a_default(collation: &str) -> bool {
    matches!(collation, "utf8mb4_general_ci" | "utf8mb4_0900_ai_ci" | "utf8mb4_uca1400_ai_ci" | "uca1400_ai_ci")
}

/// A collation under the one name that is not of its time: MySQL called `utf8mb3_…` `utf8_…` before.
fn one_name(name: &str) -> String {
    match name.strip_prefix("utf8_") {
        Some(rest) => format!("utf8mb3_{rest}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::engine::Engine;
    use crate::schema::ddl;
    use crate::source::FileId;

    fn schema(engine: Engine, sql: &str) -> Schema {
        ddl::read(FileId::default(), sql, engine, &mut Diagnostics::new())
    }

    /// What differs when all tables but `idle` are used, all columns but `free`; what matters is marked with `!`.
    fn differences(side: Use, said: &str, found: &str) -> Vec<String> {
        let (said, found) = (schema(Engine::Mysql, said), schema(Engine::Mysql, found));
        let used: Vec<Used> = said
            .iter()
            .filter(|(_, table)| table.name != "idle")
            .map(|(id, table)| (id, table.iter().filter(|(_, c)| c.name != "free").map(|(id, _)| id).collect()))
            .collect();
        let mut out: Vec<String> = drift(&said, &found, side, &used)
            .iter()
            .map(|d| format!("{}{d}", if d.matters { "!" } else { "" }).replace(" in the program's schema", ""))
            .map(|line| line.replace(" in the database", ""))
            .collect();
        out.sort();
        out
    }

    const SAID: &str = "CREATE TABLE u (id INT PRIMARY KEY, email VARCHAR(100) NOT NULL UNIQUE, free INT DEFAULT 1);
        CREATE TABLE p (id INT PRIMARY KEY AUTO_INCREMENT, u INT, FOREIGN KEY (u) REFERENCES u (id));
        CREATE TABLE idle (id INT PRIMARY KEY, x INT);";

    #[test]
    fn the_same_in_other_words_does_not_differ() {
        let found = "CREATE TABLE `u` (`id` int(11) NOT NULL, `email` varchar(100) CHARACTER SET utf8mb4 COLLATE
              utf8mb4_bin NOT NULL, `free` int(11) DEFAULT '1', PRIMARY KEY (`id`), UNIQUE KEY `e` (`email`));
            CREATE TABLE `p` (`id` int(11) NOT NULL AUTO_INCREMENT, `u` int(11) DEFAULT NULL, PRIMARY KEY (`id`),
              KEY `u` (`u`), CONSTRAINT `f` FOREIGN KEY (`u`) REFERENCES `u` (`id`));
            CREATE TABLE idle (id INT PRIMARY KEY, x INT); CREATE TABLE _mig_counts (a INT);";
        for side in [Use::Read, Use::Write] {
            assert_eq!(differences(side, SAID, found), Vec::<String>::new());
        }
    }

    #[test]
    fn a_collation_by_its_newer_name_does_not_differ() {
        let of = |name: &str| format!("CREATE TABLE u (id INT PRIMARY KEY, n VARCHAR(9) COLLATE {name}) CHARSET=utf8;");
        let differing = |a: &str, b: &str| differences(Use::Read, &of(a), &of(b));
        assert_eq!(differing("utf8_polish_ci", "utf8mb3_polish_ci"), Vec::<String>::new());
        assert!(!differing("utf8_polish_ci", "utf8mb3_bin").is_empty());
    }

    const FOUND: &str =
        "CREATE TABLE u (id BIGINT PRIMARY KEY, email VARCHAR(50), free INT DEFAULT 2, more INT NOT NULL);
        CREATE TABLE p (id INT, u INT NOT NULL, UNIQUE (u));
        CREATE TABLE idle (id BIGINT PRIMARY KEY); CREATE TABLE other (id INT);";

    #[test]
    fn what_matters_where_rows_are_read() {
        let expected = [
            "!`p.id`: null: not null, null",
            "!`p`: key: id, none",
            "!`p`: reference: u to u (id), none",
            "!`u.email`: null: not null, null",
            "!`u.email`: type: VARCHAR(100), VARCHAR(50)",
            "!`u.id`: type: INT, BIGINT",
            "!`u`: key: email, none",
            "`idle.id`: type: INT, BIGINT",
            "`idle.x`: column: INT, none",
            "`other`: table: none, a table",
            "`p.id`: values: counted by the database, none",
            "`p.u`: null: null, not null",
            "`u.more`: column: none, INT",
        ];
        assert_eq!(differences(Use::Read, SAID, FOUND), expected);
    }

    #[test]
    fn what_matters_where_rows_are_written() {
        let expected = [
            "!`p.u`: null: null, not null",
            "!`p`: key: none, u",
            "!`u.email`: type: VARCHAR(100), VARCHAR(50)",
            "!`u.id`: type: INT, BIGINT",
            "!`u.more`: column: none, INT",
            "`idle.id`: type: INT, BIGINT",
            "`idle.x`: column: INT, none",
            "`other`: table: none, a table",
            "`p.id`: null: not null, null",
            "`p.id`: values: counted by the database, none",
            "`p`: key: id, none",
            "`p`: reference: u to u (id), none",
            "`u.email`: null: not null, null",
            "`u.free`: default: 1, 2",
            "`u`: key: email, none",
        ];
        assert_eq!(differences(Use::Write, SAID, FOUND), expected);
    }

    #[test]
    fn tables_may_be_missing_or_views() {
        let found = "CREATE VIEW u AS SELECT 1; CREATE TABLE p (id INT PRIMARY KEY AUTO_INCREMENT, u INT);";
        let expected =
            ["!`p`: reference: u to u (id), none", "!`u`: table: a table, a view", "`idle`: table: a table, none"];
        assert_eq!(differences(Use::Read, SAID, found), expected);
    }

    #[test]
    fn another_engine_has_other_types() {
        let said = schema(Engine::Mysql, SAID);
        let found = schema(
            Engine::Postgres,
            "CREATE TABLE u (id bigint PRIMARY KEY, email text NOT NULL, free integer);
             CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE idle (id bigint PRIMARY KEY, x int);",
        );
        let used: Vec<Used> = said.iter().map(|(id, t)| (id, t.iter().map(|(id, _)| id).collect())).collect();
        let all: Vec<String> = drift(&said, &found, Use::Write, &used).iter().map(|d| d.place.clone()).collect();
        assert_eq!(all, ["p.u"]);
    }
}
