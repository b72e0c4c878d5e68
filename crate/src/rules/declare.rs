//! `declare_rule!`: what a rule file starts with. The doc comment is the rule's page.

/// Declares the rule of a file: its page, its identity, and the function `check` of the same file.
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])*
        $id:ident {
            category: $category:literal,
            severity: $severity:ident,
            equivalents: [$($equivalent:literal),* $(,)?] $(,)?
        }
    ) => {
        pub(crate) static META: $crate::diag::RuleMeta = $crate::diag::RuleMeta {
            id: stringify!($id),
            docs: concat!($($doc, "\n"),*),
            category: $category,
            severity: $crate::diag::Severity::$severity,
            equivalents: &[$($equivalent),*],
        };
        pub(crate) static RULE: $crate::rules::Rule =
            $crate::rules::Rule { meta: &META, file: file!(), check };
    };
}
