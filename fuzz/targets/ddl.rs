//! Any bytes as a schema file of each engine: it is decoded and read, and what is found is drawn.
#![no_main]

use libfuzzer_sys::fuzz_target;
use migc::diag::{Diagnostics, render};
use migc::engine::Engine;
use migc::schema::ddl;
use migc::source::Sources;

fuzz_target!(|bytes: &[u8]| {
    let (text, _) = ddl::decode(bytes, None);
    let mut sources = Sources::new();
    let file = sources.add("schema.sql", text.as_str());
    for engine in Engine::ALL {
        let mut found = Diagnostics::new();
        ddl::read(file, &text, engine, &mut found);
        render::to_string(&sources, &found, render::Format::Pretty, false);
    }
});
