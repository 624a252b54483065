//! Which commands a few letters stand for, and in which order.

use crate::{browser::language, open_room::command::Command};

/// A command that was found, with its texts in pieces: those that are `true` are what was typed.
pub struct Match {
    pub command: Command,
    pub marked: Vec<(String, bool)>,
    pub about: Vec<(String, bool)>,
}

/// The commands in which every word of `typed` (in lower case) stands, the best first: what is done with the row `in_hand`
/// before what is done elsewhere, and what begins with the letters before what contains them. Without a word, the rows that
/// are not in hand are left out.
pub fn found(commands: Vec<Command>, typed: &str, in_hand: Option<&str>) -> Vec<Match> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut ranks: [Vec<Match>; 5] = Default::default();
    for command in commands {
        let (said, about) = (language::lower(&command.words), language::lower(&command.about));
        let is_in_hand = in_hand == Some(&*command.about);
        let is_found = match words.as_slice() {
            [] => command.about.is_empty() || is_in_hand,
            words => command.is_found || words.iter().all(|word| said.contains(word) || about.contains(word)),
        };
        if !is_found {
            continue;
        }
        let begins = |part: &str| words.first().is_some_and(|word| part.starts_with(word));
        let rank = match (said.starts_with(typed), is_in_hand) {
            (true, true) => 0,
            (true, false) if command.about.is_empty() => 1,
            (false, true) => 2,
            _ if said.split_whitespace().any(begins) => 3,
            _ => 4,
        };
        let (marked, about) = (pieces(&command.words, &words), pieces(&command.about, &words));
        ranks[rank].push(Match { command, marked, about });
    }
    ranks.into_iter().flatten().collect()
}

/// A text in pieces, those of these words apart. Where lower case has another length than the text, nothing is marked.
fn pieces(text: &str, words: &[&str]) -> Vec<(String, bool)> {
    let lower = language::lower(text);
    let mut is_found = vec![false; text.len()];
    if lower.len() == text.len() {
        for word in words {
            for (at, _) in lower.match_indices(word) {
                is_found[at..at + word.len()].fill(true);
            }
        }
    }
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (at, letter) in text.char_indices() {
        let found = is_found[at];
        match pieces.last_mut().filter(|(_, before)| *before == found) {
            Some((piece, _)) => piece.push(letter),
            None => pieces.push((letter.to_string(), found)),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use yew::Callback;

    use super::*;

    fn command(words: &'static str, about: &'static str) -> Command {
        Command::act(words, Callback::noop()).about(about)
    }

    fn names(typed: &str, in_hand: Option<&str>) -> Vec<String> {
        let all = vec![
            command("Move up", "Growth plan"),
            command("Delete", "Growth plan"),
            command("Delete", "Say no to ops"),
            command("Sync details", ""),
            command("Devices", ""),
            command("Growth plan", "Agenda"),
            command("Undo", ""),
        ];
        found(all, typed, in_hand)
            .iter()
            .map(|found| format!("{} · {}", found.command.words, found.command.about))
            .collect()
    }

    #[test]
    fn without_letters_the_row_in_hand_comes_first_and_no_other_row() {
        let listed = ["Move up · Growth plan", "Delete · Growth plan", "Sync details · ", "Devices · ", "Undo · "];
        assert_eq!(names("", Some("Growth plan")), listed);
        assert_eq!(names("", None), listed[2..]);
    }

    #[test]
    fn every_word_must_be_found_in_the_command_or_in_what_it_is_about() {
        assert_eq!(names("del ops", None), ["Delete · Say no to ops"]);
        assert_eq!(names("ops del", None), ["Delete · Say no to ops"]);
        assert_eq!(names("delete nothing", None), [""; 0]);
    }

    #[test]
    fn what_begins_with_the_letters_precedes_what_contains_them() {
        assert_eq!(names("de", None)[0], "Devices · ");
        assert_eq!(names("de", Some("Say no to ops"))[0], "Delete · Say no to ops");
        assert_eq!(names("details", None), ["Sync details · "]);
    }

    #[test]
    fn what_was_found_elsewhere_in_its_texts_is_listed_last() {
        let all = vec![command("Growth plan", "Agenda").found(), command("Ops", "Agenda")];
        let listed: Vec<_> = found(all, "ops", None).iter().map(|found| found.command.words.to_string()).collect();
        assert_eq!(listed, ["Ops", "Growth plan"]);
    }

    #[test]
    fn what_was_typed_is_marked() {
        let piece = |text: &str, is_found| (text.to_owned(), is_found);
        assert_eq!(
            pieces("Growth plan", &["plan", "gro"]),
            [piece("Gro", true), piece("wth ", false), piece("plan", true)]
        );
        assert_eq!(pieces("aaa", &["aa"]), [piece("aa", true), piece("a", false)]);
        assert_eq!(pieces("İzmir", &["izmir"]), [piece("İzmir", false)]);
        assert_eq!(pieces("", &["a"]), []);
    }
}
