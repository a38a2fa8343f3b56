//! Real dumps (`tests/dumps/`, see its SOURCE.md): each is read, loaded into its engine where the engine takes
//! it, and what was read is compared with the engine's own catalogue and with the schema read live.

mod support;

use std::path::{Path, PathBuf};

use migc::client::catalog;
use migc::diag::{Code, Diagnostics};
use migc::engine::Engine;
use migc::schema::{ColumnId, ForeignKey, Schema, Table, Type, ddl};
use migc::source::Sources;
use support::{Brand, Server};

/// What is to be expected of a dump.
enum Expect {
    /// It loads into a fresh database.
    Loads,
    /// It makes a database of this name itself.
    Makes(&'static str),
    /// It is read, and the engine of the tests does not take it.
    NotHere(&'static str),
    /// It has no tables.
    NoTables,
}

use Expect::{Loads, Makes, NoTables, NotHere};

const DUMPS: &[(&str, Engine, Expect)] = &[
    ("mysql-mysqldump51-style.sql", Engine::Mysql, NotHere("its InnoDB table refers to a MyISAM table (errno 150)")),
    (
        "mysql-mysqldump80-style.sql",
        Engine::Mysql,
        NotHere("utf8mb4_0900_ai_ci and keys over expressions are MySQL 8's"),
    ),
    ("phpmyadmin-2.11-style.sql", Engine::Mysql, Loads),
    ("phpmyadmin-5.2-style.sql", Engine::Mysql, Makes("tienda")),
    ("chinook/Chinook_MySql.sql", Engine::Mysql, Makes("Chinook")),
    ("haiti/newA_mysql_same_model.sql", Engine::Mysql, Loads),
    ("chinook-pg15-s.sql", Engine::Postgres, Loads),
    ("pagila-pg15-s.sql", Engine::Postgres, Loads),
    ("pg15-clean-create.sql", Engine::Postgres, Makes("torture")),
    ("pg15-full-copy.sql", Engine::Postgres, Loads),
    ("pg15-full-inserts.sql", Engine::Postgres, Loads),
    ("pg15-schema-only.sql", Engine::Postgres, Loads),
    ("pg15-data-column-inserts-quoteall.sql", Engine::Postgres, NoTables),
    ("pg15-data-multirow-disabletriggers.sql", Engine::Postgres, NoTables),
    ("pg15-dumpall-roles.sql", Engine::Postgres, NoTables),
    ("chinook/Chinook_PostgreSql.sql", Engine::Postgres, Makes("chinook")),
    ("haiti/newB_2011_postgres.sql", Engine::Postgres, Loads),
    ("sqlite-3.40-dump.sql", Engine::Sqlite, Loads),
    // `.schema` prints what `.read` may not write: sqlite_sequence and the shadows of virtual tables.
    ("sqlite-3.40-schema.sql", Engine::Sqlite, NotHere("`.schema` makes sqlite_sequence, which is reserved")),
    ("chinook-sqlite-dump.sql", Engine::Sqlite, Loads),
    ("chinook/Chinook_Sqlite.sql", Engine::Sqlite, Loads),
    ("haiti/old_2010_sqlite.sql", Engine::Sqlite, Loads),
    ("haiti/old_2010_dirty_data.sql", Engine::Sqlite, NoTables),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dumps")
}

fn text_of(name: &str) -> String {
    let bytes = std::fs::read(folder().join(name)).unwrap_or_else(|e| panic!("cannot read {name}: {e}"));
    let (text, assumed) = ddl::decode(&bytes, None);
    match assumed {
        // The style sample holds raw bytes of a binary column.
        ddl::Assumed::Windows1252 { .. } if name == "mysql-mysqldump80-style.sql" => {}
        assumed => assert_eq!(assumed, ddl::Assumed::Nothing, "{name}"),
    }
    text
}

fn read(name: &str, engine: Engine) -> (Schema, Diagnostics) {
    let text = text_of(name);
    let mut sources = Sources::new();
    let file = sources.add(name, text.as_str());
    let mut diagnostics = Diagnostics::new();
    (ddl::read(file, &text, engine, &mut diagnostics), diagnostics)
}

/// Its tables; views, which a dump has no columns of, are left out.
fn read_live(url: &str) -> Schema {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let schema = runtime.block_on(catalog::read(&url.into(), None, &mut sources, &mut diagnostics));
    let schema = schema.unwrap_or_else(|e| panic!("{url}: {e}"));
    assert!(diagnostics.is_empty(), "{url}: {diagnostics:?}\n{}", sources.get(schema.file).map_or("", |s| s.text()));
    schema.without_views()
}

#[test]
fn every_dump_is_listed_and_read_without_findings() {
    let mut files: Vec<String> = Vec::new();
    for dir in ["", "chinook", "haiti"] {
        for entry in std::fs::read_dir(folder().join(dir)).expect("the folder of dumps") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|e| e == "sql") {
                files.push(path.strip_prefix(folder()).expect("inside").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    for file in &files {
        assert!(DUMPS.iter().any(|d| d.0 == file), "{file} is not in the list");
    }
    for (name, engine, expect) in DUMPS {
        let (schema, diagnostics) = read(name, *engine);
        let codes: Vec<Code> = diagnostics.iter().map(|d| d.code).collect();
        match expect {
            NoTables => assert_eq!(codes, [Code::DDL_EMPTY], "{name}"),
            _ => {
                assert!(codes.is_empty(), "{name}: {diagnostics:?}");
                assert!(!schema.tables.is_empty(), "{name}");
            }
        }
    }
}

#[test]
fn spans_hold_what_they_name() {
    for (name, engine, _) in DUMPS {
        let text = text_of(name);
        let (schema, _) = read(name, *engine);
        let bare = |span: migc::source::Span| -> String {
            let text = text.get(span.range()).unwrap_or_else(|| panic!("{name}: {span:?}"));
            text.trim_matches(['"', '`', '[', ']', '\'']).to_lowercase()
        };
        for table in &schema.tables {
            assert_eq!(bare(table.name_span), table.name.to_lowercase(), "{name}");
            for column in &table.columns {
                assert_eq!(bare(column.name_span), column.name.to_lowercase(), "{name}: {}", table.name);
                if !column.native.is_empty() {
                    assert!(
                        bare(column.type_span).starts_with(&column.native.to_lowercase()[..3.min(column.native.len())])
                    );
                }
            }
        }
    }
}

#[test]
fn sqlite_agrees() {
    agree(support::sqlite());
}

#[test]
fn mariadb_agrees() {
    agree(support::mariadb());
}

#[test]
fn postgres_agrees() {
    let server = support::postgres();
    server.load("postgres", "CREATE ROLE mig_owner; CREATE ROLE mig_reader;");
    agree(server);
}

#[test]
fn a_sqlite_file_agrees_with_its_dump() {
    let file = folder().join("torture.sqlite");
    let live = read_live(&format!("sqlite:{}", file.display()));
    let (dump, _) = read("sqlite-3.40-dump.sql", Engine::Sqlite);
    assert_eq!(facts(&dump), facts(&live));
}

#[test]
fn a_refused_connection_does_not_show_the_password() {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for url in ["mysql://me:s3cret@127.0.0.1:1/db", "postgres://me:s3cret@127.0.0.1:1/db", "oracle://me:s3cret@host/db"]
    {
        let error = runtime
            .block_on(catalog::read(&url.into(), None, &mut sources, &mut diagnostics))
            .expect_err("no such server");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
    }
}

/// The foreign keys of a table itself: those that only partitions of it declare are not kept by all of its rows.
fn own_keys<'a>(schema: &Schema, table: &'a Table) -> impl Iterator<Item = &'a ForeignKey> {
    let all = schema.engine != Engine::Postgres;
    table.foreign_keys.iter().filter(move |key| all || key.kept)
}

/// Loads every dump of a server's engine, and compares.
fn agree(server: &Server) {
    // What a dump does not say is as it was when the dump was made: newer MariaDBs have other collations.
    let then = if server.brand == Brand::MariaDb11 { "SET character_set_collations = '';\n" } else { "" };
    for (name, engine, expect) in DUMPS.iter().filter(|d| d.1 == server.engine) {
        let fresh;
        let database = match expect {
            Loads => {
                fresh = server.fresh_database();
                server.load(&fresh, &format!("{then}{}", text_of(name)));
                fresh.as_str()
            }
            Makes(database) => {
                let first = if *engine == Engine::Mysql { "" } else { "postgres" };
                server.load(first, &format!("{then}{}", text_of(name)));
                database
            }
            NotHere(why) => {
                let fresh = server.fresh_database();
                assert!(!server.client(&fresh, &text_of(name)).success, "{name} loads after all, although {why}");
                continue;
            }
            NoTables => continue,
        };
        let (schema, _) = read(name, *engine);
        let mut catalogue: Vec<String> =
            server.query(database, catalogue_query(*engine)).into_iter().flatten().flatten().collect();
        catalogue.sort();
        assert_same(&catalogue, &as_catalogue(&schema), &format!("{name}: the catalogue and the dump"));
        let live = read_live(&server.url(database));
        assert_same(&facts(&live), &facts(&schema), &format!("{name}: the live schema and the dump"));
        assert_same(&catalogue, &as_catalogue(&live), &format!("{name}: the catalogue and the live schema"));
    }
}

#[track_caller]
fn assert_same(left: &[String], right: &[String], what: &str) {
    let only =
        |a: &[String], b: &[String]| a.iter().filter(|l| !b.contains(l)).cloned().collect::<Vec<_>>().join("\n  ");
    assert!(left == right, "{what} differ\nleft only:\n  {}\nright only:\n  {}", only(left, right), only(right, left));
}

/// A schema in the words of [`catalogue_query`].
fn as_catalogue(schema: &Schema) -> Vec<String> {
    let mut out = Vec::new();
    for table in &schema.tables {
        let name = table.full_name();
        let names = |table: &Table, ids: &[ColumnId]| {
            ids.iter().map(|c| table.column(*c).name.as_str()).collect::<Vec<_>>().join(",")
        };
        for column in &table.columns {
            let null = if column.nullable { "null" } else { "not null" };
            let sized = schema.engine != Engine::Sqlite && !column.native.contains('.');
            let size = match &column.ty {
                Type::Text { max: Some(n), .. } if sized && column.native.to_lowercase().contains("char") => {
                    format!(" {n}")
                }
                Type::Decimal { precision: Some(p), scale } if sized => format!(" {p},{scale}"),
                _ => String::new(),
            };
            out.push(format!("column {name} {} {null}{size}", column.name));
        }
        if let Some(key) = &table.primary_key {
            out.push(format!("primary {name} ({})", names(table, &key.columns)));
        }
        for key in table.unique_keys.iter().filter(|k| !k.partial) {
            out.push(format!("unique {name} ({})", names(table, &key.columns)));
        }
        for key in own_keys(schema, table) {
            // MariaDB forgets the foreign keys of a MyISAM table.
            if schema.engine == Engine::Mysql && !table.enforces_foreign_keys {
                continue;
            }
            let there = schema.table(key.table);
            let (here, refers) = (names(table, &key.columns), names(there, &key.references));
            out.push(format!("reference {name} ({here}) {} ({refers})", there.full_name()));
        }
    }
    out.sort();
    out
}

/// Lines that say what a database holds, from the engine's own catalogue.
fn catalogue_query(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "WITH t AS (
               SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
             ), pk AS (
               SELECT t.name AS t, c.name AS c FROM t, pragma_table_xinfo(t.name) c WHERE c.pk > 0 ORDER BY t.name, c.pk
             ), ix AS (
               SELECT t.name AS t, i.name AS i, c.name AS c
               FROM t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) c
               WHERE i.\"unique\" AND i.origin <> 'pk' AND NOT i.partial AND c.key ORDER BY t.name, i.name, c.seqno
             ), fk AS (
               SELECT t.name AS t, f.id AS id, f.\"table\" AS u, f.\"from\" AS a,
                 coalesce(f.\"to\", (SELECT c.name FROM pragma_table_xinfo(f.\"table\") c WHERE c.pk = f.seq + 1)) AS b
               FROM t, pragma_foreign_key_list(t.name) f ORDER BY t.name, f.id, f.seq
             )
             SELECT 'column ' || t.name || ' ' || c.name || iif(
               -- A row number is never null, whether it says so or not.
               c.\"notnull\" OR (c.pk = 1 AND upper(c.type) = 'INTEGER' AND NOT t.wr AND (SELECT count(*) FROM pk WHERE pk.t = t.name) = 1),
               ' not null', ' null')
             FROM t, pragma_table_xinfo(t.name) c WHERE c.hidden <> 1
             UNION ALL SELECT 'primary ' || t || ' (' || group_concat(c, ',') || ')' FROM pk GROUP BY t
             UNION ALL SELECT 'unique ' || t || ' (' || group_concat(c, ',') || ')' FROM ix GROUP BY t, i
             UNION ALL SELECT 'reference ' || t || ' (' || group_concat(a, ',') || ') ' || u || ' (' || group_concat(b, ',') || ')'
             FROM fk GROUP BY t, id"
        }
        Engine::Mysql => {
            "SELECT * FROM (
             SELECT concat('column ', c.table_name, ' ', c.column_name, if(c.is_nullable = 'YES', ' null', ' not null'),
               CASE WHEN c.data_type IN ('char', 'varchar') THEN concat(' ', c.character_maximum_length)
                    WHEN c.data_type = 'decimal' THEN concat(' ', c.numeric_precision, ',', c.numeric_scale) ELSE '' END) AS line
             FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
             WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
             UNION ALL
             SELECT concat(if(index_name = 'PRIMARY', 'primary ', 'unique '), table_name, ' (',
               group_concat(column_name ORDER BY seq_in_index), ')')
             FROM information_schema.statistics WHERE table_schema = DATABASE() AND non_unique = 0
             GROUP BY table_name, index_name HAVING max(sub_part) IS NULL
             UNION ALL
             SELECT concat('reference ', table_name, ' (', group_concat(column_name ORDER BY ordinal_position), ') ',
               max(referenced_table_name), ' (', group_concat(referenced_column_name ORDER BY ordinal_position), ')')
             FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL
             GROUP BY table_name, constraint_name) AS lines_"
        }
        Engine::Postgres => {
            "WITH t AS (
               SELECT c.oid, CASE WHEN n.nspname = 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name, n.nspname, c.relname
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
             ), names AS (
               SELECT t.oid, a.attnum, a.attname FROM t JOIN pg_attribute a ON a.attrelid = t.oid
             )
             SELECT 'column ' || t.name || ' ' || c.column_name || CASE c.is_nullable WHEN 'YES' THEN ' null' ELSE ' not null' END
               || CASE WHEN c.data_type LIKE 'character%' THEN coalesce(' ' || c.character_maximum_length, '')
                       WHEN c.data_type = 'numeric' THEN coalesce(' ' || c.numeric_precision || ',' || c.numeric_scale, '') ELSE '' END
             FROM t JOIN information_schema.columns c ON c.table_schema = t.nspname AND c.table_name = t.relname
             UNION ALL
             SELECT CASE WHEN i.indisprimary THEN 'primary ' ELSE 'unique ' END || t.name || ' ('
               || (SELECT string_agg(n.attname, ',' ORDER BY k.place) FROM unnest(i.indkey::int[]) WITH ORDINALITY k(attnum, place)
                   JOIN names n ON n.oid = t.oid AND n.attnum = k.attnum WHERE k.place <= i.indnkeyatts) || ')'
             FROM t JOIN pg_index i ON i.indrelid = t.oid
             WHERE i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
             UNION ALL
             SELECT 'reference ' || t.name || ' (' || (SELECT string_agg(n.attname, ',' ORDER BY k.place)
                 FROM unnest(f.conkey) WITH ORDINALITY k(attnum, place) JOIN names n ON n.oid = t.oid AND n.attnum = k.attnum)
               || ') ' || u.name || ' (' || (SELECT string_agg(n.attname, ',' ORDER BY k.place)
                 FROM unnest(f.confkey) WITH ORDINALITY k(attnum, place) JOIN names n ON n.oid = u.oid AND n.attnum = k.attnum) || ')'
             FROM t JOIN pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f' AND f.conparentid = 0 JOIN t u ON u.oid = f.confrelid"
        }
    }
}

