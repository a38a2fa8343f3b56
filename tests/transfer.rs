//! Rows in bulk between any two engines, on real servers: every type both ways, and what happens at the edges.

#![allow(clippy::unwrap_used)] // a test that cannot set itself up should stop

mod support;

use migc::dialect::EngineExt as _;
use migc::engine::Engine;
use migc::exec::trial::{self, Broken, Chunk, Flow, Options, Target};
use migc::schema::Type;
use migc::sql;

use support::{Brand, Server, server};

const MYSQL: Engine = Engine::Mysql;
const POSTGRES: Engine = Engine::Postgres;
const SQLITE: Engine = Engine::Sqlite;

/// A column of the old side with its values, and each value's text on a new side of MySQL, PostgreSQL and SQLite.
struct Old {
    sql: &'static str,
    ty: Type,
    values: Vec<(&'static str, [&'static str; 3])>,
}

fn old(sql: &'static str, ty: Type, values: &[(&'static str, [&'static str; 3])]) -> Old {
    Old { sql, ty, values: values.to_vec() }
}

/// The same text everywhere.
fn same(sql: &'static str, ty: Type, values: &[(&'static str, &'static str)]) -> Old {
    Old { sql, ty, values: values.iter().map(|(literal, text)| (*literal, [*text; 3])).collect() }
}

const TEXT: Type = Type::TEXT;
const BYTES: Type = Type::Bytes { max: None };
const MOMENT: Type = Type::DateTime { precision: 6 };
const MOMENT_TZ: Type = Type::TimestampTz { precision: 6 };

fn int(bits: u8, unsigned: bool) -> Type {
    Type::int(bits, unsigned)
}

fn decimal(precision: u16, scale: u16) -> Type {
    Type::Decimal { precision: Some(precision), scale }
}

fn values(values: &[&str]) -> Vec<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

/// Text that would hurt if it were written into a statement or a file as it is.
const AWKWARD: [(&str, &str); 9] = [
    ("'zażółć gęślą jaźń'", "zażółć gęślą jaźń"),
    ("'🦀 🏳️‍🌈'", "🦀 🏳️‍🌈"),
    ("''", ""),
    ("'  blanks  '", "  blanks  "),
    ("'it''s \"so\" `so` $1 ? :a --'", "it's \"so\" `so` $1 ? :a --"),
    ("'NULL'", "NULL"),
    ("{5C4E}", "\\N"),
    ("{5C5C0A0D090C080B5C2E0A}", "\\\\\n\r\t\u{c}\u{8}\u{b}\\.\n"),
    ("{410A5C2E0A42}", "A\n\\.\nB"),
];

/// Text given by its bytes.
fn literal(engine: Engine, sql: &str) -> String {
    let Some(hex) = sql.strip_prefix('{').and_then(|s| s.strip_suffix('}')) else { return sql.to_owned() };
    match engine {
        Engine::Mysql => format!("CONVERT(x'{hex}' USING utf8mb4)"),
        Engine::Postgres => format!("convert_from('\\x{hex}', 'UTF8')"),
        Engine::Sqlite => format!("CAST(x'{hex}' AS TEXT)"),
    }
}

fn old_columns(engine: Engine) -> Vec<Old> {
    match engine {
        Engine::Mysql => vec![
            old("tinyint(1)", Type::Bool, &[("1", ["1", "t", "1"]), ("0", ["0", "f", "0"])]),
            same("tinyint", int(8, false), &[("-128", "-128"), ("127", "127")]),
            same("tinyint unsigned", int(8, true), &[("255", "255")]),
            same("smallint", int(16, false), &[("-32768", "-32768")]),
            same("mediumint unsigned", int(24, true), &[("16777215", "16777215")]),
            same("int", int(32, false), &[("-2147483648", "-2147483648"), ("0", "0")]),
            same("int unsigned", int(32, true), &[("4294967295", "4294967295")]),
            same("bigint", int(64, false), &[("-9223372036854775808", "-9223372036854775808")]),
            same("bigint unsigned", int(64, true), &[("9223372036854775807", "9223372036854775807")]),
            same("bigint unsigned", TEXT, &[("18446744073709551615", "18446744073709551615")]),
            same("year", int(16, true), &[("1999", "1999")]),
            old(
                "decimal(10,2)",
                decimal(10, 2),
                &[("-12.50", ["-12.50", "-12.50", "-12.5"]), ("0", ["0.00", "0.00", "0"])],
            ),
            same(
                "decimal(40,20)",
                TEXT,
                &[("12345678901234567890.12345678901234567890", "12345678901234567890.12345678901234567890")],
            ),
            old(
                "float",
                Type::Float32,
                &[
                    ("1.1", ["1.100000023841858", "1.1", "1.10000002384186"]),
                    ("1000000", ["1000000", "1e+06", "1000000.0"]),
                ],
            ),
            same("float", TEXT, &[("3.4028235e38", "3.4028235e38"), ("1234567", "1234567")]),
            old(
                "double",
                Type::Float64,
                &[
                    ("0.1", ["0.1", "0.1", "0.1"]),
                    (
                        "1.7976931348623157e308",
                        ["1.7976931348623157e308", "1.7976931348623157e+308", "1.79769313486232e+308"],
                    ),
                ],
            ),
            same(
                "double",
                TEXT,
                &[("2.2250738585072014e-308", "2.2250738585072014e-308"), ("123456789.125", "123456789.125")],
            ),
            same("text character set utf8mb4", TEXT, &AWKWARD),
            same("longtext character set utf8mb4 collate utf8mb4_bin", TEXT, &AWKWARD),
            same("varchar(20) character set latin1", TEXT, &[("'é ÿ €'", "é ÿ €")]),
            same("char(9) character set latin2", TEXT, &[("'żółw'", "żółw")]),
            same("varchar(9) character set ucs2", TEXT, &[("'żółw'", "żółw")]),
            same("varbinary(300)", BYTES, &[("x'00FF5C270A0D1A'", "00FF5C270A0D1A"), ("''", "")]),
            same("binary(4)", BYTES, &[("'ab'", "61620000")]),
            same("longblob", BYTES, &[("x'5C785C4E'", "5C785C4E")]),
            same("bit(10)", Type::Other("bit(10)".into()), &[("b'1000000001'", "513")]),
            same("enum('a','b\\'s')", Type::Enum { values: values(&["a", "b's"]), name: None }, &[("'b\\'s'", "b's")]),
            same("set('x','y','z')", Type::Set { values: values(&["x", "y", "z"]) }, &[("'x,z'", "x,z"), ("''", "")]),
            same("json", Type::Json, &[("'{\"a\": [1, \"ż\\\\n\"]}'", "{\"a\": [1, \"ż\\n\"]}")]),
            same(
                "uuid",
                Type::Uuid,
                &[("'123e4567-e89b-12d3-a456-426614174000'", "123e4567-e89b-12d3-a456-426614174000")],
            ),
            same("date", Type::Date, &[("'2010-01-14'", "2010-01-14"), ("'9999-12-31'", "9999-12-31")]),
            same("date", TEXT, &[("'0000-00-00'", "0000-00-00"), ("'2010-00-00'", "2010-00-00")]),
            old(
                "time(6)",
                Type::Time,
                &[
                    ("'10:00:00.5'", ["10:00:00.500000", "10:00:00.5", "10:00:00.5"]),
                    ("'23:59:59.999999'", ["23:59:59.999999"; 3]),
                    ("'00:00:00'", ["00:00:00.000000", "00:00:00", "00:00:00"]),
                ],
            ),
            same("time(6)", TEXT, &[("'-838:59:59'", "-838:59:59"), ("'100:00:00.000001'", "100:00:00.000001")]),
            old(
                "datetime(6)",
                MOMENT,
                &[
                    (
                        "'2010-01-14 10:00:00.12345'",
                        ["2010-01-14 10:00:00.123450", "2010-01-14 10:00:00.12345", "2010-01-14 10:00:00.12345"],
                    ),
                    (
                        "'1000-01-01 00:00:00'",
                        ["1000-01-01 00:00:00.000000", "1000-01-01 00:00:00", "1000-01-01 00:00:00"],
                    ),
                ],
            ),
            same(
                "datetime(6)",
                TEXT,
                &[
                    ("'2010-01-14 10:00:00.5'", "2010-01-14 10:00:00.5"),
                    ("'0000-00-00 00:00:00'", "0000-00-00 00:00:00"),
                    ("'2010-01-14 00:00:00'", "2010-01-14 00:00:00"),
                ],
            ),
            old(
                "timestamp(3) null",
                MOMENT_TZ,
                &[(
                    "'2010-07-14 10:00:00.125'",
                    ["2010-07-14 10:00:00.125000", "2010-07-14 10:00:00.125+00", "2010-07-14 10:00:00.125"],
                )],
            ),
            same("point", Type::Geometry, &[("point(1, 2)", "000000000101000000000000000000F03F0000000000000040")]),
        ],
        Engine::Postgres => vec![
            old("boolean", Type::Bool, &[("true", ["1", "t", "1"]), ("false", ["0", "f", "0"])]),
            same("boolean", TEXT, &[("true", "true")]),
            same("smallint", int(16, false), &[("-32768", "-32768")]),
            same("integer", int(32, false), &[("2147483647", "2147483647")]),
            same("bigint", int(64, false), &[("-9223372036854775808", "-9223372036854775808")]),
            old("numeric(20,3)", decimal(20, 3), &[("-12.50", ["-12.500", "-12.500", "-12.5"])]),
            same(
                "numeric",
                TEXT,
                &[
                    ("'NaN'", "NaN"),
                    ("12345678901234567890.12345678901234567890", "12345678901234567890.12345678901234567890"),
                ],
            ),
            old(
                "real",
                Type::Float32,
                &[("1.1", ["1.100000023841858", "1.1", "1.10000002384186"]), ("'-0'", ["0", "-0", "0.0"])],
            ),
            old(
                "double precision",
                Type::Float64,
                &[
                    ("0.1", ["0.1"; 3]),
                    ("'-0'", ["0", "-0", "0.0"]),
                    ("5e-324", ["5e-324", "5e-324", "4.94065645841247e-324"]),
                ],
            ),
            same(
                "double precision",
                TEXT,
                &[("'NaN'", "NaN"), ("'-Infinity'", "-Infinity"), ("1e300", "1e300"), ("100000", "100000")],
            ),
            same("text", TEXT, &AWKWARD),
            same("varchar(30)", TEXT, &AWKWARD),
            same("char(4)", TEXT, &[("'ab'", "ab  ")]),
            same("bytea", BYTES, &[("'\\x00FF5C270A0D1A'", "00FF5C270A0D1A"), ("'\\x'", ""), ("'\\x5C78'", "5C78")]),
            same("mood", Type::Enum { values: values(&["sad", "so\\so"]), name: None }, &[("'so\\so'", "so\\so")]),
            same("json", Type::Json, &[("'{\"a\":  1}'", "{\"a\":  1}")]),
            same("jsonb", Type::Json, &[("'{\"a\":  [1, \"ż\\n\"]}'", "{\"a\": [1, \"ż\\n\"]}")]),
            same(
                "uuid",
                Type::Uuid,
                &[("'123E4567-e89b-12d3-a456-426614174000'", "123e4567-e89b-12d3-a456-426614174000")],
            ),
            same("date", Type::Date, &[("'2010-01-14'", "2010-01-14")]),
            same("date", TEXT, &[("'infinity'", "infinity"), ("'0044-03-15 BC'", "0044-03-15 BC")]),
            old("time", Type::Time, &[("'10:00:00.5'", ["10:00:00.500000", "10:00:00.5", "10:00:00.5"])]),
            old(
                "timestamp",
                MOMENT,
                &[(
                    "'2010-01-14 10:00:00.12345'",
                    ["2010-01-14 10:00:00.123450", "2010-01-14 10:00:00.12345", "2010-01-14 10:00:00.12345"],
                )],
            ),
            old(
                "timestamptz",
                MOMENT_TZ,
                &[(
                    "'2010-07-14 10:00:00.125+02'",
                    ["2010-07-14 08:00:00.125000", "2010-07-14 08:00:00.125+00", "2010-07-14 08:00:00.125"],
                )],
            ),
            same("timestamptz", TEXT, &[("'2010-07-14 10:00:00+02'", "2010-07-14 08:00:00")]),
            same("integer[]", Type::Array(Box::new(Type::INT32)), &[("'{1,NULL,3}'", "{1,NULL,3}")]),
            same(
                "text[]",
                Type::Array(Box::new(TEXT)),
                &[("array['a\"b', 'c,d', '\\']", "{\"a\\\"b\",\"c,d\",\"\\\\\"}")],
            ),
            same("interval", Type::Other("interval".into()), &[("'1 month 2 days 03:00'", "1 mon 2 days 03:00:00")]),
            same("point", Type::Geometry, &[("'(1,2)'", "28312C3229")]),
            same("inet", Type::Other("inet".into()), &[("'10.0.0.1'", "10.0.0.1")]),
        ],
        Engine::Sqlite => vec![
            old("boolean", Type::Bool, &[("1", ["1", "t", "1"]), ("0", ["0", "f", "0"])]),
            same(
                "integer",
                int(64, false),
                &[("-9223372036854775808", "-9223372036854775808"), ("9223372036854775807", "9223372036854775807")],
            ),
            old(
                "real",
                Type::Float64,
                &[("0.1", ["0.1"; 3]), ("2", ["2", "2", "2.0"]), ("1e300", ["1e300", "1e+300", "1.0e+300"])],
            ),
            same("real", TEXT, &[("0.1", "0.1"), ("1e300", "1e300"), ("2", "2"), ("9e999", "Infinity")]),
            old("numeric", decimal(20, 4), &[("1.5", ["1.5000", "1.5000", "1.5"]), ("3", ["3.0000", "3.0000", "3"])]),
            same("text", TEXT, &AWKWARD),
            same("blob", BYTES, &[("x'00FF5C270A0D1A'", "00FF5C270A0D1A"), ("x''", ""), ("'text'", "74657874")]),
            same("blob", TEXT, &[("x'C5BC'", "ż"), ("12", "12")]),
            same("date", Type::Date, &[("'2010-01-14'", "2010-01-14")]),
            old(
                "datetime",
                MOMENT,
                &[(
                    "'2010-01-14 10:00:00.5'",
                    ["2010-01-14 10:00:00.500000", "2010-01-14 10:00:00.5", "2010-01-14 10:00:00.5"],
                )],
            ),
            same(
                "text",
                Type::Uuid,
                &[("'123e4567-e89b-12d3-a456-426614174000'", "123e4567-e89b-12d3-a456-426614174000")],
            ),
        ],
    }
}

/// What a test reads of a column: bytes as digits, doubles as doubles.
fn shown(engine: Engine, name: &str, ty: &Type) -> String {
    let column = sql::Expr::Raw(name.to_owned());
    let as_text = |text: sql::Expr| engine.dialect().print(&text);
    match ty {
        // hex() makes text of null
        Type::Bytes { .. } | Type::Geometry if engine == SQLITE => as_text(engine.statements().any_text(&column)),
        Type::Bytes { .. } | Type::Geometry => as_text(engine.statements().hex(&column)),
        Type::Float32 if engine == MYSQL => format!("CAST({name} AS DOUBLE)"),
        _ => name.to_owned(),
    }
}

fn address<'a>(server: &Server, url: &'a str) -> (Engine, &'a str) {
    (server.engine, url)
}

