; In the form of nvim-treesitter.
[
  (block)
  (map_block)
  (view_block)
  (case_block)
  (arguments)
  (tuple)
  (join)
] @indent.begin

[
  "}"
  ")"
  "]"
] @indent.branch @indent.end

(comment) @indent.auto
(sql) @indent.auto
