//! A calendar file with one session, as RFC 5545 has it. It tells when the session is and nothing of what is in the room; the
//! room's name only where the person wants that. Decision 17 says why no library writes it.

use alongside_room::{Moment, SessionId};

use crate::{
    browser::download,
    calendar::{self, Day},
    members::names,
    open_room::store::Room,
    strings::{Key, fill, t},
};

/// How long a session with a time takes in the calendar, in minutes: nobody has said.
const MINUTES: u32 = 50;

/// The longest line, in octets.
const LINE: usize = 75;

/// A session as a calendar shows it.
struct CalendarEvent<'a> {
    uid: &'a str,
    /// When this was written.
    stamp: Moment,
    start: EventStart,
    summary: &'a str,
}

/// When it begins.
#[derive(Debug, PartialEq, Eq)]
enum EventStart {
    /// On this day, at no time that was said.
    Day(Day),
    /// At this moment, in milliseconds since 1970.
    At(i64),
    /// At this time on the wall wherever the person is, since it is in no zone that is known: digits as the file has them.
    OnTheWall(Day, String),
}

/// Gives the person a file with the open session. Nothing happens as long as that has no date.
pub fn save(room: &Room, with_names: bool) {
    let session = &room.view.session;
    let Some(start) = session.date.as_deref().and_then(EventStart::of) else { return };
    let summary = if with_names {
        fill(Key::CalendarNamed, &[("names", &names::room_name(room))])
    } else {
        t(Key::CalendarPlain).to_owned()
    };
    let uid = uid(session.id, room.id.to_string().as_bytes());
    let event = CalendarEvent { uid: &uid, stamp: room.now(), start, summary: &summary };
    download::save("session.ics", "text/calendar", &event.write());
}

/// The same for the same session, so that a calendar that gets it again changes what it has.
fn uid(session: SessionId, room: &[u8]) -> String {
    format!("{}@alongside", session.outside_name(room))
}

impl EventStart {
    fn of(written: &str) -> Option<Self> {
        let day = Day::read(written)?;
        let (_, time, _) = calendar::parts(written);
        let digits: String = time.chars().filter(char::is_ascii_digit).collect();
        Some(match calendar::moment(written) {
            Some(moment) => Self::At(moment),
            None if digits.len() == 4 => Self::OnTheWall(day, digits),
            None => Self::Day(day),
        })
    }

    /// The property, with its value.
    fn write(&self) -> String {
        match self {
            Self::Day(day) => format!("DTSTART;VALUE=DATE:{}", date(*day)),
            Self::At(moment) => format!("DTSTART:{}", utc(*moment)),
            Self::OnTheWall(day, time) => format!("DTSTART:{}T{time}00", date(*day)),
        }
    }
}

impl CalendarEvent<'_> {
    fn write(&self) -> String {
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Alongside//Alongside//EN".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", self.uid),
            format!("DTSTAMP:{}", utc(self.stamp.0 as i64)),
            self.start.write(),
        ];
        if !matches!(self.start, EventStart::Day(_)) {
            lines.push(format!("DURATION:PT{MINUTES}M"));
        }
        lines.push(format!("SUMMARY:{}", escaped(self.summary)));
        lines.extend(["END:VEVENT".to_owned(), "END:VCALENDAR".to_owned()]);
        lines.iter().map(|line| folded(line)).collect()
    }
}

/// "20261125".
fn date(day: Day) -> String {
    day.write().replace('-', "")
}

/// "20261125T140000Z".
fn utc(moment: i64) -> String {
    let seconds = moment.div_euclid(1_000);
    let (day, second) = (Day::numbered(seconds.div_euclid(86_400)), seconds.rem_euclid(86_400));
    format!("{}T{:02}{:02}{:02}Z", date(day), second / 3_600, second / 60 % 60, second % 60)
}

/// A text as the value of a property: nothing in it ends the value or the line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' | '\r' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A line and its end; one that is too long goes on behind a space in the next, and no letter is cut.
fn folded(line: &str) -> String {
    let (mut folded, mut length) = (String::with_capacity(line.len() + 2), 0);
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Day = Day { year: 2026, month: 12, day: 4 };

    #[test]
    fn a_file_tells_when_the_session_is_and_nothing_else() {
        let event = CalendarEvent {
            uid: "0011223344556677@alongside",
            stamp: Moment(1_795_896_000_000),
            start: EventStart::At(1_796_396_400_000),
            summary: "Session",
        };
        let lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Alongside//Alongside//EN",
            "BEGIN:VEVENT",
            "UID:0011223344556677@alongside",
            "DTSTAMP:20261128T200000Z",
            "DTSTART:20261204T150000Z",
            "DURATION:PT50M",
            "SUMMARY:Session",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(event.write(), lines.join("\r\n"));
    }

    #[test]
    fn a_start_is_a_day_a_moment_or_a_time_on_the_wall() {
        for (start, written) in [
            (EventStart::Day(DAY), "DTSTART;VALUE=DATE:20261204"),
            (EventStart::At(0), "DTSTART:19700101T000000Z"),
            (EventStart::At(951_827_696_000), "DTSTART:20000229T123456Z"),
            (EventStart::At(7_258_118_399_999), "DTSTART:21991231T235959Z"),
            (EventStart::OnTheWall(DAY, "0905".to_owned()), "DTSTART:20261204T090500"),
        ] {
            assert_eq!(start.write(), written);
        }
        let day = CalendarEvent { uid: "u", stamp: Moment(0), start: EventStart::Day(DAY), summary: "s" };
        assert!(!day.write().contains("DURATION"), "a day has no minutes");
    }

    #[test]
    fn nothing_in_a_text_ends_its_value_or_its_line() {
        for (text, wanted) in [
            ("Ana and Ben", "Ana and Ben"),
            ("Ana, Ben; both", "Ana\\, Ben\\; both"),
            ("a\\nb", "a\\\\nb"),
            ("a\nb", "a\\nb"),
            ("a\r\nb\rc", "a\\nb\\nc"),
            ("a\nEND:VEVENT", "a\\nEND:VEVENT"),
            ("a\u{0}\u{7}\tb", "ab"),
            ("a:\"b\"", "a:\"b\""),
            ("יהונתן 👩‍👧", "יהונתן 👩‍👧"),
        ] {
            assert_eq!(escaped(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_no_letter_is_cut() {
        let texts =
            ["", "Session", &"a".repeat(75), &"a".repeat(76), &"ä".repeat(300), &"👩‍👧".repeat(60), &"ab👍🏽".repeat(50)];
        for text in texts {
            let file = folded(text);
            let lines: Vec<_> = file.strip_suffix("\r\n").expect("its end").split("\r\n").collect();
            assert!(lines.iter().all(|line| line.len() <= LINE), "{file:?}");
            assert!(lines[1..].iter().all(|line| line.starts_with(' ')), "{file:?}");
            assert_eq!(file.replace("\r\n ", ""), format!("{text}\r\n"), "unfolded it is the same");
        }
        assert_eq!(folded(&"a".repeat(75)).matches("\r\n").count(), 1, "as long as it may be");
    }

    #[test]
    fn a_session_has_one_name_outside_which_tells_neither_it_nor_its_room() {
        let (first, second) = (SessionId::FIRST, SessionId::FIRST.next());
        assert_eq!(uid(first, b"room"), uid(first, b"room"));
        assert_ne!(uid(first, b"room"), uid(second, b"room"));
        assert_ne!(uid(first, b"room"), uid(first, b"other"));
        assert!(!uid(first, b"room").contains(&first.to_string()));
    }
}