fn target(engine: Engine, name: &str, ty: Type) -> Target {
    Target { name: engine.dialect().ident(name), ty, marked: None }
}

#[test]
fn every_type_between_every_two_engines() {
    for from in Engine::ALL {
        let mut columns = old_columns(from);
        let old_server = server(from);
        // This type is MariaDB's alone.
        columns.retain(|column| old_server.brand != Brand::Mysql || column.sql != "uuid");
        let old_db = old_server.fresh_database();
        let rows = columns.iter().map(|c| c.values.len()).max().unwrap();
        let mut sql = match from {
            MYSQL => "SET NAMES utf8mb4; SET SESSION sql_mode = 'ALLOW_INVALID_DATES';\n".to_owned(),
            POSTGRES => "CREATE TYPE mood AS ENUM ('sad', 'so\\so');\n".to_owned(),
            SQLITE => String::new(),
        };
        let definitions: Vec<String> = columns.iter().enumerate().map(|(i, c)| format!("c{i} {}", c.sql)).collect();
        sql += &format!("CREATE TABLE old (id integer primary key, {});\n", definitions.join(", "));
        for row in 0..rows {
            let values: Vec<String> = columns
                .iter()
                .map(|c| c.values.get(row).map_or("NULL".to_owned(), |(value, _)| literal(from, value)))
                .collect();
            sql += &format!("INSERT INTO old VALUES ({row}, {});\n", values.join(", "));
        }
        old_server.load(&old_db, &sql);

        // a column of a type without a binary form makes PostgreSQL take lines of text
        for (at, into, extra) in [(0, MYSQL, ""), (1, POSTGRES, ""), (1, POSTGRES, "interval"), (2, SQLITE, "")] {
            let new_server = server(into);
            let new_db = new_server.fresh_database();
            let dialect = into.dialect();
            let definitions: Vec<String> =
                columns.iter().enumerate().map(|(i, c)| format!("c{i} {}", dialect.type_name(&c.ty))).collect();
            let definitions = definitions.join(", ");
            let more = if extra.is_empty() { String::new() } else { format!(", extra {extra}") };
            new_server.load(&new_db, &format!("CREATE TABLE new (id integer primary key, {definitions}{more});"));

            let mut targets = vec![target(into, "id", Type::INT32)];
            targets.extend(columns.iter().enumerate().map(|(i, c)| target(into, &format!("c{i}"), c.ty.clone())));
            let mut select = "SELECT * FROM old ORDER BY id".to_owned();
            if !extra.is_empty() {
                select = "SELECT old.*, NULL AS extra FROM old ORDER BY id".to_owned();
                targets.push(target(into, "extra", Type::Other(extra.into())));
            }
            let flow = Flow { select, table: dialect.ident("new"), columns: targets, key: vec![0], odd_dates: false };
            let (from_url, into_url) = (old_server.url(&old_db), new_server.url(&new_db));
            let done = trial::flow(
                address(old_server, &from_url),
                address(new_server, &into_url),
                &flow,
                &Options::default(),
                |_| Vec::new(),
            );
            done.unwrap_or_else(|e| panic!("{from} to {into}: {}", text(&e)));

            let mut wrong = Vec::new();
            for (i, column) in columns.iter().enumerate() {
                let name = shown(into, &format!("c{i}"), &column.ty);
                let found = new_server.query(&new_db, &format!("SELECT {name} AS c FROM new ORDER BY id"));
                for (row, found) in found.into_iter().flatten().enumerate() {
                    let expected = column.values.get(row).map(|(_, texts)| texts[at].to_owned());
                    // MySQL keeps the sign of zero, MariaDB does not.
                    let found = if into == MYSQL && found.as_deref() == Some("-0") { Some("0".into()) } else { found };
                    if found != expected {
                        wrong.push(format!("{} as {}: {expected:?} became {found:?}", column.sql, column.ty));
                    }
                }
            }
            assert!(wrong.is_empty(), "{from} to {into} {extra}:\n{}", wrong.join("\n"));
        }
    }
}

