//! Rows out of dump files: what the reader reads is what the engine has after loading the file.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use std::io::{Cursor, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use migc::diag::Diagnostics;
use migc::dialect::EngineExt as _;
use migc::engine::Engine;
use migc::rows::dump::{Content, Dump, DumpReader, Projection, Scratch, Script, SourceError};
use migc::schema::{Column, ColumnId, Schema, TableId, Type, ddl};
use migc::source::FileId;
use proptest::prelude::*;
use support::Server;

const MYSQL: Engine = Engine::Mysql;
const POSTGRES: Engine = Engine::Postgres;
const SQLITE: Engine = Engine::Sqlite;

/// Dumps that load, and the database they make themselves.
const DUMPS: &[(&str, Engine, Option<&str>)] = &[
    ("phpmyadmin-2.11-style.sql", MYSQL, None),
    ("phpmyadmin-5.2-style.sql", MYSQL, Some("tienda")),
    ("chinook/Chinook_MySql.sql", MYSQL, Some("Chinook")),
    ("pg15-full-copy.sql", POSTGRES, None),
    ("pg15-full-inserts.sql", POSTGRES, None),
    ("chinook/Chinook_PostgreSql.sql", POSTGRES, Some("chinook")),
    ("sqlite-3.40-dump.sql", SQLITE, None),
    ("chinook-sqlite-dump.sql", SQLITE, None),
    ("chinook/Chinook_Sqlite.sql", SQLITE, None),
    ("haiti/old_2010_sqlite.sql", SQLITE, None),
];

type Rows = Vec<Vec<Option<String>>>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dumps")
}

fn schema_of(text: &str, engine: Engine) -> Schema {
    ddl::read(FileId::default(), text, engine, &mut Diagnostics::new())
}

/// All columns that are not computed, of all tables.
fn everything(schema: &Schema) -> Vec<Projection> {
    let stored = |table: TableId| -> Vec<ColumnId> {
        schema.table(table).iter().filter(|(_, c)| c.generated.is_none()).map(|(id, _)| id).collect()
    };
    schema.iter().map(|(table, _)| Projection { table, columns: stored(table) }).collect()
}

fn script(bytes: &[u8]) -> Script {
    Script::new("old.sql", Box::new(Cursor::new(bytes.to_vec())))
}

/// The rows of each wanted table, as text.
fn rows(script: Script, schema: &Schema, wanted: &[Projection]) -> Result<Vec<Rows>, SourceError> {
    let mut reader = DumpReader::new(script, Arc::new(schema.clone()), wanted, None, None)?;
    let mut out = vec![Rows::new(); wanted.len()];
    let mut scratch = Scratch::default();
    while let Some(table) = reader.next_table()? {
        while let Some(row) = reader.next_row()? {
            let mut values = Vec::new();
            for i in 0..wanted[table].columns.len() {
                let cell = row.cell(i, &mut scratch)?;
                let mut text = String::new();
                cell.push_text(&mut text);
                values.push((cell != migc::rows::cell::Cell::Null).then_some(text));
            }
            out[table].push(values);
        }
    }
    Ok(out)
}

fn read(text: &str, engine: Engine) -> Result<Vec<Rows>, SourceError> {
    let schema = schema_of(text, engine);
    rows(script(text.as_bytes()), &schema, &everything(&schema))
}

/// What the engine calls the text of a column.
fn shown(engine: Engine, column: &Column) -> String {
    let name = engine.dialect().ident(&column.name);
    match (engine, &column.ty) {
        (MYSQL, Type::Bytes { .. } | Type::Geometry) => format!("HEX({name})"),
        (MYSQL, Type::Other(bit)) if bit.starts_with("bit") => format!("{name} + 0"),
        (POSTGRES, Type::Bytes { .. }) => format!("upper(encode({name}, 'hex'))"),
        (POSTGRES, Type::TimestampTz { .. }) => format!("({name} AT TIME ZONE 'UTC')::text"),
        (POSTGRES, _) => format!("{name}::text"),
        (SQLITE, _) => format!("CASE typeof({name}) WHEN 'blob' THEN hex({name}) ELSE {name} END"),
        _ => name,
    }
}

