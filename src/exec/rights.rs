//! Which rights a run needs, and which of them the servers do not give: asked before the first step, so that none is missing midway.

use super::error::{Problem, RunError};
use crate::client::ClientError;
use crate::client::address::Address;
use crate::client::db::Db;
use crate::client::trouble::{self, Trouble};
use crate::dialect::{EngineExt as _, Of, Right, TroubleKind};

/// A right that is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Need {
    pub right: Right,
    /// The table, and the columns that matter; none: all that is made.
    pub table: Option<(String, Vec<String>)>,
    /// What is not done without it, where the run goes on.
    pub without: Option<String>,
}

impl Need {
    pub(super) fn place(right: Right) -> Self {
        Self { right, table: None, without: None }
    }

    pub(super) fn table(right: Right, name: &str, columns: Vec<String>) -> Self {
        Self { right, table: Some((name.to_owned(), columns)), without: None }
    }
}

/// What a side does not give.
#[derive(Debug, Default)]
pub(super) struct Lacks {
    /// What stops the run.
    pub problems: Vec<Problem>,
    /// What is not done.
    pub notes: Vec<String>,
}

/// Rights on one thing that are missing.
struct Missing {
    rights: Vec<String>,
    on: String,
    /// The statement that gives them, where that is no GRANT.
    say: Option<String>,
    without: Option<String>,
}

pub(super) async fn ask(db: &mut Db, address: &Address, needs: impl Iterator<Item = &Need>) -> Lacks {
    let mut out = Lacks::default();
    let statements = db.engine().statements();
    let Some(who) = statements.who() else { return out };
    let Ok(who) = db.ask(who).await else { return out };
    let [user, place, before] = [0, 1, 2].map(|at| who.at(at).unwrap_or_default().to_owned());
    let mut missing: Vec<Missing> = Vec::new();
    for need in needs {
        let of = need.table.as_ref().map_or(Of::Place, |(name, columns)| Of::Table(name, columns));
        let Some(probe) = statements.probe(need.right, of) else { continue };
        let on = probe.on.map_or_else(|| place.clone(), |on| if on.contains('.') { on } else { before.clone() + &on });
        let lacks = match db.ask(&probe.sql).await {
            Ok(answer) => answer.rows,
            Err(error) => match refused(&Trouble::of(&error, address), need) {
                Refused::Right => vec![Vec::new()],
                Refused::Other(problem) => {
                    if !out.problems.contains(&problem) {
                        out.problems.push(problem);
                    }
                    continue;
                }
                Refused::Schema(schema) => vec![vec![Some("USAGE".to_owned()), Some(format!("SCHEMA {schema}"))]],
                // A table that is missing, or has other columns, is told elsewhere.
                Refused::No => continue,
            },
        };
        for row in lacks {
            let [right, what, say] = [0, 1, 2].map(|at| row.get(at).cloned().flatten());
            let right = right.unwrap_or_else(|| probe.right.to_owned());
            let on = what.unwrap_or_else(|| on.clone());
            add(&mut missing, Missing { rights: vec![right], on, say, without: need.without.clone() });
        }
    }
    // What is missing on all is not said of each table.
    let everywhere: Vec<String> =
        missing.iter().filter(|one| one.on == place).flat_map(|one| one.rights.clone()).collect();
    for one in &mut missing {
        one.rights.retain(|right| one.on == place || one.on.contains(' ') || !everywhere.contains(right));
    }
    for one in missing.into_iter().filter(|one| !one.rights.is_empty()) {
        let rights = one.rights.join(", ");
        let say = match &one.say {
            Some(say) => format!("let an administrator say: {say} TO {user}"),
            None => format!("let an administrator say: GRANT {rights} ON {} TO {user}", one.on),
        };
        match one.without {
            Some(without) => out.notes.push(format!("{without}; {say}")),
            None => {
                let message = match one.say {
                    Some(_) => format!("the user {user} has no right to {rights} of {}", one.on),
                    None => format!("the user {user} has no right to {rights} on {}", one.on),
                };
                out.problems.push(Problem { message, help: say });
            }
        }
    }
    out
}

fn add(missing: &mut Vec<Missing>, one: Missing) {
    match missing.iter_mut().find(|m| m.on == one.on && m.say == one.say && m.without == one.without) {
        Some(there) => {
            let rights = one.rights.into_iter().filter(|right| !there.rights.contains(right)).collect::<Vec<_>>();
            there.rights.extend(rights);
        }
        None => missing.push(one),
    }
}

/// What a refused probe means.
enum Refused {
    /// The right is missing.
    Right,
    /// The right to use this schema is missing.
    Schema(String),
    /// Something else that must be allowed.
    Other(Problem),
    /// Nothing was refused.
    No,
}

fn refused(trouble: &Trouble, need: &Need) -> Refused {
    let words = &trouble.message;
    match trouble.kind {
        TroubleKind::Rights if words.contains("denied for schema ") => {
            Refused::Schema(words.rsplit(' ').next().unwrap_or_default().to_owned())
        }
        TroubleKind::Rights if words.contains(" denied ") => Refused::Right,
        // What is only looked at need not be allowed.
        TroubleKind::Rights | TroubleKind::ReadOnly if need.without.is_none() => {
            Refused::Other(Problem { message: words.clone(), help: trouble.help.clone() })
        }
        _ => Refused::No,
    }
}

/// Why a table could not be read, by the name that the server knows the user by.
pub(super) async fn unread(db: &mut Db, address: &Address, trouble: Trouble, what: &str, table: &str) -> RunError {
    let named = db.engine().dialect().ident(table);
    let need = Need::table(Right::Select, &named, Vec::new());
    match ask(db, address, std::iter::once(&need)).await.problems.pop() {
        Some(Problem { message, help }) => {
            RunError::Client(ClientError::Read { what: what.to_owned(), path: address.title(), message, help })
        }
        None => trouble.reading(what, address).into(),
    }
}

/// Why tables could not be locked, and what would let them be.
pub(super) async fn unlocked(db: &mut Db, error: &sqlx::Error) -> String {
    let words = trouble::words(error);
    let statements = db.engine().statements();
    let (Some(who), Some(probe)) = (statements.who(), statements.probe(Right::Lock, Of::Place)) else { return words };
    let refused = matches!(db.ask(&probe.sql).await, Err(error) if trouble::is_about_rights(&error));
    match db.ask(who).await {
        Ok(who) if refused => {
            let [user, place] = [0, 1].map(|at| who.at(at).unwrap_or_default());
            format!("{words}; let an administrator say: GRANT {} ON {place} TO {user}", probe.right)
        }
        _ => words,
    }
}
