-- SQLite keeps the text of every definition.
SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'view' ORDER BY rowid
