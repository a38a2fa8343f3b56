-- What a person who knows SQL would write for examples/polonia, with the same rejects, stubs and merges.
ATTACH '{old}.db' AS old;
PRAGMA foreign_keys = ON;
CREATE TABLE rejected (source VARCHAR(20), id INT, column_name VARCHAR(40), value VARCHAR(200));
CREATE TABLE account_of (u_id INT PRIMARY KEY, id INT NOT NULL);
CREATE TABLE missing (id INT PRIMARY KEY);
BEGIN;

INSERT INTO account_of
SELECT u.u_id, k.id
FROM old.uzytkownicy u
JOIN (
  SELECT MIN(u_id) AS id, email COLLATE NOCASE AS email
  FROM old.uzytkownicy GROUP BY email COLLATE NOCASE
) k ON k.email = u.email COLLATE NOCASE;

INSERT INTO sf_guard_user (id, username, email_address, is_active)
SELECT u.u_id, u.login, u.email, u.aktywny = 't'
FROM old.uzytkownicy u JOIN account_of a ON a.u_id = u.u_id AND a.id = u.u_id;

INSERT INTO profile (id, name, created_at)
SELECT u.u_id, u.login, u.data_rej
FROM old.uzytkownicy u JOIN account_of a ON a.u_id = u.u_id AND a.id = u.u_id;

INSERT INTO rejected
SELECT 'posty', p.post_id, 'topic_id', p.temat_id
FROM old.posty p LEFT JOIN old.tematy t ON t.temat_id = p.temat_id WHERE t.temat_id IS NULL;
INSERT INTO rejected
SELECT 'wiadomosci', wiad_id, 'title', temat FROM old.wiadomosci WHERE length(temat) > 120;

INSERT INTO missing
SELECT DISTINCT s.id FROM (
  SELECT autor_id AS id FROM old.tematy
  UNION SELECT p.autor_id FROM old.posty p JOIN old.tematy t ON t.temat_id = p.temat_id
  UNION SELECT wiad_od FROM old.wiadomosci WHERE length(temat) <= 120
  UNION SELECT wiad_do FROM old.wiadomosci WHERE length(temat) <= 120
  UNION SELECT a.u_id FROM old.akcje a
    LEFT JOIN (SELECT p.post_id FROM old.posty p JOIN old.tematy pt ON pt.temat_id = p.temat_id) p ON p.post_id = a.post_id AND a.akcja = 'post'
    LEFT JOIN old.tematy t ON t.temat_id = a.akcja_id AND a.akcja = 'watek'
    WHERE NOT (a.akcja = 'post' AND a.post_id IS NOT NULL AND p.post_id IS NULL)
      AND NOT (a.akcja = 'watek' AND a.akcja_id IS NOT NULL AND t.temat_id IS NULL)
) s LEFT JOIN account_of a ON a.u_id = s.id WHERE a.u_id IS NULL;
INSERT INTO sf_guard_user (id, email_address, username, is_active)
SELECT id, 'NULL-' || id, 'NULL-' || id, 0 FROM missing;
INSERT INTO profile (id, deleted_at) SELECT id, datetime('now') FROM missing;
INSERT INTO account_of SELECT id, id FROM missing;

INSERT INTO forum_topic (id, title, author_id, created_at)
SELECT t.temat_id, t.tytul, a.id, t.kolumna_data
FROM old.tematy t JOIN account_of a ON a.u_id = t.autor_id;

INSERT INTO forum_post (id, topic_id, author_id, body, created_at)
SELECT p.post_id, p.temat_id, a.id, p.tresc, p.kolumna_data
FROM old.posty p JOIN account_of a ON a.u_id = p.autor_id JOIN forum_topic t ON t.id = p.temat_id;

INSERT INTO message (id, title, text, from_id, to_id, displayed, provoke, created_at, updated_at)
SELECT w.wiad_id, w.temat, w.tresc, f.id, t.id, w.przeczytane, w.zaczep = 't', w.kolumna_data, w.kolumna_data
FROM old.wiadomosci w JOIN account_of f ON f.u_id = w.wiad_od JOIN account_of t ON t.u_id = w.wiad_do
WHERE length(w.temat) <= 120;

INSERT INTO rejected
SELECT 'akcje', a.a_id, iif(a.akcja = 'post', 'forum_post_id', 'forum_topic_id'), iif(a.akcja = 'post', a.post_id, a.akcja_id)
FROM old.akcje a
LEFT JOIN forum_post p ON p.id = a.post_id AND a.akcja = 'post'
LEFT JOIN forum_topic t ON t.id = a.akcja_id AND a.akcja = 'watek'
WHERE (a.akcja = 'post' AND a.post_id IS NOT NULL AND p.id IS NULL)
   OR (a.akcja = 'watek' AND a.akcja_id IS NOT NULL AND t.id IS NULL);

INSERT INTO action (id, created_at, created_by, type_id_external, target_profile_id, forum_post_id, forum_topic_id)
SELECT ROW_NUMBER() OVER (ORDER BY a.kolumna_data, a.a_id), a.kolumna_data, u.id,
  CASE a.akcja WHEN 'profil' THEN 1 WHEN 'logowanie' THEN 2 WHEN 'wylogowanie' THEN 3 WHEN 'pm' THEN 4
    WHEN 'zaczep' THEN 5 WHEN 'post' THEN 6 WHEN 'watek' THEN 7 END,
  g.id, p.id, t.id
FROM old.akcje a
JOIN account_of u ON u.u_id = a.u_id
LEFT JOIN account_of g ON g.u_id = a.akcja_id AND a.akcja IN ('profil', 'pm', 'zaczep')
LEFT JOIN forum_post p ON p.id = a.post_id AND a.akcja = 'post'
LEFT JOIN forum_topic t ON t.id = a.akcja_id AND a.akcja = 'watek'
WHERE NOT (a.akcja = 'post' AND a.post_id IS NOT NULL AND p.id IS NULL)
  AND NOT (a.akcja = 'watek' AND a.akcja_id IS NOT NULL AND t.id IS NULL)
ORDER BY a.kolumna_data, a.a_id;

COMMIT;
