//! The findings for programs that collect those of many tools: SARIF 2.1.0, a standard of OASIS.

use super::{Place, Places};
use crate::diag::page_name;
use crate::report::{EditorDiagnostic, EditorFix, Level, Report};
use crate::rules::RULES;
use crate::text::go::json_string;

/// The name under which errors of `docker build` itself are listed: they have no rule.
const BUILD_ERROR: &str = "BuildError";

/// What there is to read of a rule. The pages are apart from the rules, so who writes a log without them does not carry them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SarifRule {
    /// Its name: `AptListsLeft`.
    pub id: &'static str,
    /// One line.
    pub summary: &'static str,
    /// Its page, as Markdown.
    pub page: String,
}

/// The findings as a SARIF log. `source` is the text that the report is about, `path` its place: a path from the root of the
/// repository, with `/` between its parts. Of the rules that `known` leaves out, only the name is told.
pub fn sarif(report: &Report, source: &str, path: &str, known: &[SarifRule]) -> String {
    let log = Log {
        places: Places::new(source),
        source: &source.encode_utf16().collect::<Vec<_>>(),
        uri: json_string(&uri(path)),
    };
    let mut ids: Vec<&str> = report.diagnostics.iter().map(id).collect();
    let elsewhere = report.stop_elsewhere();
    ids.extend(elsewhere.iter().map(|_| BUILD_ERROR));
    ids.sort_unstable();
    ids.dedup();
    let mut json = Json::default();
    json.object(|json| {
        json.text("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.text("version", "2.1.0");
        json.objects("runs", [()], |json, ()| {
            json.nested("tool", |json| {
                json.nested("driver", |json| {
                    json.text("name", "Stagescope");
                    json.text("version", env!("CARGO_PKG_VERSION"));
                    json.objects("rules", &ids, |json, id| rule(json, id, known));
                });
            });
            json.text("columnKind", "utf16CodeUnits");
            json.objects("artifacts", [()], |json, ()| {
                json.nested("location", |json| json.raw("uri", &log.uri));
            });
            json.objects("invocations", [()], |json, ()| json.raw("executionSuccessful", "true"));
            let found = report.diagnostics.iter().map(Some).chain(elsewhere.iter().map(|_| None));
            json.objects("results", found, |json, finding| {
                let id = finding.map_or(BUILD_ERROR, id);
                json.text("ruleId", id);
                json.raw("ruleIndex", &ids.binary_search(&id).unwrap_or_default().to_string());
                match finding {
                    Some(finding) => log.result(json, finding),
                    None => {
                        json.text("level", "error");
                        json.words("message", elsewhere.map_or("", |it| it.message.as_str()));
                    }
                }
            });
        });
    });
    json.text.push('\n');
    json.text
}

fn id(finding: &EditorDiagnostic) -> &str {
    if finding.rule.is_empty() { BUILD_ERROR } else { &finding.rule }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Hint => "note",
    }
}

fn rule(json: &mut Json, id: &str, known: &[SarifRule]) {
    json.text("id", id);
    let words = page_name(id).replace('-', " ");
    let known = known.iter().find(|it| it.id == id);
    let short = match (known, id) {
        (Some(known), _) => known.summary,
        (None, BUILD_ERROR) => "docker build stops",
        (None, _) => words.as_str(),
    };
    json.words("shortDescription", short);
    if let Some(known) = known {
        json.nested("help", |json| {
            json.text("text", &known.page);
            json.text("markdown", &known.page);
        });
    }
    if let Some(rule) = RULES.iter().find(|rule| rule.meta.id == id) {
        let tags: Vec<String> =
            [rule.meta.category].iter().chain(rule.meta.equivalents).map(|it| json_string(it)).collect();
        json.nested("properties", |json| json.raw("tags", &format!("[{}]", tags.join(","))));
    }
}

/// What all results share.
struct Log<'a> {
    places: Places,
    source: &'a [u16],
    uri: String,
}

