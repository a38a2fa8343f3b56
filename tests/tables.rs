//! Tables made after one engine's definitions in another engine, and how names and texts are quoted.

mod support;

use migc::diag::Diagnostics;
use migc::dialect::EngineExt as _;
use migc::dialect::ddl::create_tables;
use migc::engine::Engine;
use migc::schema::{Schema, ddl};
use migc::source::FileId;
use proptest::prelude::*;

const MYSQL: &str = "
CREATE TABLE `konta` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(255) COLLATE utf8mb4_general_ci NOT NULL,
  `rodzaj` enum('a','it''s') NOT NULL DEFAULT 'a',
  `opis` longtext,
  `saldo` decimal(10,2) NOT NULL DEFAULT '0.00',
  `od` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `zm` timestamp NULL DEFAULT CURRENT_TIMESTAMP,
  `ok` tinyint(1) NOT NULL DEFAULT 1,
  `rodzic` int(10) unsigned DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `e` (`email`),
  CONSTRAINT `f` FOREIGN KEY (`rodzic`) REFERENCES `konta` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `wpisy` (
  `id` bigint(20) NOT NULL,
  `konto` int(10) unsigned NOT NULL,
  `tytuł \"x\"` varchar(40) DEFAULT 'a \"b\"',
  PRIMARY KEY (`id`,`konto`),
  CONSTRAINT `g` FOREIGN KEY (`konto`) REFERENCES `konta` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
";

const POSTGRES: &str = "
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE TABLE public.a (
    id integer NOT NULL,
    name character varying(50) DEFAULT 'x'::character varying NOT NULL,
    m public.mood DEFAULT 'ok'::public.mood,
    at timestamp without time zone DEFAULT now(),
    uid uuid,
    doc jsonb
);
CREATE TABLE public.b (id integer NOT NULL, a integer);
ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.b ADD CONSTRAINT b_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES public.a(id);
";

const SQLITE: &str = "
CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, n VARCHAR(20) COLLATE NOCASE UNIQUE, d TIMESTAMP DEFAULT CURRENT_TIMESTAMP, x);
CREATE TABLE \"b b\" (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a(id), f REAL DEFAULT 1.5);
";

fn read(engine: Engine, text: &str) -> Schema {
    let mut found = Diagnostics::new();
    let schema = ddl::read(FileId(0), text, engine, &mut found);
    assert!(!found.has_errors());
    schema
}

fn make(engine: Engine, schema: &Schema, insert: &str) {
    let server = support::server(engine);
    let db = server.fresh_database();
    let mut script = String::new();
    for sql in
        engine.dialect().session().iter().map(|s| (*s).to_owned()).chain(create_tables(schema, engine, None, None))
    {
        script.push_str(&sql);
        script.push_str(";\n");
    }
    script.push_str(insert);
    server.load(&db, &script);
    server.drop_database(&db);
}

#[test]
fn every_definition_makes_tables_in_every_engine() {
    for engine in Engine::ALL {
        let d = engine.dialect();
        let name = |n: &str| d.ident(n);
        make(
            engine,
            &read(Engine::Mysql, MYSQL),
            &format!(
                "INSERT INTO {} ({}, {}) VALUES ('a@b', '2010-01-01 00:00:00');",
                name("konta"),
                name("email"),
                name("od")
            ),
        );
        make(
            engine,
            &read(Engine::Postgres, POSTGRES),
            &format!("INSERT INTO {} (id, name) VALUES (1, 'x');", name("a")),
        );
        make(engine, &read(Engine::Sqlite, SQLITE), &format!("INSERT INTO {} (id, a) VALUES (1, NULL);", name("b b")));
    }
}