fn same_value(a: &Option<String>, b: &Option<String>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a == b };
    let number = |text: &str| text.parse::<f64>().ok();
    let moment = |text: &str| match text.contains(':') && text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    a == b
        || moment(a) == moment(b)
        || matches!((number(a), number(b)), (Some(a), Some(b)) if (a - b).abs() <= a.abs() * 1e-14)
}

#[track_caller]
fn assert_same_rows(mut here: Rows, mut there: Rows, what: &str) {
    assert_eq!(here.len(), there.len(), "{what}: {here:?}\n{there:?}");
    let key = |row: &Vec<Option<String>>| row.iter().map(|v| v.clone().unwrap_or_default()).collect::<Vec<_>>();
    here.sort_by_key(key);
    there.sort_by_key(key);
    for (a, b) in here.iter().zip(&there) {
        assert!(a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b)), "{what}:\n{a:?}\n{b:?}");
    }
}

fn agree(server: &Server) {
    for (name, engine, makes) in DUMPS.iter().filter(|d| d.1 == server.engine) {
        let text = std::fs::read_to_string(folder().join(name)).unwrap();
        let fresh = server.fresh_database();
        let first = match (makes, *engine) {
            (None, _) => fresh.as_str(),
            (Some(_), MYSQL) => "",
            (Some(_), _) => "postgres",
        };
        let quick = if *engine == SQLITE { "PRAGMA synchronous = OFF;\n" } else { "" };
        server.load(first, &format!("{quick}{text}"));
        let database = makes.unwrap_or(&fresh);
        compare(server, database, &text, name);
        let own = String::from_utf8(server.dump(database)).unwrap();
        compare(server, database, &own, &format!("{name}, as {} dumps it", server.brand));
    }
}

/// Reads a dump, and asks the engine that holds its rows.
fn compare(server: &Server, database: &str, text: &str, name: &str) {
    let schema = schema_of(text, server.engine);
    let mut wanted = everything(&schema);
    // its rows are another table's as well
    wanted.retain(|w| schema.table(w.table).name != "parent_t");
    let found = rows(script(text.as_bytes()), &schema, &wanted).unwrap_or_else(|e| panic!("{name}: {e}"));
    for (wanted, found) in wanted.iter().zip(found) {
        let table = schema.table(wanted.table);
        let columns: Vec<String> = wanted.columns.iter().map(|id| shown(server.engine, table.column(*id))).collect();
        let from = server.engine.dialect().table(table.schema.as_deref(), &table.name);
        let there = server.query(database, &format!("SELECT {} FROM {from}", columns.join(", ")));
        assert_same_rows(found, there, &format!("{name}: {}", table.full_name()));
    }
}

#[test]
fn mariadb_has_the_same_rows() {
    agree(support::mariadb());
}

#[test]
fn postgres_has_the_same_rows() {
    let server = support::postgres();
    server.load("postgres", "CREATE ROLE mig_owner; CREATE ROLE mig_reader;");
    agree(server);
}

#[test]
fn sqlite_has_the_same_rows() {
    agree(support::sqlite());
}

fn some(values: &[&str]) -> Vec<Option<String>> {
    values.iter().map(|v| (*v != "NULL").then(|| (*v).to_owned())).collect()
}

