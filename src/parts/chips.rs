//! The chips of a field: what its letters are read as while they are typed. The letters stay where they are until the line is
//! added or left; Backspace right behind a chip's letters, Escape, or the chip's cross makes them letters again.

use std::{cell::RefCell, rc::Rc};

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::{
    browser::dom,
    calendar::{self, Day},
    open_room::{store::Room, tools::use_say},
    parts::{
        icon::{Glyph, icon},
        typed::{Chip, KeptLetters, Meant, Takes, TypedLine, bare, reader, vocabulary::Vocabulary},
    },
    strings::{self, Key, count, fill, list, shown, t},
};

/// How long the typing rests before what was read is announced, in milliseconds.
const ANNOUNCED_AFTER: u32 = 700;

/// What the lines of a room are read with; the same until a member, the day or the session's date is another.
#[hook]
pub fn use_vocabulary(room: &Room) -> Rc<Vocabulary> {
    let facts = (room.view.members.clone(), room.view.session.date.clone(), room.today.clone(), strings::spoken());
    (*use_memo(facts, |(members, date, ..)| {
        let today = calendar::today();
        Rc::new(Vocabulary {
            today,
            names: (*calendar::names()).clone(),
            next_session: date.as_deref().and_then(Day::read).filter(|day| *day > today),
            people: members.iter().map(|member| member.name.to_string()).collect(),
        })
    }))
    .clone()
}

/// The chips of one field.
#[derive(Clone)]
pub struct Chips {
    shown: UseStateHandle<Rc<[Chip]>>,
    reader: Rc<RefCell<ChipReader>>,
    reads: Option<(Rc<Vocabulary>, Takes)>,
    say: Callback<String>,
}

/// What the field holds, and which of its letters are to stay letters.
#[derive(Default)]
struct ChipReader {
    text: String,
    kept: Vec<KeptLetters>,
    /// Nothing in it is read: what it began with came before the reader, which would not know what was letters already.
    is_plain: bool,
}

/// The chips of a field that takes these, if it takes any.
#[hook]
pub fn use_chips(reads: Option<(Rc<Vocabulary>, Takes)>) -> Chips {
    let shown = use_state_eq(|| Rc::from([]));
    let reader = use_mut_ref(ChipReader::default);
    let chips = Chips { shown, reader, reads, say: use_say() };
    let words: Vec<String> = chips.shown.iter().map(|chip| chips.words(chip)).collect();
    use_effect_with(words, {
        let say = chips.say.clone();
        move |words| {
            let words = words.clone();
            let announced = (!words.is_empty()).then(|| {
                Timeout::new(ANNOUNCED_AFTER, move || say.emit(fill(Key::SayChips, &[("what", &list(&words))])))
            });
            move || drop(announced)
        }
    });
    chips
}

impl Chips {
    /// Reads the field's text, which is this now.
    pub fn typed(&self, text: &str) {
        self.reader.borrow_mut().text = text.to_owned();
        self.show();
    }

    /// Leaves what the field holds already as it is: only what is typed from now on is read.
    pub fn begin_with(&self, text: &str) {
        self.reader.replace(ChipReader { is_plain: !reader::is_there(), ..ChipReader::default() });
        let line = self.read(text, &[]);
        let mut reader = self.reader.borrow_mut();
        reader.kept = line.chips.iter().filter_map(|chip| KeptLetters::of(text, chip)).collect();
        reader.text = text.to_owned();
        drop(reader);
        self.show();
    }

    /// The line in the field.
    pub fn line(&self, text: &str) -> TypedLine {
        self.read(text, &self.reader.borrow().kept)
    }

    fn read(&self, text: &str, kept: &[KeptLetters]) -> TypedLine {
        match &self.reads {
            Some((vocabulary, takes)) if !self.reader.borrow().is_plain => reader::read(text, *takes, vocabulary, kept),
            _ => TypedLine::plain(text),
        }
    }

