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
