-- Rows of the old site, in SQL that every engine reads.
-- Users 3, 8 and 14 were deleted; user 6 registered the address of user 2 again, in other letters, and user 11
-- that of user 9. Topics 4 and 7 are gone, and posts 9 and 17.

INSERT INTO uzytkownicy (u_id, login, email, aktywny, data_rej) VALUES
(1, 'admin', 'admin@polonia.example', 't', '2004-02-11 09:00:00'),
(2, 'ania', 'ania@polonia.example', 't', '2004-02-12 18:40:11'),
(4, 'Zbyszek', 'zbyszek@polonia.example', 't', '2004-03-01 07:05:59'),
(5, 'Łukasz', 'lukasz@polonia.example', 't', '2004-05-21 22:13:00'),
(6, 'ania_2', 'Ania@Polonia.example', 't', '2005-01-30 12:00:00'),
(7, 'o''hara', 'ohara@polonia.example', 'n', '2005-06-17 16:45:30'),
(9, 'Grażyna', 'grazyna@polonia.example', 't', '2006-08-08 08:08:08'),
(10, 'jacek', 'jacek@polonia.example', 't', '2006-12-31 23:59:59'),
(11, 'Grazka', 'GRAZYNA@polonia.example', 'n', '2007-02-28 10:10:10'),
(12, 'śledź', 'sledz@polonia.example', 't', '2008-02-29 00:00:00'),
(13, 'NULL', 'null@polonia.example', 't', '2009-07-04 14:14:14');

INSERT INTO tematy (temat_id, tytul, autor_id, kolumna_data) VALUES
(1, 'Witajcie!', 1, '2004-02-11 09:30:00'),
(2, 'Gdzie kupić pierogi w Dublinie?', 2, '2004-02-13 19:00:00'),
(3, 'Mieszkanie: "dwa pokoje", od zaraz', 3, '2004-04-02 11:11:11'),
(5, 'Zlot 2006', 6, '2006-05-05 20:00:00'),
(6, 'Usunięte konto', 8, '2007-09-09 09:09:09'),
(8, 'Święta', 12, '2008-12-01 06:00:00');

