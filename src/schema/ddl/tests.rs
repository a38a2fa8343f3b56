//! The reader on small texts; `tests/dumps.rs` has the real ones.

use super::*;
use crate::diag::Code;
use crate::schema::{Column, Table, Type};
use crate::source::Span;

fn read_as(engine: Engine, text: &str) -> (Schema, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let schema = read(FileId(0), text, engine, &mut diagnostics);
    (schema, diagnostics)
}

/// The schema of a text that reads without findings.
fn clean(engine: Engine, text: &str) -> Schema {
    let (schema, diagnostics) = read_as(engine, text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    schema
}

fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics.iter().map(|d| d.code).collect()
}

fn table<'s>(schema: &'s Schema, name: &str) -> &'s Table {
    schema.table(schema.find(None, name).expect("the table is there"))
}

fn column<'t>(table: &'t Table, name: &str) -> &'t Column {
    table.column(table.find(name).expect("the column is there"))
}

/// The type of one column declared so.
fn ty(engine: Engine, declared: &str) -> Type {
    let (schema, _) = read_as(engine, &format!("CREATE TABLE t (c {declared});"));
    column(table(&schema, "t"), "c").ty.clone()
}

fn at(text: &str, span: Span) -> &str {
    text.get(span.range()).expect("a span is inside its text")
}

#[test]
fn a_stand_in_for_a_view_is_no_table() {
    let text = "/*!50001 CREATE TABLE `v` (`a` int) ENGINE=MyISAM */;\nCREATE TABLE t (a int);\n\
                /*!50001 CREATE ALGORITHM=UNDEFINED */\n/*!50013 DEFINER=`r`@`%` SQL SECURITY DEFINER */\n\
                /*!50001 VIEW `v` AS select 1 */;";
    let schema = clean(Engine::Mysql, text);
    assert_eq!(schema.tables.len(), 1);
    assert_eq!(schema.views.iter().map(|v| v.0.as_str()).collect::<Vec<_>>(), ["v"]);
}

#[test]
fn spans_are_true_in_the_original_text() {
    let text = "-- héllo\nCREATE TABLE `t` ( /* c */ `a b` varchar(10) /*!50000 NOT NULL */ DEFAULT 'it\\'s',\n KEY `k` (`a b`));";
    let schema = clean(Engine::Mysql, text);
    let t = table(&schema, "t");
    let c = column(t, "a b");
    assert_eq!(at(text, t.name_span), "`t`");
    assert_eq!(at(text, c.name_span), "`a b`");
    assert_eq!(at(text, c.type_span), "varchar(10)");
    assert!(!c.nullable);
    let default = c.default.as_ref().expect("a default");
    assert_eq!(at(text, default.span), "'it\\'s'");
    assert_eq!(default.sql, "'it''s'");
}

#[test]
fn mysql_types() {
    let my = |declared: &str| ty(Engine::Mysql, declared).to_string();
    for (declared, expected) in [
        ("int(10) unsigned", "uint32"),
        ("TINYINT(1)", "tinyint(1)"),
        ("tinyint(1) unsigned", "uint8"),
        ("tinyint(4)", "int8"),
        ("mediumint(8) unsigned zerofill", "uint24"),
        ("bigint", "int64"),
        ("bit(1)", "bit(1)"),
        ("bit(12)", "uint12"),
        ("bool", "tinyint(1)"),
        ("year(4)", "year"),
        ("decimal(10,2) unsigned", "decimal(10,2)"),
        ("numeric", "decimal(10,0)"),
        ("double precision", "float64"),
        ("float(7,3)", "float32"),
        ("float(53)", "float64"),
        ("char", "text(1)"),
        ("character varying(30)", "text(30)"),
        ("national varchar(30)", "text(30)"),
        ("tinytext", "text(255)"),
        ("text", "text(65535)"),
        ("longtext", "text"),
        ("varchar(9) character set binary", "bytes(9)"),
        ("binary(16)", "bytes(16)"),
        ("longblob", "bytes"),
        ("datetime(6)", "datetime"),
        ("timestamp", "timestamptz"),
        ("json", "json"),
        ("longtext CHECK (json_valid(`c`))", "json"),
        ("longtext, CONSTRAINT `t_chk_1` CHECK (json_valid(`c`))", "json"),
        ("longtext, d longtext CHECK (json_valid(d))", "text"),
        ("enum('a','it''s','b\\'c','x ')", "enum{a, it's, b'c, x}"),
        ("set('a','b')", "set{a, b}"),
        ("point", "geometry"),
        ("uuid", "uuid"),
    ] {
        assert_eq!(my(declared), expected, "{declared}");
    }
}

