; What a `let` defines, its parameters, parameters of the program, and aliases.
(source_file) @local.scope
(block) @local.scope
(let_statement) @local.scope
(let_line) @local.scope
(table_statement) @local.scope

(parameters (_) @local.definition)
(param_statement name: (_) @local.definition)
(alias name: (_) @local.definition)
(each name: (_) @local.definition)

(column . (_) @local.reference)
(via_expression block: (_) @local.reference)