impl Log<'_> {
    fn result(&self, json: &mut Json, finding: &EditorDiagnostic) {
        json.text("level", level(finding.level));
        let EditorDiagnostic { message, why, .. } = finding;
        let text = if why.is_empty() { message.clone() } else { format!("{message}: {why}") };
        json.words("message", &text);
        json.objects("locations", [()], |json, ()| {
            json.nested("physicalLocation", |json| {
                self.artifact(json);
                self.region(json, "region", finding.from, finding.to);
            });
        });
        // Only what leaves the image as it is may be applied by a program.
        let safe: Vec<&EditorFix> =
            finding.fixes.iter().filter(|fix| fix.safe && !fix.edits.is_empty()).collect();
        if safe.is_empty() {
            return;
        }
        json.objects("fixes", safe, |json, fix| {
            json.words("description", &fix.title);
            json.objects("artifactChanges", [()], |json, ()| {
                self.artifact(json);
                json.objects("replacements", &fix.edits, |json, edit| {
                    self.region(json, "deletedRegion", edit.from, edit.to);
                    json.words("insertedContent", &edit.insert);
                });
            });
        });
    }

    fn artifact(&self, json: &mut Json) {
        json.nested("artifactLocation", |json| {
            json.raw("uri", &self.uri);
            json.raw("index", "0");
        });
    }

    /// A range of the text. Its end is the place behind its last character; behind a line break that is a line which may
    /// not exist, so what ends with one ends on its own line.
    fn region(&self, json: &mut Json, name: &str, from: u32, to: u32) {
        let (from, end) = (from.min(to), to.max(from));
        let start = self.places.of(from);
        let ends_line = end > from && end as usize == self.source.len() && self.source.last() == Some(&10);
        let end = if ends_line {
            Place { column: self.places.of(end - 1).column + 1, ..self.places.of(end - 1) }
        } else {
            self.places.of(end)
        };
        json.nested(name, |json| {
            for (name, value) in [
                ("startLine", start.line),
                ("startColumn", start.column),
                ("endLine", end.line),
                ("endColumn", end.column),
            ] {
                json.raw(name, &value.to_string());
            }
        });
    }
}

/// A path as a relative reference of a URI.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    // A colon in the first part would make it a scheme.
    if path.split('/').next().is_some_and(|first| first.contains(':')) {
        out.push_str("./");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/' | b':' | b'@' | b'+' | b'=' | b',')
        {
            out.push(char::from(byte));
        } else {
            const DIGITS: [char; 16] =
                ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
            let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or('0');
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

/// Writes JSON, value by value.
#[derive(Default)]
struct Json {
    text: String,
}

impl Json {
    fn object(&mut self, content: impl FnOnce(&mut Self)) {
        self.text.push('{');
        content(self);
        self.text.push('}');
    }

    fn name(&mut self, name: &str) {
        if !self.text.ends_with('{') {
            self.text.push(',');
        }
        self.text.push('"');
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    fn raw(&mut self, name: &str, value: &str) {
        self.name(name);
        self.text.push_str(value);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &json_string(value));
    }

    /// The object that the standard wraps texts for people in.
    fn words(&mut self, name: &str, text: &str) {
        self.nested(name, |json| json.text("text", text));
    }

    fn nested(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.name(name);
        self.object(content);
    }

    fn objects<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        mut content: impl FnMut(&mut Self, T),
    ) {
        self.name(name);
        self.text.push('[');
        for item in items {
            if self.text.ends_with('}') {
                self.text.push(',');
            }
            self.object(|json| content(json, item));
        }
        self.text.push(']');
    }
}

#[cfg(test)]
mod tests {
    use super::{sarif, uri};
    use crate::export::testing::report;

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(uri("docker/My file#1.Dockerfile"), "docker/My%20file%231.Dockerfile");
        assert_eq!(uri("a:b/é"), "./a:b/%C3%A9");
    }

    #[test]
    fn findings_have_places_and_fixes() {
        let source = "FROM alpine:3.22 as a\nCOPY\n";
        let text = sarif(&report(source), source, "Dockerfile", &[]);
        for expected in [
            "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{",
            "{\"id\":\"BuildError\",\"shortDescription\":{\"text\":\"docker build stops\"}}",
            "{\"id\":\"FromAsCasing\",\"shortDescription\":{\"text\":\"from as casing\"},\"properties\":{\"tags\":[\"",
            "\"artifactLocation\":{\"uri\":\"Dockerfile\",\"index\":0},\"region\":{\"startLine\":2,\"startColumn\":1,",
            "\"insertedContent\":{\"text\":\"AS\"}",
        ] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
    }

    #[test]
    fn a_clean_file_has_an_empty_list() {
        let source = "# check=skip=all\nFROM scratch\n";
        let mut report = report(source);
        report.diagnostics.clear();
        let text = sarif(&report, source, "Dockerfile", &[]);
        assert!(text.contains("\"rules\":[]") && text.contains("\"results\":[]"), "{text}");
    }
}
