//! Reads what manifests ask for: `requirements.txt` and `package.json`. What cannot be read asks for nothing.

/// One requirement of Python.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Requirement {
    /// Its name as indexes compare it, with extras as written: `uvicorn[standard]`.
    pub(super) name: String,
    /// The version that it is pinned to with `==`; empty when it is not.
    pub(super) version: String,
}

/// Reads one requirement; `None` for a path, a URL, a variable or an option.
pub(super) fn requirement(text: &str) -> Option<Requirement> {
    let text = text.split(" #").next()?.split(';').next()?.trim();
    if text.is_empty()
        || text.starts_with(['-', '.', '/', '#'])
        || text.contains(['$', '@', '`'])
        || text.contains("://")
    {
        return None;
    }
    let end = text.find(['=', '<', '>', '!', '~', ' ']).unwrap_or(text.len());
    let (name, condition) = text.split_at_checked(end)?;
    let version =
        condition.trim().strip_prefix("==").map(str::trim).filter(|version| !version.contains([',', '*']));
    let is_file = [".whl", ".zip", ".gz", ".txt"].iter().any(|end| name.ends_with(end));
    (!is_file)
        .then(|| Requirement { name: normalized(name), version: version.unwrap_or_default().to_owned() })
}

/// The requirements of a file, and how many of its lines ask for something that is not read here.
pub(super) fn requirements(text: &str) -> (Vec<Requirement>, usize) {
    let mut found = Vec::new();
    let mut others = 0;
    let joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
    for line in joined.lines().map(str::trim) {
        let is_option = line.starts_with('-')
            && !["-r", "-e", "--requirement", "--editable"].iter().any(|flag| line.starts_with(flag));
        if line.is_empty() || line.starts_with('#') || is_option {
            continue;
        }
        // Hashes stand behind the requirement.
        match requirement(line.split(" --").next().unwrap_or_default()) {
            Some(requirement) => found.push(requirement),
            None => others += 1,
        }
    }
    (found, others)
}

/// Names are compared in lower case, with `-` for `_` and `.`.
pub(super) fn normalized(name: &str) -> String {
    name.chars().map(|ch| if matches!(ch, '_' | '.') { '-' } else { ch.to_ascii_lowercase() }).collect()
}

/// The dependencies of a `package.json` with their conditions; those for development only where they are wanted.
pub(super) fn dependencies(text: &str, development: bool) -> Option<Vec<(String, String)>> {
    let members = object(text)?;
    let mut found = Vec::new();
    for (key, value) in members {
        let wanted =
            key == "dependencies" || key == "optionalDependencies" || key == "devDependencies" && development;
        if wanted {
            let list = object(value)?;
            found.extend(list.into_iter().map(|(name, value)| (name, value.trim_matches('"').to_owned())));
        }
    }
    Some(found)
}

/// The members of a JSON object, each value as its text; `None` when it is none.
fn object(text: &str) -> Option<Vec<(String, &str)>> {
    let mut rest = text.trim_start_matches('\u{feff}').trim().strip_prefix('{')?.trim_start();
    let mut members = Vec::new();
    while !rest.starts_with('}') {
        let (key, after) = value(rest)?;
        let key = key.strip_prefix('"')?.strip_suffix('"')?;
        rest = after.trim_start().strip_prefix(':')?.trim_start();
        let (text, after) = value(rest)?;
        members.push((key.to_owned(), text));
        rest = after.trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None if rest.starts_with('}') => {}
            None => return None,
        }
    }
    Some(members)
}

/// The text of one JSON value, and what follows it.
fn value(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, ch) in text.char_indices() {
        if quoted {
            quoted = escaped || ch != '"';
            escaped = !escaped && ch == '\\';
            if !quoted && depth == 0 {
                return text.split_at_checked(at + 1);
            }
            continue;
        }
        match ch {
            '"' => quoted = true,
            '{' | '[' => depth += 1,
            ',' | '}' | ']' if depth == 0 => {
                return text.split_at_checked(at).filter(|(value, _)| !value.is_empty());
            }
            '}' | ']' => {
                depth -= 1;
                if depth == 0 {
                    return text.split_at_checked(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{dependencies, requirements};

    #[test]
    fn requirements_with_all_their_forms() {
        let text = "# web\nFlask==3.1.3\nuvicorn[standard]>=0.3 ; python_version > '3.8'\n-i https://x.y\n\n\
                    typing_extensions ~= 4.1 # why\na==1.0 \\\n  --hash=sha256:0\n-e .\n./b.whl\ngit+https://x/y.git\n";
        let (found, others) = requirements(text);
        let found: Vec<(&str, &str)> =
            found.iter().map(|it| (it.name.as_str(), it.version.as_str())).collect();
        assert_eq!(
            found,
            [("flask", "3.1.3"), ("uvicorn[standard]", ""), ("typing-extensions", ""), ("a", "1.0")]
        );
        assert_eq!(others, 3);
    }

    #[test]
    fn dependencies_of_a_manifest() {
        let text = r#"{ "name": "a \"b\" {", "x": [1, {"y": 2}], "dependencies": {"express": "^5.0.0", "@a/b": "1"},
                       "devDependencies": { "jest": "*" }, "private": true }"#;
        let names = |development| {
            let found = dependencies(text, development).unwrap();
            found.into_iter().map(|(name, version)| format!("{name} {version}")).collect::<Vec<_>>()
        };
        assert_eq!(names(false), ["express ^5.0.0", "@a/b 1"]);
        assert_eq!(names(true), ["express ^5.0.0", "@a/b 1", "jest *"]);
        for broken in ["", "[]", "{", "{\"a\"", "{\"a\": }", "{\"dependencies\": 1}", "}", "{\"\\", "{]"] {
            assert_eq!(dependencies(broken, true), None, "{broken}");
        }
        assert_eq!(dependencies("{}", true), Some(Vec::new()));
    }
}
