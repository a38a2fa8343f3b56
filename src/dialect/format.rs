//! The formats of `as datetime "%d/%m/%Y"`.

/// A piece of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// This very text.
    Literal(String),
    /// A field of digits.
    Field(Field),
}

/// A field of a format; all have a fixed width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `%Y`: four digits.
    Year,
    /// `%y`: two digits, 70 to 99 are 1970 to 1999, 00 to 69 are 2000 to 2069.
    ShortYear,
    /// `%m`
    Month,
    /// `%d`
    Day,
    /// `%H`: 00 to 23.
    Hour,
    /// `%M`
    Minute,
    /// `%S`
    Second,
    /// `%f`: six digits of a second.
    Fraction,
}

impl Field {
    /// How many digits it has.
    pub fn width(self) -> usize {
        match self {
            Field::Year => 4,
            Field::Fraction => 6,
            _ => 2,
        }
    }
}

/// A format that can be read back: it has a year, a month and a day, each field at most once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
}

impl Format {
    /// Whether it has any field of a time of day.
    pub fn has_time(&self) -> bool {
        [Field::Hour, Field::Minute, Field::Second, Field::Fraction].iter().any(|f| self.place(*f).is_some())
    }

    /// The place (from 1) of a field in a text of this format.
    pub fn place(&self, field: Field) -> Option<usize> {
        let mut at = 1;
        for piece in &self.pieces {
            match piece {
                Piece::Field(f) if *f == field => return Some(at),
                Piece::Field(f) => at += f.width(),
                Piece::Literal(text) => at += text.chars().count(),
            }
        }
        None
    }

    /// How many characters a text of this format has.
    pub fn width(&self) -> usize {
        self.pieces
            .iter()
            .map(|p| match p {
                Piece::Field(f) => f.width(),
                Piece::Literal(text) => text.chars().count(),
            })
            .sum()
    }
}

/// Reads a format: `%Y %y %m %d %H %M %S %f`, `%%`, and any other character as itself.
///
/// # Errors
/// What is wrong with it, in words for a finding.
pub fn parse_format(text: &str) -> Result<Format, String> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut chars = text.chars();
    let literal = |pieces: &mut Vec<Piece>, c: char| match pieces.last_mut() {
        Some(Piece::Literal(text)) => text.push(c),
        _ => pieces.push(Piece::Literal(c.to_string())),
    };
    while let Some(c) = chars.next() {
        if c != '%' {
            literal(&mut pieces, c);
            continue;
        }
        let field = match chars.next() {
            Some('Y') => Field::Year,
            Some('y') => Field::ShortYear,
            Some('m') => Field::Month,
            Some('d') => Field::Day,
            Some('H') => Field::Hour,
            Some('M') => Field::Minute,
            Some('S') => Field::Second,
            Some('f') => Field::Fraction,
            Some('%') => {
                literal(&mut pieces, '%');
                continue;
            }
            Some(other) => return Err(format!("`%{other}` is no field of a date format")),
            None => return Err("the format ends after `%`".to_owned()),
        };
        if pieces.contains(&Piece::Field(field)) {
            return Err("a field stands twice in the format".to_owned());
        }
        pieces.push(Piece::Field(field));
    }
    let format = Format { pieces };
    let has = |field| format.place(field).is_some();
    if has(Field::Year) == has(Field::ShortYear) {
        return Err("the format needs one year, `%Y` or `%y`".to_owned());
    }
    if !has(Field::Month) || !has(Field::Day) {
        return Err("the format needs a month `%m` and a day `%d`".to_owned());
    }
    if (has(Field::Second) && !has(Field::Minute))
        || (has(Field::Minute) && !has(Field::Hour))
        || (has(Field::Fraction) && !has(Field::Second))
    {
        return Err("a time in the format needs its larger parts: `%H`, then `%M`, then `%S`, then `%f`".to_owned());
    }
    if format.pieces.first().is_some_and(|p| matches!(p, Piece::Literal(t) if t.starts_with(' ')))
        || format.pieces.last().is_some_and(|p| matches!(p, Piece::Literal(t) if t.ends_with(' ')))
    {
        return Err("the format begins or ends with a blank, and blanks around the text do not count".to_owned());
    }
    Ok(format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_widths() {
        let format = parse_format("%m/%d/%y %H:%M").unwrap();
        assert_eq!(format.width(), 14);
        assert_eq!(format.place(Field::ShortYear), Some(7));
        assert_eq!(format.place(Field::Minute), Some(13));
        assert!(format.has_time());
        assert!(!parse_format("%d.%m.%Y").unwrap().has_time());
    }

    #[test]
    fn refuses_what_says_nothing() {
        for bad in
            ["", "%Y", "%Y-%m", "%Y-%m-%q", "%Y-%m-%d %", "%Y-%m-%d %d", "%Y-%y-%m-%d", "%Y-%m-%d %M", " %Y-%m-%d"]
        {
            assert!(parse_format(bad).is_err(), "{bad}");
        }
    }
}
