[
  (block)
  (map_block)
  (view_block)
  (case_block)
  (sql)
] @fold
