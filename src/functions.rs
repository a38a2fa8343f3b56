//! The functions of the language, as a table.
//!
//! To add one: a row here, its spelling in the table of each engine (`functions.rs` in its folder under `dialect`; `None` where it
//! has none: using it there is finding M0701), and a line in the table of `tests/expressions/cases.rs`, which runs it on all of them.

use crate::schema::Type;

/// What an argument must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// Text (other types are converted, which never fails).
    Text,
    /// A whole number.
    Int,
    /// A number of any type.
    Number,
    /// A date or datetime.
    Temporal,
    /// Anything, of one type among all arguments that say `Same`.
    Same,
}

/// A function of the language: what it takes, what it gives, and how it can fail.
#[derive(Debug)]
pub struct Function {
    /// Its name in the language.
    pub name: &'static str,
    /// What its arguments must be.
    pub args: &'static [Want],
    /// The last argument may be repeated.
    pub variadic: bool,
    /// How many of the last arguments may be left out.
    pub optional: usize,
    /// `left(text, n)`: one line for people.
    pub signature: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// The type of its result, given the arguments' types (converted as `args` say).
    pub result: fn(&[Type]) -> Type,
    /// Whether the result may be null although no argument is.
    pub may_be_null: bool,
    /// Whether null arguments are passed to it (otherwise one null argument makes the result null).
    pub takes_null: bool,
    /// How it is spelled.
    pub spelling: Spelling,
}

/// Who spells a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// A template of each engine: the table of its name in the engine's folder.
    Template,
    /// Code of the emitter, since it depends on more than the engine.
    Special,
}

const fn function(
    name: &'static str,
    args: &'static [Want],
    signature: &'static str,
    about: &'static str,
    result: fn(&[Type]) -> Type,
    spelling: Spelling,
) -> Function {
    Function {
        name,
        args,
        variadic: false,
        optional: 0,
        signature,
        about,
        result,
        may_be_null: false,
        takes_null: false,
        spelling,
    }
}

fn text(_: &[Type]) -> Type {
    Type::TEXT
}
/// Text no longer than the first argument.
fn shrunk(types: &[Type]) -> Type {
    match types.first() {
        Some(Type::Text { max, .. }) => Type::Text { max: *max, collation: None, fixed: false },
        _ => Type::TEXT,
    }
}
fn int(_: &[Type]) -> Type {
    Type::INT64
}
fn boolean(_: &[Type]) -> Type {
    Type::Bool
}
fn date(_: &[Type]) -> Type {
    Type::Date
}
fn datetime(_: &[Type]) -> Type {
    Type::DateTime { precision: 0 }
}
fn uuid(_: &[Type]) -> Type {
    Type::Uuid
}
fn first(types: &[Type]) -> Type {
    match types.first() {
        Some(Type::Text { .. }) => Type::TEXT,
        Some(other) => other.clone(),
        None => Type::Error,
    }
}

/// A type that holds the values of all these.
fn widest(types: &[Type]) -> Type {
    let mut known = types.iter().filter(|t| !t.is_unknown());
    let Some(one) = known.next() else { return types.first().cloned().unwrap_or(Type::Error) };
    known.fold(one.clone(), |a, b| match (&a, b) {
        (a, b) if a == b => a.clone(),
        (Type::Float32 | Type::Float64, _) | (_, Type::Float32 | Type::Float64) => Type::Float64,
        (Type::Int { .. }, Type::Int { .. }) => Type::INT64,
        (Type::Int { .. }, Type::Decimal { .. })
        | (Type::Decimal { .. }, Type::Int { .. })
        | (Type::Decimal { .. }, Type::Decimal { .. }) => Type::Decimal { precision: None, scale: 0 },
        (Type::Date, Type::DateTime { .. }) => b.clone(),
        (Type::DateTime { precision: p }, Type::DateTime { precision: q }) => Type::DateTime { precision: *p.max(q) },
        (a, _) if a.is_textual() => Type::TEXT,
        _ => a.clone(),
    })
}

