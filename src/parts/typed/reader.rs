//! The reader of lines as the fields have it. It is in the module of the dialogs, which comes when the screen of the room is there
//! (decision 12); until then a line is a title and nothing else, as its field shows.

use std::cell::Cell;

use crate::parts::{
    paste,
    typed::{KeptLetters, Takes, TypedLine, vocabulary::Vocabulary},
};

/// Reads one line.
pub type ReadLine = fn(&str, Takes, &Vocabulary, &[KeptLetters]) -> TypedLine;

thread_local! {
    static READER: Cell<Option<ReadLine>> = const { Cell::new(None) };
}

/// From now on fields read with this.
pub fn read_with(read: ReadLine) {
    READER.set(Some(read));
}

/// Whether lines are read yet.
pub fn is_there() -> bool {
    READER.get().is_some()
}

/// Reads one line; it is a title as long as there is no reader.
pub fn read(line: &str, takes: Takes, vocabulary: &Vocabulary, kept: &[KeptLetters]) -> TypedLine {
    READER.get().map_or_else(|| TypedLine::plain(line), |read| read(line, takes, vocabulary, kept))
}

/// The lines of a text, each a thing of its own. A line with a checkbox is a task, and takes what tasks take.
pub fn read_lines(text: &str, takes: Takes, vocabulary: &Vocabulary, kept: &[KeptLetters]) -> Vec<TypedLine> {
    let read_line = |line: paste::PastedLine| {
        let takes = if line.task.is_some() { Takes::TASK } else { takes };
        TypedLine { task: line.task, ..read(&line.text, takes, vocabulary, kept) }
    };
    paste::lines(text).into_iter().map(read_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::{DateNames, Day},
        parts::typed,
    };

    #[test]
    fn a_list_that_is_pasted_is_read_line_by_line() {
        let vocabulary = Vocabulary {
            today: Day { year: 2026, month: 11, day: 28 },
            names: DateNames::default(),
            next_session: None,
            people: vec!["Ben".to_owned()],
        };
        let pasted = "# Agenda\n\n- Budget (10 min)\n- Ravi 15m\n1. #1 goal\n- [ ] Send the notes @Ben\n";
        let titles = || -> Vec<String> {
            let read = |line: TypedLine| {
                let (minutes, member) =
                    (line.minutes().unwrap_or(0), line.member().map_or("nobody", |at| &*vocabulary.people[at]));
                format!("{}, {minutes} min, {member}, {:?}", line.title, line.task)
            };
            read_lines(pasted, Takes::POINT, &vocabulary, &[]).into_iter().map(read).collect()
        };
        assert!(!is_there());
        assert_eq!(titles()[0], "Budget (10 min), 0 min, nobody, None", "without a reader a line is its title");
        read_with(typed::read);
        assert_eq!(
            titles(),
            [
                "Budget, 10 min, nobody, None",
                "Ravi, 15 min, nobody, None",
                "#1 goal, 0 min, nobody, None",
                "Send the notes, 0 min, Ben, Some(false)",
            ]
        );
    }
}
