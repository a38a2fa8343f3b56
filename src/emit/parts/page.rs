//! `00-read-me.html`: what to open, in which order, what each page shows when it went well, and what to do when not.
//!
//! One file without a network: whoever pastes the parts may have nothing but this folder and a browser.

use super::part::{ScriptPart, ScriptParts, StepLine};

/// Texts up to this size stand in the page, to be copied by a button.
const COPIED: usize = 300_000;
/// And no more than this of them all.
const COPIED_IN_ALL: usize = 6_000_000;

const TEMPLATE: &str = include_str!("read-me.html");

impl ScriptParts {
    /// The page that says how.
    pub fn read_me(&self) -> String {
        let database = match &self.new {
            Some(name) => format!("the database <code>{}</code>", html(name)),
            None => "the new database".to_owned(),
        };
        let many = self.parts.len();
        let name = self.program.strip_suffix(".mig").unwrap_or(&self.program);
        if self.looks {
            return self.look_page(&database, name);
        }
        let lead = format!(
            "{many} parts of SQL move the old rows into {database}. You need phpMyAdmin and nothing else. Each part looks first whether \
             it is its turn, and changes nothing if it is not, so a mistake here costs nothing."
        );
        let uploads = self.parts.iter().any(|part| part.packed);
        let fill = [
            ("title", format!("{}: {many} parts for phpMyAdmin", html(name))),
            ("heading", format!("Moving {} with phpMyAdmin", html(name))),
            ("lead", lead),
            ("before", self.before(&database)),
            ("how", how(&database, uploads)),
            ("example", example(many)),
            ("parts", self.list()),
            ("trouble", self.trouble()),
            ("picture", self.picture()),
            ("footer", format!("Written by migc {}. Hash of these parts: {}", env!("CARGO_PKG_VERSION"), self.hash)),
            ("hash", self.hash.clone()),
        ];
        fill.iter().fold(TEMPLATE.to_owned(), |page, (name, text)| page.replace(&format!("{{{{{name}}}}}"), text))
    }

    fn look_page(&self, database: &str, name: &str) -> String {
        let many = self.parts.len();
        let pages = if many == 1 { "One part".to_owned() } else { format!("{many} parts") };
        let lead = format!(
            "{pages} of SQL to see which old rows would not move, and why, before anything does. Nothing is written."
        );
        let example = format!(
            "<tr><td>rows of users that would be rejected</td><td>3</td><td>0</td><td>see the table above</td></tr>\n\
             <tr><td>look 1 of {many}</td><td>done</td><td>done</td><td>look 1 of {many} is done</td></tr>"
        );
        let trouble = "<tr><td class=\"said\">the table … is not in this database</td><td>Click the name of the new database on the \
                       left, then <b>SQL</b>, and paste again.</td></tr>\n<tr><td class=\"said\">a row <i>this would stop it</i></td><td>Do what \
                       it says before you begin with the parts that move rows.</td></tr>\n<tr><td class=\"said\">rows in the table above</td><td>They \
                       would be listed in <code>_mig_rejects</code> and left behind. Mend them on the old side, say in the program \
                       what is to happen to them, or let them go.</td></tr>";
        let before = [
            format!("{database} must have its new tables; they may be empty."),
            "A row that leans on one that would not move is listed as well. Where not all of these can be known, a line of the table says so.".to_owned(),
        ];
        let fill = [
            ("title", format!("{}: a look before it moves", html(name))),
            ("heading", format!("A look at {} before it moves", html(name))),
            ("lead", lead),
            ("before", items(&before)),
            ("how", how(database, self.parts.iter().any(|part| part.packed))),
            ("example", example),
            ("parts", self.list()),
            ("trouble", trouble.to_owned()),
            ("picture", String::new()),
            ("footer", format!("Written by migc {}", env!("CARGO_PKG_VERSION"))),
            ("hash", self.hash.clone()),
        ];
        let page =
            fill.iter().fold(TEMPLATE.to_owned(), |page, (name, text)| page.replace(&format!("{{{{{name}}}}}"), text));
        // There is no plan to draw.
        match (page.find("<h2>What moves"), page.find("<footer>")) {
            (Some(from), Some(to)) => format!("{}{}", &page[..from], &page[to..]),
            _ => page,
        }
    }