fn text(broken: &Broken) -> String {
    match broken {
        Broken::Reading(error) => format!("reading: {error}"),
        Broken::Writing(error) => format!("writing: {error}"),
        Broken::Value(unfit) => unfit.to_string(),
    }
}

/// A flow of `SELECT id, v FROM old`, perhaps another query, into `new (id, v)`.
struct Small {
    from: &'static Server,
    into: &'static Server,
    old: String,
    new: String,
}

impl Small {
    fn between(from: Engine, into: Engine, old: &str, new: &str) -> Self {
        let (from, into) = (server(from), server(into));
        let small = Self { from, into, old: from.fresh_database(), new: into.fresh_database() };
        from.load(&small.old, old);
        into.load(&small.new, &format!("{new}; CREATE TABLE marks (rows_done int, last_key varchar(50));"));
        small
    }

    fn flow(&self, select: &str, ty: Type, key: &[usize], rows: u64) -> Result<Vec<Chunk>, Broken> {
        let flow = Flow {
            select: select.into(),
            table: self.into.engine.dialect().ident("new"),
            columns: vec![target(self.into.engine, "id", Type::INT32), target(self.into.engine, "v", ty)],
            key: key.to_vec(),
            odd_dates: false,
        };
        let (from, into) = (self.from.url(&self.old), self.into.url(&self.new));
        let options = Options { rows, ..Options::default() };
        trial::flow(address(self.from, &from), address(self.into, &into), &flow, &options, |chunk| {
            let key = chunk.last_key.first().cloned().flatten().unwrap_or_default();
            vec![format!("INSERT INTO marks VALUES ({}, '{key}')", chunk.rows)]
        })
    }