#[test]
fn mysql_spells_values_in_many_ways() {
    let text = r#"
        CREATE TABLE t (id int NOT NULL, a varchar(50), b varbinary(20), n decimal(10,2), f double, d datetime, bi bit(4), o tinyint(1), c char(5));
        LOCK TABLES `t` WRITE;
        /*!40000 ALTER TABLE `t` DISABLE KEYS */;
        INSERT INTO `t` VALUES (1,'it''s \"so\" \\ \n\t\0\Z\%\_ a;b)',_binary 'a\0\'\\b',-1.50,1e300,'2010/1/14 10:0:00.50',b'101',1,'ab  '),
          (2,"double ""quoted"" 'x'",0x00FFaB,+2,-0.5,'0000-00-00 00:00:00','\0',0,NULL);
        INSERT /*!50000 IGNORE */ INTO t (a, id) VALUE ('x' 'y', 3) -- a comment; with a (
          , (_utf8mb4'ż', 4), # another ';
          (N'n', 5) /* a third ' */ ;
        REPLACE INTO `t` (`id`,`a`) VALUES (6, _latin1'caf)') ON DUPLICATE KEY UPDATE a = VALUES(a);
        insert into t (id, b, o) values (7, X'4142', true), (0x08, x'', FALSE);
        UNLOCK TABLES;
    "#;
    let found = read(text, MYSQL).unwrap();
    let n = "NULL";
    assert_eq!(
        found[0],
        [
            some(&[
                "1",
                "it's \"so\" \\ \n\t\0\u{1a}\\%\\_ a;b)",
                "6100275C62",
                "-1.50",
                "1e300",
                "2010-01-14 10:00:01",
                "5",
                "1",
                "ab"
            ]),
            some(&["2", "double \"quoted\" 'x'", "00FFAB", "2.00", "-0.5", "0000-00-00 00:00:00", "0", "0", n]),
            some(&["3", "xy", n, n, n, n, n, n, n]),
            some(&["4", "ż", n, n, n, n, n, n, n]),
            some(&["5", "n", n, n, n, n, n, n, n]),
            some(&["6", "caf)", n, n, n, n, n, n, n]),
            some(&["7", n, "4142", n, n, n, n, "1", n]),
            some(&["8", n, "", n, n, n, n, "0", n]),
        ]
    );
}

#[test]
fn modes_of_the_session_count() {
    let text = "
        CREATE TABLE t (id int, a varchar(20));
        SET NAMES latin1;
        SET sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES';
        INSERT INTO \"t\" (\"id\", \"a\") VALUES (1, 'a\\'), (2, 'b');
        SET sql_mode = '';
        INSERT INTO t VALUES (3, 'it\\'s'), (4, \"caf\u{e9}\");";
    let mut bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let schema = schema_of(text, MYSQL);
    let wanted = everything(&schema);
    let found = rows(script(&bytes), &schema, &wanted).unwrap();
    assert_eq!(found[0], [some(&["1", "a\\"]), some(&["2", "b"]), some(&["3", "it's"]), some(&["4", "café"])]);
    // an encoding that only the program names, and one that nobody names
    bytes = bytes.strip_prefix(b"").unwrap().to_vec();
    let unnamed: Vec<u8> = String::from_utf8_lossy(&bytes).replace("SET NAMES latin1;", "").into_bytes();
    assert_eq!(unnamed.len(), bytes.len() - 17 + 2);
    let plain: Vec<u8> = b"INSERT INTO t VALUES (1, 'za\xbf\xf3\xb3\xe6');".to_vec();
    let named = |encoding| {
        let mut reader = DumpReader::new(script(&plain), Arc::new(schema.clone()), &wanted, None, encoding)?;
        reader.next_table()?;
        let mut scratch = Scratch::default();
        let row = reader.next_row()?.unwrap();
        let mut text = String::new();
        row.cell(1, &mut scratch)?.push_text(&mut text);
        Ok::<String, SourceError>(text)
    };
    assert_eq!(named(Some("latin2")).unwrap(), "zażółć");
    assert_eq!(named(None).unwrap_err().to_string(), "old.sql:1: the value for `a` is not text in UTF-8");
}

#[test]
fn postgres_spells_values_in_many_ways() {
    let text = r"
        SET standard_conforming_strings = on;
        CREATE TABLE public.t (id integer NOT NULL, a text, b bytea, f double precision, z timestamp with time zone, o boolean, bits bit(3));
        \restrict abc
        COPY public.t (id, a, b, f, z, o, bits) FROM stdin;
1	tab\there\\ \x41\101 \b	\\x00ff	Infinity	2010-01-14 11:00:00.50+01	t	101
2	\N	\N	NaN	\N	f	\N
3		\\000a	-0.5	2010-01-14 00:00:00+00	f	\N
\.
        INSERT INTO public.t VALUES (4, 'it''s \n', '\x4142', '-Infinity', '2010-07-01 02:00:00+02', true, B'011');
        INSERT INTO t (a, id) OVERRIDING SYSTEM VALUE VALUES (E'a\'\n\u0041\x41\101', 5), ('x'::text, 6), (U&'\0441\+01F600', 7);
        SET search_path = other, pg_catalog;
        INSERT INTO t VALUES (99);
    ";
    let found = read(text, POSTGRES).unwrap();
    let n = "NULL";
    assert_eq!(
        found[0],
        [
            some(&["1", "tab\there\\ AA \u{8}", "00FF", "Infinity", "2010-01-14 10:00:00.5", "true", "101"]),
            some(&["2", n, n, "NaN", n, "false", n]),
            some(&["3", "", "0061", "-0.5", "2010-01-14 00:00:00", "false", n]),
            some(&["4", "it's \\n", "4142", "-Infinity", "2010-07-01 00:00:00", "true", "011"]),
            some(&["5", "a'\nAAA", n, n, n, n, n]),
            some(&["6", "x", n, n, n, n, n]),
            some(&["7", "с😀", n, n, n, n, n]),
        ]
    );
}

#[test]
fn sqlite_spells_values_in_many_ways() {
    let text = r"PRAGMA foreign_keys=OFF;
        BEGIN TRANSACTION;
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, r REAL, n NUMERIC, x);
        INSERT INTO t VALUES(1,replace(replace('a\r\nb','\n',char(10)),'\r',char(13)),1e999,'12.0',X'00ff');
        INSERT INTO t VALUES(2,unistr('caf\u00e9\u000a\\x'),-1e999,'abc',NULL);
        INSERT INTO t VALUES(3,CAST(X'6100' AS TEXT),2,1.5,'12');
        INSERT INTO t VALUES(4,12,'3','0x1F',0x1F);
        COMMIT;";
    let found = read(text, SQLITE).unwrap();
    assert_eq!(
        found[0],
        [
            some(&["1", "a\r\nb", "Infinity", "12", "00FF"]),
            some(&["2", "café\n\\x", "-Infinity", "abc", "NULL"]),
            some(&["3", "a\0", "2", "1.5", "12"]),
            some(&["4", "12", "3", "0x1F", "31"]),
        ]
    );
}

/// What cannot be read is said with its line, and nothing is lost in silence.
#[test]
fn what_is_wrong_is_said_with_its_line() {
    let table = "CREATE TABLE t (id int NOT NULL, a varchar(20), d datetime DEFAULT now());\n";
    for (engine, text, message) in [
        (MYSQL, "INSERT INTO t VALUES (1,'a',NULL),\n(2,'b');", "old.sql:3: a row of `t` has 2 values instead of 3"),
        (MYSQL, "INSERT INTO t VALUES (1,'a',NULL),\n(2,'b", "old.sql:3: the dump ends in a string: it is not whole"),
        (
            MYSQL,
            "INSERT INTO t VALUES (1,'a',NULL),\n(2,'b',NULL)",
            "old.sql:3: the dump ends in an insert: it is not whole",
        ),
        (
            MYSQL,
            "CREATE TABLE IF NOT EXISTS t (id int, b varchar(20));\nINSERT INTO t (id,b) VALUES (1,'a');",
            "old.sql:3: the dump's own table `t` has no column `b`",
        ),
        (POSTGRES, "COPY t (id, b) FROM stdin;\n1\ta\n\\.\n", "old.sql:2: the dump's own table `t` has no column `b`"),
        (
            SQLITE,
            "INSERT INTO t (rowid, id, b) VALUES (1,1,'a');",
            "old.sql:2: the dump's own table `t` has no column `b`",
        ),
        (
            MYSQL,
            "INSERT INTO t VALUES (1,'a',NOW());",
            "old.sql:2: the value for `d` is `NOW(`, which only a server can evaluate",
        ),
        (
            MYSQL,
            "INSERT INTO t VALUES (1,'a' + 1,NULL);",
            "old.sql:2: the value for `a` is `an expression`, which only a server can evaluate",
        ),
        (
            MYSQL,
            "INSERT INTO t VALUES (NULL,'a',NULL);",
            "old.sql:2: the value for `id` is null, and the column takes none",
        ),
        (
            MYSQL,
            "INSERT INTO t VALUES ('x','a',NULL);",
            "old.sql:2: the value for `id` is no number that its column can hold",
        ),
        (MYSQL, "INSERT INTO t (id, a) VALUES (1,'a');", "old.sql:2: the rows of `t` have no value for `d`"),
        (
            MYSQL,
            "INSERT INTO t SELECT * FROM u;",
            "old.sql:2: rows of `t` are inserted by `SELECT` instead of `VALUES`, which only a server can do",
        ),
        (
            MYSQL,
            "INSERT INTO t VALUES (1,'a',NULL);\nUPDATE t SET a = 'b';",
            "old.sql:3: the dump changes rows by `UPDATE`, perhaps of `t`, which only a server can do",
        ),
        (
            MYSQL,
            "INSERT INTO t VALUES (1,'a',NULL);\nDROP TABLE t;",
            "old.sql:3: the dump removes the rows of `t` that it has from line 2 on",
        ),
        (
            MYSQL,
            "START TRANSACTION;\nINSERT INTO t VALUES (1,'a',NULL);\n",
            "old.sql:4: the dump ends without the `COMMIT` that makes its rows valid: it is not whole (it was begun in line 2)",
        ),
        (
            MYSQL,
            "-- MySQL dump 10.13\nINSERT INTO t VALUES (1,'a',NULL);\n",
            "old.sql:4: the dump ends without its last line, `-- Dump completed`: it is not whole",
        ),
        (
            MYSQL,
            "USE a;\nINSERT INTO t VALUES (1,'a',NULL);\nUSE b;\nINSERT INTO t VALUES (1,'a',NULL);",
            "old.sql:5: the dump has rows of `t` in two databases, `a` and `b`",
        ),
        (
            POSTGRES,
            "COPY t (id, a, d) FROM stdin;\n1\ta\t\\N\n2\tb\n\\.\n",
            "old.sql:4: a row of `t` has 2 values instead of 3",
        ),
        (POSTGRES, "COPY t (id, a, d) FROM stdin;\n1\ta\t\\N\n", "old.sql:4: the dump ends in a row: it is not whole"),
        (
            POSTGRES,
            "COPY t (id, a, d) FROM '/tmp/t.csv';",
            "old.sql:2: rows are copied from another file, which the dump does not hold",
        ),
        (
            POSTGRES,
            "CREATE TABLE u (x int) INHERITS (t);\nCOPY u (id) FROM stdin;\n1\n\\.\n",
            "old.sql:3: rows of `public.u` are rows of `public.t` too, from which it inherits",
        ),
        (
            SQLITE,
            "BEGIN;\nINSERT INTO t VALUES (1,'a',NULL);\n/****** CORRUPTION ERROR *******/\nROLLBACK; -- due to errors",
            "old.sql:4: the tool that made the dump notes here that the database is damaged",
        ),
        (
            SQLITE,
            "BEGIN;\nROLLBACK; -- due to errors",
            "old.sql:3: the dump takes its own rows back with `ROLLBACK`: what made it found errors",
        ),
    ] {
        let schema = schema_of(table, engine);
        let dump = format!("{table}{text}");
        let error = rows(script(dump.as_bytes()), &schema, &everything(&schema)).expect_err(text);
        assert_eq!(error.to_string(), message, "{text}");
    }
    let schema = schema_of(table, MYSQL);
    let error = rows(script(b"CREATE TABLE other (a int);"), &schema, &everything(&schema)).unwrap_err();
    assert_eq!(error.to_string(), "old.sql:1: the dump has neither a definition nor rows of the old table `t`");
}

#[test]
fn what_nobody_wants_may_be_anything() {
    let text = "CREATE TABLE t (id int, a int, g geometry);\n CREATE TABLE u (a int);\n
        INSERT INTO u SELECT * FROM t; INSERT INTO u VALUES (NOW(), 'a;b', ST_GeomFromText('POINT(1 ;1)', 4326));
        INSERT INTO t VALUES (1, NOW(), ST_GeomFromText('POINT(1, (1)', 4326)), (2, f(')'), NULL);
        UPDATE u SET a = 1;
        DELIMITER $$\nCREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN INSERT INTO t VALUES (9); END$$\nDELIMITER ;
        INSERT INTO t VALUES (3, 1, 1);";
    let schema = schema_of(text, MYSQL);
    let t = Projection { table: TableId(0), columns: vec![ColumnId(0)] };
    assert_eq!(rows(script(text.as_bytes()), &schema, &[t]).unwrap(), [[some(&["1"]), some(&["2"]), some(&["3"])]]);
}

#[test]
fn files_are_unpacked_by_their_first_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let text = "CREATE TABLE t (id int);\nINSERT INTO t VALUES (1), (2);\n";
    std::fs::write(path("plain.sql"), text).unwrap();
    let gzip = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    // two members, as some tools write them
    std::fs::write(path("odd.name"), [gzip(&text.as_bytes()[..10]), gzip(&text.as_bytes()[10..])].concat()).unwrap();
    std::fs::write(path("cut.sql.gz"), &gzip(text.as_bytes())[..30]).unwrap();
    std::fs::write(path("archive.dump"), b"PGDMP\x01\x0e").unwrap();
    let of = |name: &str| -> Result<Vec<Rows>, SourceError> {
        let schema = schema_of(text, MYSQL);
        match Dump::new(path(name)).open()? {
            Content::Script(script) => rows(script, &schema, &everything(&schema)),
            Content::Database(_) => panic!("{name} is a script"),
        }
    };
    for name in ["plain.sql", "odd.name"] {
        assert_eq!(of(name).unwrap(), [[some(&["1"]), some(&["2"])]], "{name}");
    }
    let fails = |name: &str| of(name).unwrap_err().to_string();
    assert!(fails("cut.sql.gz").contains("is damaged or not whole"), "{}", fails("cut.sql.gz"));
    assert!(fails("archive.dump").ends_with("is an archive of pg_dump, which cannot be read"));
    assert!(fails("none.sql").starts_with("there is no file"));
    let torture = std::fs::read(self::folder().join("torture.sqlite")).unwrap();
    std::fs::write(path("old.sqlite.gz"), gzip(&torture)).unwrap();
    match Dump::new(path("old.sqlite.gz")).open().unwrap() {
        Content::Database(database) => assert_eq!(std::fs::read(database.path()).unwrap(), torture),
        Content::Script(_) => panic!("a database"),
    }
}

