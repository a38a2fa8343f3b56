// Mig for highlight.js 11: `hljs.registerLanguage("mig", mig)`.

/** The words of the language. A test of the compiler compares them with its own tables. */
export const WORDS = {
  statements:
    "from into table copy map row stub reference require ignore allow empty update check before after let param include view",
  clauses: "where skip order key unique ignore allow let auto default new merge match",
  policies: "reject null skip stub cut fail",
  reserved: "and or not in is like between case when else null true false as via",
  inner:
    "database schema prefix encoding engine join left on group by having each to unless split before because for where from keep first " +
    "last rename desc asc run note sql f date datetime",
  aggregates: "count sum min max",
  types:
    "bool int int8 int16 int32 int64 uint8 uint16 uint32 uint64 decimal float float32 float64 text date time datetime timestamptz " +
    "uuid json bytes",
  engines: "mysql postgres sqlite csv web2py s3xml spark",
  functions:
    "lower upper ascii_lower ascii_upper trim ltrim rtrim left right substr replace length concat split_part position leading_int pad_left " +
    "pad_right reverse md5 abs round floor ceil div mod least greatest bit sign now from_unix to_unix date year month day hour minute " +
    "second add_days coalesce nullif uuid",
};

const any = (words) => `(?:${words.split(" ").join("|")})`;
const without = (words, ...others) => words.split(" ").filter((word) => !others.includes(word)).join(" ");

/** Where a statement or a line can begin, and where a word can begin that is no part of a name. */
const START = "(?<=^\\s*|[;{}]\\s*)";
const WORD = "(?<![\\p{L}\\p{M}\\p{N}_.`])";
const END = "(?![\\p{L}\\p{M}\\p{N}_])";
/** What makes the word before it a word of the language: a name, a text, or a bracket on a line without an arrow. */
const OPERAND = '(?=\\s*["`]|\\s+(?!(?:and|or|in|is|like|between|when|else|as|via)\\b)[\\p{L}\\p{N}_*]|\\s*[(!-](?!>)(?!.*->))';
const LINE_END = "(?=\\s*(?:[,;}]|--|$))";

export default function mig(hljs) {
  const match = (scope, pattern) => ({ scope, match: new RegExp(pattern, "u") });
  const keyword = (pattern) => match("keyword", pattern);
  const word = (words, after = "") => keyword(`${WORD}${any(words)}${END}${after}`);

  const comment = hljs.COMMENT("--", "$");
  const escape = match("char.escape", String.raw`\\(?:[ntr\\"{}]|u\{[0-9a-fA-F]{1,6}\})|\{\{|\}\}`);
  const sqlEscape = match("char.escape", String.raw`\\["\\]|\{\{|\}\}`);
  const plainEscape = match("char.escape", String.raw`\\(?:[ntr\\"]|u\{[0-9a-fA-F]{1,6}\})`);
  const hole = { scope: "subst", begin: /\{/, end: /\}/ };
  const text = { scope: "string", begin: /"/, end: /"|$/, contains: [plainEscape] };
  const format = { scope: "string", begin: new RegExp(`${WORD}f"`, "u"), end: /"|$/, contains: [escape, hole] };
  const sql = {
    begin: [new RegExp(`${WORD}sql`, "u"), /"/],
    beginScope: { 1: "keyword", 2: "string" },
    end: /"/,
    endScope: "string",
    subLanguage: "sql",
    contains: [sqlEscape, hole],
  };

  const aggregate = {
    begin: [new RegExp(WORD + any(WORDS.aggregates), "u"), /\s*\(/],
    beginScope: { 1: "built_in" },
    end: /\)/,
  };
  const expression = [
    comment,
    text,
    format,
    sql,
    { scope: "variable", match: /`(?:``|[^`\n])*`/ },
    match("number", String.raw`${WORD}[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?${END}`),
    match("type", `${WORD}(?:date|datetime)(?=\\s*")`),
    match("type", `(?<=${WORD}as\\s+)${any(WORDS.types)}${END}`),
    match("literal", `(?<=${WORD}or\\s+)${any(WORDS.policies)}(?=\\s*(?:[;}]|--|$|or\\b))`),
    match("literal", `${WORD}(?:null|true|false)${END}`),
    match("literal", `${START}(?:auto|default)(?=\\s*->)`),
    keyword(`(?<=${WORD}else\\s+)(?:keep|note)${END}(?!\\s*->)`),
    word(without(WORDS.reserved, "null", "true", "false")),
    match("variable.language", `${WORD}(?:old|new)(?=\\.)`),
    aggregate,
    match("built_in", `${WORD}(?:map|${any(WORDS.functions)})(?=\\s*\\()`),
    match("title.function", `${WORD}[\\p{L}\\p{M}\\p{N}_]+(?=\\s*\\()`),
    match("operator", "->|!=|<=|>=|[-+*/%=<>]"),
    match("punctuation", "[,;]"),
    word("because", '(?=\\s*")'),
  ];
  hole.contains = expression;
  aggregate.contains = [word("from", "(?=\\s+[\\p{L}\\p{N}_`.]+\\s*(?:where\\b|\\)|$))"), word("where", "(?=\\s)"), ...expression];

  /** A statement or line: its words, what must follow them, and the words inside. */
  const line = (words, after, ...inside) => ({
    ...keyword(`${START}${words}${END}${after}`),
    starts: { end: /$|(?=[;{}])/, contains: [...inside, ...expression] },
  });
  const where = word("where", "(?=\\s)");
  const keep = [
    word("keep", "(?=\\s+(?:first|last)\\s+by\\b)"),
    keyword(`(?<=${WORD}keep\\s+)(?:first|last)(?=\\s+by\\b)`),
    keyword(`(?<=${WORD}(?:first|last)\\s+)by${END}`),
    word("rename by", "(?=\\s)"),
    match("literal", `${WORD}(?:reject|fail|keep|update)${LINE_END}`),
  ];
  return {
    name: "Mig",
    aliases: ["mig"],
    unicodeRegex: true,
    contains: [
      line("(?:from|into)", OPERAND, word("database schema prefix encoding engine", OPERAND), match("type", any(WORDS.engines) + END)),
      line("table", OPERAND, word("join on having each", "(?=\\s)"), word("left", "(?=\\s+join)"), word("group", "(?=\\s+by)"), word("by", "(?=\\s)")),
      line("(?:left\\s+)?join", OPERAND, word("on", "(?=\\s)")),
      line("group\\s+by", OPERAND, word("having", "(?=\\s)")),
      line("(?:having|each|on)", OPERAND),
      line("map", OPERAND, word("from", '(?=\\s*")')),
      line("reference", OPERAND, word("split", '(?=\\s*")'), word("unless to", OPERAND)),
      line("require", OPERAND, word("before", OPERAND)),
      line("allow", OPERAND, word("for", OPERAND)),
      line("empty", OPERAND, where),
      line("(?:before|after)", OPERAND, word("run note", '(?=\\s*")')),
      line("param", OPERAND, match("type", `${WORD}${any(WORDS.types)}${END}(?=\\s*(?:[(=;]|--|$))`)),
      line(any("copy row stub update ignore check let include view"), OPERAND),
      line("where", OPERAND),
      line("skip\\s+where", OPERAND),
      line("order\\s+by", OPERAND, word("asc desc", LINE_END)),
      line("key", OPERAND),
      line(any("unique merge match"), OPERAND, ...keep),
      line("new", "(?=\\s+[\\p{L}\\p{N}_`.]+\\s*\\{)"),
      ...expression,
    ],
  };
}