/// Everything a schema says, in lines; without spans, names that engines make up, and the order of tables.
fn facts(schema: &Schema) -> Vec<String> {
    let mut out = Vec::new();
    for (view, _) in &schema.views {
        out.push(format!("view {view}"));
    }
    for table in &schema.tables {
        let name = table.full_name();
        out.push(format!(
            "table {name} {:?} enforces {}",
            table.comment.as_deref().filter(|c| !c.is_empty()),
            table.enforces_foreign_keys
        ));
        for (at, column) in table.columns.iter().enumerate() {
            out.push(format!(
                "column {name} {at} {} {} nullable {} default {} auto {} generated {} comment {:?} verified {}",
                column.name,
                type_fact(&column.ty),
                column.nullable,
                column.default.is_some(),
                column.auto_increment,
                column.generated.is_some(),
                column.comment,
                column.verified,
            ));
        }
        if let Some(key) = &table.primary_key {
            out.push(format!("primary {name} {:?}", key.columns));
        }
        for key in &table.unique_keys {
            out.push(format!(
                "unique {name} {:?} partial {} nulls equal {}",
                key.columns, key.partial, key.nulls_equal
            ));
        }
        let told = schema.engine != Engine::Mysql || table.enforces_foreign_keys;
        for key in own_keys(schema, table).filter(|_| told) {
            let there = schema.table(key.table).full_name();
            out.push(format!(
                "reference {name} {:?} {there} {:?} deferrable {}",
                key.columns, key.references, key.deferrable
            ));
        }
        out.push(format!("checks {name} {}", table.checks.len()));
    }
    out.sort();
    out
}

/// A type; MariaDB calls utf8 utf8mb3.
fn type_fact(ty: &Type) -> String {
    format!("{ty:?}").replace("\"utf8_", "\"utf8mb3_")
}
