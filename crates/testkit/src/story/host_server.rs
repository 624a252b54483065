//! A web server of somebody else's, whose pages show the widget in a frame.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

/// A server at an origin of its own. It runs until the test ends.
pub struct HostServer {
    address: SocketAddr,
    files: Files,
}

/// The files by their paths.
type Files = Arc<Mutex<Vec<(String, String)>>>;

impl HostServer {
    /// Starts it without files.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("the port");
        let files = Files::default();
        let served = Arc::clone(&files);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                // A browser that closes the connection needs no answer.
                let _ = answer(connection, &served);
            }
        });
        Self { address, files }
    }

    /// Its origin.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves this at a path such as `/page.html`, in place of what was there.
    pub fn serves(&self, path: &str, content: &str) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.retain(|(other, _)| other != path);
        files.push((path.to_owned(), content.to_owned()));
    }
}

fn answer(mut connection: TcpStream, files: &Files) -> std::io::Result<()> {
    let mut asked = Vec::new();
    let mut bytes = [0; 1024];
    while !asked.ends_with(b"\r\n\r\n") {
        match connection.read(&mut bytes)? {
            0 => return Ok(()),
            read => asked.extend(&bytes[..read]),
        }
    }
    let asked = String::from_utf8_lossy(&asked);
    let path = asked.split_whitespace().nth(1).unwrap_or_default();
    let files = files.lock().unwrap_or_else(PoisonError::into_inner);
    let found = files.iter().find(|(other, _)| other == path).map(|(_, content)| content);
    let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
    let content = found.map_or("", |content| content);
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        _ => "text/html",
    };
    let length = content.len();
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{content}"
    )
}