    /// How many rows are there, and what the marks say.
    fn state(&self) -> (String, Vec<String>) {
        let count = self.into.value(&self.new, "SELECT COUNT(*) AS c FROM new").unwrap();
        let marks = self.into.query(&self.new, "SELECT rows_done, last_key FROM marks ORDER BY rows_done");
        let mark = |row: Vec<Option<String>>| row.into_iter().flatten().collect::<Vec<_>>().join("/");
        (count, marks.into_iter().map(mark).collect())
    }
}

/// `id` from 1 to `rows` and the same number as text.
fn numbered(rows: usize) -> String {
    let rows: Vec<String> = (1..=rows).map(|n| format!("({n}, 'v{n}')")).collect();
    format!("CREATE TABLE old (id int PRIMARY KEY, v varchar(20)); INSERT INTO old VALUES {};", rows.join(", "))
}

const ZERO_DATES: &str = "SET SESSION sql_mode = 'ALLOW_INVALID_DATES';";
const NEW: &str = "CREATE TABLE new (id int PRIMARY KEY, v varchar(20))";
const SELECT: &str = "SELECT id, v FROM old ORDER BY id";

#[test]
fn chunks_are_committed_with_their_marks() {
    for from in Engine::ALL {
        for into in Engine::ALL {
            let small = Small::between(from, into, &numbered(25), NEW);
            let chunks =
                small.flow(SELECT, TEXT, &[0], 10).unwrap_or_else(|e| panic!("{from} to {into}: {}", text(&e)));
            let ends: Vec<(u64, bool)> = chunks.iter().map(|c| (c.rows, c.last)).collect();
            assert_eq!(ends, [(10, false), (20, false), (25, true)], "{from} to {into}");
            let marks = ["10/10", "20/20", "25/25"].map(str::to_owned).to_vec();
            assert_eq!(small.state(), ("25".into(), marks), "{from} to {into}");
        }
    }
}

