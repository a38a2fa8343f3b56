//! Floating-point numbers as text, in the one notation that the language has for them: the fewest digits that are read back
//! as the same number, plain from 0.0001 up to below 1e15, else as `1.5e20` and `1e-7`.

/// How each engine spells that, and numbers of 32 bits.
pub(super) mod mysql {
    /// A double as text. MariaDB writes `0.0000001`, where MySQL may write `1e-7`.
    pub fn text(x: &str) -> String {
        let t = format!("CAST({x} + 0e0 AS CHAR)");
        let fraction = format!("SUBSTRING_INDEX({t}, '.', -1)");
        let digits = format!("TRIM(LEADING '0' FROM {fraction})");
        format!(
            "CASE WHEN ABS({x}) >= 1e-4 OR {x} = 0 OR {t} LIKE '%e%' THEN {t} ELSE CONCAT(CASE WHEN {x} < 0 THEN '-' ELSE '' END, \
             INSERT({digits}, 2, 0, '.'), 'e-', CHAR_LENGTH({fraction}) - CHAR_LENGTH({digits}) + 1) END"
        )
    }

    /// A number of 32 bits as the double with the fewest digits that means it. `CAST(x AS CHAR)` has six, which may be too few.
    pub fn shortest(x: &str) -> String {
        let place = format!("COALESCE(FLOOR(LOG10(NULLIF(ABS({x}), 0))), 0)");
        let with = |more: u32| {
            format!("CAST(CONCAT(ROUND(({x} + 0e0) * POW(10, {more} - {place})), 'e', {place} - {more}) AS DOUBLE)")
        };
        // halves, since the largest number may be rounded to one that is too large
        let arm = |more: u32| format!("WHEN CAST({0} / 2 AS FLOAT) = ({x} + 0e0) / 2 THEN {0}", with(more));
        format!("CASE {} {} {} ELSE {} END", arm(5), arm(6), arm(7), with(8))
    }
}

/// PostgreSQL has the shortest digits itself.
pub(super) mod postgres {
    /// A double as text.
    pub fn text(x: &str) -> String {
        format!("replace(replace(CAST({x} + 0 AS text), 'e+', 'e'), 'e-0', 'e-')")
    }

    /// A number of 32 bits as the double with the fewest digits that means it.
    pub fn shortest(x: &str) -> String {
        format!("CAST(CAST(CAST({x} AS real) AS text) AS double precision)")
    }
}

/// SQLite shows 15 digits, or 17 in new versions, and has no numbers of 32 bits.
pub(super) mod sqlite {
    /// As a whole number where it is one of up to 15 digits.
    fn whole(x: &str) -> String {
        format!("WHEN abs({x} + 0.0) < 1e15 AND {x} = CAST({x} AS INTEGER) THEN CAST(CAST({x} AS INTEGER) AS TEXT)")
    }

    /// With 15, 16 or 17 digits; of null it makes something.
    fn shortest_text(x: &str, digits: u32, form: char) -> String {
        let with = |digits: u32| format!("printf('%!.{digits}{form}', {x})");
        let arm = |digits: u32| format!("WHEN CAST({0} AS REAL) THEN {0}", with(digits));
        format!("CASE {x} {} {} ELSE {} END", arm(digits), arm(digits + 1), with(digits + 2))
    }

    /// A double as text.
    pub fn text(x: &str) -> String {
        let far = shortest_text(x, 14, 'e');
        format!(
            "CASE {} WHEN abs({x}) >= 1e-4 AND abs({x}) < 1e15 THEN {} \
             WHEN {x} IS NOT NULL THEN replace(replace(replace({far}, '.0e', 'e'), 'e+', 'e'), 'e-0', 'e-') END",
            whole(x),
            shortest_text(x, 15, 'g')
        )
    }

    /// An exact number as text, never with an exponent.
    pub fn plain(x: &str) -> String {
        format!(
            "CASE {} WHEN abs({x}) >= 1e-4 AND abs({x}) < 1e15 THEN printf('%!.15g', {x}) WHEN abs({x}) < 1e-4 \
             THEN rtrim(printf('%.30f', {x}), '0') WHEN {x} IS NOT NULL THEN printf('%.0f', {x}) END",
            whole(x)
        )
    }

    /// A double rounded to the 24 bits of a smaller number (Veltkamp's way, which needs nothing but doubles).
    pub fn single(x: &str) -> String {
        format!("({x} * 536870913.0 - ({x} * 536870913.0 - {x}))")
    }

    /// A number of 32 bits as the double with the fewest digits that means it.
    pub fn shortest(x: &str) -> String {
        format!(
            "coalesce((SELECT mig_try FROM (SELECT CAST(printf('%!.' || column1 || 'g', {x}) AS REAL) AS mig_try \
             FROM (VALUES (6), (7), (8))) WHERE {} = {x} LIMIT 1), CAST(printf('%!.9g', {x}) AS REAL) + 0 * {x})",
            single("mig_try")
        )
    }
}
