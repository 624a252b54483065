//! The texts of a language as the build packs them: one a line, in the order of the keys. A text with plural forms has them behind one
//! another, each after a tab and the digit of its category.

use crate::browser::language::Category;

/// A key: the number of its text's line, in the early texts and then in the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u16);

include!(concat!(env!("OUT_DIR"), "/texts/keys.rs"));

/// The English texts that are shown outside a room, too.
pub(super) const EARLY_TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/texts/early.txt"));
/// The other English texts.
pub(super) const LATE_TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/texts/late.txt"));
/// The English texts of what is wanted after a press only.
pub(super) const PRESSED_TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/texts/pressed.txt"));

/// The texts of one language.
pub(super) struct Texts {
    early: Vec<&'static str>,
    late: Vec<&'static str>,
    pressed: Vec<&'static str>,
}

/// A text, or its plural forms.
#[derive(Clone, Copy, Default)]
pub(super) struct Forms(pub(super) &'static str);

impl Texts {
    pub(super) fn new(early: &'static str, late: &'static str, pressed: &'static str) -> Self {
        let lines = |texts: &'static str| texts.lines().collect();
        Self { early: lines(early), late: lines(late), pressed: lines(pressed) }
    }

    pub(super) fn add_late(&mut self, late: &'static str) {
        self.late = late.lines().collect();
    }

    pub(super) fn add_pressed(&mut self, pressed: &'static str) {
        self.pressed = pressed.lines().collect();
    }

    /// Its text, if it has come. Another language than that of the source has the texts of what is pressed behind those of a room.
    pub(super) fn of(&self, key: Key) -> Option<Forms> {
        let at = usize::from(key.0);
        let found = match (at.checked_sub(UNPRESSED), at.checked_sub(EARLY)) {
            (Some(pressed), Some(late)) => self.pressed.get(pressed).or_else(|| self.late.get(late)),
            (_, Some(late)) => self.late.get(late),
            (_, None) => self.early.get(at),
        };
        found.filter(|text| !text.is_empty()).map(|text| Forms(text))
    }
}

impl Forms {
    /// The text of a key without plural forms.
    pub(super) fn whole(self) -> &'static str {
        debug_assert!(!self.0.starts_with('\t'), "it has plural forms, so it wants a number:{}", self.0);
        self.0
    }

    /// The text for a number of this category. A category without a form of its own uses the last, which is that of `Other`.
    pub(super) fn counted(self, category: impl FnOnce() -> Category) -> &'static str {
        let Some(forms) = self.0.strip_prefix('\t') else { return self.0 };
        let digit = char::from(b'0' + category() as u8);
        let found = forms.split('\t').find_map(|form| form.strip_prefix(digit));
        found.or_else(|| forms.rsplit('\t').next()?.get(1..)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Key {
        /// The number of its line.
        pub(crate) fn line(self) -> u16 {
            self.0
        }
    }

    #[test]
    fn a_text_of_a_room_is_missing_before_the_screen_of_a_room_has_come() {
        let mut split = Texts::new(EARLY_TEXTS, "", "");
        let texts = |texts: &Texts| {
            [Key::StartRoom, Key::HasIt, Key::TheyMatch].map(|key| texts.of(key).unwrap_or_default().whole())
        };
        assert_eq!(texts(&split), ["Start a room", "", ""]);
        split.add_pressed(PRESSED_TEXTS);
        assert_eq!(texts(&split), ["Start a room", "", "They match"]);
        split.add_late(LATE_TEXTS);
        assert_eq!(texts(&split), ["Start a room", "{name} has it", "They match"]);
    }

    #[test]
    fn a_number_without_a_form_of_its_own_has_the_last() {
        let forms = Forms("\t1one\t5other");
        assert_eq!([Category::One, Category::Few].map(|category| forms.counted(|| category)), ["one", "other"]);
        assert_eq!(Forms("all").counted(|| Category::One), "all");
    }
}
