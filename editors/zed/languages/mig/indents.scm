(block "}" @end) @indent
(map_block "}" @end) @indent
(view_block "}" @end) @indent
(case_block "}" @end) @indent
(arguments ")" @end) @indent
(tuple ")" @end) @indent
