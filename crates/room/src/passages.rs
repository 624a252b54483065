//! Passages: what was taken out of the notes of items, to be brought back; and who wrote the letters that stand there.
//!
//! yrs forgets what is deleted, and names the author of a letter by a client id only. So a page that takes letters out of
//! notes keeps them here first (which letters it keeps says [`keeper`]), and says once an hour whose letters it is about to write.
//! A passage whose words stand in the notes again is not shown: nothing has to be marked when it is brought back, moved or undone.

mod keeper;
mod letters;

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, ID, ReadTxn, TextRef, block::ClientID};

pub(crate) use self::keeper::{Keeper, KeptIn};
use crate::{
    concept::{Concept, Found, show_list},
    context::{Context, People},
    id::{ItemId, MemberId, PassageId},
    schema::{self, Root, Slot, keep},
    text,
    values::{Moment, Refused, Target, TextField, UndoName, Verb},
    writer::{Typing, Writer},
};

const WRITERS: Root = Root::new(14, "writers");
const PASSAGES: Root = Root::new(15, "passages");

/// The most passages that an item keeps; who takes out one more removes the oldest.
const MOST: usize = 100;

/// What people do with passages.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum PassagesEdit {
    /// Puts the passage back where it stood in the notes; at their end if that place is not known any more. If its words stand in
    /// the notes already, nothing changes.
    BringBack { item: ItemId, passage: PassageId },
    /// Deletes the passage for good, for both.
    Forget { item: ItemId, passage: PassageId },
}

/// Letters that somebody took out of the notes of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub id: PassageId,
    pub item: ItemId,
    /// Who took it out.
    pub by: MemberId,
    /// When they began to.
    pub at: Moment,
    pub text: Rc<str>,
    /// The letter that it stood behind; `None` if it stood in front of everything.
    place: Option<ID>,
}

/// Letters side by side in the notes of an item that one person wrote within an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Who wrote them; `None` if the room does not say. What somebody brings back or undoes counts as written by them.
    pub by: Option<MemberId>,
    /// When the hour began in which they wrote them.
    pub since: Option<Moment>,
    pub text: String,
}

/// What the document says about passages and about who wrote what.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    passages: LiteMap<ItemId, LiteMap<PassageId, Passage>>,
    writers: LiteMap<u64, Writings>,
    is_stale: bool,
}

/// What one page load wrote.
#[derive(Debug, PartialEq)]
struct Writings {
    by: MemberId,
    /// From which clock on its letters were written in the hour that began then.
    hours: Vec<(u32, Moment)>,
}

impl Concept for Passages {
    type Edit = PassagesEdit;
    type Change = std::convert::Infallible;
    type Before = ();

    const ROOTS: &'static [Root] = &[WRITERS, PASSAGES];

    fn undo_name(edit: &PassagesEdit) -> UndoName {
        match edit {
            PassagesEdit::BringBack { item, .. } => {
                UndoName::new(Verb::Type, Target::Text(TextField::ItemNotes(*item)))
            }
            // Nothing is left of it to take back.
            PassagesEdit::Forget { item, .. } => UndoName::new(Verb::Delete, Target::Item(*item)),
        }
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, _: &mut Vec<Self::Change>) {
        if found.root == WRITERS {
            let Ok(client) = found.key.parse() else { return };
            return keep(&mut self.writers, client, found.value().and_then(Writings::read));
        }
        let Some((item, id)) = found.key.split_once('/') else { return };
        let (Ok(item), Ok(id)) = (item.parse(), id.parse()) else { return };
        self.is_stale = true;
        let of_item = self.passages.entry(item).or_default();
        keep(of_item, id, Passage::read(item, id, found));
    }

    fn derive(&mut self, _: bool, context: &mut Context) {
        self.is_stale |= context.renewed.people;
    }

    fn before(&self, _: &Context) {}

