//! Numbers of bytes as people write them.

/// No file is larger: above this a number of JavaScript is not exact.
const LARGEST: u128 = 1 << 53;

/// Units with their bytes; those of Docker are decimal.
const UNITS: [(&str, u128); 11] = [
    ("", 1),
    ("b", 1),
    ("k", 1_000),
    ("kb", 1_000),
    ("kib", 1 << 10),
    ("m", 1_000_000),
    ("mb", 1_000_000),
    ("mib", 1 << 20),
    ("g", 1_000_000_000),
    ("gb", 1_000_000_000),
    ("gib", 1 << 30),
];

/// Reads `12 kB`, `1.5MiB` or `300`; `None` for what is no size, and beyond 2^53.
pub fn bytes(text: &str) -> Option<u64> {
    let text: String = text.split_whitespace().collect();
    let end = text.find(|ch: char| !ch.is_ascii_digit() && ch != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let (_, bytes) = UNITS.iter().find(|(name, _)| unit.eq_ignore_ascii_case(name))?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || part.contains('.') || part.len() > 9 {
        return None;
    }
    let fraction = if part.is_empty() { 0 } else { part.parse::<u128>().ok()? };
    let scale = 10_u128.pow(u32::try_from(part.len()).ok()?);
    let sum = whole.parse::<u128>().ok()?.checked_mul(*bytes)?.checked_add(fraction * bytes / scale)?;
    (sum <= LARGEST).then(|| u64::try_from(sum).ok())?
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_as_people_write_them() {
        for (text, expected) in [
            ("512", Some(512)),
            ("300 B", Some(300)),
            ("4kB", Some(4_000)),
            ("12KB", Some(12_000)),
            ("1.5 GB", Some(1_500_000_000)),
            ("124.84mb", Some(124_840_000)),
            ("2MiB", Some(2_097_152)),
            ("0.25 GiB", Some(268_435_456)),
            ("0.5", Some(0)),
            ("9007199254740992", Some(1 << 53)),
            ("9007199254740993", None),
            ("99999999999999999999999999999999999999999 GB", None),
            ("0.0000000001GB", None),
            ("1.2.3MB", None),
            ("1,5MB", None),
            ("-1MB", None),
            (".5MB", None),
            (".", None),
            ("", None),
            ("MB", None),
            ("12 kg", None),
            ("12 bananas", None),
        ] {
            assert_eq!(bytes(text), expected, "{text}");
        }
    }
}
