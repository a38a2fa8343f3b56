//! Putting conditions together as text.

/// Where the one or the other fails.
pub(crate) fn either(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) if a == b => Some(a),
        (Some(a), Some(b)) => Some(format!("{} OR {}", or_term(&a), or_term(&b))),
        (a, b) => a.or(b),
    }
}

fn or_term(sql: &str) -> String {
    if is_atom(sql) || sql.starts_with("NOT (") && is_atom(&sql[4..]) { sql.to_owned() } else { format!("({sql})") }
}

/// Whether SQL is one operand: a name, a number, a literal, a call, or something in brackets.
pub(crate) fn is_atom(sql: &str) -> bool {
    let mut depth = 0usize;
    let mut quote = None;
    let mut called = false;
    let mut chars = sql.chars().peekable();
    if sql.starts_with("CASE ") {
        return false;
    }
    while let Some(c) = chars.next() {
        if let Some(q) = quote {
            if c == q {
                if chars.peek() == Some(&q) {
                    chars.next();
                } else {
                    quote = None;
                }
            } else if c == '\\' && q == '\'' {
                // at worst a needless pair of brackets where the dialect means a backslash
                chars.next();
            }
            continue;
        }
        match c {
            '\'' | '"' | '`' => quote = Some(c),
            '(' => {
                if called && depth == 0 {
                    return false;
                }
                depth += 1;
                called = true;
            }
            ')' => depth = depth.saturating_sub(1),
            c if depth > 0 => {
                let _ = c;
            }
            c if c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '@') => {
                if called {
                    return false;
                }
            }
            _ => return false,
        }
    }
    depth == 0 && quote.is_none()
}

/// A condition that can stand beside an AND.
pub(crate) fn bracket(condition: &str) -> String {
    let upper = condition.to_ascii_uppercase();
    if upper.contains(" OR ") { format!("({condition})") } else { condition.to_string() }
}

/// The opposite of a condition that is never null.
pub(crate) fn negate(condition: &str) -> String {
    match inside_not(condition) {
        Some(inner) => bracket(inner),
        None if is_name(condition) => format!("NOT {condition}"),
        None => match (condition.strip_suffix(" IS NOT NULL"), condition.strip_suffix(" IS NULL")) {
            (Some(name), _) if is_name(name) => format!("{name} IS NULL"),
            (_, Some(name)) if is_name(name) => format!("{name} IS NOT NULL"),
            _ => format!("NOT ({condition})"),
        },
    }
}

/// `x` of `NOT (x)`, where the bracket closes at the end.
pub(crate) fn inside_not(condition: &str) -> Option<&str> {
    let inner = condition.strip_prefix("NOT (")?.strip_suffix(')')?;
    let mut depth = 0usize;
    let mut quote = None;
    for c in inner.chars() {
        match (quote, c) {
            // Where a quote ends depends on the dialect's escapes: a condition with them stays as it is.
            (Some(_), '\\') => return None,
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.checked_sub(1)?,
            (None, _) => {}
        }
    }
    (depth == 0 && quote.is_none()).then_some(inner)
}

/// Conditions that all hold.
pub(crate) fn all_of(conditions: &[String]) -> String {
    conditions.join("\n  AND ")
}

/// The WHERE of conditions, if there are any.
pub(crate) fn where_clause(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!("\nWHERE {}", all_of(conditions)) }
}

/// Conditions of which one holds.
pub(crate) fn any_of(conditions: &[String]) -> String {
    match conditions {
        [one] => one.clone(),
        many => {
            many.iter().map(|c| if is_name(c) { c.clone() } else { format!("({c})") }).collect::<Vec<_>>().join(" OR ")
        }
    }
}

/// Whether this is but the name of a column.
pub(crate) fn is_name(sql: &str) -> bool {
    sql.chars().all(|c| c.is_alphanumeric() || "._`\"".contains(c))
}

/// An operand of a postfix operator.
pub(crate) fn bracket_operand(sql: &str) -> String {
    if is_name(sql) { sql.to_string() } else { format!("({sql})") }
}
