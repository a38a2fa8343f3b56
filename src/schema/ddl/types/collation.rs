//! How text compares, by the names of collations.

use crate::schema::{Charset, Collation};

/// A MySQL or MariaDB collation, by its name: `utf8mb4_0900_ai_ci`, `latin2_general_ci`.
///
/// The names say it: `_ci`, `_cs` and `_bin` about case, `_ai` and `_as` about accents where they
/// stand, `_nopad` and the `0900` family about trailing blanks. A few old collations tell accents apart
/// without saying so.
pub fn mysql(name: &str) -> Collation {
    let lower = name.to_ascii_lowercase();
    let has = |part: &str| lower.split('_').any(|p| p == part);
    let charset = charset(mysql_charset_of(&lower));
    if lower == "binary" {
        return Collation {
            name: lower,
            charset: Charset::SingleByte,
            ignores_case: false,
            ignores_accents: false,
            pads: false,
        };
    }
    let binary = has("bin");
    let tells_accents_apart = has("cs")
        || has("as")
        || has("chinese")
        || has("japanese")
        || matches!(
            mysql_stem(&lower),
            "latin1_general" | "cp850_general" | "hp8_english" | "utf8mb4_icelandic" | "utf8mb3_icelandic"
        );
    Collation {
        ignores_case: !binary && !has("cs"),
        ignores_accents: !binary && (has("ai") || !tells_accents_apart),
        pads: !(has("nopad") || has("0900")),
        charset,
        name: lower,
    }
}

fn mysql_stem(name: &str) -> &str {
    let name = name.strip_suffix("_ci").unwrap_or(name);
    name.strip_suffix("_nopad").unwrap_or(name)
}

/// The character set a collation belongs to; MariaDB's `uca1400_ai_ci` alone is of any, and
/// means utf8mb4 today.
pub fn mysql_charset_of(collation: &str) -> &str {
    match collation.split('_').next().unwrap_or("") {
        "uca1400" => "utf8mb4",
        set => set,
    }
}

fn charset(name: &str) -> Charset {
    match name {
        "utf8mb4" | "gb18030" => Charset::Unicode,
        "utf8" | "utf8mb3" => Charset::UnicodeBmp,
        "utf16" | "utf16le" | "utf32" | "ucs2" => Charset::Wide,
        _ => Charset::SingleByte,
    }
}

/// The collation a MySQL character set has where none is said. For utf8mb4 this is what a dump
/// that leaves the collation out was made with: MySQL 8 always writes its own.
pub fn mysql_default(charset: &str) -> Collation {
    let charset = charset.to_ascii_lowercase();
    let language = match charset.as_str() {
        "binary" => return mysql("binary"),
        "latin1" | "dec8" | "swe7" => "swedish",
        "hp8" => "english",
        "latin5" => "turkish",
        "big5" | "gb2312" | "gbk" | "gb18030" => "chinese",
        "sjis" | "ujis" | "cp932" | "eucjpms" => "japanese",
        "euckr" => "korean",
        "tis620" => "thai",
        _ => "general",
    };
    mysql(&format!("{charset}_{language}_ci"))
}

/// A SQLite collation: BINARY, NOCASE (which folds ASCII only), RTRIM or a program's own.
pub fn sqlite(name: &str) -> Collation {
    Collation {
        name: name.to_owned(),
        charset: Charset::Unicode,
        ignores_case: name.eq_ignore_ascii_case("NOCASE"),
        ignores_accents: false,
        pads: name.eq_ignore_ascii_case("RTRIM"),
    }
}

/// A PostgreSQL collation. One made by the dump with `deterministic = false` may ignore case or
/// accents by its ICU strength (`ks-level1`, `ks-level2`); all others compare whole.
pub fn postgres(name: &str, locale: Option<&str>) -> Collation {
    let level = locale.map_or(3, |l| {
        let l = l.to_ascii_lowercase();
        match () {
            () if l.contains("ks-level1") || l.contains("colstrength=primary") => 1,
            () if l.contains("ks-level2") || l.contains("colstrength=secondary") => 2,
            () => 3,
        }
    });
    let case_level = locale.is_some_and(|l| l.contains("kc-true") || l.contains("colCaseLevel=yes"));
    Collation {
        name: name.to_owned(),
        charset: Charset::Unicode,
        ignores_case: level <= 2 && !case_level,
        ignores_accents: level == 1,
        pads: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(case, accents, blanks)` that a collation does not tell apart.
    fn ignores(name: &str) -> (bool, bool, bool) {
        let c = mysql(name);
        (c.ignores_case, c.ignores_accents, c.pads)
    }

    #[test]
    fn names_say_what_a_collation_ignores() {
        assert_eq!(ignores("utf8mb4_0900_ai_ci"), (true, true, false));
        assert_eq!(ignores("utf8mb4_0900_as_cs"), (false, false, false));
        assert_eq!(ignores("utf8mb4_0900_as_ci"), (true, false, false));
        assert_eq!(ignores("utf8mb4_0900_bin"), (false, false, false));
        assert_eq!(ignores("utf8mb4_bin"), (false, false, true));
        assert_eq!(ignores("utf8mb4_general_ci"), (true, true, true));
        assert_eq!(ignores("utf8mb4_general_nopad_ci"), (true, true, false));
        assert_eq!(ignores("utf8mb4_uca1400_ai_cs"), (false, true, true));
        assert_eq!(ignores("uca1400_as_ci"), (true, false, true));
        assert_eq!(ignores("latin1_general_cs"), (false, false, true));
        assert_eq!(ignores("latin1_general_ci"), (true, false, true));
        assert_eq!(ignores("latin1_swedish_ci"), (true, true, true));
        assert_eq!(ignores("binary"), (false, false, false));
    }

    #[test]
    fn a_charset_has_a_default() {
        assert_eq!(mysql_default("latin1").name, "latin1_swedish_ci");
        assert_eq!(mysql_default("utf8").charset, Charset::UnicodeBmp);
        assert_eq!(mysql_default("utf8mb4").charset, Charset::Unicode);
        assert_eq!(mysql_default("ucs2").charset, Charset::Wide);
        assert_eq!(mysql_default("latin2").charset, Charset::SingleByte);
    }

    #[test]
    fn postgres_collations_by_strength() {
        assert!(postgres("nocase", Some("und-u-ks-level2")).ignores_case);
        assert!(postgres("ai", Some("und-u-ks-level1")).ignores_accents);
        assert!(!postgres("C", None).ignores_case);
    }
}
