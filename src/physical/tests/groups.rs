//! Who decides of rows whose part of a group's key cannot be made.

use super::*;

const FROM: &str = "
create table users (id int not null primary key, name varchar(20) not null) engine=InnoDB;
create table posts (id int not null primary key, user_id int not null, title varchar(20) not null,
  day date not null) engine=InnoDB;
";
const INTO: &str = "
create table account (id int not null primary key) engine=InnoDB;
create table tally (n int not null primary key, number int, needed int not null default 1, day date, last date,
  account_id int, foreign key (account_id) references account (id)) engine=InnoDB;
";

#[track_caller]
fn grouped(by: &str, lines: &str) -> Plan {
    let users = "table users -> account { id; ignore name }";
    planned(
        FROM,
        INTO,
        &format!("{users}\ntable posts group by {by} -> tally {{ auto -> n; {lines} }}\nignore posts.*"),
    )
}

/// Whether a line of the block decides of rows without a key, where groups are not looked up and where they are.
#[track_caller]
fn decides(by: &str, lines: &str) -> [bool; 2] {
    let plan = grouped(by, lines);
    let block = &plan.program.blocks[1];
    [false, true].map(|keeps_rows| is_decided(block, keeps_rows, &block.group_by[0]))
}

#[test]
fn the_line_that_moves_a_part_of_the_key_decides_of_rows_without_it() {
    let by = "title as int";
    assert_eq!(decides(by, "default -> number"), [false, false], "no line has it");
    assert_eq!(decides(by, "title as int -> number"), [true, true]);
    assert_eq!(decides(by, "title as int -> number or skip"), [true, true]);
    assert_eq!(decides(by, "title as int -> needed"), [true, true]);
    assert_eq!(decides(by, "max(title as int) -> number"), [false, false], "made of the group's rows");
}

#[test]
fn a_group_with_an_invented_key_is_not_among_those_that_are_looked_up() {
    let by = "title as int";
    assert_eq!(decides(by, "title as int -> number or null"), [true, false]);
    assert_eq!(decides(by, "title as int -> number or 0"), [true, false]);
    assert_eq!(decides(by, "title as int -> number or 0 or skip"), [true, false]);
    // One that leaves them out is enough.
    assert_eq!(decides(by, "title as int -> number or null; title as int -> needed"), [true, true]);
}

#[test]
fn a_part_of_the_key_may_be_asked_more_on_its_way() {
    assert_eq!(decides("title as int", "(title as int) as int32 -> number"), [true, true], "its size");
    assert_eq!(decides("title as int", "(title as int) as text as date -> day or null"), [true, false], "its type");
    assert_eq!(decides("user_id", "user_id -> account_id"), [true, true], "its row");
    assert_eq!(decides("user_id", "user_id -> account_id or null"), [true, false]);
    assert_eq!(decides("title as int", "(title as int) + 1 -> number"), [false, false], "another value");
}

/// How the insert is cut.
#[track_caller]
fn cut(by: &str, lines: &str) -> Pieces {
    cut_plan(&grouped(by, lines), 1_000).blocks[1].pieces.clone()
}

#[test]
fn groups_of_which_two_may_have_no_key_are_not_cut() {
    let by_number = Pieces::Cut { pieces: 10, rows: 100, by: PieceBy::Number };
    let why = "1000 old rows in one insert, which cannot be cut into pieces: its groups have no key of whole numbers";
    let uncut = Pieces::Whole { uncut: Some(why.to_owned()) };
    assert_eq!(cut("day", "default -> number"), by_number);
    assert_eq!(cut("day", "day -> last"), by_number, "a day that does not exist is rejected");
    assert_eq!(cut("day", "day -> last or null"), uncut);
    assert_eq!(cut("day", "day -> last or skip"), uncut, "only the whole query knows which are skipped");
    assert_eq!(cut("day", "day -> last or null; day"), by_number, "one line rejects them");
    assert_eq!(cut("title as int", "default -> number"), by_number);
    assert_eq!(cut("title as int", "title as int -> number"), uncut, "more than a column");
    assert_eq!(cut("day", "day -> last or date \"2000-01-01\""), uncut);
}
