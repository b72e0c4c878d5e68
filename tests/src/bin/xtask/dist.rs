//! `cargo xtask dist`: the three homes of the playground, from one build.
//!
//! | home | files |
//! | --- | --- |
//! | site | `dist/site/`: page, script, style and WebAssembly, named after their content |
//! | widget | `dist/embed/`: the script under a name that stays, what it loads later, and a sample page |
//! | offline file | `dist/stagescope.html`: all of it in one file |
//!
//! Beside them lie `stagescope.cdx.json`, a list of all that they are made of, and `checksums.txt`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use lzma_rust2::{CheckType, LzmaOptions, XzOptions, XzWriter};
use sha2::{Digest as _, Sha256};

use crate::bundle::{self, Glue, Kept, Scripts};
use crate::data::Data;
use crate::sbom;
use crate::site;
use crate::tools::{self, Result};

/// What a page of ours may do: load its own files and run WebAssembly. As a header, and in the page for hosts that send
/// none.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                                 connect-src 'self'; img-src 'self' data:; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types stagescope";

const SHEET: &str = r#"<link rel="stylesheet" href="page.css">"#;
const SCRIPT: &str = r#"<script type="module" src="stagescope.js"></script>"#;
const CHARSET: &str = r#"<meta charset="utf-8">"#;

const SITE_HEAD: &str = r##"  <link rel="manifest" href="manifest.webmanifest">
  <meta name="theme-color" content="#2c3c5a">
  <meta property="og:title" content="Stagescope: see what a Dockerfile builds">
  <meta property="og:description" content="A playground for Docker multi-stage builds. Nothing leaves the page.">
  <meta property="og:image" content="icons/preview.png">
"##;

/// The offline file. The site has it too, and saves what is on its page in a copy of it.
const OFFLINE: &str = "stagescope.html";

/// The folder that all of it goes to.
pub(crate) fn folder() -> PathBuf {
    tools::root().join("dist")
}

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        return Err("usage: cargo xtask dist".into());
    }
    build()?;
    println!("built {}", folder().display());
    Ok(())
}

/// Builds everything.
pub(crate) fn build() -> Result<()> {
    tools::prepare()?;
    let glue = bundle::build_wasm()?;
    let data = Data::of_the_page()?;
    let script = bundle::build_scripts(&glue, &data)?;
    let shell = Shell {
        page: tools::read_text(&tools::root().join("index.html"))?,
        sheet: tools::read_text(&tools::root().join("web/page.css"))?,
    };
    tools::empty_folder(&folder())?;
    let parts = Parts { scripts: &script, glue: &glue, data: &data };
    let script = bundle::build_script("offline.ts", &glue, &data)?;
    let packed: Vec<(&str, &[u8])> = [("first", &*glue.first.bytes), ("later", &*glue.later.bytes)]
        .into_iter()
        .chain(data.files())
        .collect();
    let offline = offline(&shell, &script, &packed)?;
    tools::write(&folder().join(OFFLINE), &offline)?;
    site(&folder().join("site"), &shell, &parts, &offline)?;
    widget(&folder().join("embed"), &shell, &parts)?;
    tools::write(&folder().join("stagescope.cdx.json"), sbom::sbom()?)?;
    write_checksums(&folder())
}

/// The page around the element, and its style sheet.
struct Shell {
    page: String,
    sheet: String,
}

/// What site and widget have in common.
struct Parts<'a> {
    scripts: &'a Scripts,
    glue: &'a Glue,
    data: &'a Data,
}

impl Parts<'_> {
    /// Writes what the first script of either loads, beside it.
    fn write(&self, folder: &Path) -> Result<()> {
        self.data.write(folder)?;
        let chunks = &self.scripts.chunks;
        chunks.iter().try_for_each(|(name, content)| tools::write(&folder.join(name), content))?;
        let Glue { first, later, .. } = self.glue;
        [first, later].into_iter().try_for_each(|it| tools::write(&folder.join(&it.name), &it.bytes))
    }
}

