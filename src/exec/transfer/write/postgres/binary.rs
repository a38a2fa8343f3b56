//! Rows in binary.

use sqlx::TypeInfo as _;
use sqlx::postgres::{PgTypeInfo, PgTypeKind};

use super::super::super::cell::{Cell, Why};
use super::super::super::feed::Encoder;
use super::{Format, moment};
use crate::dialect::transport::Form;

/// What a column's values are written as.
#[derive(Debug, Clone, Copy, PartialEq)]
enum PgBinary {
    Bool,
    /// A whole number of so many bytes.
    Whole(u8),
    Single,
    Double,
    Numeric,
    Text,
    /// JSON that is stored in pieces.
    Jsonb,
    Uuid,
    Bytes,
    Date,
    Time,
    Timestamp,
}

impl PgBinary {
    fn of(ty: &PgTypeInfo) -> Option<Self> {
        match ty.kind() {
            PgTypeKind::Domain(inner) => return PgBinary::of(inner),
            PgTypeKind::Enum(_) => return Some(PgBinary::Text),
            _ => {}
        }
        Some(match ty.name() {
            "BOOL" => PgBinary::Bool,
            "INT2" => PgBinary::Whole(2),
            "INT4" => PgBinary::Whole(4),
            "INT8" => PgBinary::Whole(8),
            "FLOAT4" => PgBinary::Single,
            "FLOAT8" => PgBinary::Double,
            "NUMERIC" => PgBinary::Numeric,
            "TEXT" | "VARCHAR" | "CHAR" | "NAME" | "JSON" => PgBinary::Text,
            "JSONB" => PgBinary::Jsonb,
            "UUID" => PgBinary::Uuid,
            "BYTEA" => PgBinary::Bytes,
            "DATE" => PgBinary::Date,
            "TIME" => PgBinary::Time,
            "TIMESTAMP" | "TIMESTAMPTZ" => PgBinary::Timestamp,
            _ => return None,
        })
    }
}

/// COPY's binary rows.
#[derive(Debug)]
pub(in super::super) struct Tuples {
    data: Vec<u8>,
    columns: Vec<PgBinary>,
    scratch: String,
}

