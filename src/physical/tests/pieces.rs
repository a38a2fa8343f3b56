//! How long inserts are cut.

use super::*;

/// How the insert of the first block is cut where its table has so many rows and a piece takes 100.
#[track_caller]
fn cut(program: &str, rows: u64) -> Pieces {
    let plan = planned(OLD, NEW, program);
    let cuts = Cuts { rows: 100, tables: [(TableId(0), rows)].into() };
    PhysicalPlan::of(&plan, Target { cuts: Some(&cuts), ..target(&plan) }).blocks[0].pieces.clone()
}

#[test]
fn a_long_insert_is_cut_by_a_key_of_whole_numbers() {
    let program = format!("{USERS}\nignore posts");
    assert_eq!(cut(&program, 100), Pieces::Whole { uncut: None });
    let by = PieceBy::Key(RelId(0), ColumnId(0));
    assert_eq!(cut(&program, 101), Pieces::Cut { pieces: 2, rows: 100, by });
}

#[test]
fn an_insert_in_an_order_is_cut_by_number_and_that_needs_a_rows_table() {
    let program = format!("{}\nignore posts", USERS.replace("ignore boss", "order by name; ignore boss"));
    assert_eq!(cut(&program, 1_000), Pieces::Cut { pieces: 10, rows: 100, by: PieceBy::Number });
    let plan = planned(OLD, NEW, &program);
    let cuts = Cuts { rows: 100, tables: [(TableId(0), 1_000)].into() };
    let physical = PhysicalPlan::of(&plan, Target { cuts: Some(&cuts), ..target(&plan) });
    let block = &physical.blocks[0];
    assert_eq!(block.rows_table.as_ref().map(|table| table.why.clone()), Some(vec![RowsTableReason::Pieces]));
    assert!(block.keeps_rows() && !block.keeps_rows_anyway());
    assert_eq!((physical.piece_rows, block.old_rows), (Some(100), 1_000));
}

#[test]
fn groups_by_a_date_are_cut_by_number() {
    let program =
        "table users group by born -> account { auto -> id; \"x\" -> name; ignore id, name, boss; default -> boss_id }";
    let plan = planned(OLD, NEW, &format!("{program}\nignore posts"));
    let cuts = Cuts { rows: 100, tables: [(TableId(0), 500)].into() };
    let physical = PhysicalPlan::of(&plan, Target { cuts: Some(&cuts), ..target(&plan) });
    assert!(
        matches!(physical.blocks[0].pieces, Pieces::Cut { by: PieceBy::Number, .. }),
        "a date is a key of a rows table"
    );
}

const THINGS: &str = "
create table things (id int not null primary key, title varchar(20), day date, price decimal(9, 2), flag bool,
  at datetime, ratio double, wide varchar(255), wider varchar(256), note text) engine=InnoDB;
create table kinds (code varchar(9) not null primary key, number int not null, thing int not null) engine=InnoDB;
";
const ITEMS: &str = "create table item (n int not null, label varchar(300)) engine=InnoDB;";
const KEYED: &str = "create table item (n int not null primary key, label varchar(300)) engine=InnoDB;";

/// How the insert of the first block is cut where its table has 500 rows.
#[track_caller]
fn cut_of(head: &str, lines: &str) -> Pieces {
    let program = format!("table {head} -> item {{ {lines} }}\nignore things.*, kinds.*");
    cut_plan(&planned(THINGS, if lines.contains("auto") { KEYED } else { ITEMS }, &program), 500)
        .blocks
        .remove(0)
        .pieces
}

/// By what, where it is cut.
#[track_caller]
fn by(head: &str, lines: &str) -> Option<PieceBy> {
    match cut_of(head, lines) {
        Pieces::Cut { by, pieces, rows } => {
            assert_eq!((pieces, rows), (5, 100));
            Some(by)
        }
        Pieces::Whole { uncut } => {
            assert!(uncut.is_some(), "it is long");
            None
        }
    }
}

fn key(rel: usize, column: usize) -> Option<PieceBy> {
    Some(PieceBy::Key(RelId(rel), ColumnId(column)))
}