fn site(folder: &Path, shell: &Shell, parts: &Parts<'_>, offline: &str) -> Result<()> {
    let Parts { scripts, glue, .. } = parts;
    tools::empty_folder(folder)?;
    let script_name = named("stagescope", "js", scripts.page.as_bytes());
    let sheet_name = named("page", "css", shell.sheet.as_bytes());
    let page = replace(&shell.page, SCRIPT, &SCRIPT.replace("stagescope.js", &script_name))?;
    let page = replace(&page, SHEET, &SHEET.replace("page.css", &sheet_name))?;
    let mut head = SITE_HEAD.to_owned();
    // What the script asks for first, on its way at once.
    let _ = writeln!(head, r#"  <link rel="preload" as="fetch" crossorigin href="{}">"#, glue.first.name);
    for (name, _) in scripts.chunks.iter().filter(|(name, _)| scripts.first.contains(name)) {
        let _ = writeln!(head, r#"  <link rel="modulepreload" href="{name}">"#);
    }
    let page = replace(&page, "\n</head>", &format!("\n{head}</head>"))?;
    let page = replace(&page, "\n    </section>", &format!("\n{}    </section>", site::without_script()?))?;
    tools::write(&folder.join("index.html"), with_policy(&page, POLICY)?)?;
    site::write_pages(folder, &sheet_name)?;
    parts.write(folder)?;
    tools::write(&folder.join(sheet_name), &shell.sheet)?;
    tools::write(&folder.join(script_name), &scripts.page)?;
    tools::write(&folder.join("sw.js"), bundle::build_worker(glue, &kept(folder)?)?)?;
    pack(folder)?;
    // Neither kept for a visit without a network nor packed once more.
    tools::write(&folder.join(OFFLINE), offline)
}

/// What a second visit without a network needs: all but the pages of the rules, of which those are kept that were read.
fn kept(folder: &Path) -> Result<Kept> {
    let mut hash = Sha256::new();
    let mut files = Vec::new();
    for file in tools::files_below(folder)? {
        let is_page = file.contains('/') && tools::extension(&file) == "html";
        if is_page || file == "404.html" || file == "icons/preview.png" {
            continue;
        }
        hash.update(tools::read(&folder.join(&file))?);
        files.push(if file == "index.html" { "./".to_owned() } else { file });
    }
    Ok(Kept { version: named("", "", &hash.finalize()), files })
}

/// Puts `.br` and `.gz` beside every file that gets smaller by them, for servers that can send those.
fn pack(folder: &Path) -> Result<()> {
    for file in tools::files_below(folder)? {
        let path = folder.join(&file);
        let content = tools::read(&path)?;
        if tools::extension(&file) == "png" {
            continue;
        }
        for (extension, packed) in [("br", brotli(&content)?), ("gz", gzip(&content)?)] {
            if packed.len() < content.len() {
                tools::write(&folder.join(format!("{file}.{extension}")), packed)?;
            }
        }
    }
    Ok(())
}

/// With quality 11, which is the smallest.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let params = BrotliEncoderParams { quality: 11, lgwin: 22, ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut &*content, &mut packed, &params)?;
    Ok(packed)
}

/// As `gzip -9`, without a name or a time in it.
pub(crate) fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    Ok(gzip.finish()?)
}

/// As xz packs it: for the offline file, which no server packs.
fn xz(content: &[u8]) -> Result<Vec<u8>> {
    let mut options = XzOptions::with_preset(9);
    // The longest matches are looked for; half of the byte before counts and no place in a group of four does, which suits
    // texts and WebAssembly; and the page has to keep no more than this many bytes at hand to unpack it.
    options.lzma_options.nice_len = LzmaOptions::NICE_LEN_MAX;
    options.lzma_options.lc = 4;
    options.lzma_options.pb = 0;
    options.lzma_options.dict_size = 4 << 20;
    options.set_check_sum_type(CheckType::Crc32);
    let mut packed = XzWriter::new(Vec::new(), options)?;
    packed.write_all(content)?;
    Ok(packed.finish()?)
}

/// Bytes as text, five letters for four bytes; `web/bridge/src/unpack.ts` reads it.
fn letters(bytes: &[u8]) -> String {
    let letters: Vec<u8> = (b'!'..=b'~').filter(|it| !b"\"$&'-<>\\`".contains(it)).collect();
    let mut text = String::with_capacity(bytes.len() / 4 * 5 + 5);
    for group in bytes.chunks(4) {
        let number =
            (0..4).fold(0, |number, at| number << 8 | u32::from(group.get(at).copied().unwrap_or(0)));
        // Of a group that is short, the letters that its bytes need.
        let digits = [52_200_625, 614_125, 7_225, 85, 1].map(|place| number / place % 85).into_iter();
        text.extend(
            digits.take(group.len() + 1).filter_map(|it| Some(char::from(*letters.get(it as usize)?))),
        );
    }
    text
}

/// The SHA-256 of every file, as `sha256sum --check` reads them.
fn write_checksums(folder: &Path) -> Result<()> {
    let mut sums = String::new();
    for file in tools::files_below(folder)? {
        for byte in Sha256::digest(tools::read(&folder.join(&file))?) {
            // Writing to a text cannot fail.
            let _ = write!(sums, "{byte:02x}");
        }
        let _ = writeln!(sums, "  {file}");
    }
    tools::write(&folder.join("checksums.txt"), sums)
}

fn widget(folder: &Path, shell: &Shell, parts: &Parts<'_>) -> Result<()> {
    tools::empty_folder(folder)?;
    parts.write(folder)?;
    let sample = tools::root().join("web/docs-sample");
    for file in tools::files_below(&sample)? {
        let content = tools::read(&sample.join(&file))?;
        tools::write(&folder.join(&file), content)?;
    }
    let page = tools::read_text(&folder.join("index.html"))?;
    tools::write(&folder.join("index.html"), with_policy(&page, POLICY)?)?;
    tools::write(&folder.join("stagescope-embed.js"), &parts.scripts.page)?;
    tools::write(&folder.join("stagescope-embed.d.ts"), tools::read(&tools::root().join("web/embed.d.ts"))?)?;
    let frame = tools::read_text(&tools::root().join("web/frame.html"))?;
    tools::write(&folder.join("frame.html"), with_policy(&frame, POLICY)?)?;
    tools::write(&folder.join("page.css"), &shell.sheet)?;
    tools::write(&folder.join("stagescope-frame.js"), &parts.scripts.frame)
}