#[test]
fn a_chunk_may_end_with_the_rows() {
    let small = Small::between(SQLITE, POSTGRES, &numbered(20), NEW);
    let chunks = small.flow(SELECT, TEXT, &[1, 0], 10).unwrap();
    let key = |a: &str, b: &str| vec![Some(a.to_owned()), Some(b.to_owned())];
    assert_eq!(chunks.iter().map(|c| (c.rows, c.last)).collect::<Vec<_>>(), [(10, false), (20, false), (20, true)]);
    assert_eq!(chunks.last().unwrap().last_key, key("v20", "20"));
}

#[test]
fn none_and_one() {
    for from in Engine::ALL {
        for into in Engine::ALL {
            let small = Small::between(from, into, &numbered(1), NEW);
            let none = small.flow("SELECT id, v FROM old WHERE id < 0 ORDER BY id", TEXT, &[0], 10);
            let none = none.unwrap_or_else(|e| panic!("{from} to {into}: {}", text(&e)));
            assert_eq!(none, [Chunk { rows: 0, last_key: vec![], last: true }], "{from} to {into}");
            assert_eq!(small.state(), ("0".into(), vec!["0/".into()]), "{from} to {into}");
            let one = small.flow(SELECT, TEXT, &[], 10).unwrap_or_else(|e| panic!("{from} to {into}: {}", text(&e)));
            assert_eq!(one, [Chunk { rows: 1, last_key: vec![], last: true }], "{from} to {into}");
            assert_eq!(small.state().0, "1", "{from} to {into}");
        }
    }
}

