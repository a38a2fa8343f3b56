//! The catalogue of codes. A code is never renumbered and never reused.

use std::fmt;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know: nothing needs to be done.
    Note,
    /// The program compiles, and rows may be lost or changed in a way the program should say.
    Warning,
    /// The program does not compile.
    Error,
}

/// A code such as `M0203`; the first two digits are the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(u16);

impl Code {
    /// Finds a code by its text, `M0203`, in any case.
    pub fn parse(text: &str) -> Option<Code> {
        let digits = text.strip_prefix(['M', 'm'])?;
        let number: u16 = digits.parse().ok()?;
        CATALOGUE.iter().map(|e| e.code).find(|c| c.0 == number && digits.len() == 4)
    }

    fn entry(self) -> Option<&'static Entry> {
        CATALOGUE.iter().find(|e| e.code == self)
    }

    /// The severity its findings usually have.
    pub fn severity(self) -> Severity {
        self.entry().map_or(Severity::Error, |e| e.severity)
    }

    /// A few words that name it.
    pub fn title(self) -> &'static str {
        self.entry().map_or("", |e| e.title)
    }

    /// The page `migc explain` shows, in Markdown.
    pub fn page(self) -> &'static str {
        self.entry().map_or("", |e| e.page)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "M{:04}", self.0)
    }
}

/// One row of the catalogue.
#[derive(Debug)]
pub struct Entry {
    /// The code, by which `migc explain` finds the page.
    pub code: Code,
    /// The severity its findings usually have.
    pub severity: Severity,
    /// A few words that name it.
    pub title: &'static str,
    /// The page under `explain/`.
    pub page: &'static str,
}

