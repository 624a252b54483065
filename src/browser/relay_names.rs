//! The names of what one relay's page keeps or shares under this origin: other relays may have paths on the same host, and a
//! host page may have elements of several relays.
//!
//! `sw.js` and `boot.js` name what is theirs alike, by the path of their own address.

use crate::browser::page;

/// The name, for the relay at this address, of what is called `what` where a relay has the root of the page's own host. The
/// path of any other is added to it, after the authority where that is not the page's own.
pub fn named(what: &str, relay: &str) -> String {
    name_of(what, page::place(relay), page::authority(&page::address("")))
}

fn name_of(what: &str, relay: Option<(String, String)>, own: Option<String>) -> String {
    let Some((authority, path)) = relay else { return what.to_owned() };
    let path = path.trim_end_matches('/');
    let is_own = own.is_none_or(|own| own == authority);
    match (is_own, path) {
        (true, "") => what.to_owned(),
        (true, path) => format!("{what} {path}/"),
        (false, path) => format!("{what} {authority}{path}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(authority: &str, path: &str) -> String {
        let relay = Some((authority.to_owned(), path.to_owned()));
        name_of("alongside", relay, Some("room.example".to_owned()))
    }

    #[test]
    fn what_belongs_to_a_relay_is_named_after_its_path_and_that_of_the_root_as_ever() {
        assert_eq!(of("room.example", "/"), "alongside");
        assert_eq!(of("room.example", "/a/"), "alongside /a/");
        assert_eq!(of("room.example", "/a"), "alongside /a/");
        assert_eq!(of("room.example", "/a/b/"), "alongside /a/b/");
        assert_eq!(of("other.example:8443", "/"), "alongside other.example:8443/");
        assert_eq!(of("other.example:8443", "/a/"), "alongside other.example:8443/a/");
        assert_eq!(name_of("alongside", None, None), "alongside");
    }
}
