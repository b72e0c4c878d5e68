//! `cargo xtask serve`: hands out `dist/` on this machine, with the headers that a host should send.

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use tokio::runtime::Builder;

use crate::dist::{self, POLICY};
use crate::tools::{self, Result};

const DEFAULT_PORT: u16 = 8010;
/// How many ports after the wanted one are tried.
const TRIES: u16 = 20;

/// Runs the command.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let mut port = DEFAULT_PORT;
    let mut is_built = false;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--port" => {
                let number = args.next().and_then(|text| text.parse().ok());
                port = number.ok_or("--port needs a number from 0 to 65535")?;
            }
            "--no-build" => is_built = true,
            _ => return Err("usage: cargo xtask serve [--port N] [--no-build]".into()),
        }
    }
    if !is_built {
        dist::build()?;
    } else if !dist::folder().join("site/index.html").is_file() {
        return Err("there is nothing to serve yet: leave out --no-build, or run `cargo xtask dist`".into());
    }
    let listener = bind(port)?;
    println!("Stagescope is at http://{}/", listener.local_addr()?);
    println!(
        "The sample page of the widget is at embed/ below it, the offline file at stagescope.html; Ctrl-C ends it."
    );
    Builder::new_multi_thread().enable_io().build()?.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, Router::new().fallback(answer)).await
    })?;
    Ok(())
}

/// Listens on the loopback address only: nobody else can connect. Port 0 is any free one.
fn bind(wanted: u16) -> Result<TcpListener> {
    let mut last = None;
    for port in wanted..=wanted.saturating_add(TRIES) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => {
                listener.set_nonblocking(true)?;
                return Ok(listener);
            }
            Err(error) => last = Some(error),
        }
    }
    let why = last.map(|error| error.to_string()).unwrap_or_default();
    Err(format!("no port from {wanted} on is free ({why}): choose another with --port").into())
}

async fn answer(method: Method, uri: Uri) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, "405 only GET and HEAD\n").into_response();
    }
    let path = uri.path();
    if path == "/embed" {
        // Without the slash the page's own addresses would not be found.
        return Redirect::permanent("/embed/").into_response();
    }
    match find(path).and_then(|file| tools::read(&file).ok()) {
        Some(content) => (headers(path), content).into_response(),
        None => {
            let page = tools::read(&dist::folder().join("site/404.html")).unwrap_or_default();
            (StatusCode::NOT_FOUND, headers("/404.html"), page).into_response()
        }
    }
}

/// What a host should send with the file behind a path.
fn headers(path: &str) -> HeaderMap {
    let cache = if dist::is_named_after_content(path) { "max-age=31536000, immutable" } else { "no-cache" };
    let mut headers = vec![
        (header::CONTENT_TYPE, content_type(path)),
        (header::CACHE_CONTROL, cache),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    // A frame that may do nothing but run scripts has no origin, so its files are those of another.
    if path.starts_with("/embed/") {
        headers.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    }
    // The offline file brings a stricter one, which names what stands in it.
    if path != "/stagescope.html" {
        headers.push((header::CONTENT_SECURITY_POLICY, POLICY));
    }
    headers.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect()
}

/// The file behind a path. A path is only compared with those of the files that are there, never opened, so no path
/// leads out of `dist/`.
fn find(path: &str) -> Option<PathBuf> {
    if path == "/stagescope.html" {
        return Some(dist::folder().join("stagescope.html"));
    }
    let (home, path) = match path.strip_prefix("/embed/") {
        Some(path) => ("embed", path),
        None => ("site", path.strip_prefix('/')?),
    };
    let page = format!("{path}index.html");
    let path = if path.is_empty() || path.ends_with('/') { &page } else { path };
    let folder = dist::folder().join(home);
    let file = tools::files_below(&folder).ok()?.into_iter().find(|file| file == path)?;
    Some(folder.join(file))
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        None | Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some(_) => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out() {
        for path in
            ["/../Cargo.toml", "/embed/../../Cargo.toml", "//etc/passwd", "/..%2fCargo.toml", "etc/passwd"]
        {
            assert_eq!(find(path), None, "{path}");
        }
    }

    #[test]
    fn wasm_has_the_type_that_browsers_compile_while_it_arrives() {
        assert_eq!(content_type("/stagescope-0123456789.wasm"), "application/wasm");
        assert_eq!(content_type("/"), "text/html; charset=utf-8");
    }

    #[test]
    fn every_file_comes_with_the_policy_but_that_which_brings_its_own() {
        assert_eq!(headers("/").get(header::CONTENT_SECURITY_POLICY).unwrap(), POLICY);
        assert_eq!(headers("/stagescope.html").get(header::CONTENT_SECURITY_POLICY), None);
        assert_eq!(headers("/embed/").get(header::ACCESS_CONTROL_ALLOW_ORIGIN).unwrap(), "*");
    }

    #[test]
    fn a_taken_port_is_passed_over() {
        let first = bind(0).unwrap();
        let port = first.local_addr().unwrap().port();
        let second = bind(port).unwrap();
        assert_ne!(second.local_addr().unwrap().port(), port);
    }
}
