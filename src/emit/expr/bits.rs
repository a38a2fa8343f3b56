//! Bits of PostgreSQL (`bit(n)`, `bit varying(n)`): a number without a sign, written in base 2. In PostgreSQL they are a
//! value of their own; wherever else they come to, they are text of their digits.

use super::{Emitter, Fallible};
use crate::dialect::Tested;
use crate::plan::Expr;
use crate::schema::{Bits, Type};
use crate::sql;

impl Emitter<'_> {
    /// Bits as a truth value, a number, other bits or text.
    pub(super) fn out_of_bits(&mut self, x: Fallible, bits: Bits, to: &Type) -> Fallible {
        let d = self.dialect;
        let digits = d.digits_of_bits(&x.value);
        let digits = self.repeatable(x.with(digits));
        let all = digits.sql();
        // without the zeros that a number does not need
        let least = d.without_zeros(&all);
        let tested = match to {
            Type::Bool => {
                let [empty, one] = ["", "1"].map(sql::Expr::text);
                Tested::when(least.clone().within([empty, one.clone()]), least.eq(one))
            }
            Type::Int { bits, unsigned, .. } => {
                let most = if *unsigned && *bits == 64 && d.capabilities().holds.unsigned { 64 } else { 63 };
                Tested::when(d.char_length(&least).le(most), d.int_from_digits(&least, most == 64))
            }
            _ => match to.bits() {
                Some(Bits { size, varying: false }) => {
                    let size = size.unwrap_or(1);
                    let short = d.char_length(&least).le(size);
                    let filled = sql::Expr::call("lpad", [least, size.into(), sql::Expr::text('0')]);
                    Tested::when(short, d.bits_from_digits(&filled, size))
                }
                Some(Bits { size: Some(size), .. }) if bits.size.is_none_or(|has| has > size) => {
                    Tested::when(d.char_length(&all).le(size), d.varying_bits_from_digits(&all))
                }
                Some(_) => Tested::always(d.varying_bits_from_digits(&all)),
                None => Tested::always(all),
            },
        };
        self.tested(&digits, tested)
    }

    /// A number or a truth value as bits.
    pub(super) fn as_new_bits(&mut self, x: Fallible, value: &Expr, to: Bits) -> Fallible {
        let (x, has) = match &value.ty {
            Type::Int { bits, .. } => (x, u32::from(*bits)),
            _ => {
                let int = self.dialect.int_from_bool(&x.value);
                (x.with(int), 1)
            }
        };
        let size = match to.varying {
            true => has.min(to.size.unwrap_or(has)),
            false => to.size.unwrap_or(1),
        };
        let x = self.repeatable(x);
        let o = x.sql();
        let (low, high) = super::number::range(value).unwrap_or((0, 1));
        let most = if size < 64 { (1i128 << size) - 1 } else { i128::from(u64::MAX) };
        let Some(bits) = self.dialect.bits_from_int(&o, size, high > i128::from(i64::MAX)) else {
            return self.cannot("a number as bits", value.span);
        };
        let tested = match (low < 0, high > most) {
            (false, false) => Tested::always(bits),
            (true, false) => Tested::when(o.ge(0), bits),
            (_, true) => Tested::when(o.between(0, most), bits),
        };
        self.tested(&x, tested)
    }
}
