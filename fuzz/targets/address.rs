//! Any text as an address, and any text around a password: the password is never shown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use migc::client::address::Address;

const PASSWORD: &str = "hUnTeR-2";

/// All that may be shown of an address.
fn shown(text: &str) -> String {
    let address = Address::from(text);
    let mut all = format!("{address} {address:?} {} ", address.title());
    if let Err(error) = address.place() {
        all += &format!("{error} {}", error.help);
    }
    all
}

fuzz_target!(|parts: (&str, &str, u8)| {
    let (before, after, scheme) = parts;
    shown(before);
    let scheme = ["mysql", "postgres", "postgresql", "mariadb"][usize::from(scheme) % 4];
    // What comes before is a user: it holds nothing that would end it.
    let user: String = before.chars().filter(|c| !"/?#@".contains(*c)).collect();
    for text in [
        format!("{scheme}://{user}:{PASSWORD}@{after}"),
        format!("{user}:{PASSWORD}@{after}"),
        format!("{scheme}://host/db?{user}&password={PASSWORD}{after}"),
        format!("host={user} password={PASSWORD} {after}"),
    ] {
        assert!(!shown(&text).contains(PASSWORD), "{text}: {}", shown(&text));
    }
});