#[test]
fn postgres_types() {
    let pg = |declared: &str| ty(Engine::Postgres, declared).to_string();
    for (declared, expected) in [
        ("smallint", "int16"),
        ("serial", "int32"),
        ("character varying(30)", "text(30)"),
        ("varchar", "text"),
        ("character(2)", "text(2)"),
        ("\"char\"", "text(1)"),
        ("bpchar", "text"),
        ("public.citext", "text"),
        ("numeric", "decimal"),
        ("numeric(5,2)[]", "array(decimal(5,2))"),
        ("integer ARRAY[4]", "array(int32)"),
        ("text[][]", "array(text)"),
        ("timestamp(0) without time zone", "datetime"),
        ("timestamp with time zone", "timestamptz"),
        ("time with time zone", "other(\"timetz\")"),
        ("interval day to second(3)", "other(\"interval day to second(3)\")"),
        ("double precision", "float64"),
        ("jsonb", "json"),
        ("bytea", "bytes"),
        ("public.geometry(Point,4326)", "geometry"),
    ] {
        assert_eq!(pg(declared), expected, "{declared}");
    }
    assert_eq!(ty(Engine::Postgres, "timestamp(3)"), Type::DateTime { precision: 3 });
    assert_eq!(ty(Engine::Postgres, "timestamptz"), Type::TimestampTz { precision: 6 });
}

#[test]
fn sqlite_types() {
    let lite = |declared: &str| ty(Engine::Sqlite, declared).to_string();
    for (declared, expected) in [
        ("", "other(\"any\")"),
        ("INT", "int64"),
        ("UNSIGNED BIG INT", "int64"),
        ("TINYINT(1)", "tinyint(1)"),
        ("CHAR(255)", "text(255)"),
        ("NVARCHAR(10)", "text(10)"),
        ("CLOB", "text"),
        ("BLOB", "bytes"),
        ("DOUBLE PRECISION", "float64"),
        ("NUMERIC(10,2)", "decimal(10,2)"),
        ("DATETIME", "datetime"),
        ("TIMESTAMP", "datetime"),
        ("BOOLEAN", "bool"),
        ("STRING", "other(\"string\")"),
    ] {
        assert_eq!(lite(declared), expected, "{declared}");
    }
}

