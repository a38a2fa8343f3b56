; Highlighting for Mig. No node is captured twice, so that the order of the patterns does not matter.
; A test of the compiler (tests/editors.rs) compares the words with the words of the language.

(comment) @comment

; ---- statements and lines

[
  "from"
  "into"
  "table"
  "copy"
  "map"
  "row"
  "reference"
  "require"
  "ignore"
  "allow"
  "empty"
  "update"
  "check"
  "before"
  "after"
  "let"
  "param"
  "include"
  "view"
  "where"
  "order"
  "key"
  "unique"
  "new"
  "merge"
  "match"
  "database"
  "schema"
  "prefix"
  "encoding"
  "engine"
  "join"
  "left"
  "on"
  "group"
  "by"
  "having"
  "each"
  "to"
  "unless"
  "split"
  "because"
  "for"
  "keep"
  "first"
  "last"
  "rename"
  "desc"
  "asc"
  "run"
  "note"
] @keyword

[
  "case"
  "when"
  "else"
] @keyword.conditional

[
  "and"
  "or"
  "not"
  "in"
  "is"
  "like"
  "between"
  "as"
  "via"
] @keyword.operator

(row_statement "stub" @keyword)
(skip_line "skip" @keyword)

(auto) @constant.builtin
(default) @constant.builtin
(policy) @constant.builtin
(null) @constant.builtin
(is_null_expression "null" @constant.builtin)
(boolean) @boolean

; ---- names

((side_statement engine: (identifier) @constant.builtin)
  (#any-of? @constant.builtin "mysql" "postgres" "sqlite" "csv" "web2py" "s3xml" "spark"))
(side_part value: (identifier) @string)

(table_name (identifier) @type
  (#not-any-of? @type "old" "new"))
(table_name (quoted_name) @type)
(table_name (identifier) @variable.builtin
  (#any-of? @variable.builtin "old" "new"))
(map_name (identifier) @type)
(map_name (quoted_name) @type)
(view_statement name: (_) @type)
(view_statement column: (_) @variable.member)
(pattern (glob) @type)
(pattern (quoted_name) @type)

(column (identifier) @variable.member
  (#not-any-of? @variable.member "old" "new"))
(column (identifier) @variable.builtin
  (#any-of? @variable.builtin "old" "new"))
(column (quoted_name) @variable.member)
(flow target: (_) @variable.member)
(new_line target: (_) @variable.member)
(unique_line column: (_) @variable.member)
(match_line column: (_) @variable.member)
(lookup column: (_) @variable.member)
(lookup_key column: (_) @variable.member)
(map_file key: (_) @variable.member)
(map_file value: (_) @variable.member)

(alias name: (_) @variable)
(each name: (_) @variable)
(via_expression block: (_) @variable)
(let_statement name: (_) @function)
(let_line name: (_) @function)
(parameters (_) @variable.parameter)
(param_statement name: (_) @variable.parameter)

((function_name (identifier) @function.builtin)
  (#any-of? @function.builtin
    "map" "count" "sum" "min" "max"
    "lower" "upper" "ascii_lower" "ascii_upper" "trim" "ltrim" "rtrim" "left" "right" "substr" "replace" "length" "concat"
    "split_part" "position" "leading_int" "pad_left" "pad_right" "reverse" "md5" "abs" "round" "floor" "ceil" "div" "mod" "least" "greatest"
    "bit" "sign" "now" "from_unix" "to_unix" "date" "year" "month" "day" "hour" "minute" "second" "add_days" "coalesce" "nullif"
    "uuid"))
((function_name (identifier) @function.call)
  (#not-any-of? @function.call
    "map" "count" "sum" "min" "max"
    "lower" "upper" "ascii_lower" "ascii_upper" "trim" "ltrim" "rtrim" "left" "right" "substr" "replace" "length" "concat"
    "split_part" "position" "leading_int" "pad_left" "pad_right" "reverse" "md5" "abs" "round" "floor" "ceil" "div" "mod" "least" "greatest"
    "bit" "sign" "now" "from_unix" "to_unix" "date" "year" "month" "day" "hour" "minute" "second" "add_days" "coalesce" "nullif"
    "uuid"))
(function_name (quoted_name) @function.call)

((type name: (identifier) @type.builtin)
  (#any-of? @type.builtin
    "bool" "int" "int8" "int16" "int32" "int64" "uint8" "uint16" "uint32" "uint64" "decimal" "float" "float32" "float64" "text"
    "date" "time" "datetime" "timestamptz" "uuid" "json" "bytes"))

; ---- values

(string) @string
(format_string) @string
(sql_string ["sql\"" "\""] @string)
(escape_sequence) @string.escape
(brace) @string.escape
(number) @number
(moment ["date" "datetime"] @type.builtin)
(interpolation ["{" "}"] @punctuation.special)

; ---- signs

[
  "->"
  "="
  "!="
  "<"
  "<="
  ">"
  ">="
  "+"
  "-"
  "*"
  "/"
  "%"
] @operator

(block ["{" "}"] @punctuation.bracket)
(map_block ["{" "}"] @punctuation.bracket)
(view_block ["{" "}"] @punctuation.bracket)
(case_block ["{" "}"] @punctuation.bracket)

[
  "("
  ")"
  "["
  "]"
] @punctuation.bracket

[
  ","
  ";"
  "."
] @punctuation.delimiter
