//! What the character sets of MySQL leave out.

/// The characters that a character set lacks, as ranges; none: it lacks none, or is not known.
pub(super) fn outside(charset: &str) -> Option<Vec<(u32, u32)>> {
    const LAST: u32 = 0x10FFFF;
    let mut held: Vec<(u32, u32)> = vec![(0, 0x7F)];
    match charset {
        "utf8" | "utf8mb3" | "ucs2" => held.push((0x80, 0xFFFF)),
        "ascii" => {}
        other => held.extend(above_ascii(other)?),
    }
    let mut out = Vec::new();
    let mut next = 0;
    for (low, high) in held {
        if low > next {
            out.push((next, low - 1));
        }
        next = high + 1;
    }
    out.push((next, LAST));
    Some(out)
}

/// The characters above ASCII of a one byte character set.
fn above_ascii(charset: &str) -> Option<Vec<(u32, u32)>> {
    let label = match charset {
        "latin1" => "windows-1252",
        "latin2" => "iso-8859-2",
        "latin5" => "iso-8859-9",
        "latin7" => "iso-8859-13",
        "greek" => "iso-8859-7",
        "hebrew" => "iso-8859-8",
        "cp1250" => "windows-1250",
        "cp1251" => "windows-1251",
        "cp1256" => "windows-1256",
        "cp1257" => "windows-1257",
        "cp866" => "ibm866",
        "koi8r" => "koi8-r",
        "koi8u" => "koi8-u",
        "tis620" => "windows-874",
        _ => return None,
    };
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let high: Vec<u8> = (0x80..=0xFF).collect();
    let (text, _) = encoding.decode_without_bom_handling(&high);
    let mut chars: Vec<u32> = text.chars().map(u32::from).filter(|c| *c >= 0xA0 && *c != 0xFFFD).collect();
    chars.sort_unstable();
    chars.dedup();
    let mut out: Vec<(u32, u32)> = Vec::new();
    for c in chars {
        match out.last_mut() {
            Some((_, last)) if *last + 1 == c => *last = c,
            _ => out.push((c, c)),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::outside;

    #[test]
    fn what_is_left_out() {
        assert_eq!(outside("utf8mb3"), Some(vec![(0x10000, 0x10FFFF)]));
        assert_eq!(outside("ascii"), Some(vec![(0x80, 0x10FFFF)]));
        let latin1 = outside("latin1").unwrap_or_default();
        let lacks = |c: char| latin1.iter().any(|(low, high)| (*low..=*high).contains(&u32::from(c)));
        assert!(lacks('\u{104}') && lacks('\u{1F600}') && !lacks('\u{e9}') && !lacks('\u{20AC}') && !lacks('a'));
        assert_eq!(outside("utf8mb4"), None);
    }
}