fn rounded(types: &[Type]) -> Type {
    match types {
        [_] => Type::INT64,
        [Type::Int { .. }, ..] => Type::INT64,
        [Type::Float32 | Type::Float64, ..] => Type::Float64,
        [other, ..] => other.clone(),
        [] => Type::Error,
    }
}

fn absolute(types: &[Type]) -> Type {
    match types.first() {
        Some(Type::Int { .. }) | None => Type::INT64,
        Some(other) => other.clone(),
    }
}

/// Every function of the language, kind by kind.
pub static FUNCTIONS: &[Function] = {
    use Want::{Int, Number, Same, Temporal, Text};
    &[
        // ---- text
        function(
            "lower",
            &[Text],
            "lower(text)",
            "the text in lower case, in every script; SQLite knows only ASCII, so that it is `ascii_lower` there",
            text,
            Spelling::Template,
        ),
        function(
            "upper",
            &[Text],
            "upper(text)",
            "the text in upper case, in every script; SQLite knows only ASCII, so that it is `ascii_upper` there",
            text,
            Spelling::Template,
        ),
        function(
            "ascii_lower",
            &[Text],
            "ascii_lower(text)",
            "the text with `A` to `Z` in lower case, and nothing else changed",
            shrunk,
            Spelling::Template,
        ),
        function(
            "ascii_upper",
            &[Text],
            "ascii_upper(text)",
            "the text with `a` to `z` in upper case, and nothing else changed",
            shrunk,
            Spelling::Template,
        ),
        function("trim", &[Text], "trim(text)", "the text without blanks at its ends", shrunk, Spelling::Template),
        function(
            "ltrim",
            &[Text],
            "ltrim(text)",
            "the text without blanks at its beginning",
            shrunk,
            Spelling::Template,
        ),
        function("rtrim", &[Text], "rtrim(text)", "the text without blanks at its end", shrunk, Spelling::Template),
        function("left", &[Text, Int], "left(text, n)", "the first `n` characters", shrunk, Spelling::Template),
        function("right", &[Text, Int], "right(text, n)", "the last `n` characters", shrunk, Spelling::Template),
        Function {
            optional: 1,
            ..function(
                "substr",
                &[Text, Int, Int],
                "substr(text, from, n)",
                "`n` characters (or all) from a place on, counted from 1",
                shrunk,
                Spelling::Special,
            )
        },
        function(
            "replace",
            &[Text, Text, Text],
            "replace(text, part, by)",
            "the text with every `part` replaced",
            text,
            Spelling::Template,
        ),
        function("length", &[Text], "length(text)", "how many characters the text has", int, Spelling::Template),
        Function {
            variadic: true,
            takes_null: true,
            ..function(
                "concat",
                &[Text],
                "concat(a, b, …)",
                "the texts put together, null as \"\"",
                text,
                Spelling::Special,
            )
        },
        function(
            "split_part",
            &[Text, Text, Int],
            "split_part(text, \"sep\", n)",
            "the `n`th part (from 1) of the text between separators, \"\" where there is none; both are constants",
            text,
            Spelling::Special,
        ),
        function(
            "position",
            &[Text, Text],
            "position(text, part)",
            "where `part` first begins, counted from 1, and 0 where it does not occur",
            int,
            Spelling::Template,
        ),
        function(
            "leading_int",
            &[Text],
            "leading_int(text)",
            "the whole number that the text begins with, whatever stands behind it; fails where there is none",
            int,
            Spelling::Special,
        ),
        Function {
            optional: 1,
            ..function(
                "pad_left",
                &[Text, Int, Text],
                "pad_left(text, n, \"0\")",
                "the text filled at its beginning to `n` characters, with blanks or the given character; both are constants",
                text,
                Spelling::Special,
            )
        },
        Function {
            optional: 1,
            ..function(
                "pad_right",
                &[Text, Int, Text],
                "pad_right(text, n, \" \")",
                "the text filled at its end to `n` characters, with blanks or the given character; both are constants",
                text,
                Spelling::Special,
            )
        },
        function("reverse", &[Text], "reverse(text)", "the characters from last to first", text, Spelling::Template),
        function("md5", &[Text], "md5(text)", "the MD5 of the text's UTF-8, in hex", text, Spelling::Template),
        // ---- numbers
        function("abs", &[Number], "abs(x)", "the number without its sign", absolute, Spelling::Special),
        Function {
            optional: 1,
            ..function(
                "round",
                &[Number, Int],
                "round(x, digits)",
                "the nearest whole number, or the nearest with so many digits after the point (a constant); halves go away from zero",
                rounded,
                Spelling::Special,
            )
        },
        function("floor", &[Number], "floor(x)", "the largest whole number that is not more", int, Spelling::Special),
        function("ceil", &[Number], "ceil(x)", "the smallest whole number that is not less", int, Spelling::Special),
        function("div", &[Int, Int], "div(a, b)", "whole division towards zero; fails by zero", int, Spelling::Special),
        function(
            "mod",
            &[Int, Int],
            "mod(a, b)",
            "the remainder of whole division, with the sign of `a`; fails by zero",
            int,
            Spelling::Special,
        ),
        Function {
            variadic: true,
            ..function("least", &[Same], "least(a, b, …)", "the least of numbers or dates", widest, Spelling::Special)
        },
        Function {
            variadic: true,
            ..function(
                "greatest",
                &[Same],
                "greatest(a, b, …)",
                "the greatest of numbers or dates",
                widest,
                Spelling::Special,
            )
        },
        function(
            "bit",
            &[Int, Int],
            "bit(x, n)",
            "whether bit `n` (from 0, a constant) is set",
            boolean,
            Spelling::Special,
        ),
        function("sign", &[Number], "sign(x)", "-1, 0 or 1", int, Spelling::Template),
        // ---- time
        function("now", &[], "now()", "the moment of the migration, kept across restarts", datetime, Spelling::Special),
        function(
            "from_unix",
            &[Int],
            "from_unix(seconds)",
            "the moment so many seconds after 1970-01-01",
            datetime,
            Spelling::Template,
        ),
        function("to_unix", &[Temporal], "to_unix(moment)", "the seconds since 1970-01-01", int, Spelling::Template),
        function("date", &[Temporal], "date(moment)", "its day", date, Spelling::Template),
        function("year", &[Temporal], "year(moment)", "its year", int, Spelling::Template),
        function("month", &[Temporal], "month(moment)", "its month, 1 to 12", int, Spelling::Template),
        function("day", &[Temporal], "day(moment)", "its day of the month, 1 to 31", int, Spelling::Template),
        function("hour", &[Temporal], "hour(moment)", "its hour, 0 to 23", int, Spelling::Template),
        function("minute", &[Temporal], "minute(moment)", "its minute, 0 to 59", int, Spelling::Template),
        function("second", &[Temporal], "second(moment)", "its second, 0 to 59", int, Spelling::Template),
        function(
            "add_days",
            &[Temporal, Int],
            "add_days(moment, n)",
            "the moment so many days later; fails before year 1 and after 9999",
            first,
            Spelling::Special,
        ),
        // ---- anything
        Function {
            variadic: true,
            takes_null: true,
            ..function(
                "coalesce",
                &[Same],
                "coalesce(a, b, …)",
                "the first that is not null; a look-up that finds nothing counts as null",
                widest,
                Spelling::Special,
            )
        },
        Function {
            may_be_null: true,
            takes_null: true,
            ..function(
                "nullif",
                &[Same, Same],
                "nullif(a, b)",
                "null where `a` equals `b`, else `a`",
                first,
                Spelling::Special,
            )
        },
        function("uuid", &[], "uuid()", "a new random UUID, another one in each run", uuid, Spelling::Template),
    ]
};

/// Finds a function by name, without regard to case.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|f| f.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_found_in_any_case() {
        for f in FUNCTIONS {
            assert!(std::ptr::eq(find(&f.name.to_uppercase()).unwrap(), f), "{}", f.name);
            assert!(f.signature.starts_with(f.name), "{}", f.name);
        }
    }
}