#[test]
fn rows_that_are_numbered_are_cut_by_their_number() {
    assert_eq!(by("things", "id -> n"), key(0, 0));
    for lines in ["auto -> n", "id -> n; order by title", "id -> n; title -> label; unique label reject"] {
        assert_eq!(by("things", lines), Some(PieceBy::Number), "{lines}");
    }
}

#[test]
fn rows_are_cut_by_a_whole_number_of_the_key_of_the_first_table() {
    assert_eq!(by("things", "id -> n; key title"), Some(PieceBy::Number));
    assert_eq!(by("things", "id -> n; key title, id"), key(0, 0));
    let join = "on kinds.thing = things.id";
    assert_eq!(by(&format!("kinds join things {join}"), "things.id -> n"), Some(PieceBy::Number), "not of the second");
    assert_eq!(by(&format!("things join kinds {join}"), "things.id -> n"), key(0, 0));
}

#[test]
fn groups_are_cut_by_a_whole_number_of_any_table() {
    assert_eq!(by("things group by title, id", "id -> n"), key(0, 0));
    let join = "things join kinds on kinds.thing = things.id";
    assert_eq!(by(&format!("{join} group by number"), "number -> n"), key(1, 1));
    assert_eq!(by(&format!("{join} group by number, things.id"), "number -> n"), key(0, 0), "the first table's");
}

#[test]
fn groups_are_cut_by_number_where_a_rows_table_can_have_their_key() {
    for column in ["title", "wide", "day", "price", "at", "id + 1"] {
        assert_eq!(by(&format!("things group by {column}"), "max(id) -> n"), Some(PieceBy::Number), "{column}");
    }
    for column in ["wider", "note", "ratio"] {
        assert_eq!(by(&format!("things group by {column}"), "max(id) -> n"), None, "{column}");
    }
    // One that is there anyway has it.
    assert_eq!(by("things group by note", "max(id) -> n; unique n reject"), Some(PieceBy::Number));
}

#[test]
fn an_insert_that_cannot_be_cut_says_why_where_it_is_long() {
    let old = "create table things (title varchar(9)) engine=InnoDB;";
    let plan = planned(old, ITEMS, "table things -> item { 7 -> n; title -> label }");
    let uncut = |rows: u64| cut_plan(&plan, rows).blocks[0].pieces.uncut().map(str::to_owned);
    assert_eq!(uncut(100), None);
    let why = "101 old rows in one insert, which cannot be cut into pieces: its rows have no key";
    assert_eq!(uncut(101).as_deref(), Some(why));
    let plan = planned(THINGS, ITEMS, "table things -> item { id -> n }\nignore things.*, kinds");
    assert_eq!(cut_plan(&plan, 1_000).blocks[0].pieces.uncut(), None, "it is cut");
}

#[test]
fn rows_whose_key_may_not_be_readable_are_in_no_rows_table_made_for_pieces() {
    let cut = |lines: &str| {
        let old = "create table things (id text primary key, title text);";
        let new = KEYED.replace(" engine=InnoDB", "");
        let plan =
            planned_across(["sqlite", "sqlite"], old, &new, &format!("table things -> item {{ auto -> n; {lines} }}"));
        let cut = cut_plan(&plan, 500);
        (cut.blocks[0].open_keys.len(), matches!(cut.blocks[0].pieces, Pieces::Cut { by: PieceBy::Number, .. }))
    };
    assert_eq!(cut("title -> label; ignore id"), (1, false));
    assert_eq!(cut("title -> label or null; ignore id; unique n reject"), (1, true), "there is one anyway");
    assert_eq!(cut("title -> label; ignore id; key title"), (0, true), "a title that cannot be read is rejected");
}

#[test]
fn a_row_that_is_said_begins_with_no_old_rows() {
    let plan = planned(THINGS, ITEMS, "row item { 7 -> n; default -> label }\nignore things.*, kinds");
    let block = cut_plan(&plan, 500).blocks.remove(0);
    assert_eq!((block.old_rows, block.pieces), (0, Pieces::Whole { uncut: None }));
}
