//! A static file server on loopback that remembers what it was asked for. The command
//! `start` shows the page with it, and the end-to-end tests count its hits.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A server that runs until the process ends.
pub(crate) struct Server {
    address: SocketAddr,
    hits: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves a folder; port 0 takes any that is free.
    pub(crate) fn start(folder: PathBuf, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let hits = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&hits);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, heard) = (folder.clone(), Arc::clone(&heard));
                // A browser that goes away in the middle of an answer is no error.
                thread::spawn(move || answer(&stream, &folder, &heard).ok());
            }
        });
        Ok(Self { address, hits })
    }

    /// The address to open.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Every path that was asked for so far, in order.
    #[allow(dead_code, reason = "the tests count, the command only serves")]
    pub(crate) fn hits(&self) -> Vec<String> {
        self.hits.lock().expect("no thread panics while it holds the list").clone()
    }
}

fn answer(mut stream: &TcpStream, folder: &Path, hits: &Mutex<Vec<String>>) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    if request.is_empty() {
        // Browsers open connections ahead of need.
        return Ok(());
    }
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    hits.lock().expect("no thread panics while it holds the list").push(target.to_owned());

    let found = file(folder, target).and_then(|path| Some((fs::read(&path).ok()?, media_type(&path))));
    let (status, body, media_type) = match found {
        _ if method != "GET" && method != "HEAD" => ("405 Method Not Allowed", Vec::new(), "text/plain"),
        Some((body, media_type)) => ("200 OK", body, media_type),
        None => ("404 Not Found", Vec::new(), "text/plain"),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len(),
    )?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// The file that a request names; none if it would lie outside of the folder.
fn file(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| folder.join(path))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        // Anything else, and the browser does not compile while it downloads.
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_folder_are_named() {
        let folder = Path::new("dist");
        assert_eq!(file(folder, "/"), Some(PathBuf::from("dist/index.html")));
        assert_eq!(file(folder, "/app.js?v=1"), Some(PathBuf::from("dist/app.js")));
        assert_eq!(file(folder, "/../Cargo.toml"), None);
        assert_eq!(file(folder, "//etc/passwd"), None);
    }
}
