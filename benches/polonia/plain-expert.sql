-- What a person who knows SQL would write for plain.mig, on any engine.
BEGIN;
INSERT INTO entry (id, title, body, author)
SELECT p.post_id, t.tytul, p.tresc, p.autor_id
FROM {old}.posty p JOIN {old}.tematy t ON t.temat_id = p.temat_id;

INSERT INTO note (id, subject, body, sender, reader, poke)
SELECT wiad_id, {concat}, tresc, wiad_od, wiad_do, zaczep = 't'
FROM {old}.wiadomosci;

INSERT INTO event (id, actor, kind, about)
SELECT a_id, u_id, CASE akcja WHEN 'post' THEN 1 WHEN 'watek' THEN 2 ELSE 0 END, COALESCE(post_id, akcja_id, 0)
FROM {old}.akcje;
COMMIT;
