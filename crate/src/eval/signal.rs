//! Signals that `STOPSIGNAL` knows: those of Linux.

use crate::text::go::atoi;

const NAMES: [&str; 36] = [
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
    "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU",
    "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
];

/// Whether a text names a signal: a number that is not 0, or a name with or without `SIG` in any case.
pub fn check(text: &str) -> Result<(), String> {
    let known = match atoi(text) {
        Some(number) => number != 0,
        None => {
            let upper = text.to_ascii_uppercase();
            let name = upper.strip_prefix("SIG").unwrap_or(&upper);
            NAMES.contains(&name) || is_real_time(name, "RTMIN+", 15) || is_real_time(name, "RTMAX-", 14)
        }
    };
    if known { Ok(()) } else { Err(format!("invalid signal: {text}")) }
}

fn is_real_time(name: &str, prefix: &str, most: u32) -> bool {
    let number = name.strip_prefix(prefix).filter(|rest| !rest.starts_with(['0', '+']));
    number.and_then(|rest| rest.parse::<u32>().ok()).is_some_and(|number| (1..=most).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn names_and_numbers() {
        for text in ["SIGTERM", "term", "9", "-1", "99", "RTMIN+3", "SIGRTMAX-14", "rtmin"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for text in ["0", "SIGFOO", "", "RTMIN+16", "RTMIN+0", "RTMAX-15", "SIG"] {
            assert_eq!(check(text), Err(format!("invalid signal: {text}")));
        }
    }
}
