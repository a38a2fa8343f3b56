//! What an engine computes of values.

use super::{Comparisons, Tested};
use crate::form;
use crate::schema::Type;
use crate::sql::{BinaryOp, Expr};

/// How an engine spells a function of the language: templates of [`Form`](crate::sql::Form)s.
///
/// `{0}`, `{1}` … are the arguments; `{1n}` is an argument that counts characters (negative numbers are 0), `{0t}` text that is
/// searched by code point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// The call.
    pub call: &'static str,
    /// Where it fails, for arguments that are not null; none: nowhere.
    pub fails: Option<&'static str>,
}

/// The functions of the language that templates spell, in the order of their table; none: the engine cannot express it.
pub type Templates = &'static [(&'static str, Option<Template>)];

/// One that never fails.
pub(super) const fn call(call: &'static str) -> Option<Template> {
    Some(Template { call, fails: None })
}

/// One that fails under a condition.
pub(super) const fn fallible(call: &'static str, fails: &'static str) -> Option<Template> {
    Some(Template { call, fails: Some(fails) })
}

/// Whether seconds are not of a moment of the years 1 to 9999.
pub(super) const UNIX: &str = "{0} NOT BETWEEN -62135596800 AND 253402300799";

/// How an engine spells what is computed of values.
pub trait Functions: Comparisons {
    /// How it spells the functions of the language that templates spell.
    fn templates(&self) -> Templates;

    /// How it spells one of them; none: it cannot express it.
    fn template(&self, function: &str) -> Option<Template> {
        self.templates().iter().find(|(name, _)| *name == function).and_then(|(_, template)| *template)
    }

    /// How many characters.
    fn char_length(&self, text: &Expr) -> Expr {
        form!("char_length({text})", text)
    }

    /// How many bytes, of bytes.
    fn byte_length(&self, bytes: &Expr) -> Expr {
        form!("octet_length({bytes})", bytes)
    }

    /// The first characters.
    fn left(&self, text: &Expr, count: u32) -> Expr {
        form!("left({text}, {count})", text, count)
    }

    /// Without blanks at both ends.
    fn trim(&self, text: &Expr) -> Expr {
        form!("trim({text})", text)
    }

    /// Characters from a place (from 1), of a given number.
    fn slice(&self, text: &Expr, from: usize, count: usize) -> Expr {
        form!("substr({text}, {from}, {count})", text, from, count)
    }

    /// Text to lower case, as far as ASCII goes.
    fn lower(&self, text: &Expr) -> Expr {
        form!("lower({text})", text)
    }

    /// `+`, `-` or `*` of two whole numbers of up to 64 bits, where the result may need more.
    fn checked(&self, op: BinaryOp, a: &Expr, b: &Expr) -> Tested;

    /// A whole number of any width as one of 64 bits, so that sums of it are.
    fn int64(&self, int: &Expr) -> Expr {
        int.clone()
    }

    /// The date of a datetime.
    fn date_of(&self, datetime: &Expr) -> Expr;

    /// Midnight of a date.
    fn datetime_of(&self, date: &Expr) -> Expr;

    /// A datetime rounded to fewer digits of a second.
    fn round_datetime(&self, datetime: &Expr, precision: u8) -> Expr;

    /// Text without the zeros that it begins with.
    fn without_zeros(&self, digits: &Expr) -> Expr {
        form!("ltrim({digits}, '0')", digits)
    }

    /// The time of day of a datetime.
    fn time_of(&self, datetime: &Expr) -> Expr;

    /// A date some days later, where that is a date; operands are not null together with `ok`.
    fn add_days(&self, moment: &Expr, days: &Expr, has_time: bool) -> Tested;

    /// The largest whole number that is not more than this one.
    fn floor(&self, number: &Expr) -> Expr {
        form!("floor({number})", number)
    }

    /// A number that is whole, and fits, as a whole number.
    fn whole(&self, number: &Expr) -> Expr;

    /// A number that counts characters: negative ones are `least`.
    fn count(&self, number: &Expr, least: u8) -> Expr;

    /// Whole division towards zero.
    fn div(&self, a: &Expr, b: &Expr) -> Expr {
        a.clone().divided_by(b)
    }

    /// Part of a text between separators, both constants that are not empty; none: cannot be expressed.
    fn split_part(&self, text: &Expr, separator: &str, n: u32) -> Option<Expr>;

