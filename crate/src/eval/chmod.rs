//! The mode of `--chmod`: octal, or symbolic as `chmod` knows it.

/// The bits of an octal mode, `None` for a symbolic one. The error is the message of the reference.
pub fn read(text: &str) -> Result<Option<u32>, String> {
    const MOST: u32 = 0o7777;
    let not_octal = || {
        Err(format!("invalid chmod parameter: '{text}'. it should be octal string and between 0 and 07777"))
    };
    let is_octal = !text.is_empty() && text.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    if is_octal && let Ok(bits) = u32::from_str_radix(text, 8) {
        return if bits > MOST { not_octal() } else { Ok(Some(bits)) };
    }
    if text.starts_with(|ch: char| ch.is_ascii_digit()) {
        return not_octal();
    }
    if is_symbolic(text) { Ok(None) } else { Err("invalid syntax".to_owned()) }
}

/// `[who][operator][permissions]…`, several separated by commas.
fn is_symbolic(text: &str) -> bool {
    text.split(',').all(|clause| {
        let rest = clause.trim_start_matches(['a', 'u', 'g', 'o']);
        let is_action =
            |ch: char| matches!(ch, '+' | '-' | '=' | 'r' | 'w' | 'x' | 'X' | 's' | 't' | 'u' | 'g' | 'o');
        rest.starts_with(['+', '-', '=']) && rest.chars().all(is_action)
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn modes() {
        assert_eq!(read("755"), Ok(Some(0o755)));
        assert_eq!(read("07777"), Ok(Some(0o7777)));
        for text in ["u+x,go-w", "a=rX", "+x", "g=u-w"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
        for text in ["9999", "10000", "8", "7x"] {
            assert!(read(text).unwrap_err().starts_with("invalid chmod parameter"), "{text}");
        }
        for text in ["rwx", "u", "u+x,", "q+x", "-rwz"] {
            assert_eq!(read(text).unwrap_err(), "invalid syntax", "{text}");
        }
    }
}