impl Tuples {
    /// For columns of these types, if all are known.
    pub(super) fn new<'t>(columns: impl Iterator<Item = &'t PgTypeInfo>) -> Option<Self> {
        let columns: Option<Vec<PgBinary>> = columns.map(PgBinary::of).collect();
        Some(Self { data: Vec::new(), columns: columns?, scratch: String::new() })
    }

    /// A value: how long it is, and itself.
    fn put(&mut self, value: &[u8]) -> Result<(), Why> {
        let length = i32::try_from(value.len()).map_err(|_| "is longer than 2 GB")?;
        self.data.extend_from_slice(&length.to_be_bytes());
        self.data.extend_from_slice(value);
        Ok(())
    }

    fn whole(&mut self, bytes: u8, value: i64) -> Result<(), Why> {
        const BEYOND: Why = "is beyond the whole numbers of its column";
        match bytes {
            2 => self.put(&i16::try_from(value).map_err(|_| BEYOND)?.to_be_bytes()),
            4 => self.put(&i32::try_from(value).map_err(|_| BEYOND)?.to_be_bytes()),
            _ => self.put(&value.to_be_bytes()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Why> {
        if text.as_bytes().contains(&0) {
            return Err("has a NUL in it, which text in PostgreSQL cannot have");
        }
        self.put(text.as_bytes())
    }

    fn value(&mut self, kind: PgBinary, cell: Cell<'_>, text: &str) -> Result<(), Why> {
        match (kind, cell) {
            (PgBinary::Bool, Cell::Bool(b)) => self.put(&[u8::from(b)]),
            (PgBinary::Bool, _) => match text {
                "1" | "t" | "true" => self.put(&[1]),
                "0" | "f" | "false" => self.put(&[0]),
                _ => Err("is neither true nor false"),
            },
            (PgBinary::Whole(bytes), Cell::Int(n)) => self.whole(bytes, n),
            (PgBinary::Whole(bytes), Cell::Bool(b)) => self.whole(bytes, b.into()),
            (PgBinary::Whole(bytes), _) => {
                self.whole(bytes, text.parse().map_err(|_| "is no whole number of its column")?)
            }
            (PgBinary::Single, Cell::Single(x)) => self.put(&x.to_be_bytes()),
            (PgBinary::Single, _) => self.put(&text.parse::<f32>().map_err(|_| "is no number")?.to_be_bytes()),
            (PgBinary::Double, Cell::Double(x)) => self.put(&x.to_be_bytes()),
            (PgBinary::Double, Cell::Single(x)) => self.put(&f64::from(x).to_be_bytes()),
            (PgBinary::Double, _) => self.put(&text.parse::<f64>().map_err(|_| "is no number")?.to_be_bytes()),
            (PgBinary::Numeric, Cell::Double(x)) if x.is_finite() => self.numeric(&x.to_string()),
            (PgBinary::Numeric, _) => self.numeric(text),
            (PgBinary::Text, Cell::Bytes(bytes)) => {
                self.text(std::str::from_utf8(bytes).map_err(|_| "is not text in UTF-8")?)
            }
            (PgBinary::Text, _) => self.text(text),
            (PgBinary::Jsonb, _) => {
                let length = i32::try_from(text.len() + 1).map_err(|_| "is longer than 2 GB")?;
                self.data.extend_from_slice(&length.to_be_bytes());
                // the version of the form
                self.data.push(1);
                self.data.extend_from_slice(text.as_bytes());
                Ok(())
            }
            (PgBinary::Uuid, _) => self.put(&uuid(text).ok_or("is no UUID")?),
            (PgBinary::Bytes, Cell::Bytes(bytes)) => self.put(bytes),
            (PgBinary::Bytes, _) => self.put(text.as_bytes()),
            (PgBinary::Date, _) => self.put(&moment::date(text).ok_or("is no date")?.to_be_bytes()),
            (PgBinary::Time, _) => self.put(&moment::time(text).ok_or("is no time of day")?.to_be_bytes()),
            (PgBinary::Timestamp, _) => self.put(&moment::timestamp(text).ok_or("is no date and time")?.to_be_bytes()),
        }
    }

    /// A number in digits: four of them in each place.
    fn numeric(&mut self, text: &str) -> Result<(), Why> {
        const WHY: Why = "is no number";
        let special = match text {
            "NaN" => Some(0xC000u16),
            "Infinity" => Some(0xD000),
            "-Infinity" => Some(0xF000),
            _ => None,
        };
        if let Some(sign) = special {
            return self.numeric_parts(&[], 0, sign, 0);
        }
        let (sign, digits) = text.strip_prefix('-').map_or((0, text), |digits| (0x4000u16, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !plain(whole) || !plain(fraction) {
            return Err(WHY);
        }
        let whole = whole.trim_start_matches('0').as_bytes();
        let number = |digits: &[u8]| digits.iter().fold(0u16, |n, b| n * 10 + u16::from(b - b'0'));
        let (first, rest) = whole.split_at(whole.len() % 4);
        let mut places: Vec<u16> = Vec::with_capacity(8);
        if !first.is_empty() {
            places.push(number(first));
        }
        places.extend(rest.chunks(4).map(number));
        let mut weight = i16::try_from(places.len()).map_err(|_| WHY)? - 1;
        places.extend(fraction.as_bytes().chunks(4).map(|digits| number(digits) * 10u16.pow(4 - digits.len() as u32)));
        let idle = places.iter().take_while(|place| **place == 0).count();
        places.drain(..idle);
        weight -= i16::try_from(idle).map_err(|_| WHY)?;
        while places.last() == Some(&0) {
            places.pop();
        }
        if places.is_empty() {
            weight = 0;
        }
        self.numeric_parts(&places, weight, sign, u16::try_from(fraction.len()).map_err(|_| WHY)?)
    }

    fn numeric_parts(&mut self, places: &[u16], weight: i16, sign: u16, scale: u16) -> Result<(), Why> {
        let sign = if places.is_empty() && sign == 0x4000 { 0 } else { sign };
        let count = u16::try_from(places.len()).map_err(|_| "is no number")?;
        self.data.extend_from_slice(&(8 + 2 * i32::from(count)).to_be_bytes());
        self.data.extend_from_slice(&count.to_be_bytes());
        self.data.extend_from_slice(&weight.to_be_bytes());
        for part in [sign, scale].iter().chain(places) {
            self.data.extend_from_slice(&part.to_be_bytes());
        }
        Ok(())
    }
}

/// The bytes of a UUID, with or without its dashes.
fn uuid(text: &str) -> Option<[u8; 16]> {
    let mut out = [0; 16];
    let mut digits = text.bytes().filter(|b| *b != b'-').map(|b| char::from(b).to_digit(16));
    for byte in &mut out {
        let (high, low) = (digits.next()??, digits.next()??);
        *byte = u8::try_from(high << 4 | low).ok()?;
    }
    digits.next().is_none().then_some(out)
}

impl Encoder for Tuples {
    type Load = Vec<u8>;

    fn cell(&mut self, column: usize, cell: Cell<'_>) -> Result<(), Why> {
        if column == 0 {
            let count = u16::try_from(self.columns.len()).map_err(|_| "has too many columns beside it")?;
            self.data.extend_from_slice(&count.to_be_bytes());
        }
        let kind = self.columns.get(column).copied().unwrap_or(PgBinary::Text);
        match cell {
            Cell::Null => self.data.extend_from_slice(&(-1i32).to_be_bytes()),
            Cell::NoText(_) => return Err("is not text in UTF-8"),
            Cell::Text(text) | Cell::Number(text) | Cell::Moment(text) => return self.value(kind, cell, text),
            Cell::Int(_) if matches!(kind, PgBinary::Whole(_)) => return self.value(kind, cell, ""),
            Cell::Bytes(_) if matches!(kind, PgBinary::Bytes | PgBinary::Text) => return self.value(kind, cell, ""),
            _ => {
                let mut text = std::mem::take(&mut self.scratch);
                text.clear();
                cell.push_text(&mut text);
                let done = self.value(kind, cell, &text);
                self.scratch = text;
                return done;
            }
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Why> {
        Ok(())
    }

    fn size(&self) -> usize {
        self.data.len()
    }

    fn reserve(&mut self, bytes: usize) {
        self.data.reserve(bytes);
    }

    fn take(&mut self, _all: bool) -> Vec<u8> {
        let size = self.data.len();
        std::mem::replace(&mut self.data, Vec::with_capacity(size.min(512 << 10)))
    }
}

impl Format for Tuples {
    const FORM: Form = Form::Binary;
    const AROUND: (&'static [u8], &'static [u8]) = (b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", b"\xff\xff");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numeric(text: &str) -> Vec<i16> {
        let mut tuples = Tuples { data: Vec::new(), columns: vec![], scratch: String::new() };
        tuples.numeric(text).expect("a number");
        tuples.data[4..].chunks(2).map(|pair| i16::from_be_bytes([pair[0], pair[1]])).collect()
    }

    #[test]
    fn numbers_in_places_of_four_digits() {
        // how many places, the weight of the first, the sign, the digits after the point, the places
        assert_eq!(numeric("0"), [0, 0, 0, 0]);
        assert_eq!(numeric("-0.00"), [0, 0, 0, 2]);
        assert_eq!(numeric("12345.678"), [3, 1, 0, 3, 1, 2345, 6780]);
        assert_eq!(numeric("-0.00001"), [1, -2, 0x4000, 5, 1000]);
        assert_eq!(numeric("10000"), [1, 1, 0, 0, 1]);
        assert_eq!(numeric("NaN"), [0, 0, 0xC000u16 as i16, 0]);
    }

    #[test]
    fn a_uuid() {
        let bytes = uuid("123e4567-e89b-12d3-a456-426614174000");
        assert_eq!(bytes.map(|b| (b[0], b[15])), Some((0x12, 0)));
        assert_eq!(uuid("123e4567"), None);
        assert_eq!(uuid("x23e4567-e89b-12d3-a456-426614174000"), None);
    }
}
