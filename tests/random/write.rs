//! Writes a drawn program, its schemas and its rows as texts.

use std::collections::BTreeSet;

use migc::engine::Engine;

use super::program::*;
use super::value::{Expr, Kind, Op, Val, hundredths};

/// The texts of one program; several programs with different prefixes can stand in one file.
pub struct Writer<'a> {
    pub drawn: &'a Drawn,
    pub prefix: String,
    pub old: Engine,
    pub new: Engine,
}

impl Writer<'_> {
    pub fn table(&self, t: usize) -> String {
        format!("{}t{t}", self.prefix)
    }

    pub fn column(&self, t: usize, c: usize) -> String {
        if c == 0 { format!("id{t}") } else { format!("c{t}_{c}") }
    }

    pub fn new_table(&self, b: usize) -> String {
        format!("{}n{}", self.prefix, self.drawn.target(b))
    }

    pub fn new_column(&self, fill: usize) -> String {
        format!("f{fill}")
    }

    /// What reports call a block.
    pub fn block(&self, b: usize) -> String {
        let block = &self.drawn.blocks[b];
        if block.alias { format!("{}b{b}", self.prefix) } else { self.table(block.table) }
    }

    // ---- the old side -----------------------------------------------------------------------------

    pub fn old_sql(&self) -> String {
        let mut out = String::new();
        let mut later = String::new();
        let tables = &self.drawn.tables;
        for (t, table) in tables.iter().enumerate() {
            let mut lines: Vec<String> = Vec::new();
            for (c, column) in table.columns.iter().enumerate() {
                let name = self.column(t, c);
                let ty = self.old_type(&name, column, &mut out) + column.written;
                let null = if column.nullable { "" } else { " not null" };
                let key = if c == 0 { " primary key" } else { "" };
                lines.push(format!("{name} {ty}{null}{key}"));
            }
            for (c, column) in table.columns.iter().enumerate() {
                let Some(refers) = column.refers.filter(|r| r.said == Said::Declared) else { continue };
                let clause = format!(
                    "foreign key ({}) references {} ({})",
                    self.column(t, c),
                    self.table(refers.table),
                    self.column(refers.table, 0)
                );
                match self.old {
                    Engine::Sqlite => lines.push(clause),
                    _ => later.push_str(&format!("alter table {} add {clause};\n", self.table(t))),
                }
            }
            let end = match (self.old, table.loose_engine) {
                (Engine::Mysql, true) => " engine=MyISAM default charset=utf8mb4",
                (Engine::Mysql, false) => " engine=InnoDB default charset=utf8mb4",
                _ => "",
            };
            out.push_str(&format!("create table {} (\n  {}\n){end};\n", self.table(t), lines.join(",\n  ")));
        }
        for (t, table) in tables.iter().enumerate() {
            if table.rows.is_empty() {
                continue;
            }
            let rows: Vec<String> = table
                .rows
                .iter()
                .map(|row| format!("({})", row.iter().map(|v| sql(self.old, v)).collect::<Vec<_>>().join(", ")))
                .collect();
            out.push_str(&format!("insert into {} values\n  {};\n", self.table(t), rows.join(",\n  ")));
        }
        out + &later
    }

    fn old_type(&self, name: &str, column: &Column, before: &mut String) -> String {
        let mysql = self.old == Engine::Mysql;
        if let Some(values) = &column.values {
            let values: Vec<String> = values.iter().map(|v| format!("'{v}'")).collect();
            let list = values.join(", ");
            if mysql {
                return format!("enum({list})");
            }
            before.push_str(&format!("create type {}{name} as enum ({list});\n", self.prefix));
            return format!("{}{name}", self.prefix);
        }
        match column.kind {
            Kind::Int if column.wide => "bigint".into(),
            Kind::Int => "integer".into(),
            Kind::Text => "varchar(30)".into(),
            Kind::Dec => "decimal(8,2)".into(),
            Kind::Bool if mysql => "tinyint(1)".into(),
            Kind::Bool => "boolean".into(),
            Kind::Moment if self.old == Engine::Postgres => "timestamp".into(),
            Kind::Moment => "datetime".into(),
        }
    }

    // ---- the new side -----------------------------------------------------------------------------

    pub fn key_goal(&self, b: usize) -> Goal {
        let b = self.drawn.target(b);
        let block = &self.drawn.blocks[b];
        let (kind, refers) = match block.keys {
            Keys::Keep => (self.drawn.tables[block.table].columns[block.key_column()].kind, None),
            Keys::Auto => (Kind::Int, None),
            Keys::Text => (Kind::Text, None),
            Keys::Shared(first) => (self.key_goal(first).kind, Some(first)),
        };
        Goal { kind, size: if kind == Kind::Text { 40 } else { 32 }, nullable: false, refers, written: "" }
    }

    pub fn new_sql(&self) -> String {
        let mut out = String::new();
        let mut later = String::new();
        for (b, block) in self.drawn.blocks.iter().enumerate().filter(|(_, block)| block.into.is_none()) {
            let table = self.new_table(b);
            let auto = match (block.keys, self.new) {
                (Keys::Auto, Engine::Mysql) => " auto_increment",
                _ => "",
            };
            let mut lines = vec![if (block.keys, self.new) == (Keys::Auto, Engine::Postgres) {
                "id serial primary key".to_owned()
            } else {
                format!("id {} not null{auto} primary key", new_type(self.new, &self.key_goal(b)))
            }];
            let mut goals = vec![("id".to_owned(), self.key_goal(b))];
            for (f, fill) in block.fills.iter().enumerate() {
                let null = if fill.goal.nullable { "" } else { " not null" };
                let ty = new_type(self.new, &fill.goal) + fill.goal.written;
                lines.push(format!("{} {ty}{null}", self.new_column(f)));
                goals.push((self.new_column(f), fill.goal.clone()));
            }
            for unique in block.uniques.iter().filter(|u| u.declared) {
                if unique.fill.is_some() {
                    lines.push(format!("unique ({})", self.unique_columns(unique)));
                }
            }
            lines.extend(block.checks.iter().map(|check| self.check(check)));
            for (column, goal) in goals {
                let Some(to) = goal.refers else { continue };
                let clause = format!("foreign key ({column}) references {} (id)", self.new_table(to));
                match self.new {
                    Engine::Sqlite => lines.push(clause),
                    _ => later.push_str(&format!("alter table {table} add {clause};\n")),
                }
            }
            let end = match self.new {
                Engine::Mysql => " engine=InnoDB default charset=utf8mb4 collate=utf8mb4_unicode_ci",
                _ => "",
            };
            out.push_str(&format!("create table {table} (\n  {}\n){end};\n", lines.join(",\n  ")));
        }
        out + &later
    }

    fn check(&self, check: &Check) -> String {
        let op = match check.op {
            Op::Ne => "<>",
            Op::Lt => "<",
            Op::Le => "<=",
            Op::Gt => ">",
            _ => ">=",
        };
        let bound = match check.bound {
            Bound::Number(n) => n.to_string(),
            Bound::Fill(fill) => self.new_column(fill),
            Bound::List(_) | Bound::Range(..) => {
                let not = if check.op == Op::Ne { "not " } else { "" };
                let among = match check.bound {
                    Bound::Range(low, high) => format!("between {low} and {high}"),
                    Bound::List(of) => {
                        format!("in ({})", of.iter().map(i64::to_string).collect::<Vec<_>>().join(", "))
                    }
                    _ => String::new(),
                };
                return format!("check ({} {not}{among})", self.new_column(check.fill));
            }
        };
        format!("check ({} {op} {bound})", self.new_column(check.fill))
    }

    // ---- the program --------------------------------------------------------------------------------

    pub fn statements(&self) -> String {
        let mut out = String::new();
        for (m, map) in self.drawn.maps.iter().enumerate() {
            let used = self.expressions().iter().any(|e| uses_map(e, m));
            if !used {
                continue;
            }
            out.push_str(&format!("map {}m{m} {{\n", self.prefix));
            for (key, value) in &map.arms {
                out.push_str(&format!("  {} -> {}\n", literal(key), literal(value)));
            }
            match &map.otherwise {
                Otherwise::Miss => {}
                Otherwise::Keep => out.push_str("  else keep\n"),
                Otherwise::Value(value) => out.push_str(&format!("  else -> {}\n", literal(value))),
            }
            out.push_str("}\n");
        }
        for (t, table) in self.drawn.tables.iter().enumerate() {
            for (c, column) in table.columns.iter().enumerate() {
                if let Some(refers) = column.refers.filter(|r| r.said == Said::Told) {
                    let to = format!("{}.{}", self.table(refers.table), self.column(refers.table, 0));
                    let none = refers.none.map_or(String::new(), |n| format!(" unless {n}"));
                    out.push_str(&format!("reference {}.{}{none} to {to}\n", self.table(t), self.column(t, c)));
                }
            }
        }
        for (b, block) in self.drawn.blocks.iter().enumerate() {
            out.push_str(&self.block_text(b, block));
            if block.stub && block.into.is_none() {
                out.push_str(&self.stub_text(b, block));
            }
        }
        out.extend(self.drawn.updates.iter().map(|update| self.update_text(update)));
        out + &self.ignores()
    }

    fn expressions(&self) -> Vec<&Expr> {
        let mut all = Vec::new();
        for block in &self.drawn.blocks {
            all.extend(block.fills.iter().flat_map(|f| &f.attempts));
            all.extend(block.filters.iter().map(|(_, e)| e));
            all.extend(block.order.iter().map(|(e, _)| e));
            all.extend(block.group.iter().filter_map(|g| g.having.as_ref()));
            all.extend(block.uniques.iter().filter_map(|u| match &u.then {
                Then::Keep(by, _) => Some(by),
                _ => None,
            }));
        }
        all
    }

    fn block_text(&self, b: usize, block: &Block) -> String {
        let mut head = format!("table {}", self.table(block.table));
        if block.alias {
            head.push_str(&format!(" as {}", self.block(b)));
        }
        if let Some(join) = &block.join {
            head.push_str(&format!(
                "\n  {}join {} as j{b} on {} = j{b}.{}",
                if join.left { "left " } else { "" },
                self.table(join.table),
                self.expr(b, &Expr::Col(0, join.column)),
                self.column(join.table, 0)
            ));
        }
        if let Some(group) = &block.group {
            let columns: Vec<String> = group.columns.iter().map(|c| self.expr(b, &Expr::Col(0, *c))).collect();
            head.push_str(&format!("\n  group by {}", columns.join(", ")));
            if let Some(having) = &group.having {
                head.push_str(&format!("\n  having {}", self.expr(b, having)));
            }
        }
        let mut lines = vec![match block.keys {
            Keys::Keep => format!("{} -> id", self.expr(b, &Expr::Col(0, block.key_column()))),
            Keys::Shared(first) => {
                format!("{}{} -> id", self.expr(b, &Expr::Col(0, block.key_column())), self.via(first))
            }
            Keys::Auto => "auto -> id".into(),
            Keys::Text => format!("f\"k{{{}}}\" -> id", self.expr(b, &Expr::Col(0, 0))),
        }];
        lines.extend(block.fills.iter().enumerate().map(|(f, fill)| self.fill_text(b, f, fill)));
        for (skip, filter) in &block.filters {
            lines.push(format!("{}where {}", if *skip { "skip " } else { "" }, self.expr(b, filter)));
        }
        for unique in &block.uniques {
            let column = self.unique_columns(unique);
            lines.push(match &unique.then {
                Then::Keep(by, last) => {
                    format!("unique {column} keep {} by {}", if *last { "last" } else { "first" }, self.expr(b, by))
                }
                Then::Reject => format!("unique {column} reject"),
                Then::Fail => format!("unique {column} fail"),
            });
        }
        if !block.order.is_empty() {
            let terms: Vec<String> = block
                .order
                .iter()
                .map(|(by, down)| format!("{}{}", self.expr(b, by), if *down { " desc" } else { "" }))
                .collect();
            lines.push(format!("order by {}", terms.join(", ")));
        }
        format!("{head}\n  -> {} {{\n  {}\n}}\n", self.new_table(b), lines.join("\n  "))
    }

    fn unique_columns(&self, unique: &Unique) -> String {
        let first = unique.fill.map_or("id".to_owned(), |f| self.new_column(f));
        unique.also.map_or(first.clone(), |f| format!("{first}, {}", self.new_column(f)))
    }

    fn fill_text(&self, b: usize, f: usize, fill: &Fill) -> String {
        let via = fill.goal.refers.map_or(String::new(), |to| self.via(to));
        let written = |e: &Expr| match e {
            Expr::Lit(Val::Null) => "null".into(),
            Expr::When(e, cond) if !via.is_empty() => format!("({}{via} when {})", self.expr(b, e), self.expr(b, cond)),
            e => self.expr(b, e) + &via,
        };
        let mut attempts = fill.attempts.iter().map(written);
        let mut line = format!("{} -> {}", attempts.next().unwrap_or_default(), self.new_column(f));
        for attempt in attempts {
            line.push_str(&format!(" or {attempt}"));
        }
        line.push_str(policy(fill.last));
        line
    }

    /// What says whose key it is, where it has to be said: what a block is grouped by is a key only where the block is named, and of
    /// several blocks into one table one is named.
    fn via(&self, to: usize) -> String {
        match self.drawn.blocks[to].group.is_some() || self.drawn.filling(to).len() > 1 {
            true => format!(" via {}", self.block(to)),
            false => String::new(),
        }
    }

    fn update_text(&self, update: &Update) -> String {
        let own = self.new_table(update.block);
        let value = match &update.value {
            Counted::Rows { of, by } => {
                let of = self.new_table(*of);
                format!("count(* from new.{of} where new.{of}.{} = {own}.id)", self.new_column(*by))
            }
            Counted::Values { name, of, by, value } => {
                let of = self.new_table(*of);
                format!(
                    "{name}({} from new.{of} where new.{of}.{} = {own}.id)",
                    self.new_column(*value),
                    self.new_column(*by)
                )
            }
        };
        let filter = update.filter.map_or(String::new(), |f| format!("  where {} is not null\n", self.new_column(f)));
        format!("update {own} {{\n  {value} -> {}\n{filter}}}\n", self.new_column(update.fill))
    }

    /// What a stub of a block's table has in a column; none: nothing, so null.
    pub fn stub_value(&self, b: usize, f: usize) -> Option<Expr> {
        let block = &self.drawn.blocks[self.drawn.target(b)];
        let goal = &block.fills[f].goal;
        let unique = block.uniques.iter().any(|u| u.fill == Some(f));
        if goal.refers.is_some() || (goal.nullable && (unique || f.is_multiple_of(2))) {
            return None;
        }
        Some(match goal.kind {
            Kind::Int => Expr::Lit(Val::Int(-9)),
            Kind::Text if goal.size == 0 || goal.size > 30 => Expr::Format(vec![Expr::text("gone "), Expr::StubKey]),
            Kind::Text => Expr::text("gone"),
            Kind::Dec => Expr::Lit(Val::Dec(50)),
            Kind::Bool => Expr::Lit(Val::Bool(false)),
            Kind::Moment => Expr::Lit(Val::Moment("2001-01-01 00:00:00".into())),
        })
    }

    fn stub_text(&self, b: usize, block: &Block) -> String {
        let mut lines = Vec::new();
        if block.keys == Keys::Text {
            lines.push("f\"k{key}\" -> id".to_owned());
        }
        for f in 0..block.fills.len() {
            if let Some(value) = self.stub_value(b, f) {
                lines.push(format!("{} -> {}", self.expr(b, &value), self.new_column(f)));
            }
        }
        format!("stub {} {{\n  {}\n}}\n", self.new_table(b), lines.join("\n  "))
    }

    /// Nothing may be left behind in silence.
    fn ignores(&self) -> String {
        let mut used: BTreeSet<(usize, usize)> = BTreeSet::new();
        for block in &self.drawn.blocks {
            let relations = [Some(block.table), block.join.as_ref().map(|j| j.table)];
            let mut all: Vec<&Expr> = block.fills.iter().flat_map(|f| &f.attempts).collect();
            all.extend(block.filters.iter().map(|(_, e)| e));
            all.extend(block.order.iter().map(|(e, _)| e));
            all.extend(block.group.iter().filter_map(|g| g.having.as_ref()));
            used.extend(block.group.iter().flat_map(|g| &g.columns).map(|c| (block.table, *c)));
            for unique in &block.uniques {
                if let Then::Keep(by, _) = &unique.then {
                    all.push(by);
                }
            }
            for expr in all {
                expr.walk(&mut |e| match e {
                    Expr::Col(r, c) => {
                        used.extend(relations.get(*r).copied().flatten().map(|t| (t, *c)));
                    }
                    Expr::Lookup(t, c, _) => {
                        used.insert((*t, *c));
                        used.insert((*t, 0));
                    }
                    Expr::LookupBy(t, by, c, _) => {
                        used.extend([(*t, *by), (*t, *c)]);
                    }
                    Expr::Count(t, c, _) => {
                        used.insert((*t, *c));
                    }
                    _ => {}
                });
            }
            if block.keys != Keys::Auto && block.group.is_none() {
                used.insert((block.table, 0));
            }
            for fill in &block.fills {
                if let Some(to) = fill.goal.refers {
                    let to = &self.drawn.blocks[to];
                    used.insert((to.table, to.key_column()));
                    used.extend(to.group.iter().flat_map(|g| &g.columns).map(|c| (to.table, *c)));
                }
            }
            if let Some(join) = &block.join {
                used.insert((join.table, 0));
                used.insert((block.table, join.column));
            }
        }
        let mut out = String::new();
        for (t, table) in self.drawn.tables.iter().enumerate() {
            let mut names: Vec<String> = (0..table.columns.len())
                .filter(|c| !used.contains(&(t, *c)))
                .map(|c| format!("{}.{}", self.table(t), self.column(t, c)))
                .collect();
            if names.len() == table.columns.len() && !self.drawn.blocks.iter().any(|b| b.table == t) {
                names = vec![self.table(t)];
            }
            if !names.is_empty() {
                out.push_str(&format!("ignore {}\n", names.join(", ")));
            }
        }
        out
    }

    fn expr(&self, b: usize, expr: &Expr) -> String {
        let at = |e: &Expr| self.expr(b, e);
        match expr {
            Expr::Lit(value) => literal(value),
            Expr::Col(r, c) => {
                let block = &self.drawn.blocks[b];
                match (&block.join, r) {
                    (None, _) => self.column(block.table, *c),
                    (Some(_), 0) => format!("{}.{}", self.block(b), self.column(block.table, *c)),
                    (Some(join), _) => format!("j{b}.{}", self.column(join.table, *c)),
                }
            }
            Expr::Op(Op::Div, x, y) => format!("div({}, {})", at(x), at(y)),
            Expr::Op(op, x, y) => format!("({} {op} {})", at(x), at(y)),
            Expr::And(x, y) => format!("({} and {})", at(x), at(y)),
            Expr::Or(x, y) => format!("({} or {})", at(x), at(y)),
            Expr::Not(x) => format!("(not {})", at(x)),
            Expr::IsNull(x) => format!("({} is null)", at(x)),
            Expr::In(x, list) => {
                format!("({} in ({}))", at(x), list.iter().map(literal).collect::<Vec<_>>().join(", "))
            }
            Expr::Like(x, pattern) => format!("({} like {})", at(x), quoted(pattern)),
            Expr::When(x, cond) => format!("({} when {})", at(x), at(cond)),
            Expr::Case(cond, x, y) => format!("(case {{ {} -> {}; else {} }})", at(cond), at(x), at(y)),
            Expr::Format(pieces) => {
                let pieces: Vec<String> = pieces
                    .iter()
                    .map(|piece| match piece {
                        Expr::Lit(Val::Text(text)) => text.clone(),
                        piece => format!("{{{}}}", at(piece)),
                    })
                    .collect();
                // Texts in a text would need escapes; `concat` says the same.
                match pieces.iter().any(|p| p.contains(['"', '\\'])) {
                    false => format!("f\"{}\"", pieces.concat()),
                    true => self.concat(b, expr),
                }
            }
            Expr::Call(name, args) => format!("{name}({})", args.iter().map(at).collect::<Vec<_>>().join(", ")),
            Expr::Cast(x, kind, format) => {
                let ty = match kind {
                    Kind::Int => "int",
                    Kind::Text => "text",
                    Kind::Dec => "decimal(12,2)",
                    Kind::Bool => "bool",
                    Kind::Moment => "datetime",
                };
                match format {
                    Some(format) => format!("({} as {ty} \"{format}\")", at(x)),
                    None => format!("({} as {ty})", at(x)),
                }
            }
            Expr::Map(map, x) => format!("{}m{map}({})", self.prefix, at(x)),
            Expr::Lookup(t, c, key) => format!("{}[{}].{}", self.table(*t), at(key), self.column(*t, *c)),
            Expr::LookupBy(t, by, c, key) => {
                format!("{}[{} = {}].{}", self.table(*t), self.column(*t, *by), at(key), self.column(*t, *c))
            }
            Expr::Tuple(parts) => format!("({})", parts.iter().map(at).collect::<Vec<_>>().join(", ")),
            Expr::Count(t, c, key) => {
                format!("count(* from {} where {} = {})", self.table(*t), self.column(*t, *c), at(key))
            }
            Expr::Agg(name, _, value) => format!("{name}({})", value.as_ref().map_or("*".to_owned(), |e| at(e))),
            Expr::StubKey => "key".into(),
        }
    }

    fn concat(&self, b: usize, expr: &Expr) -> String {
        let Expr::Format(pieces) = expr else { return self.expr(b, expr) };
        let pieces: Vec<String> = pieces
            .iter()
            .map(|piece| match piece {
                Expr::Lit(Val::Text(text)) => quoted(text),
                piece => self.expr(b, piece),
            })
            .collect();
        format!("concat({})", pieces.join(", "))
    }
}

