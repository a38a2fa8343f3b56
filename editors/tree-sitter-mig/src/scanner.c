// The line rule of Mig, and the text of `sql"..."`.

#include "tree_sitter/parser.h"

// In the order of `externals` in grammar.js, which says what each one is.
enum Token {
  END_OF_LINE,
  BLANK_LINE,
  HOLE_END,
  SQL_TEXT,
  GOING_ON,
  HEAD_LINE,
  TEXT_LINE_BREAK,
  CLOSE_PAREN,
  CLOSE_BRACKET,
  ERROR_RECOVERY,
};

static bool is_blank(int32_t c) {
  switch (c) {
    case ' ': case '\t': case '\r': case '\f': case '\v': case 0x85: case 0xA0: case 0x1680:
    case 0x2028: case 0x2029: case 0x202F: case 0x205F: case 0x3000: case 0xFEFF:
      return true;
    default:
      return c >= 0x2000 && c <= 0x200B;
  }
}

static bool is_word(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c > 0x7F;
}

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

/// Whether the word is `expected`.
static bool is(const char *word, const char *expected) {
  while (*word != '\0' && *word == *expected) {
    word++;
    expected++;
  }
  return *word == *expected;
}

/// What the first line with something on it begins with.
enum Start { NOTHING, GOES_ON, HEAD_WORD, OTHER };

/// Reads from a line break to the next line with something on it.
static enum Start next_line(TSLexer *lexer) {
  for (;;) {
    while (lexer->lookahead == '\n' || is_blank(lexer->lookahead)) advance(lexer);
    if (lexer->lookahead != '-') break;
    advance(lexer);
    if (lexer->lookahead == '>') return GOES_ON;
    if (lexer->lookahead != '-') return OTHER;
    while (lexer->lookahead != '\n' && !lexer->eof(lexer)) advance(lexer);
  }
  if (lexer->eof(lexer)) return NOTHING;
  if (lexer->lookahead == '+' || lexer->lookahead == '{') return GOES_ON;
  char word[8];
  unsigned length = 0;
  while (length < sizeof word - 1 && is_word(lexer->lookahead)) {
    word[length++] = lexer->lookahead > 0x7F ? '?' : (char)lexer->lookahead;
    advance(lexer);
  }
  word[length] = '\0';
  if (is_word(lexer->lookahead)) return OTHER;
  if (is(word, "or") || is(word, "and") || is(word, "when")) return GOES_ON;
  if (is(word, "join") || is(word, "left") || is(word, "group") || is(word, "having") || is(word, "each") || is(word, "on")) {
    return HEAD_WORD;
  }
  return OTHER;
}

/// The text of `sql"..."` up to its end, a hole or an escape.
static bool sql_text(TSLexer *lexer) {
  bool some = false;
  while (!lexer->eof(lexer) && lexer->lookahead != '"' && lexer->lookahead != '{') {
    int32_t first = lexer->lookahead;
    advance(lexer);
    if (first == '}' && lexer->lookahead == '}') return some;
    if (first == '\\' && (lexer->lookahead == '"' || lexer->lookahead == '\\')) return some;
    lexer->mark_end(lexer);
    some = true;
  }
  return some;
}

void *tree_sitter_mig_external_scanner_create(void) { return NULL; }

void tree_sitter_mig_external_scanner_destroy(void *payload) { (void)payload; }

unsigned tree_sitter_mig_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}

void tree_sitter_mig_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

bool tree_sitter_mig_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  bool recovering = valid[ERROR_RECOVERY];
  if (valid[SQL_TEXT] && !recovering) {
    lexer->result_symbol = SQL_TEXT;
    return sql_text(lexer);
  }
  while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
  if (lexer->lookahead == '}' && valid[HOLE_END] && !recovering) {
    advance(lexer);
    lexer->result_symbol = HOLE_END;
    return true;
  }
  if (lexer->lookahead != '\n') return false;
  while (lexer->lookahead == '\n' || is_blank(lexer->lookahead)) advance(lexer);
  lexer->mark_end(lexer);

  lexer->result_symbol = BLANK_LINE;
  if (recovering) {
    // All is valid then, and says nothing.
    if (next_line(lexer) != GOES_ON) lexer->result_symbol = END_OF_LINE;
  } else if (valid[TEXT_LINE_BREAK]) {
    // Only `sql"..."` runs over lines.
    lexer->result_symbol = END_OF_LINE;
  } else if (!valid[CLOSE_PAREN] && !valid[CLOSE_BRACKET] && !valid[HOLE_END] && !valid[GOING_ON]) {
    enum Start start = next_line(lexer);
    bool over = start == NOTHING && !valid[END_OF_LINE];
    bool head = start == HEAD_WORD && valid[HEAD_LINE];
    // Also where the end of a line is not expected: a clause that is not finished does not take the next one with it.
    if (start != GOES_ON && !over && !head) lexer->result_symbol = END_OF_LINE;
  }
  return true;
}