#[test]
fn unique_text_compares_as_the_definition_said() {
    let schema = read(Engine::Mysql, MYSQL);
    for engine in Engine::ALL {
        let d = engine.dialect();
        let server = support::server(engine);
        let db = server.fresh_database();
        let tables = create_tables(&schema, engine, None, None).join(";\n");
        server.load(&db, &format!("{tables};"));
        let insert = |email: &str| {
            format!(
                "INSERT INTO {} ({}, {}) VALUES ({}, '2010-01-01 00:00:00');",
                d.ident("konta"),
                d.ident("email"),
                d.ident("od"),
                d.text(email)
            )
        };
        server.load(&db, &insert("a@x.ht"));
        assert!(!server.client(&db, &insert("A@x.ht")).success, "{engine} takes A@x.ht for another address");
        server.drop_database(&db);
    }
}

/// Characters that have undone quoting somewhere, and others.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("'".to_owned()),
        Just("\"".to_owned()),
        Just("`".to_owned()),
        Just("\\".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("\t".to_owned()),
        Just("--".to_owned()),
        Just("/*".to_owned()),
        Just(";\n".to_owned()),
        Just("$$".to_owned()),
        Just(":a".to_owned()),
        Just("{0}".to_owned()),
        Just("\u{1a}".to_owned()),
        Just("\u{2028}".to_owned()),
        Just("delimiter ".to_owned()),
        Just("\n.quit\n".to_owned()),
        Just("\n\\q\n".to_owned()),
        Just("\0".to_owned()),
        Just("%_".to_owned()),
        "[a-zA-Z0-9 ąż😀]{1,4}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_comes_back(texts in prop::collection::vec(nasty(), 40)) {
        for engine in Engine::ALL {
            let d = engine.dialect();
            let server = support::server(engine);
            let db = server.fresh_database();
            let texts: Vec<&String> = texts.iter().filter(|t| d.holds(t)).collect();
            let mut script: String = d.session().iter().map(|s| format!("{s};\n")).collect();
            script.push_str(&format!("CREATE TABLE t (id integer, v {});\n", d.type_name(&migc::schema::Type::TEXT)));
            for (n, text) in texts.iter().enumerate() {
                let literal = d.text(text);
                prop_assert!(!literal.contains(['\n', '\r', '\0']), "{engine}: more than a line: {literal:?}");
                script.push_str(&format!("INSERT INTO t VALUES ({n}, {literal});\n"));
            }
            server.load(&db, &script);
            let rows = server.query(&db, "SELECT v FROM t ORDER BY id");
            let rows: Vec<&str> = rows.iter().map(|r| r[0].as_deref().unwrap_or("null")).collect();
            prop_assert_eq!(&rows, &texts, "{}", engine);
            server.drop_database(&db);
        }
    }

    #[test]
    fn every_name_is_only_a_name(names in prop::collection::btree_set("[a-z'\"`\\\\;.\\-()%ąż {}\\[\\]]{1,12}[a-z]", 20)) {
        // names that differ only in case or accents are one name to some engine: these are lower case
        let plain = |n: &&String| !n.contains(['ą', 'ż']) || n.len() > 3;
        let names: Vec<&String> = names.iter().filter(plain).collect();
        for engine in Engine::ALL {
            let d = engine.dialect();
            let server = support::server(engine);
            let db = server.fresh_database();
            let mut script: String = d.session().iter().map(|s| format!("{s};\n")).collect();
            for (n, name) in names.iter().enumerate() {
                let quoted = d.ident(name);
                script.push_str(&format!("CREATE TABLE t{n} ({quoted} integer);\nINSERT INTO t{n} ({quoted}) VALUES ({n});\n"));
                script.push_str(&format!("CREATE TABLE {} (a integer);\nDROP TABLE {};\n", d.table(None, name), d.table(None, name)));
            }
            server.load(&db, &script);
            for (n, name) in names.iter().enumerate() {
                let got = server.value(&db, &format!("SELECT {} FROM t{n}", d.ident(name)));
                prop_assert_eq!(got, Some(n.to_string()), "{} {}", engine, name);
            }
            server.drop_database(&db);
        }
    }
}
