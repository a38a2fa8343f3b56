//! A database's URL, and what of it may be shown.

use crate::dialect::Engine;

/// A URL taken apart as far as showing it needs.
pub(super) struct Address {
    pub(super) engine: Engine,
    /// Without user, password and options.
    pub(super) public: String,
    secrets: Vec<String>,
}

impl Address {
    pub(super) fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once(':')?;
        let engine: Engine = scheme.parse().ok()?;
        let mut secrets = Vec::new();
        if let Some(rest) = rest.strip_prefix("//").filter(|_| !is_file(scheme)) {
            let authority = rest.split(['/', '?']).next().unwrap_or("");
            // A password may hold a `/` that nobody encoded: take the last `@` of all.
            let user = rest.rsplit_once('@').map(|(user, _)| user).or(authority.rsplit_once('@').map(|(u, _)| u));
            secrets.extend(user.and_then(|u| u.split_once(':')).map(|(_, password)| password.to_owned()));
            let options = url.split_once('?').map_or("", |(_, options)| options);
            let option = |o: &str| o.strip_prefix("password=").map(str::to_owned);
            secrets.extend(options.split('&').filter_map(option));
            let plain: Vec<String> = secrets.iter().map(|s| decoded(s)).collect();
            secrets.extend(plain);
        }
        Some(Self { engine, public: public(url), secrets })
    }

    /// What an engine says, without the password.
    pub(super) fn hide(&self, error: &sqlx::Error) -> String {
        let mut text = match error {
            sqlx::Error::Database(error) => error.message().to_owned(),
            other => other.to_string(),
        };
        for secret in self.secrets.iter().filter(|s| !s.is_empty()) {
            text = text.replace(secret.as_str(), "***");
        }
        text
    }
}

/// Files have no user, and may well have an `@`.
fn is_file(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("sqlite")
}

/// A URL without user, password and options.
pub(super) fn public(url: &str) -> String {
    let bare = url.split('?').next().unwrap_or("");
    match bare.split_once("://") {
        Some((scheme, rest)) if !is_file(scheme) => {
            format!("{scheme}://{}", rest.rsplit_once('@').map_or(rest, |(_, rest)| rest))
        }
        _ => bare.to_owned(),
    }
}

/// `%40` is `@`.
fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten();
        let byte = code.and_then(|c| std::str::from_utf8(c).ok()).and_then(|c| u8::from_str_radix(c, 16).ok());
        match byte {
            Some(byte) => {
                out.push(byte);
                rest = tail.get(2..).unwrap_or(&[]);
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let shown = |url: &str| Address::parse(url).expect("a url").public;
        assert_eq!(shown("mysql://me:s3cret@host:3306/db?ssl-mode=disabled"), "mysql://host:3306/db");
        assert_eq!(shown("postgres://me:a@b/c@host/db"), "postgres://host/db");
        assert_eq!(shown("postgres:///db?host=/run&password=s3cret"), "postgres:///db");
        assert_eq!(shown("sqlite:a@b.db?mode=ro"), "sqlite:a@b.db");
        let address = Address::parse("mysql://me:p%40ss@host/db").expect("a url");
        let error = sqlx::Error::Protocol("refused p@ss and p%40ss".into());
        assert!(!address.hide(&error).contains("p@ss") && !address.hide(&error).contains("p%40ss"));
    }
}
