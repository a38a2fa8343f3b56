-- MySQL dump 10.11
--
-- Host: localhost    Database: polonia_old
-- ------------------------------------------------------
-- Server version	5.0.51a-log

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET NAMES utf8 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Table structure for table `uzytkownicy`
--

DROP TABLE IF EXISTS `uzytkownicy`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `uzytkownicy` (
  `u_id` mediumint(8) unsigned NOT NULL auto_increment,
  `login` varchar(40) NOT NULL,
  `email` varchar(100) NOT NULL,
  `aktywny` enum('t','n') NOT NULL default 'n',
  `data_rej` datetime NOT NULL,
  PRIMARY KEY  (`u_id`),
  UNIQUE KEY `login` (`login`),
  KEY `email` (`email`)
) ENGINE=MyISAM AUTO_INCREMENT=15 DEFAULT CHARSET=latin2;

--
-- Table structure for table `tematy`
--

DROP TABLE IF EXISTS `tematy`;
CREATE TABLE `tematy` (
  `temat_id` mediumint(8) unsigned NOT NULL auto_increment,
  `tytul` varchar(160) collate utf8_polish_ci NOT NULL,
  `autor_id` mediumint(8) unsigned NOT NULL,
  `kolumna_data` datetime NOT NULL,
  PRIMARY KEY  (`temat_id`),
  KEY `autor_id` (`autor_id`)
) ENGINE=MyISAM AUTO_INCREMENT=9 DEFAULT CHARSET=utf8 COLLATE=utf8_polish_ci;

--
-- Table structure for table `posty`
--

DROP TABLE IF EXISTS `posty`;
CREATE TABLE `posty` (
  `post_id` int(10) NOT NULL auto_increment,
  `temat_id` mediumint(8) unsigned NOT NULL COMMENT 'tematy.temat_id',
  `autor_id` mediumint(8) unsigned NOT NULL COMMENT 'uzytkownicy.u_id',
  `tresc` text character set utf8mb4 collate utf8mb4_polish_ci NOT NULL,
  `kolumna_data` datetime NOT NULL,
  PRIMARY KEY  (`post_id`),
  KEY `temat_id` (`temat_id`,`kolumna_data`)
) ENGINE=MyISAM AUTO_INCREMENT=22 DEFAULT CHARSET=utf8 COLLATE=utf8_polish_ci;

--
-- Table structure for table `wiadomosci`
--

DROP TABLE IF EXISTS `wiadomosci`;
CREATE TABLE `wiadomosci` (
  `wiad_id` int(10) NOT NULL auto_increment,
  `temat` varchar(255) collate utf8_polish_ci NOT NULL default '',
  `tresc` text collate utf8_polish_ci NOT NULL,
  `wiad_od` mediumint(8) unsigned NOT NULL,
  `wiad_do` mediumint(8) unsigned NOT NULL,
  `przeczytane` tinyint(1) NOT NULL default '0',
  `zaczep` enum('t','n') collate utf8_polish_ci NOT NULL default 'n',
  `kolumna_data` datetime NOT NULL,
  PRIMARY KEY  (`wiad_id`),
  KEY `wiad_do` (`wiad_do`,`przeczytane`)
) ENGINE=MyISAM AUTO_INCREMENT=12 DEFAULT CHARSET=utf8 COLLATE=utf8_polish_ci;

--
-- Table structure for table `akcje`
--

DROP TABLE IF EXISTS `akcje`;
CREATE TABLE `akcje` (
  `a_id` int(10) NOT NULL auto_increment,
  `u_id` mediumint(8) unsigned NOT NULL,
  `akcja` enum('profil','logowanie','wylogowanie','pm','zaczep','post','watek') NOT NULL,
  `akcja_id` mediumint(8) unsigned default NULL COMMENT 'a user or a topic, as akcja says',
  `post_id` int(10) default NULL,
  `kolumna_data` datetime NOT NULL,
  PRIMARY KEY  (`a_id`),
  KEY `u_id` (`u_id`),
  KEY `kolumna_data` (`kolumna_data`)
) ENGINE=MyISAM AUTO_INCREMENT=31 DEFAULT CHARSET=latin2;

--
-- Table structure for table `sesje`
--

DROP TABLE IF EXISTS `sesje`;
CREATE TABLE `sesje` (
  `sesja` char(32) NOT NULL,
  `u_id` mediumint(8) unsigned NOT NULL default '0',
  `ip` int(10) unsigned NOT NULL,
  `ostatnio` timestamp NOT NULL default CURRENT_TIMESTAMP on update CURRENT_TIMESTAMP,
  `dane` varchar(2000) default NULL,
  PRIMARY KEY  (`sesja`)
) ENGINE=MEMORY DEFAULT CHARSET=latin2;

/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed on 2011-03-02 21:14:08