INSERT INTO posty (post_id, temat_id, autor_id, tresc, kolumna_data) VALUES
(1, 1, 1, 'Forum otwarte.', '2004-02-11 09:30:00'),
(2, 1, 2, 'Cześć wszystkim', '2004-02-12 18:45:00'),
(3, 2, 2, 'Szukam i szukam…', '2004-02-13 19:00:00'),
(4, 2, 4, 'Na Capel Street.
Drugi sklep od rogu.', '2004-02-14 08:00:00'),
(5, 2, 3, 'Potwierdzam', '2004-02-15 10:20:00'),
(6, 3, 3, 'Tel. w profilu', '2004-04-02 11:11:11'),
(7, 4, 5, 'Odpowiedź w temacie, którego już nie ma', '2004-06-01 12:00:00'),
(8, 4, 8, 'I jeszcze jedna', '2004-06-01 12:30:00'),
(10, 5, 6, 'Kto jedzie?', '2006-05-05 20:00:00'),
(11, 5, 7, 'Ja, it''s a date', '2006-05-06 07:00:00'),
(12, 5, 9, 'Ja też 😀', '2006-05-07 21:00:00'),
(13, 5, 11, 'Zapisz mnie dwa razy', '2006-05-07 21:05:00'),
(14, 6, 8, 'Żegnam', '2007-09-09 09:09:09'),
(15, 7, 10, 'To też zniknęło', '2007-10-10 10:10:10'),
(16, 8, 12, 'Barszcz czy grzybowa?', '2008-12-01 06:00:00'),
(18, 8, 13, '', '2008-12-02 06:00:00'),
(19, 8, 5, 'Barszcz, z uszkami 🥟', '2008-12-03 17:30:00'),
(20, 1, 14, 'Późny gość', '2010-01-01 00:00:01'),
(21, 1, 10, 'Tab	i koniec', '2010-01-02 00:00:00');

INSERT INTO wiadomosci (wiad_id, temat, tresc, wiad_od, wiad_do, przeczytane, zaczep, kolumna_data) VALUES
(1, 'Hej', 'Co słychać?', 2, 4, 1, 'n', '2004-02-20 10:00:00'),
(2, 'Re: Hej', 'Dobrze', 4, 2, 1, 'n', '2004-02-20 10:30:00'),
(3, 'Pokój', 'Czy aktualne?', 5, 3, 0, 'n', '2004-04-03 09:00:00'),
(4, '', '', 6, 9, 1, 't', '2006-05-08 09:00:00'),
(5, 'Re: zlot', 'Biorę namiot', 9, 6, 1, 'n', '2006-05-08 12:00:00'),
(6, 'Pytanie', 'Kim jesteś?', 8, 14, 0, 'n', '2007-01-01 01:01:01'),
(7, 'Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: Re: zlot', 'Ostatnie słowo', 10, 9, 0, 'n', '2007-02-02 02:02:02'),
(8, '', '', 11, 10, 0, 't', '2007-03-03 03:03:03'),
(10, 'Życzenia', 'Wesołych Świąt!', 12, 13, 1, 'n', '2008-12-24 17:00:00'),
(11, 'Re: Życzenia', 'Nawzajem', 13, 12, 0, 'n', '2008-12-25 09:00:00');

INSERT INTO akcje (a_id, u_id, akcja, akcja_id, post_id, kolumna_data) VALUES
(1, 1, 'logowanie', NULL, NULL, '2004-02-11 09:01:00'),
(2, 1, 'watek', 1, NULL, '2004-02-11 09:30:00'),
(3, 2, 'logowanie', NULL, NULL, '2004-02-12 18:41:00'),
(4, 2, 'post', 1, 2, '2004-02-12 18:45:00'),
(5, 2, 'watek', 2, NULL, '2004-02-13 19:00:00'),
(6, 4, 'post', 2, 4, '2004-02-14 08:00:00'),
(7, 3, 'post', 2, 5, '2004-02-15 10:20:00'),
(8, 2, 'pm', 4, NULL, '2004-02-20 10:00:00'),
(9, 4, 'pm', 2, NULL, '2004-02-20 10:30:00'),
(10, 3, 'watek', 3, NULL, '2004-04-02 11:11:11'),
(11, 5, 'profil', 3, NULL, '2004-04-03 08:55:00'),
(12, 5, 'pm', 3, NULL, '2004-04-03 09:00:00'),
(13, 5, 'watek', 4, NULL, '2004-06-01 11:59:00'),
(14, 5, 'post', 4, 7, '2004-06-01 12:00:00'),
(15, 7, 'wylogowanie', NULL, NULL, '2005-06-17 17:00:00'),
(16, 6, 'watek', 5, NULL, '2006-05-05 20:00:00'),
(17, 9, 'profil', 6, NULL, '2006-05-07 20:59:00'),
(18, 6, 'zaczep', 9, NULL, '2006-05-08 09:00:00'),
(20, 8, 'watek', 6, NULL, '2007-09-09 09:09:09'),
(21, 11, 'zaczep', 10, NULL, '2007-03-03 03:03:03'),
(22, 10, 'post', 7, 15, '2007-10-10 10:10:10'),
(23, 12, 'watek', 8, NULL, '2008-12-01 06:00:00'),
(24, 12, 'post', 8, 17, '2008-12-01 06:00:00'),
(25, 14, 'logowanie', NULL, NULL, '2010-01-01 00:00:00'),
(26, 14, 'post', 1, 20, '2010-01-01 00:00:01'),
(27, 2, 'profil', 0, NULL, '2010-01-01 00:00:01'),
(28, 10, 'profil', 13, NULL, '2010-01-02 00:00:00'),
(30, 13, 'wylogowanie', NULL, NULL, '2010-01-02 00:00:00');

INSERT INTO sesje (sesja, u_id, ip, ostatnio, dane) VALUES
('0123456789abcdef0123456789abcdef', 2, 2130706433, '2011-03-02 21:00:00', NULL);