    fn perform(&self, writer: &mut Writer<'_, '_>, _: &Context, edit: &PassagesEdit) -> Result<(), Refused> {
        match *edit {
            PassagesEdit::BringBack { item, passage } => {
                let passage = self.passage(item, passage).ok_or(Refused::Gone)?;
                bring_back(writer, passage)
            }
            PassagesEdit::Forget { item, passage } => {
                self.passage(item, passage).ok_or(Refused::Gone)?;
                writer.clear(PASSAGES, key(item, passage));
                Ok(())
            }
        }
    }
}

impl Passages {
    /// Shows all passages: by item, the latest first.
    pub(crate) fn show(&mut self, context: &Context, passages: &mut Rc<[Passage]>) {
        if !std::mem::take(&mut self.is_stale) {
            return;
        }
        let mut all: Vec<Passage> = Vec::new();
        for of_item in self.passages.values() {
            let from = all.len();
            for passage in of_item.values() {
                // Not sorted: a sort would be compiled for this type alone.
                let at = all[from..].partition_point(|before| (before.at, before.id) > (passage.at, passage.id));
                let passage = Passage { by: context.people.person(passage.by), ..passage.clone() };
                all.insert(from + at, passage);
            }
        }
        show_list(passages, all);
    }

    /// Who wrote what of a text of notes, in the order of its letters.
    pub(crate) fn written(&self, txn: &impl ReadTxn, notes: &TextRef, people: &People) -> Vec<Written> {
        let mut written: Vec<Written> = Vec::new();
        for run in letters::runs_of_all(txn, notes) {
            let writings = self.writers.get(&run.first.client.get());
            let since = writings.and_then(|writings| writings.hour_of(run.first.clock));
            // Letters from before its first hour were written by a page that did not say whose they are.
            let by = writings.filter(|_| since.is_some()).map(|writings| people.person(writings.by));
            match written.last_mut().filter(|last| (last.by, last.since) == (by, since)) {
                Some(last) => last.text.push_str(&run.text),
                None => written.push(Written { by, since, text: run.text }),
            }
        }
        written
    }

    fn passage(&self, item: ItemId, passage: PassageId) -> Option<&Passage> {
        self.passages.get(&item)?.get(&passage)
    }

    /// The oldest passage of an item, if it has as many as it may have.
    fn superfluous(&self, item: ItemId) -> Option<PassageId> {
        let of_item = self.passages.get(&item).filter(|of_item| of_item.len() >= MOST)?;
        of_item.values().min_by_key(|passage| (passage.at, passage.id)).map(|passage| passage.id)
    }
}

impl Passage {
    /// `[P 103]`
    fn read(item: ItemId, id: PassageId, found: &Found<'_, impl ReadTxn>) -> Option<Self> {
        let [taken, text] = schema::fields(found.txn, found.map()?, ["taken", "text"]);
        let taken = schema::plain(&taken);
        let text = schema::shared(found.txn, &text);
        Some(Self {
            id,
            item,
            by: schema::id(schema::part(taken, 0)).map(MemberId)?,
            at: schema::moment(schema::part(taken, 1))?,
            text: text::not_blank(&text, text::NOTES).ok().map(Rc::from)?,
            place: letter_of(schema::part(taken, 2), schema::part(taken, 3)),
        })
    }
}

impl Writings {
    /// `[P 104]`
    fn read(value: &Any) -> Option<Self> {
        let [by, hours @ ..] = schema::parts(value) else { return None };
        let hour = |hour: &[Any]| match hour {
            [at, clock] => Some((u32::try_from(schema::number(clock)?).ok()?, schema::moment(at)?)),
            _ => None,
        };
        let hours = hours.chunks(2).filter_map(hour).collect();
        Some(Self { by: schema::id(by).map(MemberId)?, hours })
    }

    fn hour_of(&self, clock: u32) -> Option<Moment> {
        let begun = self.hours.iter().filter(|(from, _)| *from <= clock);
        begun.max_by_key(|(from, _)| *from).map(|(_, at)| *at)
    }
}