#[test]
fn rows_that_are_refused_leave_whole_chunks() {
    for from in Engine::ALL {
        for into in Engine::ALL {
            // the thirteenth row is in the second chunk
            let small = Small::between(
                from,
                into,
                &numbered(25),
                "CREATE TABLE new (id int PRIMARY KEY, v varchar(20), CHECK (id <> 13))",
            );
            let broken = small.flow(SELECT, TEXT, &[0], 10).unwrap_err();
            assert!(matches!(broken, Broken::Writing(_)), "{from} to {into}: {}", text(&broken));
            assert_eq!(small.state(), ("10".into(), vec!["10/10".into()]), "{from} to {into}");
            // without a key it is all or nothing
            small.into.load(&small.new, "DELETE FROM new; DELETE FROM marks;");
            small.flow(SELECT, TEXT, &[], 10).unwrap_err();
            assert_eq!(small.state(), ("0".into(), vec![]), "{from} to {into}");
        }
    }
}

#[test]
fn a_query_that_breaks_leaves_whole_chunks() {
    for from in Engine::ALL {
        let breaks = match from {
            MYSQL => "SELECT id, CASE WHEN id = 17 THEN exp(1000) ELSE v END FROM old ORDER BY id",
            POSTGRES => "SELECT id, v || CASE WHEN id = 17 THEN 1 / (17 - id) END FROM old ORDER BY id",
            SQLITE => "SELECT id, CASE WHEN id = 17 THEN abs(-9223372036854775807 - 1) ELSE v END FROM old ORDER BY id",
        };
        for into in Engine::ALL {
            let small = Small::between(from, into, &numbered(25), NEW);
            let broken = small.flow(breaks, TEXT, &[0], 10).unwrap_err();
            assert!(matches!(broken, Broken::Reading(_)), "{from} to {into}: {}", text(&broken));
            assert_eq!(small.state(), ("10".into(), vec!["10/10".into()]), "{from} to {into}");
        }
    }
}

