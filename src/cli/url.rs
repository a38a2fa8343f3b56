//! The address of a database, as given on the command line. Its password is never shown.

use std::fmt;
use std::path::Path;

use super::failure::Failure;
use crate::dialect::Engine;

/// `sqlite:old.db`, `mysql://user:secret@host/db`, `postgres://…`.
///
/// Any text is taken, and judged when it is used: what clap refuses it repeats on the screen, and
/// the text may hold a password.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Url(String);

impl From<String> for Url {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Url {
    /// The engine its scheme names.
    pub(super) fn engine(&self) -> Result<Engine, Failure> {
        self.scheme().ok_or_else(|| {
            Failure::usage(
                format!("`{self}` is not the address of a database"),
                "write sqlite:FILE, mysql://USER@HOST/DATABASE or postgres://USER@HOST/DATABASE",
            )
        })
    }

    /// Likewise, if it names one.
    pub(super) fn scheme(&self) -> Option<Engine> {
        self.0.split_once(':').and_then(|(scheme, _)| scheme.parse().ok())
    }

    /// The whole, with the password: for connecting only.
    pub(super) fn secret(&self) -> &str {
        &self.0
    }

    /// The file of `sqlite:FILE` or `sqlite://FILE`, without its options.
    pub(super) fn file(&self) -> &Path {
        let rest = self.0.split_once(':').map_or(self.0.as_str(), |(_, rest)| rest);
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        Path::new(rest.split_once('?').map_or(rest, |(file, _)| file))
    }
}

/// With the password masked: `mysql://user:***@host/db`.
impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mask(&self.0))
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Url({self})")
    }
}

/// Hides the password of an address: what stands between the first `:` and the last `@`, and
/// whatever is called a password among its options.
fn mask(url: &str) -> String {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), url),
    };
    let (user, rest) = match rest.rsplit_once('@') {
        Some((user, rest)) => match user.split_once(':') {
            Some((name, _)) => (format!("{name}:***@"), rest),
            None => (format!("{user}@"), rest),
        },
        None => (String::new(), rest),
    };
    let rest = match rest.split_once('?') {
        Some((before, options)) => {
            let options = options.split('&').map(|option| match option.split_once('=') {
                Some((name, _)) if name.to_ascii_lowercase().contains("pass") => format!("{name}=***"),
                _ => option.to_owned(),
            });
            format!("{before}?{}", options.collect::<Vec<_>>().join("&"))
        }
        None => rest.to_owned(),
    };
    format!("{scheme}{user}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_shown() {
        for (url, shown) in [
            ("mysql://me:s3cr@et@db.example/shop", "mysql://me:***@db.example/shop"),
            ("mysql://me:s3cr?et/@db.example/shop", "mysql://me:***@db.example/shop"),
            ("me:s3cret@db.example", "me:***@db.example"),
            ("mysql://me@db.example/shop", "mysql://me@db.example/shop"),
            ("postgres://h/shop?user=me&password=s3cret", "postgres://h/shop?user=me&password=***"),
            ("sqlite:old.db", "sqlite:old.db"),
        ] {
            assert_eq!(Url::from(url.to_owned()).to_string(), shown);
            assert_eq!(format!("{:?}", Url::from(url.to_owned())), format!("Url({shown})"));
        }
    }

    #[test]
    fn sqlite_names_a_file() {
        for (url, file) in [
            ("sqlite:old.db", "old.db"),
            ("sqlite://data/old.db?mode=ro", "data/old.db"),
            ("sqlite:/data/old.db", "/data/old.db"),
            ("sqlite:///data/old.db", "/data/old.db"),
        ] {
            assert_eq!(Url::from(url.to_owned()).file(), Path::new(file));
        }
    }
}
