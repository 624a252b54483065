//! What of two texts is different, word by word.

/// The most pairs of words that are compared: of texts as long as people may write them. In place of more, both are another.
const MOST_PAIRS: usize = 4_000_000;

/// A run of letters, and whether the other text has it, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run<'a> {
    pub words: &'a str,
    pub is_same: bool,
}

/// Both texts as runs. What is the same is as much as can be, whole words.
pub fn runs<'a>(before: &'a str, after: &'a str) -> (Vec<Run<'a>>, Vec<Run<'a>>) {
    let (old, new) = (words(before), words(after));
    if old.len() * new.len() > MOST_PAIRS {
        let whole = |words| vec![Run { words, is_same: false }];
        return (whole(before), whole(after));
    }
    // The longest common part of what is behind each pair of words.
    let width = new.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * width];
    for at in (0..old.len() * width).rev().filter(|at| at % width < new.len()) {
        let (i, j) = (at / width, at % width);
        longest[at] =
            if old[i] == new[j] { longest[at + width + 1] + 1 } else { longest[at + width].max(longest[at + 1]) };
    }
    let (mut left, mut right) = (Runs::of(before), Runs::of(after));
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        let at = i * width + j;
        if i < old.len() && j < new.len() && old[i] == new[j] {
            left.push(old[i], true);
            right.push(new[j], true);
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && longest[at + width] >= longest[at + 1] {
            left.push(old[i], false);
            i += 1;
        } else {
            right.push(new[j], false);
            j += 1;
        }
    }
    (left.runs, right.runs)
}

/// Words, each with the blanks behind it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// Runs of one text, which grow word by word.
struct Runs<'a> {
    text: &'a str,
    end: usize,
    runs: Vec<Run<'a>>,
}

impl<'a> Runs<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, end: 0, runs: Vec::new() }
    }

    fn push(&mut self, word: &str, is_same: bool) {
        let end = self.end + word.len();
        match self.runs.last_mut().filter(|run| run.is_same == is_same) {
            Some(run) => run.words = &self.text[self.end - run.words.len()..end],
            None => self.runs.push(Run { words: &self.text[self.end..end], is_same }),
        }
        self.end = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(before: &str, after: &str) -> [String; 2] {
        let said = |runs: Vec<Run<'_>>| {
            runs.iter().map(|run| if run.is_same { run.words.to_owned() } else { format!("[{}]", run.words) }).collect()
        };
        let (before, after) = runs(before, after);
        [said(before), said(after)]
    }

    #[test]
    fn what_changed_is_marked_on_either_side_by_whole_words() {
        assert_eq!(marked("the same", "the same"), ["the same", "the same"]);
        assert_eq!(
            marked("Five sessions of 75 minutes.", "Eight sessions of 75 minutes, and a walk."),
            ["[Five ]sessions of 75 [minutes.]", "[Eight ]sessions of 75 [minutes, and a walk.]"]
        );
        assert_eq!(marked("", "new words"), ["", "[new words]"]);
        assert_eq!(marked("שיחה אחת  בשבוע", "שיחה בשבוע"), ["שיחה [אחת  ]בשבוע", "שיחה בשבוע"]);
        assert_eq!(marked("a\nb", "a b"), ["[a\n]b", "[a ]b"]);
    }

    #[test]
    fn two_texts_with_nothing_in_common_are_marked_whole_however_long() {
        let (one, other) = ("a ".repeat(500), "b ".repeat(500));
        let [before, after] = marked(&one, &other);
        assert_eq!((before, after), (format!("[{one}]"), format!("[{other}]")));
        // Longer than anybody may write, as a changed client might.
        let endless = "a ".repeat(100_000);
        assert_eq!(marked(&one, &endless), [format!("[{one}]"), format!("[{endless}]")]);
    }
}