#[test]
fn what_an_engine_cannot_hold_is_said() {
    let whole = int(64, true);
    let nan = "is a number that MySQL does not have";
    let beyond = "is beyond the whole numbers of SQLite";
    let cases: &[(Engine, Engine, &str, &str, &Type, &str, &str)] = &[
        (POSTGRES, MYSQL, "double precision", "'NaN'", &Type::Float64, "NaN", nan),
        (POSTGRES, MYSQL, "double precision", "'-Infinity'", &Type::Float64, "-Infinity", nan),
        (POSTGRES, MYSQL, "numeric", "'NaN'", &decimal(10, 2), "NaN", nan),
        (POSTGRES, SQLITE, "real", "'NaN'", &Type::Float32, "NaN", "is a number that SQLite does not have"),
        (POSTGRES, SQLITE, "numeric", "'NaN'", &decimal(10, 2), "NaN", "is a number that SQLite does not have"),
        (SQLITE, MYSQL, "real", "9e999", &Type::Float64, "Infinity", nan),
        (MYSQL, SQLITE, "bigint unsigned", "18446744073709551615", &whole, "18446744073709551615", beyond),
        (POSTGRES, SQLITE, "numeric", "9223372036854775808", &Type::INT64, "9223372036854775808", beyond),
        (POSTGRES, MYSQL, "date", "'infinity'", &Type::Date, "infinity", "is a moment that MySQL does not have"),
        (
            POSTGRES,
            SQLITE,
            "timestamp",
            "'0044-03-15 BC'",
            &MOMENT,
            "0044-03-15 00:00:00 BC",
            "is a moment that SQLite does not have",
        ),
        (
            SQLITE,
            POSTGRES,
            "text",
            "CAST(x'410042' AS TEXT)",
            &TEXT,
            "A\0B",
            "has a NUL in it, which text in PostgreSQL cannot have",
        ),
        (SQLITE, POSTGRES, "text", "CAST(x'41FF42' AS TEXT)", &TEXT, "41FF42", "is not text in UTF-8"),
        (SQLITE, MYSQL, "blob", "x'41FF42'", &TEXT, "41FF42", "is not text in UTF-8"),
        (SQLITE, MYSQL, "real", "2.5", &Type::INT32, "2.5", "is no whole number"),
        (MYSQL, POSTGRES, "time", "'-10:00:00'", &Type::Time, "-10:00:00", "is no time of day"),
        (MYSQL, POSTGRES, "date", "'0000-00-00'", &Type::Date, "0000-00-00", "is no date"),
        (SQLITE, POSTGRES, "integer", "2", &Type::Bool, "2", "is neither true nor false"),
        (SQLITE, POSTGRES, "text", "'2010-02-30 10:00'", &MOMENT, "2010-02-30 10:00", "is no date and time"),
        (
            SQLITE,
            POSTGRES,
            "integer",
            "2147483648",
            &Type::INT32,
            "2147483648",
            "is beyond the whole numbers of its column",
        ),
        (SQLITE, POSTGRES, "text", "'abc'", &Type::Uuid, "abc", "is no UUID"),
    ];
    for (from, into, sql, value, ty, shown, why) in cases {
        let new = format!("CREATE TABLE new (id int PRIMARY KEY, v {})", into.dialect().type_name(ty));
        let mode = if *from == MYSQL { ZERO_DATES } else { "" };
        let old = format!(
            "{mode}CREATE TABLE old (id int PRIMARY KEY, v {sql}); INSERT INTO old VALUES (1, NULL), (2, {value});"
        );
        let small = Small::between(*from, *into, &old, &new);
        let broken = small.flow(SELECT, (*ty).clone(), &[0], 1).expect_err(why);
        let column = into.dialect().ident("v");
        assert_eq!(text(&broken), format!("the value `{shown}` for {column} {why}"), "{from} to {into}");
        let Broken::Value(unfit) = broken else { panic!("{}", text(&broken)) };
        assert_eq!(unfit.row, 1);
        assert_eq!(small.state().0, "1", "{from} to {into}: the row before");
    }
}

#[test]
fn what_the_new_table_cannot_hold_is_said_by_its_server() {
    let cases: &[(Engine, Engine, &str, &str, &Type)] = &[
        (POSTGRES, MYSQL, "bigint", "2147483648", &Type::INT32),
        (POSTGRES, MYSQL, "text", "'123456789'", &Type::Text { max: Some(5), collation: None, fixed: false }),
    ];
    for (from, into, sql, value, ty) in cases {
        let new = format!("CREATE TABLE new (id int PRIMARY KEY, v {})", into.dialect().type_name(ty));
        let old = format!("CREATE TABLE old (id int PRIMARY KEY, v {sql}); INSERT INTO old VALUES (2, {value});");
        let small = Small::between(*from, *into, &old, &new);
        let broken = small.flow(SELECT, (*ty).clone(), &[0], 10).expect_err(value);
        assert!(matches!(broken, Broken::Writing(_)), "{}", text(&broken));
        assert_eq!(small.state().0, "0", "{from} to {into}");
    }
}

/// The engines in a circle, so that each one reads and writes.
const CIRCLE: [(Engine, Engine); 3] = [(SQLITE, MYSQL), (MYSQL, POSTGRES), (POSTGRES, SQLITE)];