/// Gives its bytes in pieces of random sizes.
struct Pieces {
    bytes: Vec<u8>,
    at: usize,
    sizes: Vec<usize>,
    turn: usize,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = self.sizes[self.turn % self.sizes.len()].min(buffer.len()).min(self.bytes.len() - self.at);
        self.turn += 1;
        buffer[..size].copy_from_slice(&self.bytes[self.at..self.at + size]);
        self.at += size;
        Ok(size)
    }
}

/// The small dumps, which have one of everything.
fn small() -> Vec<(&'static str, Engine)> {
    vec![
        ("phpmyadmin-2.11-style.sql", MYSQL),
        ("mysql-mysqldump51-style.sql", MYSQL),
        ("pg15-full-copy.sql", POSTGRES),
        ("pg15-full-inserts.sql", POSTGRES),
        ("sqlite-3.40-dump.sql", SQLITE),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_any_size_give_the_same_rows(sizes in prop::collection::vec(1usize..40, 1..20), which in 0usize..5) {
        let (name, engine) = small()[which];
        let bytes = std::fs::read(folder().join(name)).unwrap();
        let schema = schema_of(&String::from_utf8_lossy(&bytes), engine);
        let wanted = everything(&schema);
        let whole = rows(script(&bytes), &schema, &wanted);
        let pieces = Pieces { bytes, at: 0, sizes, turn: 0 };
        prop_assert_eq!(rows(Script::new("old.sql", Box::new(pieces)), &schema, &wanted), whole);
    }

    #[test]
    fn a_dump_cut_anywhere_gives_fewer_rows_or_an_error(cut in 0usize..20_000, which in 0usize..5) {
        let (name, engine) = small()[which];
        let bytes = std::fs::read(folder().join(name)).unwrap();
        let schema = schema_of(&String::from_utf8_lossy(&bytes), engine);
        let cut = cut % bytes.len();
        let _ = rows(script(&bytes[..cut]), &schema, &everything(&schema));
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in prop::collection::vec(prop_oneof![
            Just(b'\''), Just(b'\\'), Just(b'('), Just(b')'), Just(b','), Just(b';'), Just(b'"'), Just(b'-'), Just(b'/'), Just(b'*'),
            Just(b'$'), Just(b'\n'), Just(b'E'), Just(b'0'), Just(b'x'), any::<u8>()
        ], 0..300),
        engine in prop_oneof![Just(MYSQL), Just(POSTGRES), Just(SQLITE)],
        copy in any::<bool>(),
    ) {
        let schema = schema_of("CREATE TABLE t (id int, a text, b blob);", engine);
        let head: &[u8] = if copy { b"COPY t (id, a, b) FROM stdin;\n" } else { b"INSERT INTO t VALUES (" };
        let _ = rows(script(&[head, &bytes].concat()), &schema, &everything(&schema));
        let _ = rows(script(&bytes), &schema, &everything(&schema));
    }
}
