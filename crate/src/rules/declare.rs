//! `declare_rule!`: what a rule file starts with. The doc comment is the rule's page.

/// Whether a rule speaks without being asked: `default: Off` makes it wait for `# check=experimental=Id`.
macro_rules! default_of {
    () => {
        true
    };
    (Off) => {
        false
    };
}

/// Declares the rule of a file: its page, its identity, and the function `check` of the same file.
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])*
        $id:ident {
            category: $category:literal,
            severity: $severity:ident,
            $(default: $default:ident,)?
            equivalents: [$($equivalent:literal),* $(,)?] $(,)?
        }
    ) => {
        pub(crate) static META: $crate::diag::RuleMeta = $crate::diag::RuleMeta {
            id: stringify!($id),
            category: $category,
            severity: $crate::diag::Severity::$severity,
            on: default_of!($($default)?),
            equivalents: &[$($equivalent),*],
        };
        pub(crate) static RULE: $crate::rules::Rule =
            $crate::rules::Rule { meta: &META, check };
        // Apart from the rule, so that a program that shows no pages does not carry them.
        pub(crate) static PAGE: $crate::rules::RulePage =
            $crate::rules::RulePage { rule: &RULE, file: file!(), docs: concat!($($doc, "\n"),*) };
    };
}
