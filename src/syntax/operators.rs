//! The operators: how strongly each binds, and what it is in the tree.

use super::ast::BinaryOp;
use super::grammar::Rule;

/// How strongly an operator binds.
pub(super) fn strength(rule: Rule) -> u8 {
    match rule {
        Rule::when => 1,
        Rule::or => 2,
        Rule::and => 3,
        Rule::not | Rule::bang => 4,
        Rule::add | Rule::sub => 6,
        Rule::mul | Rule::div | Rule::rem => 7,
        Rule::cast | Rule::via => 8,
        Rule::neg => 9,
        // Comparisons.
        _ => 5,
    }
}

/// The operator of the tree.
pub(super) fn binary(rule: Rule) -> Option<BinaryOp> {
    Some(match rule {
        Rule::or => BinaryOp::Or,
        Rule::and => BinaryOp::And,
        Rule::eq => BinaryOp::Eq,
        Rule::ne => BinaryOp::Ne,
        Rule::lt => BinaryOp::Lt,
        Rule::le => BinaryOp::Le,
        Rule::gt => BinaryOp::Gt,
        Rule::ge => BinaryOp::Ge,
        Rule::add => BinaryOp::Add,
        Rule::sub => BinaryOp::Sub,
        Rule::mul => BinaryOp::Mul,
        Rule::div => BinaryOp::Div,
        Rule::rem => BinaryOp::Rem,
        _ => return None,
    })
}
