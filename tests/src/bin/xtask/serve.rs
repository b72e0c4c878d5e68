//! `cargo xtask serve`: hands out `dist/` on this machine, with the headers that a host should send.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::dist::{self, POLICY};
use crate::tools::{self, Result};

const DEFAULT_PORT: u16 = 8010;
/// How many ports after the wanted one are tried.
const TRIES: u16 = 20;
/// Browsers load the files of a page side by side.
const THREADS: usize = 4;

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
    let server = bind(port)?;
    println!("Stagescope is at http://{}/", server.server_addr());
    println!(
        "The sample page of the widget is at embed/ below it, the offline file at stagescope.html; Ctrl-C ends it."
    );
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| server.incoming_requests().for_each(answer));
        }
    });
    Ok(())
}

/// Listens on the loopback address only: nobody else can connect. Port 0 is any free one.
fn bind(wanted: u16) -> Result<Server> {
    let mut last = None;
    for port in wanted..=wanted.saturating_add(TRIES) {
        match Server::http(("127.0.0.1", port)) {
            Ok(server) => return Ok(server),
            Err(error) => last = Some(error),
        }
    }
    let why = last.map(|error| error.to_string()).unwrap_or_default();
    Err(format!("no port from {wanted} on is free ({why}): choose another with --port").into())
}

fn answer(request: Request) {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return send(request, Response::from_string("405 only GET and HEAD\n").with_status_code(405));
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    if path == "/embed" {
        // Without the slash the page's own addresses would not be found.
        let to = Response::from_string("").with_status_code(308);
        return send(request, to.with_header(header("Location", "/embed/")));
    }
    match find(&path).and_then(|file| File::open(file).ok()) {
        Some(file) => {
            let mut response =
                Response::from_file(file).with_header(header("Content-Type", content_type(&path)));
            let cache =
                if dist::is_named_after_content(&path) { "max-age=31536000, immutable" } else { "no-cache" };
            response.add_header(header("Cache-Control", cache));
            // The offline file brings a stricter one, which names what stands in it.
            if path != "/stagescope.html" {
                response.add_header(header("Content-Security-Policy", POLICY));
            }
            send(request, response);
        }
        None => {
            let page = tools::read(&dist::folder().join("site/404.html")).unwrap_or_default();
            let page = Response::from_data(page).with_status_code(404);
            let page = page.with_header(header("Content-Security-Policy", POLICY));
            send(request, page.with_header(header("Content-Type", content_type("/404.html"))));
        }
    }
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

fn send<R: io::Read>(request: Request, response: Response<R>) {
    let response = response
        .with_header(header("X-Content-Type-Options", "nosniff"))
        .with_header(header("Referrer-Policy", "no-referrer"))
        .with_header(header("Cross-Origin-Opener-Policy", "same-origin"));
    // It fails when the browser has gone away, which is no trouble of ours.
    let _ = request.respond(response);
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

#[expect(clippy::expect_used, reason = "names and values are constants of this file, and plain ASCII")]
fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("a plain header")
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
    fn the_headers_are_plain() {
        assert!(POLICY.is_ascii() && Header::from_bytes("Content-Security-Policy", POLICY).is_ok());
    }

    #[test]
    fn a_taken_port_is_passed_over() {
        let first = bind(0).unwrap();
        let port = first.server_addr().to_ip().unwrap().port();
        let second = bind(port).unwrap();
        assert_ne!(second.server_addr().to_ip().unwrap().port(), port);
    }
}