macro_rules! codes {
    ($($name:ident = $number:literal, $file:literal, $severity:ident, $title:literal;)*) => {
        impl Code {
            $(#[doc = $title] pub const $name: Code = Code($number);)*
        }
        /// Every code there is, in order.
        pub const CATALOGUE: &[Entry] = &[$(Entry {
            code: Code($number),
            severity: Severity::$severity,
            title: $title,
            page: include_str!(concat!("explain/", $file, ".md")),
        }),*];
    };
}

codes! {
    SYNTAX              = 101, "M0101", Error,   "text that cannot be read";
    UNCLOSED            = 102, "M0102", Error,   "a string or bracket that is not closed";
    UNKNOWN_STATEMENT   = 103, "M0103", Error,   "an unknown statement or clause";
    NOT_YET             = 104, "M0104", Error,   "a part of the language that is not there yet";
    TOO_DEEP            = 105, "M0105", Error,   "text nested too deep, or too large";
    BAD_LITERAL         = 106, "M0106", Error,   "a literal that says nothing";
    INCLUDE             = 107, "M0107", Error,   "an include that cannot be read";
    SIDES               = 108, "M0108", Error,   "`from` or `into` is missing or given twice";

    UNKNOWN_TABLE       = 201, "M0201", Error,   "an unknown table";
    UNKNOWN_COLUMN      = 202, "M0202", Error,   "an unknown column";
    UNKNOWN_MAP         = 203, "M0203", Error,   "an unknown value map";
    UNKNOWN_FUNCTION    = 204, "M0204", Error,   "an unknown function, or the wrong number of arguments";
    UNKNOWN_NAME        = 205, "M0205", Error,   "an unknown name";
    AMBIGUOUS_NAME      = 206, "M0206", Error,   "a name that could be several things";
    DEFINED_TWICE       = 207, "M0207", Error,   "a name or a map value defined twice";
    UNKNOWN_BLOCK       = 208, "M0208", Error,   "an unknown block after `via`";
    UNKNOWN_TYPE        = 209, "M0209", Error,   "an unknown type or engine";
    UNKNOWN_CODE        = 210, "M0210", Error,   "an unknown code after `allow`";

    IMPOSSIBLE_FLOW     = 301, "M0301", Error,   "a value that cannot become the column's type";
    OPERAND             = 302, "M0302", Error,   "an operand of the wrong type";
    NOT_A_CONDITION     = 303, "M0303", Error,   "a condition that is not true or false";
    MAP_YIELDS          = 304, "M0304", Error,   "a map that yields what the new column cannot hold";
    MAP_MISSES          = 305, "M0305", Error,   "a map that misses a value of an enum";
    IMPOSSIBLE_CAST     = 306, "M0306", Error,   "a conversion that does not exist";
    POLICY              = 307, "M0307", Error,   "a policy that does not fit its column";
    FORMAT              = 308, "M0308", Error,   "a date format that cannot be read";
    KEY_ARITHMETIC      = 309, "M0309", Error,   "arithmetic on a key";
    LITERAL_RANGE       = 310, "M0310", Error,   "a literal that the column cannot hold";

    UNFILLED            = 401, "M0401", Error,   "a column that must be filled and is not";
    FILLED_TWICE        = 402, "M0402", Error,   "a column filled twice";
    TABLE_LEFT_BEHIND   = 403, "M0403", Error,   "an old table neither used nor ignored";
    COLUMN_LEFT_BEHIND  = 404, "M0404", Error,   "an old column neither used nor ignored";
    IDLE_IGNORE         = 405, "M0405", Error,   "an ignore that does nothing";
    IDLE_ARM            = 406, "M0406", Error,   "a map arm that does nothing";
    IDLE_STAR           = 407, "M0407", Error,   "a `*` or a glob that covers nothing";
    UNUSED              = 408, "M0408", Warning, "a definition that nothing uses";
    GENERATED           = 409, "M0409", Error,   "a generated column cannot be filled";
    IDLE_ALLOW          = 410, "M0410", Error,   "an `allow` that allows nothing";

    CIRCLE              = 501, "M0501", Error,   "a circle in the order";
    NOT_NULL_CIRCLE     = 502, "M0502", Error,   "a circle of NOT NULL keys";
    NOTHING_FILLS       = 503, "M0503", Error,   "a reference to a table that nothing fills";
    NO_STUB             = 504, "M0504", Error,   "`or stub` without a `stub`";
    NOT_UNIQUE          = 505, "M0505", Error,   "a unique key that the old side does not guarantee";
    IDLE_UNIQUE         = 506, "M0506", Warning, "a `unique` that no key of the new table asks for";
    NO_KEY              = 507, "M0507", Error,   "old rows that nothing identifies";
    WHICH_BLOCK         = 508, "M0508", Error,   "a key that several blocks could have moved";
    NOT_ONE_ROW         = 509, "M0509", Warning, "a look-up that may find several rows";
    REQUIRE             = 510, "M0510", Error,   "a `require` that cannot be met or says nothing";
    AUTO                = 511, "M0511", Error,   "`auto` for a column that cannot be numbered";
    STUB_INCOMPLETE     = 512, "M0512", Error,   "a stub that cannot be made";
    REFERENCE           = 513, "M0513", Error,   "a `reference` that does not fit its tables";
    LATE_REJECT         = 514, "M0514", Error,   "a row that would have to be rejected after it was moved";
    PART_UNKNOWN        = 515, "M0515", Warning, "a part of a reference that the new side gives";
    UNSEEN_KEY          = 516, "M0516", Warning, "a unique key that is not asked before rows are inserted";
    LATE_CHECK          = 517, "M0517", Warning, "a CHECK over a column that is filled after its rows were moved";

    MAY_BE_TOO_LONG     = 601, "M0601", Warning, "text that may be too long";
    MAY_BE_NULL         = 602, "M0602", Warning, "null that may reach a NOT NULL column";
    MAY_NOT_PARSE       = 603, "M0603", Warning, "text that may not be what the column holds";
    MAY_NOT_FIT         = 604, "M0604", Warning, "a number that may be out of range";
    PRECISION           = 605, "M0605", Warning, "a value that loses precision";
    CHARSET             = 606, "M0606", Warning, "text that the new character set may not hold";
    MOMENT_RANGE        = 607, "M0607", Warning, "a moment that the new column may not reach";
    MAY_BE_NONE         = 608, "M0608", Warning, "a default that may mean none, looked for as a key";
    LOOSER_KEY          = 609, "M0609", Warning, "a reference by text that the new side finds less of";
    MAY_RAISE           = 610, "M0610", Warning, "an expression of the new side that may fail for a row";

    CANNOT_EXPRESS      = 701, "M0701", Error,   "something the engine cannot express";
    RAW_SQL             = 702, "M0702", Note,    "raw SQL, which no check covers";
    NO_TRANSACTIONS     = 703, "M0703", Warning, "a new table without transactions";
    TRIGGER_SEES_CHANGES = 707, "M0707", Warning, "a trigger that sees rows that a later step changes";
    TRIGGER_SEES_ROWS   = 708, "M0708", Note,    "a trigger that sees the rows that are moved";

    DDL_UNREADABLE      = 801, "M0801", Warning, "a table definition that cannot be read";
    DDL_TYPE            = 802, "M0802", Note,    "a column type that Mig does not know";
    DDL_REFERENCE       = 803, "M0803", Warning, "a foreign key to a table or column that is not there";
    DDL_EMPTY           = 804, "M0804", Error,   "a schema without tables";
    DDL_TWICE           = 805, "M0805", Warning, "a table defined twice";
    DDL_ENCODING        = 806, "M0806", Warning, "bytes that are not text";
    DDL_ENGINE          = 807, "M0807", Warning, "a dump of another engine";
}