    fn before(&self, database: &str) -> String {
        let mut out = vec![format!("Keep a copy of {database}: tab <b>Export</b>, button <b>Export</b>.")];
        if let Some(old) = &self.old {
            let old = html(old);
            out.push(format!("Let nobody write to the old tables in <code>{old}</code> until the last part is done."));
        }
        out.push(
            "The tables of the new site must be there, and empty where the program does not say otherwise.".to_owned(),
        );
        out.push("The box <b>Enable foreign key checks</b> may stay as it is.".to_owned());
        items(&out)
    }

    fn list(&self) -> String {
        let mut out = String::new();
        let mut copied = 0;
        for part in &self.parts {
            for note in &part.before {
                out.push_str(&format!("<div class=\"hand\"><b>By hand first:</b> {}</div>\n", html(note)));
            }
            let number = part.number;
            let file = html(&part.file(self.parts.len()));
            let does: Vec<String> = part.does.iter().map(|line| html(line)).collect();
            let small = !part.packed
                && part.body.is_none()
                && part.text.len() <= COPIED
                && copied + part.text.len() <= COPIED_IN_ALL;
            let copy = if small { format!("<button data-copies=\"t{number}\">Copy</button>") } else { String::new() };
            out.push_str(&format!(
                "<div class=\"card part\"><input type=\"checkbox\" id=\"p{number}\" aria-label=\"part {number} is done\">\
                 <label for=\"p{number}\"><span class=\"name\">{number}. {}</span> &nbsp;<a class=\"file\" href=\"{file}\">{file}</a>\
                 <br><span class=\"does\">{}</span></label>{copy}",
                html(&part.title),
                does.join("<br>")
            ));
            if small {
                copied += part.text.len();
                // A line break after the tag is not a part of the text.
                out.push_str(&format!("<textarea id=\"t{number}\" hidden readonly>\n{}</textarea>", html(&part.text)));
            }
            out.push_str("</div>\n");
        }
        for note in &self.after {
            out.push_str(&format!("<div class=\"hand\"><b>By hand at the end:</b> {}</div>\n", html(note)));
        }
        out
    }

    fn trouble(&self) -> String {
        let helpers: Vec<String> = self.helpers.iter().map(|name| format!("<code>{}</code>", html(name))).collect();
        let again = format!(
            "To begin again: put the copy of the new database back, or empty the tables that were filled; remove these helper tables: {}; and \
             start with part 1.",
            helpers.join(", ")
        );
        let lines = [
            (
                "part 4 of 7: part 3 has not been run in this database",
                "Paste part 3. It was left out, or it failed, or this is another database.",
            ),
            ("part 4 of 7 has been run already: go on with part 5", "Go on with part 5. Nothing was done twice."),
            (
                "the table … is not in this database: open the new one",
                "Click the name of the new database on the left, then <b>SQL</b>, and paste again.",
            ),
            ("the new table … is not empty", "Empty it, unless its rows must stay: then the program has to say so."),
            (
                "part 4 of 7 is not of the program whose parts were begun in this database",
                "These files are of another version than those you began with. Go on with the first ones, or begin again as the last line says.",
            ),
            (
                "any other red box",
                "Nothing of this part was kept. The box shows the statement and, above it, the step. Mend what it says and paste the same part again.",
            ),
            (
                "nothing at all, or that the server is gone",
                "Wait a minute and paste the same part again: it goes on, or says that it was done after all.",
            ),
            ("a row with WRONG", "Stop, and show the page to whoever wrote the program."),
        ];
        let mut out: String = lines
            .iter()
            .map(|(said, what)| format!("<tr><td class=\"said\">{said}</td><td>{what}</td></tr>\n"))
            .collect();
        out.push_str(&format!("<tr><td>you want to begin again</td><td>{again}</td></tr>\n"));
        out
    }

