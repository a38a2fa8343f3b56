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
] @keyword

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
] @keyword

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
(table_name (identifier) @variable.special
  (#any-of? @variable.special "old" "new"))
(map_name (identifier) @type)
(map_name (quoted_name) @type)
(view_statement name: (_) @type)
(view_statement column: (_) @property)
(pattern (glob) @type)
(pattern (quoted_name) @type)

(column (identifier) @property
  (#not-any-of? @property "old" "new"))
(column (identifier) @variable.special
  (#any-of? @variable.special "old" "new"))
(column (quoted_name) @property)
(flow target: (_) @property)
(new_line target: (_) @property)
(unique_line column: (_) @property)
(match_line column: (_) @property)
(lookup column: (_) @property)
(lookup_key column: (_) @property)
(map_file key: (_) @property)
(map_file value: (_) @property)

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
((function_name (identifier) @function)
  (#not-any-of? @function
    "map" "count" "sum" "min" "max"
    "lower" "upper" "ascii_lower" "ascii_upper" "trim" "ltrim" "rtrim" "left" "right" "substr" "replace" "length" "concat"
    "split_part" "position" "leading_int" "pad_left" "pad_right" "reverse" "md5" "abs" "round" "floor" "ceil" "div" "mod" "least" "greatest"
    "bit" "sign" "now" "from_unix" "to_unix" "date" "year" "month" "day" "hour" "minute" "second" "add_days" "coalesce" "nullif"
    "uuid"))
(function_name (quoted_name) @function)

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
