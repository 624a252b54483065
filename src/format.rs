//! Times and days, formatted for people.

/// The clock with so many milliseconds left: `24:31`, `1:02:03`, in overtime `+2:14`. A second counts as left until
/// it is over, so a block of 25 minutes begins at `25:00` and overtime begins at `+00:00`.
pub fn clock(left: i64) -> String {
    if left > 0 { digits((left as u64).div_ceil(1000)) } else { format!("+{}", digits(left.unsigned_abs() / 1000)) }
}

/// The clock of an open-ended block.
pub fn clock_up(ran: u64) -> String {
    digits(ran / 1000)
}

fn digits(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{}:{}", two(minutes), two(seconds))
    } else {
        format!("{}:{}", two(minutes), two(seconds))
    }
}

fn two(number: u64) -> String {
    if number < 10 { format!("0{number}") } else { number.to_string() }
}

/// The address that may be followed: `http`, `https` or `mailto`, nothing else. One that begins with a host gets `https`.
pub fn safe_link(text: &str) -> Option<String> {
    let text = text.trim();
    let scheme = |name: &str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    if text.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        None
    } else if scheme("https://") || scheme("http://") || scheme("mailto:") {
        Some(text.to_owned())
    } else {
        begins_with_host(text).then(|| format!("https://{text}"))
    }
}

/// Whether this is no address, and not the beginning of one.
pub fn is_no_link(text: &str) -> bool {
    safe_link(text).is_none() && !"https://".starts_with(text.trim())
}

/// Whether it begins with a name with a dot, and perhaps a port. A mail address is none: its host was not meant.
fn begins_with_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || !byte.is_ascii())
    };
    name.contains('.') && name.split('.').all(is_label) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_counts_as_left_until_it_is_over() {
        assert_eq!(clock(25 * 60_000), "25:00");
        assert_eq!(clock(25 * 60_000 - 1), "25:00");
        assert_eq!(clock(1), "00:01");
        assert_eq!(clock(0), "+00:00");
        assert_eq!(clock(-134_000), "+02:14");
        assert_eq!(clock(3_723_000), "1:02:03");
        assert_eq!(clock_up(999), "00:00");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(safe_link(" https://example.org/a ").unwrap(), "https://example.org/a");
        assert_eq!(safe_link("HTTP://example.org").unwrap(), "HTTP://example.org");
        assert_eq!(safe_link("mailto:ben@example.org").unwrap(), "mailto:ben@example.org");
        for text in [
            "javascript:alert(1)",
            "javascript:a.b/c",
            "a.javascript:alert(1)",
            "java\nscript:x",
            "data:text/html,x",
            "data:a.b",
            "file:///a.b",
            "//example.org",
            "ben@example.org",
            "example.org:x@y.example",
            "https://a b",
            "room twelve",
            "e.g.",
            "",
        ] {
            assert_eq!(safe_link(text), None, "{text}");
        }
    }

    #[test]
    fn a_host_without_its_scheme_is_followed_by_https() {
        for text in ["meet.example.org/abc", "bücher.example?a=b", "10.0.0.5:8443/call#now"] {
            assert_eq!(safe_link(text).unwrap(), format!("https://{text}"));
        }
    }

    #[test]
    fn the_beginning_of_a_link_is_not_called_invalid() {
        for text in ["", "h", "https:/", "https://", "meet.example.org"] {
            assert!(!is_no_link(text), "{text}");
        }
        for text in ["javascript:alert(1)", "room twelve", "ben@example.org"] {
            assert!(is_no_link(text), "{text}");
        }
    }
}
