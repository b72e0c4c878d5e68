//! A file for `docker buildx bake` that asks for the same build.

use std::fmt::Write as _;

use crate::report::Input;

/// The chosen target, platform and build arguments as one `target` of a `docker-bake.hcl`. What is not chosen is not
/// written: then `BuildKit`'s own default holds, as it does without the file.
pub fn bake(input: &Input) -> String {
    let options = &input.options;
    let mut text =
        "# docker buildx bake\ntarget \"default\" {\n  context    = \".\"\n  dockerfile = \"Dockerfile\"\n"
            .to_owned();
    let chosen = |value: &Option<String>| value.clone().filter(|it| !it.is_empty());
    if let Some(target) = chosen(&options.target) {
        let _ = writeln!(text, "  target     = {}", string(&target));
    }
    if let Some(platform) = chosen(&options.platform) {
        let platforms: Vec<String> = platform.split(',').map(|it| string(it.trim())).collect();
        let _ = writeln!(text, "  platforms  = [{}]", platforms.join(", "));
    }
    if !options.build_args.is_empty() {
        text.push_str("  args = {\n");
        let of_name = |name: &str| options.build_args.iter().rposition(|(known, _)| known == name);
        for (index, (name, value)) in options.build_args.iter().enumerate() {
            // An object has each name once; of two, the last counts for docker build as well.
            if of_name(name) == Some(index) {
                let _ = writeln!(text, "    {} = {}", string(name), string(value));
            }
        }
        text.push_str("  }\n");
    }
    text.push_str("}\n");
    text
}

/// A text as HCL writes it: nothing in it is an expression.
fn string(text: &str) -> String {
    let mut out = String::from('"');
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if chars.peek() == Some(&'{') => {
                out.push(ch);
                out.push(ch);
            }
            _ if ch.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(ch));
            }
            _ => out.push(ch),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{bake, string};
    use crate::eval::BuildOptions;
    use crate::report::Input;

    #[test]
    fn only_what_is_chosen() {
        let plain = "# docker buildx bake\ntarget \"default\" {\n  context    = \".\"\n  dockerfile = \"Dockerfile\"\n}\n";
        assert_eq!(bake(&Input::default()), plain);
        let options = BuildOptions {
            target: Some("dev".to_owned()),
            platform: Some("linux/amd64, linux/arm64".to_owned()),
            build_args: [("A", "1"), ("B", "x y"), ("A", "${B}")]
                .map(|(k, v)| (k.to_owned(), v.to_owned()))
                .to_vec(),
            ..BuildOptions::default()
        };
        let expected = "  target     = \"dev\"\n  platforms  = [\"linux/amd64\", \"linux/arm64\"]\n  args = {\n    \"B\" = \"x y\"\n    \"A\" = \"$${B}\"\n  }\n}\n";
        let text = bake(&Input { options, ..Input::default() });
        assert!(text.ends_with(expected), "{text}");
    }

    #[test]
    fn no_text_is_an_expression() {
        assert_eq!(string("a\"b\\c\n${x} %{if} $x $${y}\u{7}"), r#""a\"b\\c\n$${x} %%{if} $x $$${y}\u0007""#);
    }
}
