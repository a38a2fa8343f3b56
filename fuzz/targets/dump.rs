//! Any bytes as a dump: its schema is read, then the rows of all its tables; in whatever pieces the bytes come, the same rows and the
//! same error.
#![no_main]

use std::io::Read;
use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use migc::diag::Diagnostics;
use migc::engine::Engine;
use migc::rows::dump::{DumpReader, Projection, Scratch, Script};
use migc::schema::{ColumnId, Schema, TableId, ddl};
use migc::source::FileId;

/// Bytes that come a few at a time.
struct Drops(Arc<[u8]>, usize, usize);

impl Read for Drops {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let left = &self.0[self.1..];
        let n = left.len().min(into.len()).min(self.2);
        into[..n].copy_from_slice(&left[..n]);
        self.1 += n;
        Ok(n)
    }
}

/// The rows as text, and the error at the end where there is one.
fn rows(bytes: &Arc<[u8]>, piece: usize, schema: &Arc<Schema>, wanted: &[Projection]) -> Vec<String> {
    let script = Script::new("dump.sql", Box::new(Drops(bytes.clone(), 0, piece)));
    let mut out = Vec::new();
    let mut reader = match DumpReader::new(script, schema.clone(), wanted, None, None) {
        Ok(reader) => reader,
        Err(error) => return vec![error.to_string()],
    };
    let mut scratch = Scratch::default();
    loop {
        match reader.next_table() {
            Ok(Some(table)) => loop {
                match reader.next_row() {
                    Ok(Some(row)) => {
                        for at in 0..wanted[table].columns.len() {
                            out.push(format!("{table} {at} {:?}", row.cell(at, &mut scratch)));
                        }
                    }
                    Ok(None) => break,
                    Err(error) => {
                        out.push(error.to_string());
                        return out;
                    }
                }
            },
            Ok(None) => break,
            Err(error) => {
                out.push(error.to_string());
                return out;
            }
        }
    }
    out.push(format!("{:?} {}", reader.rows(), reader.own_ddl()));
    out
}

fuzz_target!(|bytes: &[u8]| {
    let (text, _) = ddl::decode(bytes, None);
    let bytes: Arc<[u8]> = bytes.into();
    let engines = Engine::signed(&text).map_or(Engine::ALL.to_vec(), |engine| vec![engine]);
    for engine in engines {
        let schema = Arc::new(ddl::read(FileId::default(), &text, engine, &mut Diagnostics::new()));
        let all = (0..schema.tables.len()).map(|table| Projection {
            table: TableId(table),
            columns: (0..schema.tables[table].columns.len()).map(ColumnId).collect(),
        });
        let wanted: Vec<Projection> = all.collect();
        let whole = rows(&bytes, usize::MAX, &schema, &wanted);
        assert_eq!(whole, rows(&bytes, 7, &schema, &wanted), "in pieces it is another dump");
    }
});
