(table_statement "table" @context source: (_) @name "->" @context target: (_) @name) @item
(map_statement "map" @context name: (_) @name) @item
(row_statement ["row" "stub"] @context table: (_) @name) @item
(update_statement "update" @context table: (_) @name) @item
(view_statement "view" @context name: (_) @name) @item
(let_statement "let" @context name: (_) @name) @item
(param_statement "param" @context name: (_) @name) @item
(check_statement "check" @context what: (_) @name) @item
