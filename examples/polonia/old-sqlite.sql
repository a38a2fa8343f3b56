-- The old tables in SQLite, so that the example runs without a server.
CREATE TABLE uzytkownicy (
  u_id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  aktywny TEXT NOT NULL DEFAULT 'n',
  data_rej TEXT NOT NULL
);
CREATE TABLE tematy (
  temat_id INTEGER PRIMARY KEY,
  tytul TEXT NOT NULL,
  autor_id INTEGER NOT NULL,
  kolumna_data TEXT NOT NULL
);
CREATE TABLE posty (
  post_id INTEGER PRIMARY KEY,
  temat_id INTEGER NOT NULL,
  autor_id INTEGER NOT NULL,
  tresc TEXT NOT NULL,
  kolumna_data TEXT NOT NULL
);
CREATE TABLE wiadomosci (
  wiad_id INTEGER PRIMARY KEY,
  temat TEXT NOT NULL DEFAULT '',
  tresc TEXT NOT NULL,
  wiad_od INTEGER NOT NULL,
  wiad_do INTEGER NOT NULL,
  przeczytane INTEGER NOT NULL DEFAULT 0,
  zaczep TEXT NOT NULL DEFAULT 'n',
  kolumna_data TEXT NOT NULL
);
CREATE TABLE akcje (
  a_id INTEGER PRIMARY KEY,
  u_id INTEGER NOT NULL,
  akcja TEXT NOT NULL,
  akcja_id INTEGER,
  post_id INTEGER,
  kolumna_data TEXT NOT NULL
);
CREATE TABLE sesje (
  sesja TEXT PRIMARY KEY,
  u_id INTEGER NOT NULL DEFAULT 0,
  ip INTEGER NOT NULL,
  ostatnio TEXT NOT NULL,
  dane TEXT
);
