//! How SQLite compares.

use super::{Sqlite, matches};
use crate::dialect::{Comparisons, charset};
use crate::form;
use crate::schema::Type;
use crate::sql::{Expr, MatchOp};

impl Comparisons for Sqlite {
    fn by_code_point(&self, text: &Expr) -> Expr {
        text.clone().collate("BINARY")
    }

    fn ordered_by_code_point(&self, text: &Expr) -> Expr {
        text.clone()
    }

    fn distinct_by_code_point(&self, text: &Expr) -> Expr {
        self.by_code_point(text)
    }

    fn distinct_as(&self, text: &Expr, from: &Type, held: &Type) -> Expr {
        let _ = from;
        match held {
            Type::Text { collation: Some(c), .. } if c.is_loose() => text.clone().collate(&c.name),
            _ => self.distinct_by_code_point(text),
        }
    }

    fn like(&self, text: &Expr, pattern: &str) -> Expr {
        // LIKE takes `a` for `A`
        let mut glob = String::new();
        let mut chars = pattern.chars();
        let plain = |glob: &mut String, c: char| match c {
            '*' | '?' | '[' => glob.push_str(&format!("[{c}]")),
            c => glob.push(c),
        };
        while let Some(c) = chars.next() {
            match c {
                '%' => glob.push('*'),
                '_' => glob.push('?'),
                '\\' => plain(&mut glob, chars.next().unwrap_or('\\')),
                c => plain(&mut glob, c),
            }
        }
        matches(text, &glob)
    }

    fn like_any(&self, text: &Expr, pattern: &Expr) -> Expr {
        // LIKE takes `a` for `A`, so this is GLOB. What stands for `\`, `%`, `_` and the end are characters of no language.
        let [backslash, percent, line, end] = [64976, 64977, 64978, 64979].map(|code: u32| form!("char({code})", code));
        let steps = [
            (Expr::text(r"\\"), backslash.clone()),
            (Expr::text(r"\%"), percent.clone()),
            (Expr::text(r"\_"), line.clone()),
            (Expr::concat([Expr::text(r"\"), end.clone()]), backslash.clone()),
            (end.clone(), Expr::text("")),
            (Expr::text(r"\"), Expr::text("")),
            (Expr::text("["), Expr::text("[[]")),
            (Expr::text("*"), Expr::text("[*]")),
            (Expr::text("?"), Expr::text("[?]")),
            (Expr::text("%"), Expr::text("*")),
            (Expr::text("_"), Expr::text("?")),
            (percent, Expr::text("%")),
            (line, Expr::text("_")),
            (backslash, Expr::text(r"\")),
        ];
        let glob = steps.into_iter().fold(Expr::concat([pattern.clone(), end]), |glob, (from, to)| {
            form!("replace({glob}, {from}, {to})", glob, from, to)
        });
        text.clone().matches(MatchOp::Glob, glob)
    }

    fn outside_charset(&self, text: &Expr, charset: &str) -> Option<Expr> {
        // All of them are above ASCII, so that none means anything to GLOB.
        let outside = charset::outside(charset)?;
        let end = |c: u32| char::from_u32(c).unwrap_or(if c < 0xE000 { '\u{D7FF}' } else { '\u{E000}' });
        let ranges = outside.iter().map(|(low, high)| format!("{}-{}", end(*low), end(*high)));
        Some(matches(text, &format!("*[{}]*", ranges.collect::<String>())))
    }
}