    /// The whole number of 64 bits that a text begins with (after blanks and a sign), whatever stands behind its digits.
    fn leading_int(&self, text: &Expr) -> Tested;

    /// Text filled at its beginning or end to a length; it is not longer.
    fn pad(&self, text: &Expr, length: u32, fill: char, left: bool) -> Expr {
        let function = if left { "lpad" } else { "rpad" };
        Expr::call(function, [text.clone(), length.into(), Expr::text(fill)])
    }

    /// The least or greatest of values that are not null.
    fn extreme(&self, greatest: bool, values: Vec<Expr>) -> Expr {
        Expr::call(if greatest { "greatest" } else { "least" }, values)
    }

    /// A double rounded half away from zero to some digits.
    fn round_float(&self, number: &Expr, digits: u32) -> Expr {
        let power = 10u64.pow(digits.min(15));
        form!(
            "CASE WHEN abs({number}) < 1e15 / {power} \
             THEN sign({number}) * floor(abs({number}) * {power} + 0.5e0) / {power} ELSE {number} END",
            number,
            power
        )
    }

    /// An exact number as its arithmetic leaves it, cleaned of what the engine adds.
    fn cleaned(&self, number: &Expr, scale: Option<u16>) -> Expr {
        let _ = scale;
        number.clone()
    }

    /// `a / b` of exact numbers, rounded to a scale.
    fn divide_decimals(&self, a: &Expr, b: &Expr, scale: u16) -> Expr;

    /// An exact number rounded half away from zero.
    fn round_decimal(&self, number: &Expr, scale: u16) -> Expr {
        form!("round({number}, {scale})", number, scale)
    }

    /// The remainder of whole or exact numbers.
    fn rem(&self, a: &Expr, b: &Expr) -> Expr {
        a.clone().remainder(b)
    }

    /// The sum of exact numbers. Null or 0 over no rows.
    fn sum_decimal(&self, value: &Expr) -> Expr {
        Expr::call("SUM", [value.clone()])
    }

    /// The sum of whole numbers. Null over no rows.
    fn sum_int(&self, value: &Expr, ty: &Type) -> Tested;

    /// The least or greatest truth.
    fn extreme_bool(&self, function: &str, value: &Expr) -> Expr {
        Expr::call(function, [value.clone()])
    }

    /// The least or greatest text by code point.
    fn extreme_text(&self, function: &str, value: &Expr) -> Expr;

    /// Whether any row of a group meets a condition that is never null.
    fn any(&self, condition: &Expr) -> Expr {
        form!("max({condition})", condition)
    }
}

#[cfg(test)]
mod tests {
    use crate::dialect::EngineExt as _;
    use crate::engine::Engine;
    use crate::functions::{FUNCTIONS, Spelling};
    use crate::sql::{Expr, Form};

    #[test]
    fn every_engine_has_a_line_for_every_function() {
        let names: Vec<&str> = FUNCTIONS.iter().filter(|f| f.spelling == Spelling::Template).map(|f| f.name).collect();
        for engine in Engine::ALL.into_iter().chain([Engine::Proof]) {
            let spelled: Vec<&str> = engine.dialect().templates().iter().map(|(name, _)| *name).collect();
            assert_eq!(spelled, names, "{engine}");
        }
    }

    #[test]
    fn templates_are_forms_of_the_arguments() {
        for f in FUNCTIONS {
            let found = Engine::ALL.iter().filter_map(|engine| engine.dialect().template(f.name));
            for template in found.flat_map(|template| [Some(template.call), template.fails]).flatten() {
                // every second piece is between quotes
                let (bare, quoted): (Vec<_>, Vec<_>) =
                    template.split('\'').enumerate().partition(|(place, _)| place % 2 == 0);
                assert_eq!(bare.len(), quoted.len() + 1, "{template}");
                assert!(quoted.iter().all(|(_, text)| !text.contains(['{', '}'])), "{template}");
                let count = |c: char| bare.iter().flat_map(|(_, text)| text.chars()).filter(|d| *d == c).count();
                assert_eq!([count('('), count('{')], [count(')'), count('}')], "{template}");
                let holes: Vec<String> =
                    (0..f.args.len()).flat_map(|n| ["", "n", "t"].map(|kind| format!("{n}{kind}"))).collect();
                let operands: Vec<(&str, Expr)> = holes.iter().map(|hole| (hole.as_str(), Expr::null())).collect();
                assert_eq!(Form::new(template, &operands).operands().count(), count('{'), "{template}");
            }
        }
    }
}
