//! As much of HTTP as a proxy needs that answers one request a connection.

use std::{
    io::{Error, ErrorKind, Read, Result},
    net::{IpAddr, TcpStream},
};

/// The first line of a request, and its headers.
pub(super) struct RequestHead {
    method: String,
    /// Path and query.
    target: String,
    headers: Vec<(String, String)>,
}

impl RequestHead {
    /// Reads it, and nothing of what follows.
    pub(super) fn read(client: &mut TcpStream) -> Result<Self> {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            client.read_exact(&mut byte)?;
            bytes.push(byte[0]);
        }
        let text = String::from_utf8(bytes).map_err(|_| Error::from(ErrorKind::InvalidData))?;
        let mut lines = text.lines();
        let mut first = lines.next().unwrap_or_default().split(' ').map(str::to_owned);
        let headers = lines.filter_map(|line| line.split_once(": "));
        Ok(Self {
            method: first.next().unwrap_or_default(),
            target: first.next().unwrap_or_default(),
            headers: headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(),
        })
    }

    pub(super) fn is_post(&self) -> bool {
        self.method == "POST"
    }

    /// Path and query.
    pub(super) fn target(&self) -> &str {
        &self.target
    }

    pub(super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn is_upgrade(&self) -> bool {
        self.header("upgrade").is_some_and(|to| to.eq_ignore_ascii_case("websocket"))
    }

    /// Removes the path under which a relay is served.
    pub(super) fn remove_path(&mut self, path: &str) {
        let rest = self.target.strip_prefix(path).unwrap_or(&self.target);
        self.target = if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") };
    }

    /// Makes it what the proxy sends on: whom it is for, and that no request follows unless it becomes a WebSocket.
    pub(super) fn forward(&mut self, client: IpAddr, is_upgrade: bool) {
        if !is_upgrade {
            self.headers.retain(|(name, _)| name != "connection" && name != "upgrade");
            self.headers.push(("connection".to_owned(), "close".to_owned()));
        }
        self.headers.push(("x-forwarded-for".to_owned(), client.to_string()));
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        let headers: String = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!("{} {} HTTP/1.1\r\n{headers}\r\n", self.method, self.target)
    }
}

/// A response after which the connection ends.
pub(super) fn response(status: &str, headers: &[(&str, &str)], html: &str) -> String {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = html.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {length}\r\n\
         cache-control: no-store\r\nconnection: close\r\n{headers}\r\n{html}"
    )
}
