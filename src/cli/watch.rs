//! How far a run is, on standard error: bars on a terminal, a plain line a step elsewhere.

use std::collections::{HashMap, HashSet};
use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::output::Output;
use crate::exec::Progress;
use crate::plan::{Plan, Step, StepKind};
use crate::visible;

/// How wide the titles of steps are, unless all are shorter.
const TITLE_WIDTH: usize = 60;

/// A line of something whose rows are known.
const ROWS: &str = "{spinner} {msg:36} {bar:20} {percent:>3}%  {human_pos} rows  {speed}  {eta} left";

/// How wide the titles of steps are beside a bar.
const BAR_TITLE_WIDTH: usize = 36;

/// Says how far a run is.
pub(super) struct Watch<'a> {
    output: &'a mut Output,
    number_width: usize,
    title_width: usize,
    /// On a terminal.
    bars: Option<Bars<'a>>,
}

/// Says what there is to say before a run's first step.
pub(super) struct Before<'a>(pub(super) &'a mut Output);

impl Progress for Before<'_> {
    fn aside(&mut self, text: &str) {
        self.note(&format!("note: {text}"));
    }

    fn differs(&mut self, difference: &str) {
        self.note(&format!("differs: {difference}"));
    }

    fn note(&mut self, text: &str) {
        self.0.message(&format!("{text}\n"));
    }

    fn step(&mut self, _: usize, _: usize, _: &Step, _: Option<u64>, _: Duration) {}
}

/// What is drawn below what was said: a line for each thing that runs, and one for what waits.
struct Bars<'a> {
    plan: &'a Plan,
    all: MultiProgress,
    waiting: ProgressBar,
    running: HashMap<Running, ProgressBar>,
    begun: HashSet<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Running {
    /// A step by its number.
    Step(usize),
    /// An old table that is staged.
    Table(String),
}

impl<'a> Watch<'a> {
    pub(super) fn new(output: &'a mut Output, plan: &'a Plan) -> Self {
        let longest = plan.steps.iter().map(|step| step.title.chars().count()).max().unwrap_or(0);
        let number_width = plan.steps.len().to_string().len();
        let bars = std::io::stderr().is_terminal().then(|| Bars::new(plan));
        Self { output, number_width, title_width: longest.min(TITLE_WIDTH), bars }
    }

    /// Removes what is not for good.
    pub(super) fn end(self) {
        if let Some(bars) = &self.bars {
            drop(bars.all.clear());
        }
    }

    /// A line that stays.
    fn line(&mut self, text: &str) {
        match &self.bars {
            Some(bars) => bars.all.suspend(|| self.output.message(text)),
            None => self.output.message(text),
        }
    }

    /// A line for something that is done.
    fn done(&mut self, number: &str, title: &str, rows: &str, took: Duration) {
        let paint = self.output.message_paint();
        let speed = paint.dim(&format!("{:>8}", seconds(took)));
        let width = self.title_width;
        self.line(&format!("{} {title:<width$}  {rows:>14}  {speed}\n", paint.dim(number)));
    }
}

impl Bars<'_> {
    fn new(plan: &Plan) -> Bars<'_> {
        let all = MultiProgress::with_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        let waiting = all.add(ProgressBar::new_spinner().with_style(style("{msg}")));
        let bars = Bars { plan, all, waiting, running: HashMap::new(), begun: HashSet::new() };
        bars.say_what_waits();
        bars
    }

    fn say_what_waits(&self) {
        let titles = self.plan.steps.iter().enumerate().filter(|(i, _)| !self.begun.contains(&(i + 1)));
        let titles: Vec<&str> = titles.map(|(_, step)| step.title.as_str()).collect();
        self.waiting.set_message(match titles.as_slice() {
            [] => "nothing waits".to_owned(),
            titles => format!("{} wait: {}", titles.len(), visible::one_line(&titles.join(", "))),
        });
        self.waiting.tick();
    }

    fn begin(&mut self, what: Running, title: &str, rows: Option<u64>) {
        let title: String = visible::one_line(title).chars().take(BAR_TITLE_WIDTH).collect();
        let bar = match rows {
            Some(rows) => ProgressBar::new(rows).with_style(style(ROWS)),
            None => ProgressBar::new_spinner().with_style(style("{spinner} {msg:36} {elapsed}")),
        };
        let bar = self.all.insert_before(&self.waiting, bar.with_message(title));
        // Statements of the database say nothing of themselves: that time goes by is seen.
        bar.enable_steady_tick(Duration::from_millis(200));
        if let Running::Step(number) = &what {
            self.begun.insert(*number);
        }
        self.running.insert(what, bar);
        self.say_what_waits();
    }

    fn end(&mut self, what: &Running) {
        if let Running::Step(number) = what {
            self.begun.insert(*number);
        }
        if let Some(bar) = self.running.remove(what) {
            bar.finish_and_clear();
            self.all.remove(&bar);
        }
        self.say_what_waits();
    }
}