#[test]
fn a_value_of_64_megabytes() {
    let huge = "CREATE TABLE new (id int PRIMARY KEY, v text); \
        INSERT INTO new VALUES (1, 'before'), (2, substr(replace(hex(zeroblob(11184811)), '00', 'a''\\\u{17c}z' || char(10)), 1, 67108864)), (3, 'after');";
    let sqlite = server(SQLITE);
    let mut from = sqlite.fresh_database();
    sqlite.load(&from, huge);
    let expected = server(SQLITE).query(&from, "SELECT length(v) AS l FROM new WHERE id = 2");
    assert_eq!(expected, [[Some("67108864".to_owned())]]);
    let mysql = server(MYSQL);
    for (old, new) in CIRCLE {
        let into = server(new).fresh_database();
        server(new)
            .load(&into, &format!("CREATE TABLE new (id int PRIMARY KEY, v {});", new.dialect().type_name(&TEXT)));
        let flow = Flow {
            select: "SELECT v, id FROM new ORDER BY id".into(),
            table: "new".into(),
            columns: vec![target(new, "v", TEXT), target(new, "id", Type::INT32)],
            key: vec![1],
            odd_dates: false,
        };
        let (from_url, into_url) = (server(old).url(&from), server(new).url(&into));
        let go = || {
            let (from, into) = (address(server(old), &from_url), address(server(new), &into_url));
            trial::flow(from, into, &flow, &Options::default(), |_| Vec::new())
        };
        if new == MYSQL {
            // the value and its backslashes are more than the 64 MB this server takes at once
            let broken = go().unwrap_err();
            let why = "makes a row that is larger than the server's `max_allowed_packet`";
            assert!(text(&broken).ends_with(why), "{}", text(&broken));
            mysql.load("", "SET GLOBAL max_allowed_packet = 256 * 1024 * 1024;");
        }
        let chunks = go().unwrap_or_else(|e| panic!("{old} to {new}: {}", text(&e)));
        assert_eq!(chunks.last().map(|c| c.rows), Some(3), "{old} to {new}");
        from = into;
    }
    let all = "SELECT length(v) AS l, substr(v, 1, 6) AS a, substr(v, 67108859, 6) AS z FROM new WHERE id = 2";
    let around = "SELECT v FROM new WHERE id <> 2 ORDER BY id";
    let last = server(SQLITE).query(&from, all);
    assert_eq!(last[0][0].as_deref(), Some("67108864"));
    assert_eq!(last[0][1].as_deref(), Some("a'\\żz\n"));
    assert_eq!(server(SQLITE).query(&from, around).concat(), [Some("before".to_owned()), Some("after".to_owned())]);
}

#[test]
fn many_rows_and_nothing_lost() {
    let rows = 300_000;
    let sqlite = server(SQLITE);
    let mut from = sqlite.fresh_database();
    sqlite.load(
        &from,
        &format!(
            "CREATE TABLE new (id int PRIMARY KEY, v text);
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
             INSERT INTO new SELECT i, CASE WHEN i % 7 = 0 THEN NULL ELSE 'wiersz ' || i END FROM n;"
        ),
    );
    let sums = "SELECT COUNT(*) AS a, COUNT(v) AS b, SUM(id) AS c, SUM(length(v)) AS d, MAX(v) AS e FROM new";
    let expected = sqlite.query(&from, sums);
    for (old, new) in CIRCLE {
        let into = server(new).fresh_database();
        server(new)
            .load(&into, &format!("CREATE TABLE new (id int PRIMARY KEY, v {});", new.dialect().type_name(&TEXT)));
        let flow = Flow {
            select: "SELECT id, v FROM new ORDER BY id".into(),
            table: "new".into(),
            columns: vec![target(new, "id", Type::INT32), target(new, "v", TEXT)],
            key: vec![0],
            odd_dates: false,
        };
        let (from_url, into_url) = (server(old).url(&from), server(new).url(&into));
        let (a, b) = (address(server(old), &from_url), address(server(new), &into_url));
        let chunks = trial::flow(a, b, &flow, &Options { rows: 70_000, ..Options::default() }, |_| Vec::new());
        let chunks = chunks.unwrap_or_else(|e| panic!("{old} to {new}: {}", text(&e)));
        let ends: Vec<u64> = chunks.iter().map(|c| c.rows).collect();
        assert_eq!(ends, [70_000, 140_000, 210_000, 280_000, 300_000], "{old} to {new}");
        assert_eq!(server(new).query(&into, sums), expected, "{old} to {new}");
        from = into;
    }
}
