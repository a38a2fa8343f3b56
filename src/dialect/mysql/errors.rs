//! The codes of MySQL and MariaDB, which have numbers.

use super::Mysql;
use crate::dialect::{Errors, Rule, TroubleKind};

impl Errors for Mysql {
    fn trouble(&self, code: &str, words: &str) -> TroubleKind {
        let Ok(number) = code.parse::<u16>() else { return TroubleKind::Other };
        match number {
            1045 | 1698 | 1820 | 1862 => TroubleKind::Password,
            1130 | 1129 | 3159 | 4151 | 3118 => TroubleKind::NotAllowed,
            1049 => TroubleKind::NoDatabase,
            1044 | 1142 | 1143 | 1227 | 1370 | 1410 | 1419 => TroubleKind::Rights,
            1290 if words.contains("read-only") || words.contains("read_only") => TroubleKind::ReadOnly,
            1792 | 1836 | 3100 => TroubleKind::ReadOnly,
            1051 | 1054 | 1146 => TroubleKind::NotThere,
            1021 | 1114 => TroubleKind::DiskFull,
            // Errors of the storage engine and of files carry the system's number in their text.
            3 | 20 | 1026 | 1030 | 1034 if words.contains("28") => TroubleKind::DiskFull,
            1153 | 1162 | 1301 => TroubleKind::TooLarge,
            1205 | 3572 => TroubleKind::Locked,
            1213 => TroubleKind::Deadlock,
            1040 | 1203 | 1226 => TroubleKind::TooMany,
            1053 => TroubleKind::NotReady,
            1152 | 1158..=1161 | 1184 | 1317 | 1927 | 2006 | 2013 | 4031 => TroubleKind::Lost,
            1969 | 3024 => TroubleKind::Timeout,
            _ => TroubleKind::Other,
        }
    }

    fn broken_rule(&self, code: &str) -> Option<Rule> {
        Some(match code.parse::<u16>().ok()? {
            1062 | 1169 | 1586 | 1859 => Rule::Unique,
            1216 | 1217 | 1451 | 1452 | 1761 | 1762 => Rule::ForeignKey,
            1048 | 1263 | 1364 => Rule::NotNull,
            // 1526 and 1591: there is no partition for the row.
            3819 | 4025 | 1526 | 1591 => Rule::Check,
            _ => return None,
        })
    }
}