fn style(template: &str) -> ProgressStyle {
    // The templates are ours; one that cannot be read is drawn as is usual.
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("━╸─").tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ ").with_key(
        "speed",
        |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{}", speed(state.pos(), state.elapsed()));
        },
    )
}

/// `52,100 rows/s`; nothing before there is anything to say.
pub(super) fn speed(rows: u64, took: Duration) -> String {
    match took.as_millis() {
        0 => String::new(),
        millis => format!("{} rows/s", grouped(u64::try_from(u128::from(rows) * 1000 / millis).unwrap_or(u64::MAX))),
    }
}

/// `1,234,567`
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl Progress for Watch<'_> {
    fn begin(&mut self, number: usize, _: usize, step: &Step) {
        if let Some(bars) = &mut self.bars {
            bars.begin(Running::Step(number), &step.title, None);
        }
    }

    fn load(&mut self, table: &str, rows: u64, of: u64) {
        let Some(bars) = &mut self.bars else { return };
        let what = Running::Table(table.to_owned());
        match bars.running.get(&what) {
            Some(bar) => bar.set_position(rows),
            None => {
                bars.begin(what.clone(), &format!("reading {table}"), Some(of).filter(|of| *of > 0));
                // What was there already is not the speed of this run.
                bars.running.get(&what).inspect(|bar| bar.set_position(rows)).inspect(|bar| bar.reset_elapsed());
            }
        }
    }

    fn rows(&mut self, number: usize, rows: u64, of: u64) {
        let Some(bar) = self.bars.as_ref().and_then(|bars| bars.running.get(&Running::Step(number))) else { return };
        if bar.length().is_none() {
            bar.set_length(of);
            bar.set_style(style(ROWS));
        }
        bar.set_position(rows);
    }

    fn loaded(&mut self, table: &str, rows: u64, took: Duration) {
        if let Some(bars) = &mut self.bars {
            bars.end(&Running::Table(table.to_owned()));
        }
        // As wide as the number of a step.
        let number = " ".repeat(2 * self.number_width + 3);
        self.done(&number, &format!("read {table}"), &counted(rows), took);
    }

    fn step(&mut self, number: usize, of: usize, step: &Step, rows: Option<u64>, took: Duration) {
        if let Some(bars) = &mut self.bars {
            bars.end(&Running::Step(number));
        }
        let rows = match (&step.kind, rows) {
            (_, None) => String::new(),
            (StepKind::Stubs { .. }, Some(0)) => "none needed".to_owned(),
            (_, Some(rows)) => counted(rows),
        };
        let number = format!("[{number:>width$}/{of}]", width = self.number_width);
        self.done(&number, &step.title, &rows, took);
    }

    fn note(&mut self, text: &str) {
        self.line(&format!("{}\n", text.trim_end()));
    }

    fn manual(&mut self, text: &str) {
        self.note(text);
        if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
            self.line("press Enter when it is done\n");
            // Whoever closes the input has seen it too.
            drop(std::io::stdin().read_line(&mut String::new()));
        }
    }
}

fn counted(rows: u64) -> String {
    if rows == 1 { "1 row ".to_owned() } else { format!("{rows} rows") }
}

/// `87 ms`, `2.4 s`.
pub(super) fn seconds(took: Duration) -> String {
    match took.as_millis() {
        0..1000 => format!("{} ms", took.as_millis()),
        _ => format!("{:.1} s", took.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_a_glance() {
        assert_eq!([0, 999, 1000, 1234567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(speed(5000, Duration::from_millis(2500)), "2,000 rows/s");
        assert_eq!(speed(5000, Duration::ZERO), "");
    }
}