fn bring_back(writer: &mut Writer<'_, '_>, passage: &Passage) -> Result<(), Refused> {
    let field = TextField::ItemNotes(passage.item);
    let notes = writer.text(field).ok_or(Refused::Gone)?;
    if notes.contains(&*passage.text) {
        return Ok(());
    }
    let at = match passage.place {
        None => Some(0),
        Some(letter) => writer.behind(field, letter),
    };
    let (at, words) = match at {
        Some(at) => (at as usize, passage.text.to_string()),
        None if notes.is_empty() || notes.ends_with('\n') => (text::units(&notes), passage.text.to_string()),
        None => (text::units(&notes), format!("\n{}", passage.text)),
    };
    let length = notes.chars().count() + words.chars().count();
    if length > text::NOTES {
        return Err(Refused::Text { length, most: text::NOTES });
    }
    writer.typing.push(Typing { field, splices: text::insert(at, &words), undoable: true });
    Ok(())
}

fn key(item: ItemId, passage: PassageId) -> String {
    format!("{item}/{passage}")
}

/// The slot of what one page load wrote.
fn writings(client: u64) -> Slot {
    Slot::flat(WRITERS, client)
}

fn letter_of(client: &Any, clock: &Any) -> Option<ID> {
    let client = schema::number(client).filter(|client| *client < 1 << 53)?;
    Some(ID::new(ClientID::new(client), u32::try_from(schema::number(clock)?).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        agenda::AgendaEdit,
        replica::Room,
        text::TextEdit,
        values::{Place, Who},
    };

    const ITEM: ItemId = ItemId([1; 8]);
    const NOTES: TextField = TextField::ItemNotes(ITEM);
    const MINUTE: u64 = 60_000;

    /// Two people with a copy each, and one clock.
    struct Pair {
        rooms: [Room; 2],
        now: u64,
    }

    impl Pair {
        fn with(notes: &str) -> Self {
            let mut pair = Self { rooms: [Room::new(1), Room::new(2)], now: 100 * MINUTE };
            let add = AgendaEdit::Add { item: ITEM, title: "Growth".to_owned(), place: Place::Last };
            pair.rooms[0].edit(pair.who(0), add).unwrap();
            pair.types(0, notes);
            pair.pass_on();
            pair
        }

        fn who(&self, person: usize) -> Who {
            Who { me: MemberId([person as u8 + 1; 8]), now: Moment(self.now) }
        }

        fn wait(&mut self, minutes: u64) -> &mut Self {
            self.now += minutes * MINUTE;
            self
        }

        fn types(&mut self, person: usize, text: &str) -> &mut Self {
            self.retypes(person, text, None)
        }

        fn retypes(&mut self, person: usize, text: &str, caret: Option<u32>) -> &mut Self {
            let base = self.notes(person);
            let retype = TextEdit::Retype { field: NOTES, base, text: text.to_owned(), caret };
            let who = self.who(person);
            self.rooms[person].edit(who, retype).unwrap();
            self.pass_on();
            self
        }

        /// Presses Backspace behind these words, or Delete in front of them, until they are gone.
        fn deletes(&mut self, person: usize, words: &str, backspace: bool) -> &mut Self {
            let mut caret = self.notes(person).find(words).unwrap() + if backspace { words.len() } else { 0 };
            for _ in words.chars() {
                let mut notes = self.notes(person);
                caret -= usize::from(backspace);
                notes.remove(caret);
                self.now += 40;
                self.retypes(person, &notes, Some(caret as u32));
            }
            self
        }

        fn pass_on(&mut self) {
            for from in [0, 1] {
                for update in self.rooms[from].take_updates() {
                    self.rooms[1 - from].apply(&update).unwrap();
                }
            }
            assert_eq!(self.rooms[0].digest(), self.rooms[1].digest());
        }

        fn notes(&self, person: usize) -> String {
            self.rooms[person].text(NOTES).unwrap().to_string()
        }

        /// The passages that both see, the latest first: who took them out, and the words.
        fn passages(&mut self) -> Vec<(u8, String)> {
            let now = Moment(self.now);
            let [one, other] = self.rooms.each_mut().map(|room| {
                let view = room.view(now);
                view.passages_of(ITEM).map(|passage| (passage.by.0[0], passage.text.to_string())).collect::<Vec<_>>()
            });
            assert_eq!(one, other);
            one
        }

        fn bring_back(&mut self, person: usize) -> Result<(), Refused> {
            let who = self.who(person);
            let passage = self.rooms[person].view(who.now).passages_of(ITEM).next().unwrap().id;
            let done = self.rooms[person].edit(who, PassagesEdit::BringBack { item: ITEM, passage });
            self.pass_on();
            done
        }

        fn written(&mut self) -> Vec<(Option<u8>, Option<u64>, String)> {
            let written = self.rooms[1].written(ITEM);
            let of =
                |one: &Written| (one.by.map(|by| by.0[0]), one.since.map(|since| since.0 / MINUTE), one.text.clone());
            written.iter().map(of).collect()
        }
    }

    /// `[P 103]`
    #[test]
    fn what_the_other_takes_out_can_be_brought_back_to_where_it_stood() {
        let mut pair = Pair::with("First line\nHear them out before you answer\nLast line\n");
        pair.wait(1).types(1, "First line\nLast line\n");
        assert_eq!(pair.passages(), [(2, "Hear them out before you answer\n".to_owned())]);
        pair.types(1, "A new first line\nLast line\n").types(0, "A new first line\nLast line, longer\n");
        pair.bring_back(0).unwrap();
        assert_eq!(pair.notes(1), "A new first line\nHear them out before you answer\nLast line, longer\n");
        assert_eq!(pair.passages(), [], "its words stand there again");
        let who = pair.who(0);
        pair.rooms[0].undo(who).unwrap();
        pair.pass_on();
        assert_eq!(pair.passages(), [(2, "Hear them out before you answer\n".to_owned())]);
    }

    #[test]
    fn a_held_backspace_is_one_passage_and_so_is_a_held_delete() {
        for backspace in [true, false] {
            let mut pair = Pair::with("One. Two words. Three.");
            pair.deletes(1, "Two words. ", backspace);
            assert_eq!(pair.notes(0), "One. Three.");
            assert_eq!(pair.passages(), [(2, "Two words. ".to_owned())], "backspace {backspace}");
            pair.bring_back(1).unwrap();
            assert_eq!(pair.notes(0), "One. Two words. Three.", "backspace {backspace}");
        }
    }

    #[test]
    fn what_a_page_typed_within_the_hour_and_corrections_are_not_kept() {
        let mut pair = Pair::with("A slip of the pen and on");
        pair.wait(10).types(0, "A slip and on");
        assert_eq!(pair.passages(), [], "Ana's own words of ten minutes ago");
        pair.types(1, "A sip and on").types(1, "A trip and on");
        assert_eq!(pair.passages(), [], "a letter or two");
        pair.wait(60).types(0, "and on");
        assert_eq!(pair.passages(), [(1, "A trip ".to_owned())], "words of more than an hour ago")
    }

    #[test]
    fn an_undone_deletion_leaves_nothing_to_bring_back() {
        let mut pair = Pair::with("Keep this sentence.");
        pair.types(1, "");
        assert_eq!(pair.passages().len(), 1);
        let who = pair.who(1);
        pair.rooms[1].undo(who).unwrap();
        pair.pass_on();
        assert_eq!((pair.notes(0).as_str(), pair.passages().len()), ("Keep this sentence.", 0));
        pair.rooms[1].redo(who).unwrap();
        pair.pass_on();
        assert_eq!((pair.notes(0).as_str(), pair.passages().len()), ("", 1));
    }

    /// `[P 104]`
    #[test]
    fn who_wrote_what_is_known_by_person_and_hour() {
        let mut pair = Pair::with("Ana at first.");
        pair.wait(30).types(1, "Ana at first. Ben.");
        pair.wait(90).types(0, "Later: Ana at first. Ben.");
        assert_eq!(
            pair.written(),
            [
                (Some(1), Some(220), "Later: ".to_owned()),
                (Some(1), Some(100), "Ana at first.".to_owned()),
                (Some(2), Some(130), " Ben.".to_owned()),
            ]
        );
    }

    #[test]
    fn a_passage_that_both_take_out_at_once_is_there_once() {
        let mut pair = Pair::with("Both dislike this. Fine.");
        for person in [0, 1] {
            let (base, who) = (pair.notes(person), pair.who(person));
            let retype = TextEdit::Retype { field: NOTES, base, text: "Fine.".to_owned(), caret: None };
            pair.rooms[person].edit(who, retype).unwrap();
        }
        pair.pass_on();
        let passages = pair.passages();
        assert!(passages.iter().all(|(_, words)| words == "Both dislike this. "), "{passages:?}");
        assert_eq!(passages.len(), 1);
    }

    #[test]
    fn a_forgotten_passage_is_in_no_byte_of_the_room() {
        let mut pair = Pair::with("Nothing secret. My salary is known.");
        pair.types(1, "Nothing secret.");
        let snapshot = |pair: &Pair| String::from_utf8_lossy(&pair.rooms[0].snapshot()).into_owned();
        assert!(snapshot(&pair).contains("salary"));
        let (who, view) = (pair.who(0), pair.rooms[0].view(Moment(pair.now)));
        let forget = PassagesEdit::Forget { item: ITEM, passage: view.passages_of(ITEM).next().unwrap().id };
        pair.rooms[0].edit(who, forget.clone()).unwrap();
        pair.pass_on();
        assert_eq!(pair.passages(), []);
        assert!(!snapshot(&pair).contains("salary"));
        assert_eq!(pair.rooms[1].edit(who, forget), Err(Refused::Gone));
    }

    #[test]
    fn the_oldest_of_too_many_passages_is_forgotten() {
        let mut pair = Pair::with("");
        for number in 0..=MOST {
            pair.types(0, &format!("Sentence number {number}."));
            pair.types(1, "");
            pair.wait(1);
        }
        let passages = pair.passages();
        assert_eq!(passages.len(), MOST);
        assert_eq!(passages[0].1, format!("Sentence number {MOST}."));
        assert_eq!(passages[MOST - 1].1, "Sentence number 1.");
    }

    #[test]
    fn what_does_not_fit_is_not_brought_back() {
        let mut pair = Pair::with("This is taken out.");
        pair.types(1, &"x".repeat(text::NOTES - 3));
        let refused = pair.bring_back(0);
        assert!(matches!(refused, Err(Refused::Text { most: text::NOTES, .. })), "{refused:?}");
    }

    #[test]
    fn a_value_of_another_shape_is_no_passage_and_no_writer() {
        let parts = |parts: Vec<Any>| Any::Array(parts.into());
        let member = schema::of_id([1; 8]);
        assert_eq!(Writings::read(&parts(vec![])), None);
        assert_eq!(Writings::read(&Any::from("Ana")), None);
        let odd = parts(vec![member.clone(), Any::from(5i64), Any::from(7i64), Any::from(9i64)]);
        let expected = Writings { by: MemberId([1; 8]), hours: vec![(7, Moment(5))] };
        assert_eq!(Writings::read(&odd), Some(expected), "half an hour is none");
        assert_eq!(letter_of(&Any::from(1i64 << 53), &Any::from(1i64)), None);
        assert_eq!(letter_of(&Any::from(1i64), &Any::from(1i64 << 32)), None);
    }
}
