/**
 * @file The grammar of Mig for editors: what `grammar/mig.pest` and `src/syntax/layout.rs` of the compiler read, as one grammar.
 *
 * The line rule is in `src/scanner.c`: a line break is an `_end_of_line`, which ends a clause, or a `_blank_line`, which means
 * nothing. For that, the scanner wants to know where it is, and the grammar has signs for it to look at, which it never gives:
 *  - `_going_on` can come after an operator, a comma, `->` or an open bracket: the next line goes on;
 *  - `_head_line` can come where the head of a `table` goes on with a line that starts with `join`, `left`, `group`, ...;
 *  - `_text_line_break` can come in a text, which ends with its line;
 *  - `)` and `]` can come where a bracket is open.
 *
 * Only a few words are reserved. All others are words where a statement or a line can start, or where nothing else can stand; a
 * column may have their names, which `_word_as_name` says.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

// Tighter is higher.
const OR = 1;
const LINK = 2;
const AND = 3;
const NOT = 4;
const COMPARE = 5;
const ADD = 6;
const MULTIPLY = 7;
const CAST = 8;
const MINUS = 9;

const WORD = /[\p{Alphabetic}\p{N}_\u0300-\u036F]+/;
const QUOTED = /`([^`\n]|``)*`/;

export default grammar({
  name: "mig",

  externals: $ => [
    $._end_of_line,
    $._blank_line,
    $._hole_end,
    $._sql_text,
    // Signs.
    $._going_on,
    $._head_line,
    $._text_line_break,
    ")",
    "]",
    $._error_recovery,
  ],

  extras: $ => [/[ \t\r\f\v\u0085\u00A0\u1680\u2000-\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF]/, $._blank_line, $.comment],

  word: $ => $.identifier,

  reserved: {
    global: _ => ["and", "or", "not", "in", "is", "like", "between", "case", "when", "else", "null", "true", "false", "as", "via"],
  },

  supertypes: $ => [$.statement, $.line, $.expression],

  inline: $ => [$._value],

  conflicts: $ => [
    // `where (a = 1)` and `where(a) -> b`, and the like, until an arrow comes or the line ends.
    [$.where_line, $._word_as_name],
    [$.merge_line, $._word_as_name],
    // `a or b` and `a or b -> c`
    [$.flow, $.expression],
  ],

  rules: {
    source_file: $ => seq(repeat($._part), optional($._plain_statement)),

    _part: $ => choice($._end, $._block_statement, seq($._plain_statement, $._end)),
    _end: $ => choice($._end_of_line, ";"),

    comment: _ => token(seq("--", /[^\n]*/)),

    // ---- statements ------------------------------------------------------------------------------

    statement: $ => choice($._plain_statement, $._block_statement),

    _plain_statement: $ =>
      choice(
        $.side_statement,
        alias($._copy, $.copy_statement),
        alias($._map, $.map_statement),
        $.reference_statement,
        $.require_statement,
        $.ignore_statement,
        $.allow_statement,
        $.empty_statement,
        $.check_statement,
        $.step_statement,
        $.let_statement,
        $.param_statement,
        $.include_statement,
      ),

    _block_statement: $ =>
      choice(
        $.table_statement,
        alias($._copy_with_block, $.copy_statement),
        alias($._map_with_block, $.map_statement),
        $.row_statement,
        $.update_statement,
        $.view_statement,
      ),

    side_statement: $ =>
      seq(
        choice("from", "into"),
        field("engine", $._name),
        repeat(choice(field("schema", $.string), $.side_part)),
      ),
    side_part: $ => seq(choice("database", "schema", "prefix", "encoding", "engine"), field("value", choice($.string, $._name))),

    table_statement: $ =>
      seq(
        "table",
        field("source", $.table_name),
        optional($.alias),
        repeat(choice($.join, $.group_by, $.having, $.each)),
        on($, "->"),
        field("target", $.table_name),
        field("body", $.block),
      ),
    alias: $ => seq(optional(on($, "as")), field("name", $._name)),
    join: $ =>
      seq(
        optional($._head_line),
        optional("left"),
        "join",
        field("table", $.table_name),
        optional($.alias),
        optional($._head_line),
        "on",
        field("condition", $._value),
      ),
    group_by: $ => seq(optional($._head_line), "group", "by", list($, $._value)),
    having: $ => seq(optional($._head_line), "having", field("condition", $._value)),
    each: $ =>
      seq(optional($._head_line), "each", list($, choice($.call, $.tuple)), on($, "as"), list($, field("name", $._name))),

    _copy: $ => seq("copy", $._patterns),
    _copy_with_block: $ => seq("copy", $._patterns, field("body", $.block)),

    _map: $ => seq("map", field("name", $.map_name), choice($.arm, $.map_file)),
    _map_with_block: $ => seq("map", field("name", $.map_name), optional($.map_file), field("body", $.map_block)),
    map_name: $ => $._path,
    map_file: $ => seq("from", field("file", $.string), "(", field("key", $._name), on($, "->"), field("value", $._name), ")"),
    map_block: $ => block($, $.arm),
    arm: $ =>
      choice(
        seq(list($, field("key", $._map_key)), on($, "->"), field("value", $._value)),
        seq("else", choice($._keep_value, seq(optional(on($, "->")), field("value", $._value)))),
      ),
    _keep_value: _ => prec(1, "keep"),
    _map_key: $ => choice($._literal, alias($.negative_number, $.unary_expression), alias($.map_tuple, $.tuple)),
    map_tuple: $ => seq(on($, "("), list($, $._map_key), ")"),
    negative_number: $ => seq("-", $.number),

    row_statement: $ =>
      seq(choice("row", "stub"), field("table", $.table_name), field("body", alias($.row_block, $.block))),
    update_statement: $ => seq("update", field("table", $.table_name), field("body", alias($.update_block, $.block))),

    view_statement: $ =>
      seq("view", field("name", $._name), "(", list($, field("column", $._name)), ")", field("body", $.view_block)),
    view_block: $ => block($, $.view_line),
    view_line: $ => choice(seq(choice($.call, $.tuple), optional($.where_part)), $.sql_string),

    reference_statement: $ =>
      seq(
        "reference",
        field("column", $.column),
        optional(seq("split", field("separator", $.string))),
        optional(seq("unless", field("none", $._value))),
        "to",
        field("target", $.column),
      ),
    require_statement: $ =>
      seq("require", field("first", $.table_name), "before", field("second", $.table_name), optional($.because)),
    ignore_statement: $ => seq("ignore", $._patterns, optional($.because)),
    allow_statement: $ => $._allow,
    _allow: $ => seq("allow", field("code", $._name), optional(seq("for", list($, field("name", $._name)))), $.because),
    empty_statement: $ => seq("empty", field("table", $.table_name), optional($.where_part)),
    check_statement: $ =>
      seq("check", field("what", $.string), field("condition", $._value), optional(seq("else", "note"))),
    step_statement: $ =>
      seq(
        choice("before", "after"),
        optional(field("table", $.table_name)),
        choice($.sql_string, seq("run", $.string), seq("note", $.string)),
      ),
    let_statement: $ => $._let,
    _let: $ => seq("let", field("name", $._name), optional($.parameters), on($, "="), field("value", $._value)),
    parameters: $ => seq(on($, "("), optional(list($, $._name)), ")"),
    param_statement: $ =>
      seq(
        "param",
        field("name", $._name),
        field("type", $.type),
        optional(seq(on($, "="), field("default", choice($._literal, alias($.negative_number, $.unary_expression))))),
      ),
    include_statement: $ => seq("include", field("file", $.string)),

    because: $ => seq("because", field("reason", $.string)),
    where_part: $ => seq("where", field("condition", $._value)),

    // ---- the lines of a block --------------------------------------------------------------------

    block: $ => block($, $.line),
    row_block: $ => block($, choice($.flow, $.let_line, $.allow_line)),
    update_block: $ => block($, choice($.flow, $.let_line, $.where_line, $.allow_line)),

    line: $ =>
      choice(
        $.flow,
        $.star,
        $.where_line,
        $.skip_line,
        $.order_line,
        $.key_line,
        $.unique_line,
        $.ignore_line,
        $.allow_line,
        $.let_line,
        $.new_line,
        $.merge_line,
        $.match_line,
      ),

    flow: $ =>
      choice(
        seq(
          field("value", choice($._value, $.auto, $.default)),
          on($, "->"),
          list($, field("target", $._name)),
          repeat($.link),
        ),
        seq(field("value", $.column), repeat($.link)),
      ),
    auto: _ => prec(1, "auto"),
    default: _ => prec(1, "default"),
    link: $ => prec(LINK, seq(on($, "or"), choice($.policy, $._value))),
    policy: _ => prec(1, choice("reject", "null", "skip", "stub", "cut", "fail")),
    star: _ => "*",

    where_line: $ => seq("where", field("condition", $._value)),
    skip_line: $ => seq("skip", "where", field("condition", $._value), optional($.because)),
    order_line: $ => seq("order", "by", list($, $.order_term)),
    order_term: $ => seq($._value, optional(choice("asc", "desc"))),
    key_line: $ => seq("key", list($, $.column)),
    unique_line: $ => seq("unique", list($, field("column", $._name)), choice($.keep, $.rename, alias($.unique_policy, $.policy))),
    unique_policy: _ => choice("reject", "fail"),
    keep: $ => seq("keep", choice("first", "last"), "by", list($, $._value)),
    rename: $ => seq("rename", $._value, "by", $._value),
    ignore_line: $ => seq("ignore", $._patterns, optional($.because)),
    allow_line: $ => $._allow,
    let_line: $ => $._let,
    new_line: $ => seq("new", field("table", $.table_name), field("body", $.block), on($, "->"), list($, field("target", $._name))),
    merge_line: $ => seq("merge", list($, $._value), $.keep),
    match_line: $ => seq("match", list($, field("column", $._name)), choice("keep", "update")),

    // ---- expressions -----------------------------------------------------------------------------

    _value: $ => choice($.expression, $.when_expression),
    when_expression: $ => prec(LINK, seq(field("value", $.expression), on($, "when"), field("condition", $.expression))),

    expression: $ =>
      choice(
        $._literal,
        $.format_string,
        $.sql_string,
        $.column,
        $.call,
        $.lookup,
        $.tuple,
        $.case_expression,
        $.unary_expression,
        $.cast_expression,
        $.via_expression,
        $.binary_expression,
        $.between_expression,
        $.in_expression,
        $.is_null_expression,
      ),

    tuple: $ => seq(on($, "("), list($, $._value), ")"),

    unary_expression: $ =>
      choice(
        prec(MINUS, seq(on($, "-"), field("operand", $.expression))),
        prec(NOT, seq(on($, "not"), field("operand", $.expression))),
      ),
    cast_expression: $ =>
      prec.left(
        CAST,
        seq(field("value", $.expression), on($, "as"), field("type", $.type), optional(field("format", $.string))),
      ),
    via_expression: $ => prec.left(CAST, seq(field("value", $.expression), on($, "via"), field("block", $._name))),
    binary_expression: $ => {
      const binary = (precedence, operator) =>
        prec.left(
          precedence,
          seq(field("left", $.expression), field("operator", operator), optional($._going_on), field("right", $.expression)),
        );
      return choice(
        binary(OR, "or"),
        binary(AND, "and"),
        binary(COMPARE, choice("=", "!=", "<", "<=", ">", ">=")),
        prec.left(
          COMPARE,
          seq(field("left", $.expression), optional(on($, "not")), on($, "like"), field("right", $.expression)),
        ),
        binary(ADD, choice("+", "-")),
        binary(MULTIPLY, choice("*", "/", "%")),
      );
    },
    between_expression: $ =>
      prec.left(
        COMPARE,
        seq(
          field("value", $.expression),
          optional(on($, "not")),
          on($, "between"),
          field("low", $.expression),
          on($, "and"),
          field("high", $.expression),
        ),
      ),
    in_expression: $ =>
      prec.left(
        COMPARE,
        seq(field("value", $.expression), optional(on($, "not")), on($, "in"), on($, "("), list($, $._value), ")"),
      ),
    is_null_expression: $ =>
      prec.left(COMPARE, seq(field("value", $.expression), on($, "is"), optional(on($, "not")), "null")),

    case_expression: $ => seq("case", optional(field("subject", $._value)), field("body", $.case_block)),
    case_block: $ => block($, $.case_arm),
    case_arm: $ =>
      choice(
        seq(list($, field("key", $._value)), on($, "->"), field("value", $._value)),
        seq("else", optional(on($, "->")), field("value", $._value)),
      ),

    column: $ => $._path,
    call: $ => seq(field("function", $.function_name), field("arguments", $.arguments)),
    function_name: $ => $._operand_name,
    arguments: $ => seq(on($, "("), optional(seq(choice($.star, list($, $._value)), optional($.over))), ")"),
    over: $ => seq(on($, "from"), field("table", $.table_name), optional($.where_part)),
    lookup: $ =>
      seq(field("table", alias($._looked_up, $.table_name)), on($, "["), list($, $.lookup_key), "]", ".", field("column", $._name)),
    _looked_up: $ => $._path,
    lookup_key: $ => choice(prec(1, seq(field("column", $._operand_name), on($, "="), $._value)), $._value),

    type: $ => prec.right(seq(field("name", $._name), optional(seq(on($, "("), list($, $.number), ")")))),

    // ---- names -----------------------------------------------------------------------------------

    _name: $ => choice($.identifier, $.quoted_name),
    _operand_name: $ => choice($._name, $._word_as_name),
    _word_as_name: $ =>
      alias(
        choice(
          "where",
          "skip",
          "order",
          "key",
          "unique",
          "ignore",
          "allow",
          "let",
          "auto",
          "default",
          "new",
          "merge",
          "match",
          "reject",
          "stub",
          "cut",
          "fail",
          "keep",
          "run",
          "note",
          "date",
          "datetime",
        ),
        $.identifier,
      ),
    _path: $ => seq($._operand_name, repeat(seq(token.immediate("."), $._name_at_once))),
    _name_at_once: $ =>
      choice(alias(token.immediate(WORD), $.identifier), alias(token.immediate(QUOTED), $.quoted_name)),
    table_name: $ => $._path,

    _patterns: $ => list($, $.pattern),
    pattern: $ => seq(choice($.glob, $.quoted_name), repeat(seq(token.immediate("."), $._glob_at_once))),
    _glob_at_once: $ =>
      choice(alias(token.immediate(/[\p{Alphabetic}\p{N}_\u0300-\u036F*]+/), $.glob), alias(token.immediate(QUOTED), $.quoted_name)),
    glob: _ => token(prec(1, /[\p{Alphabetic}\p{N}_\u0300-\u036F*]+/)),

    quoted_name: _ => token(QUOTED),

    // ---- values ----------------------------------------------------------------------------------

    _literal: $ => choice($.string, $.moment, $.number, $.null, $.boolean),

    null: _ => "null",
    boolean: _ => choice("true", "false"),
    number: _ => token(/[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?/),
    // After `number`: what both could be is a number.
    identifier: _ => WORD,

    moment: $ => seq(choice("date", "datetime"), $.string),

    string: $ =>
      seq('"', repeat(choice($._string_text, $.escape_sequence, $._text_line_break)), token.immediate('"')),
    _string_text: _ => token.immediate(prec(1, /[^"\\\n]+/)),
    escape_sequence: _ => token.immediate(prec(1, /\\([ntr\\"]|u\{[0-9a-fA-F]{1,6}\})/)),

    format_string: $ =>
      seq('f"', repeat(choice($._format_text, $.escape_sequence, $.brace, $.interpolation, $._text_line_break)), token.immediate('"')),
    _format_text: _ => choice(token.immediate(prec(1, /[^"\\{}\n]+/)), token.immediate("}")),
    brace: _ => token.immediate(prec(1, choice("{{", "}}", /\\[{}]/))),

    sql_string: $ => seq('sql"', optional($.sql), token.immediate('"')),
    sql: $ => repeat1(choice($._sql_text, alias($.sql_escape, $.escape_sequence), $.brace, $.interpolation)),
    sql_escape: _ => token.immediate(prec(1, /\\[\\"]/)),

    interpolation: $ => seq(token.immediate("{"), optional($._going_on), $._value, alias($._hole_end, "}")),
  },
});

/** A word or sign after which a line may break. */
function on($, token) {
  return seq(token, optional($._going_on));
}

/** `rule, rule, ...` */
function list($, rule) {
  return seq(rule, repeat(seq(on($, ","), rule)));
}

/** `{ line; line }`, over lines or on one. */
function block($, line) {
  return seq("{", repeat(choice($._end, seq(line, $._end))), optional(line), "}");
}
