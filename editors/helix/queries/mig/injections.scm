; SQL of the new engine. Holes and escapes are children, and so left out.
((sql) @injection.content
  (#set! injection.language "sql"))

((comment) @injection.content
  (#set! injection.language "comment"))