    /// The steps below each other in their order, the parts behind them, and at the right what each waits for.
    fn picture(&self) -> String {
        const ROW: usize = 38;
        const LEFT: usize = 92;
        const BOX: usize = 216;
        const GAP: usize = 44;
        let right = LEFT + 34 + BOX + GAP + BOX;
        let (width, height) = (right + 170, self.steps.len() * ROW + 24);
        let y = |row: usize| 12 + row * ROW;
        let row_of = |number: usize| self.steps.iter().position(|step| step.number == number);
        let mut out = format!(
            "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"the steps in their order\">\n\
             <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
             <path d=\"M0 0L8 4L0 8z\" fill=\"#2563a8\"/></marker>\
             <marker id=\"dot\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"6\" markerHeight=\"6\" orient=\"auto\">\
             <path d=\"M0 0L8 4L0 8z\" fill=\"#9aa7b4\"/></marker></defs>\n"
        );
        let mut shade = false;
        for part in &self.parts {
            let rows: Vec<usize> = (0..self.steps.len()).filter(|row| self.steps[*row].part == part.number).collect();
            let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
            let fill = if shade { "#f3f5f8" } else { "#e8f0f9" };
            shade = !shade;
            out.push_str(&format!(
                "<rect x=\"0\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"{fill}\"/><text x=\"14\" y=\"{}\" class=\"soft\">part {}</text>\n",
                y(*first),
                right + 12,
                (last - first + 1) * ROW - 2,
                y(*first) + 23,
                part.number
            ));
        }
        for (row, step) in self.steps.iter().enumerate() {
            for after in step.after.iter().filter_map(|number| row_of(*number)).filter(|after| *after < row) {
                let (from, to) = (y(after) + 18, y(row) + 18);
                let bend = right + (30 + 9 * (row - after)).min(150);
                out.push_str(&format!(
                    "<path d=\"M{right} {from}C{bend} {from} {bend} {to} {} {to}\" fill=\"none\" stroke=\"#9aa7b4\" stroke-width=\"1.2\" marker-end=\"url(#dot)\"/>\n",
                    right + 2
                ));
            }
        }
        for (row, step) in self.steps.iter().enumerate() {
            out.push_str(&drawn(step, y(row), LEFT, BOX, GAP));
        }
        out.push_str("</svg>");
        out
    }
}

fn drawn(step: &StepLine, y: usize, left: usize, wide: usize, gap: usize) -> String {
    let middle = y + 18;
    let boxed = |x: usize, wide: usize, text: &str, color: &str| {
        format!(
            "<rect x=\"{x}\" y=\"{}\" width=\"{wide}\" height=\"28\" rx=\"6\" fill=\"#fff\" stroke=\"{color}\"/><text x=\"{}\" y=\"{}\">{}</text>\n",
            y + 4,
            x + 11,
            middle + 5,
            html(&shortened(text, wide / 8))
        )
    };
    let mut out = format!(
        "<circle cx=\"{}\" cy=\"{middle}\" r=\"11\" fill=\"#2563a8\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\" style=\"fill:#fff;font-size:11px\">{}</text>\n",
        left + 12,
        left + 12,
        middle + 4,
        step.number
    );
    let begin = left + 34;
    match &step.from {
        Some(from) => {
            out.push_str(&boxed(begin, wide, from, "#b9c4cf"));
            out.push_str(&format!(
                "<path d=\"M{} {middle}H{}\" stroke=\"#2563a8\" stroke-width=\"1.6\" marker-end=\"url(#tip)\"/>\n",
                begin + wide + 4,
                begin + wide + gap - 4
            ));
            out.push_str(&boxed(begin + wide + gap, wide, &step.to, "#2563a8"));
        }
        None => out.push_str(&boxed(begin, wide + gap + wide, &step.to, "#d9b65b")),
    }
    out
}

fn shortened(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => text.chars().take(most - 1).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

fn items(lines: &[String]) -> String {
    lines.iter().map(|line| format!("<li>{line}</li>")).collect::<Vec<_>>().join("\n")
}

fn how(database: &str, uploads: bool) -> String {
    let mut out = vec![
        format!("In phpMyAdmin click {database} on the left, then the tab <b>SQL</b>."),
        "Press <b>Copy</b> below (or open the file and copy all of it), paste it into the large field, and press <b>Go</b>."
            .to_owned(),
        "Scroll to the end of the page, see the table, and tick the part off here.".to_owned(),
    ];
    if uploads {
        out.push(
            "A file that ends in <code>.gz</code> goes through the tab <b>Import</b> instead: choose it, untick <b>Allow the interruption of \
             an import</b>, and press <b>Go</b>."
                .to_owned(),
        );
    }
    items(&out)
}

fn example(many: usize) -> String {
    format!(
        "<tr><td>users to account</td><td>120</td><td>120</td><td>every row has one fate</td></tr>\n\
         <tr><td>part 3 of {many}</td><td>done</td><td>done</td><td>part 3 of {many} is done: go on with part 4</td></tr>"
    )
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl ScriptPart {
    /// The name of its file, such that files stand in their order.
    pub fn file(&self, of: usize) -> String {
        let width = of.to_string().len().max(2);
        let title: String = self.title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let end = if self.packed { "sql.gz" } else { "sql" };
        format!("{:0width$}-{title}.{end}", self.number)
    }
}