/// One file that needs no other. Its policy names the script and the style that it holds, and allows no request.
fn offline(shell: &Shell, script: &str, files: &[(&str, &[u8])]) -> Result<String> {
    let sheet = shell.sheet.as_str();
    for (content, end) in [(script, "</script"), (sheet, "</style")] {
        // Inside an element these would end it; a carriage return would be read as a line feed, and change the hash.
        if content.contains(end) || content.contains('\r') {
            return Err(format!("cannot put a text with {end} or a carriage return into a page").into());
        }
    }
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types stagescope",
        source_hash(script),
        source_hash(sheet),
    );
    let page = replace(&shell.page, SHEET, &format!("<style>{sheet}</style>"))?;
    let page = replace(&page, SCRIPT, &format!(r#"<script type="module">{script}</script>"#))?;
    let page = replace(&page, r#" home="site" "#, r#" home="offline" "#)?;
    let mut packed = String::new();
    for (name, content) in files {
        let content = letters(&xz(content)?);
        // Writing to a text cannot fail.
        let _ = writeln!(
            packed,
            r#"<script type="application/octet-stream" id="stagescope-{name}">{content}</script>"#
        );
    }
    let page = replace(&page, "\n</body>", &format!("\n{packed}</body>"))?;
    with_policy(&page, &policy)
}

/// The page with its policy in it, ahead of all that the policy is about.
pub(crate) fn with_policy(page: &str, policy: &str) -> Result<String> {
    let meta = format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#);
    replace(page, CHARSET, &format!("{CHARSET}\n  {meta}"))
}

/// Replaces a text that must be there; the first one, since scripts that are put in may hold the same text.
pub(crate) fn replace(page: &str, from: &str, to: &str) -> Result<String> {
    match page.split_once(from) {
        Some((before, after)) => Ok(format!("{before}{to}{after}")),
        None => Err(format!("the page has no {from}, which cargo xtask dist replaces: put it back").into()),
    }
}

/// `stagescope-0123456789.wasm`: a name that changes with the content.
pub(crate) fn named(stem: &str, extension: &str, content: &[u8]) -> String {
    let mut name = format!("{stem}-");
    for byte in Sha256::digest(content).iter().take(5) {
        // Writing to a text cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name.push('.');
    name.push_str(extension);
    name
}

/// Whether a name is one of [`named`], or of the parts of a script that esbuild names: then what it stands for never changes.
pub(crate) fn is_named_after_content(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        let ours = hash.len() == 10 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        ours || hash.len() == 8 && hash.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7'))
    })
}

/// The hash of an inline script or style, as a content security policy names it.
fn source_hash(content: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(content.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_letters_that_the_page_reads() {
        // The test of unpack.ts has the same text.
        let packed = letters(&xz("FROM alpine\n".repeat(10).as_bytes()).unwrap());
        assert_eq!(
            packed,
            "{H[).DxeV+Im7Ju!_aHL+LH0:|;*h[q~P|(+/QAd+n=iqt^J:/K|Ne4rxE=3Q1oXSnN53#!!0[y@a1~VVG%FL!CC/#!!2:0"
        );
        assert_eq!(letters(&[0, 0, 0, 0, 255]).len(), 7);
    }

    #[test]
    fn a_name_follows_its_content() {
        let name = named("stagescope", "wasm", b"a");
        assert_eq!(name, "stagescope-ca978112ca.wasm");
        assert!(is_named_after_content(&name));
        assert!(is_named_after_content("stagescope-ABCDEFG7.js"));
        assert!(!is_named_after_content("stagescope-embed.js"));
    }

    #[test]
    fn a_policy_hash_is_the_one_that_browsers_want() {
        assert_eq!(source_hash("a"), "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='");
    }

    #[test]
    fn the_page_has_what_the_build_replaces() {
        let shell = Shell {
            page: tools::read_text(&tools::root().join("index.html")).unwrap(),
            sheet: tools::read_text(&tools::root().join("web/page.css")).unwrap(),
        };
        let page = offline(&shell, "let script = 1;", &[("wasm", b"wasm")]).unwrap();
        assert!(page.contains(r#"<script type="module">let script = 1;</script>"#));
        assert!(page.contains(&source_hash("let script = 1;")));
        let loads_a_file =
            page.contains(" src=") || page.matches(" href=").count() > page.matches(" href=\"data:").count();
        assert!(!loads_a_file, "an offline file loads nothing");
    }

    #[test]
    fn what_would_end_a_script_is_refused() {
        let shell = Shell { page: String::new(), sheet: String::new() };
        assert!(offline(&shell, "'</script>'", &[]).unwrap_err().to_string().contains("</script"));
    }
}
