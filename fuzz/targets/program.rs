//! Any text as a program: it is parsed, what is found is drawn, and what has no error is formatted, twice alike.
#![no_main]

use libfuzzer_sys::fuzz_target;
use migc::diag::{Diagnostics, render};
use migc::source::Sources;

fuzz_target!(|text: &str| {
    let mut sources = Sources::new();
    let file = sources.add("main.mig", text);
    let mut found = Diagnostics::new();
    migc::syntax::parse(file, text, &mut found);
    render::to_string(&sources, &found, render::Format::Pretty, false);
    if let Ok(once) = migc::fmt::format(text) {
        let twice = migc::fmt::format(&once).unwrap_or_else(|e| panic!("{e:?}: cannot read what it wrote:\n{once}"));
        assert_eq!(once, twice, "formatted once more it changes");
    }
});
