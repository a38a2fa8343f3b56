//! The types of the language (section "Types" of the reference).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A type, without nullability. Sizes of text are in characters, of bytes in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// true or false.
    Bool,
    /// A whole number of 8, 16, 24, 32 or 64 bits, or a `bit(n)` of MySQL.
    Int {
        /// 8, 16, 24, 32 or 64; of a `bit(n)` 1 to 64.
        bits: u8,
        /// No negative numbers.
        unsigned: bool,
        /// Meant as true or false: MySQL's `tinyint(1)`, which may hold any number all the same, and its `bit(1)`.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        truth: bool,
        /// MySQL's `YEAR`, which holds 0 and 1901 to 2155.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        year: bool,
    },
    /// An exact number. Without precision: as large as the engine can.
    Decimal {
        /// How many digits it has in all; none: as many as it likes.
        precision: Option<u16>,
        /// Digits after the point.
        scale: u16,
    },
    /// A number of 32 bits as IEEE 754 has them.
    Float32,
    /// A number of 64 bits as IEEE 754 has them.
    Float64,
    /// Text of at most `max` characters.
    Text {
        /// In characters; none: as long as the engine can.
        max: Option<u32>,
        /// How it compares, where the schema says so.
        collation: Option<Collation>,
        /// Padded with blanks to its length (CHAR).
        fixed: bool,
    },
    /// Bytes, at most `max`.
    Bytes {
        /// How many bytes at most; none: as many as the engine takes.
        max: Option<u32>,
    },
    /// A calendar date.
    Date,
    /// A time of day.
    Time,
    /// A date and a time of day, taken as UTC.
    DateTime {
        /// Digits of a second, 0 to 6.
        precision: u8,
    },
    /// A moment on the world's clock, whatever zone it is shown in.
    TimestampTz {
        /// Digits of a second, 0 to 6.
        precision: u8,
    },
    /// A UUID, of 16 bytes.
    Uuid,
    /// A value in JSON.
    Json,
    /// One of these texts.
    Enum {
        /// Its values in order.
        values: Vec<String>,
        /// The type's name as SQL writes it, in quotes and with its schema, where it has one (PostgreSQL).
        name: Option<String>,
    },
    /// Some of these texts (MySQL).
    Set {
        /// Its values in order.
        values: Vec<String>,
    },
    /// An array (PostgreSQL).
    Array(Box<Type>),
    /// A place or a shape, as the engine stores it.
    Geometry,
    /// A type that Mig passes on as it is, and converts to nothing.
    Other(String),
    /// The type of `null`: fits every nullable column.
    Null,
    /// The type of what could not be understood: fits everything and says nothing.
    Error,
}

/// A `bit(n)` or `bit varying(n)` of PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bits {
    /// How many; none: any number.
    pub size: Option<u32>,
    /// There may be fewer.
    pub varying: bool,
}

/// How text compares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collation {
    /// The engine's name for it.
    pub name: String,
    /// The character set it belongs to.
    pub charset: Charset,
    /// `A` equals `a`.
    pub ignores_case: bool,
    /// `é` equals `e`.
    pub ignores_accents: bool,
    /// Trailing blanks do not count.
    pub pads: bool,
}

impl Collation {
    /// Whether it takes texts for equal that differ in a code point.
    pub fn is_loose(&self) -> bool {
        self.ignores_case || self.ignores_accents || self.pads
    }

    /// Whether its character set lacks characters of Unicode.
    pub fn lacks_characters(&self) -> bool {
        !matches!(self.charset, Charset::Unicode | Charset::Wide)
    }
}

/// What characters text can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charset {
    /// All of Unicode.
    Unicode,
    /// Unicode up to U+FFFF (MySQL's utf8mb3).
    UnicodeBmp,
    /// Only ASCII is sure to be held the same way (latin1, latin2, …).
    SingleByte,
    /// An encoding in which ASCII is not single bytes (utf16, ucs2, utf32).
    Wide,
}

impl Type {
    /// A 32 bit whole number.
    pub const INT32: Type = Type::int(32, false);
    /// A 64 bit whole number.
    pub const INT64: Type = Type::int(64, false);
    /// Text of any length.
    pub const TEXT: Type = Type::Text { max: None, collation: None, fixed: false };

    /// A whole number that is nothing but a number.
    pub const fn int(bits: u8, unsigned: bool) -> Type {
        Type::Int { bits, unsigned, truth: false, year: false }
    }

    /// A number that people mean as true or false: MySQL's `tinyint(1)` and `bit(1)`.
    pub fn is_truth_number(&self) -> bool {
        matches!(self, Type::Int { truth: true, .. })
    }

    /// MySQL's `YEAR`.
    pub const YEAR: Type = Type::Int { bits: 16, unsigned: true, truth: false, year: true };

