//! The types that an engine has, what its columns hold, and how tables are made of them.

use super::{Capable, Holds, LongestName};
use crate::schema::Type;
use crate::sql::{Expr, Syntax};

/// How an engine spells names and types.
pub trait Types: Syntax + Capable {
    /// A table's name with what it is in, where that is given.
    fn table(&self, namespace: Option<&str>, name: &str) -> String {
        match namespace {
            Some(namespace) => format!("{}.{}", self.ident(namespace), self.ident(name)),
            None => self.ident(name),
        }
    }

    /// Whether a text literal can be written at all.
    fn holds(&self, text: &str) -> bool {
        self.capabilities().holds.nul || !text.contains('\0')
    }

    /// The range of whole numbers it can store and compute with.
    fn int_range(&self, ty: &Type) -> Option<(i128, i128)> {
        let most = if self.capabilities().holds.unsigned { i128::MAX } else { i64::MAX.into() };
        ty.int_range().map(|(low, high)| (low, high.min(most)))
    }

    /// Whether a value of a column of this engine, in which it is not null, is one that another engine may lack (as
    /// `new` says); none: no value of the type is.
    fn is_foreign(&self, column: &Expr, ty: &Type, new: &Holds) -> Option<Expr> {
        let _ = (column, ty, new);
        None
    }

    /// Null as a value of a type, for a query that others read from.
    fn null_of(&self, ty: &Type) -> Expr {
        let _ = ty;
        Expr::null()
    }

    /// The type of a column of a helper table that holds values of `ty`.
    fn type_name(&self, ty: &Type) -> String;

    /// The type of a column of a helper table that holds values of `ty` and is in a key of `columns` columns: short enough for
    /// an index.
    fn key_type_name(&self, ty: &Type, columns: usize) -> String {
        let _ = columns;
        self.type_name(ty)
    }

    /// The type of a column of a table made after another engine's definition, with its collation;
    /// `key` is how many columns the key has that it is part of.
    fn column_type(&self, ty: &Type, key: Option<usize>) -> String {
        match key {
            Some(columns) => self.key_type_name(ty, columns),
            None => self.type_name(ty),
        }
    }

    /// An index on columns of a table; `index` is quoted, the table is not.
    fn create_index(&self, namespace: Option<&str>, index: &str, table: &str, columns: &str) -> String {
        format!("CREATE INDEX {index} ON {} ({columns})", self.table(namespace, table))
    }

    /// What the engine keeps of a name; none where it takes none of that length.
    fn kept_name<'n>(&self, name: &'n str) -> Option<&'n str> {
        match self.capabilities().longest_name {
            LongestName::Any => Some(name),
            LongestName::Characters(most) => (name.chars().count() <= most).then_some(name),
            LongestName::Bytes(most) => name.get(..name.floor_char_boundary(most)),
        }
    }

    /// A character of a name that the engine takes in none.
    fn strange_in_name(&self, name: &str) -> Option<char> {
        name.chars().find(|c| *c > '\u{ffff}' && !self.capabilities().astral_names)
    }

    /// Whether the engine gives out texts of a type with blanks at the end that are no part of them.
    fn pads_on_its_way(&self, ty: &Type) -> bool {
        let _ = ty;
        false
    }

    /// The type of text in a helper table, with how it compares there.
    fn helper_text(&self) -> Type {
        Type::TEXT
    }
}
