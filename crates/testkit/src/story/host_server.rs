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

/// The files.
type Files = Arc<Mutex<Vec<HostFile>>>;

struct HostFile {
    path: String,
    content: String,
    /// Each with its line break.
    headers: String,
}

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

    /// Its origin, of the same site as a relay of the stories.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same server at an origin of another site: what a frame of the relay's stores there is another storage.
    pub fn origin_elsewhere(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    /// Serves this at a path such as `/page.html`, in place of what was there.
    pub fn serves(&self, path: &str, content: &str) {
        self.serve(path, content, String::new());
    }

    /// The same under this content security policy.
    pub fn serves_under(&self, policy: &str, path: &str, content: &str) {
        self.serve(path, content, format!("Content-Security-Policy: {policy}\r\n"));
    }

    fn serve(&self, path: &str, content: &str, headers: String) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.retain(|other| other.path != path);
        files.push(HostFile { path: path.to_owned(), content: content.to_owned(), headers });
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
    let path = path.split('?').next().unwrap_or_default();
    let found = files.iter().find(|file| file.path == path);
    let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
    let (content, headers) = found.map_or(("", ""), |file| (&*file.content, &*file.headers));
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        _ => "text/html",
    };
    let length = content.len();
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {length}\r\n{headers}Connection: close\r\n\r\n{content}"
    )
}