    /// Whether a whole number is one that a `YEAR` has.
    pub fn is_held_year(n: i128) -> bool {
        matches!(n, 0 | 1901..=2155)
    }

    /// True or false, as its own type or as a number.
    pub fn is_truth(&self) -> bool {
        *self == Type::Bool || self.is_truth_number()
    }

    /// Smallest and largest value of a whole number type.
    pub fn int_range(&self) -> Option<(i128, i128)> {
        match self {
            Type::Int { year: true, .. } => Some((0, 2155)),
            Type::Int { bits, unsigned: true, .. } => Some((0, (1i128 << bits) - 1)),
            Type::Int { bits, unsigned: false, .. } => Some((-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1)),
            _ => None,
        }
    }

    /// Whether its character set lacks characters that other columns may hold.
    pub fn lacks_characters(&self) -> bool {
        matches!(self, Type::Text { collation: Some(c), .. } if c.lacks_characters())
    }

    /// The bits that it is, of PostgreSQL; a `bit(n)` of MySQL is a number.
    pub fn bits(&self) -> Option<Bits> {
        let Type::Other(name) = self else { return None };
        let (base, size) = name.split_once('(').unwrap_or((name, ""));
        let size = size.split(')').next().and_then(|size| size.trim().parse().ok());
        match base.trim().to_ascii_lowercase().as_str() {
            "bit" => Some(Bits { size: size.or(Some(1)), varying: false }),
            "bit varying" | "varbit" => Some(Bits { size, varying: true }),
            _ => None,
        }
    }

    /// Text, an enum or a set: something a text literal compares with.
    pub fn is_textual(&self) -> bool {
        matches!(self, Type::Text { .. } | Type::Enum { .. } | Type::Set { .. })
    }

    /// A number of any kind.
    pub fn is_numeric(&self) -> bool {
        matches!(self, Type::Int { .. } | Type::Decimal { .. } | Type::Float32 | Type::Float64)
    }

    /// For people: as `Display`, and what the language has no type for as its schema writes it: `inet`, `text[]`.
    pub fn said(&self) -> String {
        match self {
            Type::Other(_) if self.has_no_type() => "of no type".to_owned(),
            Type::Other(name) => name.clone(),
            Type::Array(inner) => format!("{}[]", inner.said()),
            ty => ty.to_string(),
        }
    }

    /// What a column of SQLite has that says no type, or `ANY`: it holds anything.
    pub fn has_no_type(&self) -> bool {
        matches!(self, Type::Other(name) if name == "any")
    }

    /// A date, a time or both.
    pub fn is_temporal(&self) -> bool {
        matches!(self, Type::Date | Type::Time | Type::DateTime { .. } | Type::TimestampTz { .. })
    }

    /// `Null` or `Error`, about which nothing can be said.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Type::Null | Type::Error)
    }
}

/// As the language writes it: `text(255)`, `decimal(10,2)`, `enum{a, b}`.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Bool => f.write_str("bool"),
            Type::Int { truth: true, unsigned: false, .. } => f.write_str("tinyint(1)"),
            Type::Int { truth: true, .. } => f.write_str("bit(1)"),
            Type::Int { year: true, .. } => f.write_str("year"),
            Type::Int { bits, unsigned, .. } => write!(f, "{}int{bits}", if *unsigned { "u" } else { "" }),
            Type::Decimal { precision: Some(p), scale } => write!(f, "decimal({p},{scale})"),
            Type::Decimal { precision: None, .. } => f.write_str("decimal"),
            Type::Float32 => f.write_str("float32"),
            Type::Float64 => f.write_str("float64"),
            Type::Text { max: Some(n), .. } => write!(f, "text({n})"),
            Type::Text { max: None, .. } => f.write_str("text"),
            Type::Bytes { max: Some(n) } => write!(f, "bytes({n})"),
            Type::Bytes { max: None } => f.write_str("bytes"),
            Type::Date => f.write_str("date"),
            Type::Time => f.write_str("time"),
            Type::DateTime { .. } => f.write_str("datetime"),
            Type::TimestampTz { .. } => f.write_str("timestamptz"),
            Type::Uuid => f.write_str("uuid"),
            Type::Json => f.write_str("json"),
            Type::Enum { values, .. } => write!(f, "enum{{{}}}", values.join(", ")),
            Type::Set { values } => write!(f, "set{{{}}}", values.join(", ")),
            Type::Array(inner) => write!(f, "array({inner})"),
            Type::Geometry => f.write_str("geometry"),
            Type::Other(name) => write!(f, "other({name:?})"),
            Type::Null => f.write_str("null"),
            Type::Error => f.write_str("?"),
        }
    }
}
