//! Collations and character sets of columns: how they are written and what they hold.

use migc::engine::Engine;

use super::draw::{Dice, Drawer};
use super::program::Block;
use super::value::Kind;

const LATIN: &str = " character set latin1";

/// Those of old columns.
pub fn of_old(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Mysql => &["", LATIN, " collate utf8mb4_bin", " collate utf8mb4_general_ci"],
        Engine::Sqlite => &["", " collate nocase"],
        Engine::Postgres => &["", " collate \"C\""],
    }
}

/// Those of new columns.
pub fn of_new(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Mysql => &[
            "",
            " collate utf8mb4_bin",
            " collate utf8mb4_general_ci",
            LATIN,
            " character set latin1 collate latin1_bin",
        ],
        Engine::Sqlite => &["", " collate nocase"],
        Engine::Postgres => &[""],
    }
}

/// Whether a column that is written so has all characters of a text.
pub fn holds(written: &str, text: &str) -> bool {
    !written.contains("latin1") || text.chars().all(|c| u32::from(c) < 256 || c == '€')
}

impl Drawer {
    /// Collations of old columns. What refers to a key has that of the key.
    pub fn draw_old_collations(&mut self, mut dice: Dice) {
        let all = of_old(self.old);
        let keys: Vec<&'static str> = self.tables.iter().map(|_| dice.pick(all)).collect();
        for (t, table) in self.tables.iter_mut().enumerate() {
            for (c, column) in table.columns.iter_mut().enumerate() {
                if column.kind != Kind::Text || column.values.is_some() {
                    continue;
                }
                column.written = match column.refers {
                    Some(refers) => keys[refers.table],
                    None if c == 0 => keys[t],
                    None => dice.pick(all),
                };
            }
        }
    }

    /// Collations of new columns that refer to nothing.
    pub fn draw_new_collations(&self, blocks: &mut [Block], mut dice: Dice) {
        for b in 0..blocks.len() {
            for f in 0..blocks[b].fills.len() {
                let goal = &blocks[b].fills[f].goal;
                if goal.kind != Kind::Text || goal.refers.is_some() {
                    continue;
                }
                let written = match blocks[b].into {
                    // The column is the first block's.
                    Some(first) => blocks[first].fills[f].goal.written,
                    None if dice.often(50) => dice.pick(of_new(self.new)),
                    None => "",
                };
                blocks[b].fills[f].goal.written = written;
            }
        }
    }
}