/// A value as SQL.
pub fn sql(engine: Engine, value: &Val) -> String {
    match value {
        Val::Null => "null".into(),
        Val::Bool(b) if engine == Engine::Postgres => b.to_string(),
        Val::Bool(b) => u8::from(*b).to_string(),
        Val::Int(n) => n.to_string(),
        Val::Dec(n) => hundredths(*n),
        Val::Moment(text) => format!("'{text}'"),
        Val::Text(text) => {
            let text = text.replace('\'', "''");
            format!("'{}'", if engine == Engine::Mysql { text.replace('\\', "\\\\") } else { text })
        }
    }
}

/// The type of a column.
pub fn new_type(engine: Engine, goal: &Goal) -> String {
    match (goal.kind, goal.size) {
        (Kind::Int, 16) => "smallint".into(),
        (Kind::Int, 64) if engine != Engine::Sqlite => "bigint".into(),
        (Kind::Int, _) => "integer".into(),
        (Kind::Text, 0) => "text".into(),
        (Kind::Text, n) => format!("varchar({n})"),
        (Kind::Dec, _) => "decimal(6,1)".into(),
        (Kind::Bool, _) if engine == Engine::Mysql => "tinyint(1)".into(),
        (Kind::Bool, _) => "boolean".into(),
        (Kind::Moment, _) if engine == Engine::Postgres => "timestamp(0)".into(),
        (Kind::Moment, _) => "datetime".into(),
    }
}

/// The end of an `or` chain as it is written.
pub fn policy(last: Last) -> &'static str {
    match last {
        Last::Nothing => "",
        Last::Reject => " or reject",
        Last::Null => " or null",
        Last::Skip => " or skip",
        Last::Stub => " or stub",
        Last::Cut => " or cut",
        Last::Fail => " or fail",
    }
}

fn uses_map(expr: &Expr, map: usize) -> bool {
    let mut found = false;
    expr.walk(&mut |e| found |= matches!(e, Expr::Map(m, _) if *m == map));
    found
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t"))
}

/// A value in a program.
pub fn literal(value: &Val) -> String {
    match value {
        Val::Null => "null".into(),
        Val::Bool(b) => b.to_string(),
        Val::Int(n) => n.to_string(),
        Val::Dec(n) => hundredths(*n),
        Val::Moment(text) => format!("datetime \"{text}\""),
        Val::Text(text) => quoted(text),
    }
}