    /// The lines in a text that goes into the field or is pasted there.
    pub fn lines(&self, text: &str) -> Vec<TypedLine> {
        let Some((vocabulary, takes)) = &self.reads else { return Vec::new() };
        reader::read_lines(text, *takes, vocabulary, &self.reader.borrow().kept)
    }

    /// The field is empty again.
    pub fn clear(&self) {
        *self.reader.borrow_mut() = ChipReader::default();
        self.show();
    }

    /// Backspace or Escape in the field, with this text before and behind its caret: makes letters of a chip again, if there is
    /// one to do so with, and then the key does nothing else.
    pub fn keys(&self, event: &KeyboardEvent, before: &str, behind: &str) -> bool {
        let text = &self.reader.borrow().text.clone();
        let is_whole = text.len() == before.len() + behind.len();
        let chips: Vec<Chip> = match &*event.key() {
            _ if dom::is_composed(event) => return false,
            "Backspace" if is_whole => self.shown.iter().filter(|chip| chip.at.end == before.len()).cloned().collect(),
            "Escape" => self.shown.to_vec(),
            _ => return false,
        };
        if chips.is_empty() {
            return false;
        }
        event.prevent_default();
        event.stop_propagation();
        self.keep(&chips);
        true
    }

    /// The letters of these chips are letters again.
    fn keep(&self, chips: &[Chip]) {
        {
            let mut reader = self.reader.borrow_mut();
            let kept: Vec<KeptLetters> = chips.iter().filter_map(|chip| KeptLetters::of(&reader.text, chip)).collect();
            reader.kept.extend(kept);
        }
        self.show();
        self.say.emit(t(Key::SayLetters).to_owned());
    }

    fn show(&self) {
        let text = self.reader.borrow().text.clone();
        self.shown.set(self.line(&text).chips.into());
    }

    /// What a chip says.
    fn words(&self, chip: &Chip) -> String {
        match &chip.meant {
            Meant::Minutes(minutes) => count(Key::ShortMin, u32::from(*minutes), &[]),
            Meant::Due(day) => fill(Key::ChipDue, &[("day", &day.long(calendar::today()))]),
            Meant::Member(index) => fill(self.of_member(), &[("name", self.name(*index))]),
            Meant::Link(link) => bare(link).to_owned(),
        }
    }

    fn of_member(&self) -> Key {
        if self.reads.as_ref().is_some_and(|(_, takes)| *takes == Takes::TASK) {
            Key::ChipOwner
        } else {
            Key::RaisedByName
        }
    }

    fn name(&self, index: usize) -> &str {
        self.reads.as_ref().and_then(|(vocabulary, _)| vocabulary.people.get(index)).map_or("", |name| name)
    }

    /// The chips, if there are any.
    pub fn view(&self) -> Html {
        html! {
            if !self.shown.is_empty() {
                <span class="chips">{ for self.shown.iter().map(|chip| self.chip(chip)) }</span>
            }
        }
    }

    fn chip(&self, chip: &Chip) -> Html {
        let words = match &chip.meant {
            Meant::Member(index) => shown(self.of_member(), &[("name", self.name(*index))]),
            _ => self.words(chip).into(),
        };
        let letters = {
            let (chips, chip) = (self.clone(), chip.clone());
            Callback::from(move |_: MouseEvent| chips.keep(std::slice::from_ref(&chip)))
        };
        // The focus stays in the field, where Backspace and Escape do the same.
        let stay = Callback::from(|event: MouseEvent| event.prevent_default());
        html! {
            <span key={self.words(chip)} class="chip">
                <span>{ words }</span>
                <button type="button" tabindex="-1" aria-label={fill(Key::ChipLetters, &[("what", &self.words(chip))])} onmousedown={stay} onclick={letters}>
                    { icon(Glyph::Cross) }
                </button>
            </span>
        }
    }
}
