//! A company's sign-on: it answers in the place of whatever is behind it until somebody has signed in.

use std::{io::Read, net::TcpStream};

use super::http::{RequestHead, response};

/// How a sign-on turns away those who are not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOn {
    /// It sends them to its own address: 302.
    Redirects,
    /// It answers 401, with its page.
    Refuses,
    /// It answers 200 with its page, whatever is asked for: scripts and sockets as well.
    ShowsItsPage,
}

impl SignOn {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Redirects, Self::Refuses, Self::ShowsItsPage];

    /// Its answer to a request of somebody who is not signed in, or who signs in; `era` is what the cookie of one who is
    /// signed in holds.
    pub(super) fn answer(self, client: &mut TcpStream, request: &RequestHead, era: u32) -> Option<String> {
        if request.path() == LOGIN {
            return Some(if request.is_post() {
                lets_in(client, request, era)
            } else {
                page(&next_of(request.target()))
            });
        }
        let cookies = request.header("cookie").unwrap_or_default();
        if cookies.split("; ").any(|cookie| cookie == format!("{COOKIE}={era}")) {
            return None;
        }
        let back = request.target();
        Some(match self {
            Self::Redirects => {
                let to = format!("{LOGIN}?{NEXT}{}", back.replace('?', "%3F"));
                response("302 Found", &[("location", &to)], "")
            }
            Self::Refuses => response("401 Unauthorized", &[], &form(back)),
            Self::ShowsItsPage => page(back),
        })
    }
}

fn page(back: &str) -> String {
    response("200 OK", &[], &form(back))
}

/// Where one was when one was asked.
fn next_of(text: &str) -> String {
    let (_, next) = text.split_once(NEXT).unwrap_or(("", "/"));
    next.replace("%3F", "?").replace("%2F", "/").replace("%3D", "=")
}

/// Leads back, as one who is signed in. Like most of its kind it knows of no fragment.
fn lets_in(client: &mut TcpStream, request: &RequestHead, era: u32) -> String {
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    let back = match client.read_exact(&mut body) {
        Ok(()) => next_of(&String::from_utf8_lossy(&body)),
        Err(_) => "/".to_owned(),
    };
    let cookie = format!("{COOKIE}={era}; Path=/; HttpOnly; SameSite=Lax");
    response("303 See Other", &[("set-cookie", &cookie), ("location", &back)], "")
}

fn form(back: &str) -> String {
    format!(
        "<!doctype html><html lang=en><title>Sign-on</title><main><h1>Sign-on of the company</h1>\
         <form method=post action={LOGIN}><input type=hidden name=next value='{back}'><button>Sign in</button></form></main>"
    )
}

const LOGIN: &str = "/company/login";

const NEXT: &str = "next=";

const COOKIE: &str = "signed-in";
