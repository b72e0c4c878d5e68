//! Upper and lower case. Dockerfiles are ASCII wherever case counts, so only ASCII letters are changed: the tables for
//! all other scripts would weigh more than most of the engine's layers.

/// Whether changing the text to lower case would leave it as it is.
pub fn is_lower(text: &str) -> bool {
    !text.chars().any(char::is_uppercase)
}

/// Whether changing the text to upper case would leave it as it is.
pub fn is_upper(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{is_lower, is_upper};

    #[test]
    fn what_has_no_case_fits_both() {
        assert!(is_lower("build-1") && !is_upper("build-1"));
        assert!(is_upper("RUN") && !is_lower("RUN"));
        assert!(!is_lower("Ü"));
        assert!(is_lower("123") && is_upper("123"));
    }
}