#[test]
fn collations_come_from_the_column_the_table_or_the_database() {
    let text = "CREATE DATABASE d DEFAULT CHARACTER SET latin1 COLLATE latin1_bin; USE d;\n\
                CREATE TABLE a (x varchar(1), y varchar(1) CHARACTER SET utf8mb4);\n\
                CREATE TABLE b (x varchar(1), y varchar(1) COLLATE utf8mb4_bin) DEFAULT CHARSET=latin2;";
    let schema = clean(Engine::Mysql, text);
    let collation = |t: &str, c: &str| match &column(table(&schema, t), c).ty {
        Type::Text { collation: Some(c), .. } => c.name.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(collation("a", "x"), "latin1_bin");
    assert_eq!(collation("a", "y"), "utf8mb4_general_ci");
    assert_eq!(collation("b", "x"), "latin2_general_ci");
    assert_eq!(collation("b", "y"), "utf8mb4_bin");
    let bare = clean(Engine::Mysql, "CREATE TABLE a (x varchar(1));");
    assert!(matches!(column(table(&bare, "a"), "x").ty, Type::Text { collation: None, .. }));
}

#[test]
fn row_numbers_of_sqlite() {
    let text = "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY DESC);\n\
                CREATE TABLE c (id INT PRIMARY KEY);\nCREATE TABLE d (id INTEGER, x, PRIMARY KEY (id DESC));\n\
                CREATE TABLE e (id INTEGER PRIMARY KEY) WITHOUT ROWID;";
    let schema = clean(Engine::Sqlite, text);
    let of = |t: &str| {
        let c = column(table(&schema, t), "id");
        (c.auto_increment, c.verified, c.nullable)
    };
    assert_eq!(of("a"), (true, true, false));
    assert_eq!(of("b"), (false, false, true));
    assert_eq!(of("c"), (false, false, true), "a key of SQLite may be null, as its catalogue says");
    assert_eq!(of("d"), (true, true, false));
    assert_eq!(of("e"), (false, false, false));
}

#[test]
fn keys_that_guarantee_nothing_are_partial() {
    let text =
        "CREATE TABLE t (a varchar(20), b text, UNIQUE KEY p (b(10)), UNIQUE KEY e ((lower(a))), UNIQUE KEY w (a));";
    let schema = clean(Engine::Mysql, text);
    let t = table(&schema, "t");
    let facts: Vec<(Option<&str>, bool)> = t.unique_keys.iter().map(|k| (k.name.as_deref(), k.partial)).collect();
    assert_eq!(facts, [(Some("p"), true), (Some("e"), true), (Some("w"), false)]);
    let text = "CREATE TABLE t (a TEXT, b TEXT COLLATE NOCASE);\nCREATE UNIQUE INDEX p ON t (a) WHERE a <> '';\n\
                CREATE UNIQUE INDEX n ON t (a COLLATE NOCASE);\nCREATE UNIQUE INDEX s ON t (b COLLATE nocase);";
    let schema = clean(Engine::Sqlite, text);
    let facts: Vec<bool> = table(&schema, "t").unique_keys.iter().map(|k| k.partial).collect();
    assert_eq!(facts, [true, true, false]);
}

#[test]
fn alter_table_changes_the_table() {
    let text = "CREATE TABLE t (a int, b int, c int, UNIQUE KEY u (c));\n\
                ALTER TABLE t ADD COLUMN first_ int FIRST, ADD (x int, y int), MODIFY b bigint NOT NULL AFTER c,\n\
                CHANGE a `new a` varchar(5), DROP COLUMN x, ADD PRIMARY KEY (b), COMMENT='hi';\n\
                RENAME TABLE t TO s;";
    let schema = clean(Engine::Mysql, text);
    let t = table(&schema, "s");
    assert_eq!(t.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["first_", "new a", "c", "b", "y"]);
    assert_eq!(t.unique_keys[0].columns, [t.find("c").expect("c")]);
    assert_eq!(t.primary_key.as_ref().expect("a key").columns, [t.find("b").expect("b")]);
    assert!(!column(t, "b").nullable);
}

#[test]
fn an_old_search_path_says_where_names_live() {
    let text = "SET search_path = app, pg_catalog;\nCREATE TABLE t (id integer PRIMARY KEY);\n\
                set session search_path to public, pg_catalog;\nCREATE TABLE t (id serial, r integer REFERENCES app.t);";
    let schema = clean(Engine::Postgres, text);
    assert_eq!(schema.tables.iter().map(Table::full_name).collect::<Vec<_>>(), ["app.t", "t"]);
    assert_eq!(schema.tables[1].foreign_keys[0].table.0, 0);
    let serial = column(&schema.tables[1], "id");
    assert!(serial.auto_increment && !serial.nullable);
    assert_eq!(serial.default.as_ref().map(|d| d.sql.as_str()), Some("nextval('t_id_seq'::regclass)"));
}

#[test]
fn the_tables_of_the_engine_itself_are_left_out() {
    let text = "USE `mysql`;\nCREATE TABLE user (a int);\nUSE `site`;\nCREATE TABLE page (a int);";
    assert_eq!(clean(Engine::Mysql, text).tables.len(), 1);
}

#[test]
fn dropped_and_made_again_is_one_table_and_made_twice_is_a_finding() {
    let again = clean(Engine::Mysql, "CREATE TABLE t (a int); DROP TABLE IF EXISTS `t`; CREATE TABLE t (b int);");
    assert_eq!(again.tables.len(), 1);
    assert!(again.tables[0].find("b").is_some());
    let (schema, diagnostics) = read_as(Engine::Postgres, "CREATE TABLE t (a int); CREATE TABLE T (b int);");
    assert_eq!((schema.tables.len(), codes(&diagnostics)), (1, vec![Code::DDL_TWICE]));
    let (_, gone) = read_as(Engine::Mysql, "CREATE TABLE t (a int); DROP TABLE IF EXISTS `t`;");
    assert_eq!(codes(&gone), [Code::DDL_EMPTY]);
    assert!(gone.iter().all(|one| one.help.iter().all(|help| help.contains("it drops again"))), "{gone:?}");
}

#[test]
fn texts_between_dollars_may_hold_brackets_and_quotes() {
    let text = "CREATE TABLE a (id integer PRIMARY KEY, v text DEFAULT ($$a ( b$$), w text DEFAULT ($q$it's ) ; $q$ || 'x') NOT NULL,\n\
        CONSTRAINT c CHECK (v <> $$)$$ AND w <> $$, \"$$), x text DEFAULT $$a ( é$$, z int);\nCREATE TABLE b (id integer DEFAULT (length($$,$$)));";
    let schema = clean(Engine::Postgres, text);
    let (a, b) = (&schema.tables[0], &schema.tables[1]);
    let names: Vec<&str> = a.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!((names, b.columns.len()), (vec!["id", "v", "w", "x", "z"], 1));
    assert!(!a.columns[2].nullable && a.checks.len() == 1);
    let default =
        |name: &str| a.column(a.find(name).expect("a column")).default.as_ref().expect("a default").sql.clone();
    assert!(
        default("v").contains("'a ( b'") && default("w").contains("'it''s ) ; '"),
        "{} {}",
        default("v"),
        default("w")
    );
    assert!(a.checks[0].sql.contains("')'"), "{}", a.checks[0].sql);
}

#[test]
fn what_cannot_be_read_is_a_finding_and_the_rest_is_read() {
    let (schema, diagnostics) = read_as(
        Engine::Mysql,
        "CREATE TABLE a (id int, , b int);\nCREATE TABLE b (id int, PRIMARY KEY nonsense);\nCREATE TABLE c AS SELECT 1;\n\
         CREATE TABLE d (id frobnicate, x int REFERENCES nowhere (y));\nCREATE TABLE e (id int",
    );
    let found = codes(&diagnostics);
    assert!(found.contains(&Code::DDL_UNREADABLE) && found.contains(&Code::DDL_TYPE), "{diagnostics:?}");
    assert!(found.contains(&Code::DDL_REFERENCE), "{diagnostics:?}");
    assert!(!diagnostics.has_errors());
    assert!(schema.find(None, "b").is_some() && schema.find(None, "d").is_some());
    assert_eq!(codes(&read_as(Engine::Sqlite, "").1), [Code::DDL_EMPTY]);
}

#[test]
fn nesting_ends_in_a_finding() {
    for engine in Engine::ALL {
        for open in ["(", "CHECK ("] {
            let text = format!("CREATE TABLE t (a int {} 1 {});", open.repeat(50_000), ")".repeat(50_000));
            let (_, diagnostics) = read_as(engine, &text);
            assert!(codes(&diagnostics).contains(&Code::DDL_UNREADABLE), "{engine} {open}");
        }
        let fine = format!("CREATE TABLE t (a int CHECK {}a > 1{});", "(".repeat(80), ")".repeat(80));
        assert_eq!(clean(engine, &fine).tables[0].checks.len(), 1, "{engine}");
    }
}

mod splitting {
    use super::super::{flavor, split::split};
    use super::*;

    fn cut(engine: Engine, text: &str) -> Vec<&str> {
        split(text, flavor::of(engine).lexis).map(|s| text.get(s.start..s.end).expect("a statement")).collect()
    }

    #[test]
    fn quotes_hide_semicolons() {
        assert_eq!(
            cut(
                Engine::Mysql,
                r#"a 'x\';' "y;\"" `z;`; b # c;
; -- d;
e"#
            ),
            [r#"a 'x\';' "y;\"" `z;`"#, "b", "e"]
        );
        assert_eq!(
            cut(Engine::Postgres, r"a 'x\'; b E'y\';'; $$;$$ $t$;$$;$t$; c /* ; /* ; */ ; */ d"),
            [r"a 'x\'", r"b E'y\';'", "$$;$$ $t$;$$;$t$", "c /* ; /* ; */ ; */ d"]
        );
        assert_eq!(cut(Engine::Sqlite, "a [x;] `y;` 'z'';'; b"), ["a [x;] `y;` 'z'';'", "b"]);
    }

    #[test]
    fn delimiters_copies_and_client_lines_are_followed() {
        let text = "DELIMITER $$\ncreate procedure p() begin select 1; end$$\nDELIMITER ;\na; b";
        assert_eq!(cut(Engine::Mysql, text), ["create procedure p() begin select 1; end", "a", "b"]);
        let text = "\\restrict x;\nCOPY t (a) FROM stdin;\n1;'\n\\N\n\\.\n\\connect d\na; COPY t TO stdout; b";
        assert_eq!(cut(Engine::Postgres, text), ["COPY t (a) FROM stdin", "a", "COPY t TO stdout", "b"]);
    }

    #[test]
    fn bodies_are_one_statement() {
        let text = "CREATE TRIGGER t AFTER INSERT ON x BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT 1; END; a";
        assert_eq!(cut(Engine::Sqlite, text).len(), 2);
        let text = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; a";
        assert_eq!(cut(Engine::Postgres, text).len(), 2);
        assert_eq!(cut(Engine::Postgres, "BEGIN; a; END; CREATE RULE r AS ON DELETE TO t DO (b; c); d").len(), 5);
    }

    #[test]
    fn a_version_of_the_far_future_is_a_comment() {
        let text = "/*!999999\\- enable the sandbox mode */\n/*M!100100 CREATE TABLE t (a int) */;";
        assert_eq!(clean(Engine::Mysql, text).tables.len(), 1);
    }

    #[test]
    fn marks_and_carriage_returns_do_not_matter() {
        for engine in Engine::ALL {
            let text = "\u{feff}CREATE TABLE t (\r\n  a int, -- x\r\n  b int\r\n);\r\n";
            assert_eq!(clean(engine, text).tables[0].columns.len(), 2, "{engine}");
        }
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    const PIECES: &[&str] = &[
        "CREATE TABLE ",
        "ALTER TABLE t ",
        "t",
        " (",
        ")",
        ",",
        ";",
        "'",
        "\"",
        "`",
        "[",
        "]",
        "\\",
        "/*",
        "*/",
        "/*!50000 ",
        "--",
        " ",
        "\n",
        "$$",
        "$a$",
        "E'",
        "int",
        "varchar(10)",
        "NOT NULL",
        " DEFAULT ",
        "PRIMARY KEY",
        "UNIQUE",
        " KEY ",
        "REFERENCES ",
        "CHECK ",
        "CONSTRAINT ",
        "FOREIGN KEY ",
        "ADD ",
        "COLUMN ",
        "LIKE ",
        "INHERITS ",
        "é",
        "😀",
        "\0",
        "COPY t FROM stdin;\n",
        "\\.\n",
        "DELIMITER ;;\n",
        "CREATE UNIQUE INDEX i ON ",
        "CREATE TRIGGER ",
        "BEGIN ",
        "END",
        "COMMENT ON TABLE t IS ",
        "AS ",
        "::",
        "CREATE DOMAIN d AS ",
        "CREATE TYPE e AS ENUM ",
        "CREATE VIEW ",
        "DROP TABLE ",
        "MODIFY ",
        "CHANGE ",
        "AFTER ",
        "1",
        ".",
    ];

    fn survives(text: &str) {
        for engine in Engine::ALL {
            let (schema, _) = read_as(engine, text);
            for table in &schema.tables {
                assert!(text.get(table.span.range()).is_some());
                for column in &table.columns {
                    assert!(text.get(column.span.range()).is_some() && text.get(column.type_span.range()).is_some());
                }
                for key in table.primary_key.iter().chain(&table.unique_keys) {
                    assert!(key.columns.iter().all(|c| c.0 < table.columns.len()));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            survives(&text);
        }

        #[test]
        fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            survives(&decode(&bytes, None).0);
        }

        #[test]
        fn any_pieces_of_ddl_are_survived(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)) {
            survives(&pieces.concat());
        }

        #[test]
        fn any_end_of_a_dump_is_survived(at in 0usize..6_000) {
            for text in [
                include_str!("../../../tests/dumps/mysql-mysqldump51-style.sql"),
                include_str!("../../../tests/dumps/sqlite-3.40-dump.sql"),
                include_str!("../../../tests/dumps/phpmyadmin-5.2-style.sql"),
            ] {
                let cut = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
                survives(text.get(..cut).unwrap_or(""));
            }
        }
    }
}

#[test]
fn plain_keys_are_what_the_grammar_reads() {
    let lines = [
        "PRIMARY KEY (`a`)",
        "PRIMARY KEY (a, `b` ) USING BTREE",
        "CONSTRAINT pk PRIMARY KEY (a)",
        "CONSTRAINT PRIMARY KEY (a)",
        "PRIMARY KEY (a(3))",
        "primary key (missing)",
        "UNIQUE (a, b)",
        "UNIQUE KEY `k` (`a`)",
        "CONSTRAINT `u` UNIQUE INDEX `k` (`a`)",
        "UNIQUE KEY k (a)",
        "UNIQUE (lower(a))",
        "KEY `k` (`a`, `b`)",
        "KEY `k` (`a`) COMMENT 'about'",
        "CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `t` (`c`) ON DELETE SET NULL ON UPDATE CASCADE",
        "FOREIGN KEY (a) REFERENCES public.t (c)",
        "FOREIGN KEY `own` (a) REFERENCES t (c)",
        "FOREIGN KEY (a, b) REFERENCES t (c, c)",
        "FOREIGN KEY (a) REFERENCES t",
        "FOREIGN KEY (a) REFERENCES t (c) DEFERRABLE",
        "CHECK (a > 0)",
    ];
    for (engine, line) in [Engine::Mysql, Engine::Postgres, Engine::Sqlite].iter().flat_map(|e| lines.map(|l| (*e, l)))
    {
        // No column has its name in single quotes, so the grammar reads that table as a whole.
        let quick = format!("CREATE TABLE t (a int, b int, {line}, \"c\" int);");
        let slow = quick.replace("\"c\"", "'c'");
        let (quick, slow) = (read_as(engine, &quick), read_as(engine, &slow));
        assert_eq!(quick.0, slow.0, "{engine}: {line}");
        assert_eq!(codes(&quick.1), codes(&slow.1), "{engine}: {line}");
    }
}

#[test]
fn triggers_that_fill_columns() {
    let filled = |engine, text: &str| -> Vec<String> {
        let schema = read(FileId::default(), text, engine, &mut Diagnostics::new());
        let columns = schema.tables.iter().flat_map(|t| &t.columns);
        columns.filter(|c| c.by_trigger).map(|c| c.name.clone()).collect()
    };
    let mysql = "CREATE TABLE `d` (`id` int, `Words` int NOT NULL, `wordsmith` int NOT NULL);\n\
                 /*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `f` BEFORE INSERT ON `d` FOR EACH ROW SET NEW.`words` = 1 */;\n\
                 CREATE TRIGGER g AFTER INSERT ON d FOR EACH ROW SET @x = NEW.id;";
    assert_eq!(filled(Engine::Mysql, mysql), ["Words"]);
    let function = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 1; RETURN NEW; END $$;\n";
    let postgres = "CREATE TABLE app.d (a int, b int, c int);\nCREATE TRIGGER t BEFORE UPDATE OR INSERT ON app.d FOR EACH ROW EXECUTE FUNCTION ";
    assert_eq!(filled(Engine::Postgres, &format!("{function}{postgres}public.f();")), ["b"]);
    // What stands elsewhere may fill anything.
    assert_eq!(filled(Engine::Postgres, &format!("{postgres}other();")), ["a", "b", "c"]);
    assert!(filled(Engine::Postgres, &format!("{function}{postgres}f();").replace("BEFORE", "AFTER")).is_empty());
    let sqlite = "CREATE TABLE d (a int, b int);\nCREATE TRIGGER t BEFORE INSERT ON d BEGIN SELECT NEW.a; END;";
    assert!(filled(Engine::Sqlite, sqlite).is_empty());
}
