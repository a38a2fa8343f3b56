[
  (block)
  (map_block)
  (view_block)
  (case_block)
  (arguments)
  (tuple)
] @indent

[
  "}"
  ")"
  "]"
] @outdent
