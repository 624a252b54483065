//! The notebook: what one person writes about a room for nobody but themselves.
//!
//! A notebook is a document of its own. No line of it is an [`crate::Edit`], and nothing of it can be put into a
//! [`crate::Room`]: so no slip anywhere sends a private line to the other. Two notebooks of one person, from two of their
//! devices, merge letter by letter. It keeps nothing by itself, and says nothing to anybody. `[P 155]`

use std::rc::Rc;

use yrs::{Any, Doc, GetString, Map, MapPrelim, MapRef, Out, ReadTxn, TextPrelim, TextRef, Transact, TransactionMut};

use crate::{
    id::{ItemId, LineId, SessionId},
    schema::{self, Root, Roots, of_id, of_number, of_parts},
    text,
    values::{Moment, Refused},
    writer,
    yrs_guard::{Damaged, Pending, Validated},
};

const LINES: Root = Root::new(0, "lines");

/// The private lines of one person about one room, on one device.
pub struct Notebook {
    client: u64,
    doc: Doc,
    roots: Roots,
    pending: Pending,
    /// None as long as they are to be read again.
    lines: Option<Rc<[PrivateLine]>>,
}

/// One line, in the words of whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateLine {
    pub id: LineId,
    pub about: LineAbout,
    /// When it was begun.
    pub begun: Moment,
    /// On one line.
    pub text: Rc<str>,
    /// When it was shared: it says the same from then on.
    pub shared: Option<Moment>,
}

/// What a private line stands beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineAbout {
    Session(SessionId, Reflection),
    Item(ItemId),
}

/// The three lines after a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reflection {
    /// What happened.
    Happened,
    /// What struck me.
    Struck,
    /// What next.
    Next,
}

impl Reflection {
    /// In the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Happened, Self::Struck, Self::Next];
}

impl Notebook {
    /// An empty one. `client` is its yrs client id, a fresh random number of 53 bits for every page load.
    pub fn new(client: u64) -> Self {
        let (doc, roots) = schema::document(client, &[LINES]);
        Self { client, doc, roots, pending: Pending::default(), lines: None }
    }

    /// A line read `base` on the screen and reads `text` now; `caret`, in UTF-16 units of `text`, is where the typing left the
    /// caret. A line of an id that is not there is begun.
    ///
    /// # Errors
    /// The text is too long, or the line was shared: nothing was changed.
    pub fn write(
        &mut self,
        (line, about): (LineId, LineAbout),
        [base, text]: [&str; 2],
        caret: Option<u32>,
        now: Moment,
    ) -> Result<(), Refused> {
        let text = text::one_line(text);
        let Some((shared, current)) = self.read(|txn| self.shared_and_text(txn, line)) else {
            let text = text::fits(&text, text::LINE)?;
            if !text.is_empty() {
                self.begin(line, about, text, now);
            }
            return Ok(());
        };
        if shared.is_some() {
            return Err(Refused::ReadOnly);
        }
        let length = text.chars().count();
        if length > text::LINE && length > current.chars().count() {
            return Err(Refused::Text { length, most: text::LINE });
        }
        for splice in text::retype(base, &text, &current, caret) {
            self.change(|txn, roots| {
                if let Some(text) = text_of(txn, roots, line) {
                    writer::splice(txn, &text, &splice);
                }
            });
        }
        Ok(())
    }

    /// The line was shared, and stays as it is. Said again it changes nothing.
    pub fn mark_shared(&mut self, line: LineId, now: Moment) {
        self.change(|txn, roots| {
            let Some(map) = roots.inner(txn, LINES, &line.to_string()) else { return };
            if read_moment(txn, &map, "shared").is_none() {
                map.insert(txn, "shared", of_number(now.0));
            }
        });
    }

    /// Every line, by the moment when it was begun; the same `Rc` while nothing changed. An empty one is there until its notebook is.
    pub fn lines(&mut self) -> Rc<[PrivateLine]> {
        if let Some(lines) = &self.lines {
            return Rc::clone(lines);
        }
        let mut lines: Vec<PrivateLine> = Vec::new();
        self.read(|txn| {
            for (key, value) in self.roots.of(LINES).iter(txn) {
                let Out::YMap(map) = value else { continue };
                // Put in its place, not sorted: a sort would be compiled for these alone.
                if let Some(line) = key.parse().ok().and_then(|id| read_line(txn, id, &map)) {
                    let at = lines.partition_point(|other| (other.begun, other.id) < (line.begun, line.id));
                    lines.insert(at, line);
                }
            }
            Some(())
        });
        let lines: Rc<[PrivateLine]> = lines.into();
        self.lines = Some(Rc::clone(&lines));
        lines
    }

    /// What a line reads this moment; none if it is not there.
    pub fn text(&self, line: LineId) -> Option<Rc<str>> {
        self.read(|txn| self.shared_and_text(txn, line)).map(|(_, text)| text::one_line(&text).into())
    }

    /// All of it, for another copy to merge.
    pub fn whole(&self) -> Vec<u8> {
        self.read(|txn| Some(self.pending.snapshot(txn))).unwrap_or_default()
    }

    /// Takes in all of another copy. Answers whether that brought anything.
    ///
    /// # Errors
    /// It is damaged: nothing was changed.
    pub fn merge(&mut self, whole: &[u8]) -> Result<bool, Damaged> {
        // What is damaged may be merged in part: a copy that is thrown away is tried first.
        let mut trial = Self::new(self.client ^ 1);
        trial.take(&self.whole())?;
        trial.take(whole)?;
        let brings = trial.lines() != self.lines() || trial.blocks() != self.blocks();
        if brings {
            self.take(whole)?;
        }
        Ok(brings)
    }

    fn take(&mut self, whole: &[u8]) -> Result<(), Damaged> {
        let whole = Validated::snapshot(whole)?;
        self.lines = None;
        let Self { doc, pending, .. } = self;
        doc.try_transact_mut().map_or(Err(Damaged), |mut txn| pending.load(&mut txn, &whole))
    }

    fn blocks(&self) -> Option<yrs::StateVector> {
        self.read(|txn| Some(txn.state_vector()))
    }

    fn begin(&mut self, line: LineId, about: LineAbout, text: &str, now: Moment) {
        self.change(|txn, roots| {
            let map: MapRef = roots.of(LINES).insert(txn, line.to_string(), MapPrelim::default());
            map.insert(txn, "about", about.write(now));
            // Together with its line: of two texts made later under one key, one would be lost.
            map.insert(txn, "text", TextPrelim::new(text));
        });
    }

    fn shared_and_text(&self, txn: &impl ReadTxn, line: LineId) -> Option<(Option<Moment>, String)> {
        let map = self.roots.inner(txn, LINES, &line.to_string())?;
        let text = text_in(txn, &map)?;
        Some((read_moment(txn, &map, "shared"), text.get_string(txn)))
    }

    fn read<T>(&self, read: impl FnOnce(&yrs::Transaction<'_>) -> Option<T>) -> Option<T> {
        self.doc.try_transact().ok().and_then(|txn| read(&txn))
    }

    fn change(&mut self, change: impl FnOnce(&mut TransactionMut<'_>, &Roots)) {
        self.lines = None;
        if let Ok(mut txn) = self.doc.try_transact_mut() {
            change(&mut txn, &self.roots);
        }
    }
}

impl LineAbout {
    fn write(self, begun: Moment) -> Any {
        let (kind, id) = match self {
            Self::Session(session, Reflection::Happened) => (0, session.0),
            Self::Session(session, Reflection::Struck) => (1, session.0),
            Self::Session(session, Reflection::Next) => (2, session.0),
            Self::Item(item) => (3, item.0),
        };
        of_parts([of_number(kind), of_id(id), of_number(begun.0)])
    }

    fn read(value: &Any) -> Option<(Self, Moment)> {
        let id = schema::id(schema::part(value, 1))?;
        let about = match schema::number(schema::part(value, 0))? {
            kind @ 0..=2 => Self::Session(SessionId(id), *Reflection::ALL.get(kind as usize)?),
            3 => Self::Item(ItemId(id)),
            _ => return None,
        };
        Some((about, schema::moment(schema::part(value, 2))?))
    }
}

fn read_line(txn: &impl ReadTxn, id: LineId, map: &MapRef) -> Option<PrivateLine> {
    let Some(Out::Any(about)) = map.get(txn, "about") else { return None };
    let (about, begun) = LineAbout::read(&about)?;
    let text = text::one_line(&text_in(txn, map)?.get_string(txn)).into();
    Some(PrivateLine { id, about, begun, text, shared: read_moment(txn, map, "shared") })
}

fn read_moment(txn: &impl ReadTxn, map: &MapRef, field: &str) -> Option<Moment> {
    match map.get(txn, field) {
        Some(Out::Any(value)) => schema::moment(&value),
        _ => None,
    }
}

fn text_of(txn: &impl ReadTxn, roots: &Roots, line: LineId) -> Option<TextRef> {
    text_in(txn, &roots.inner(txn, LINES, &line.to_string())?)
}

fn text_in(txn: &impl ReadTxn, map: &MapRef) -> Option<TextRef> {
    match map.get(txn, "text") {
        Some(Out::YText(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LINE: LineId = LineId([1; 8]);
    const OTHER: LineId = LineId([2; 8]);
    const STRUCK: LineAbout = LineAbout::Session(SessionId::FIRST, Reflection::Struck);

    fn writes(notebook: &mut Notebook, line: LineId, base: &str, text: &str) -> Result<(), Refused> {
        notebook.write((line, STRUCK), [base, text], None, Moment(7))
    }

    fn read(notebook: &mut Notebook) -> Vec<String> {
        notebook.lines().iter().map(|line| line.text.to_string()).collect()
    }

    fn meet(one: &mut Notebook, other: &mut Notebook) {
        let (first, second) = (one.whole(), other.whole());
        one.merge(&second).unwrap();
        other.merge(&first).unwrap();
    }

    /// `[P 155]`
    #[test]
    fn letters_of_one_line_from_two_devices_merge() {
        let (mut laptop, mut phone) = (Notebook::new(10), Notebook::new(20));
        writes(&mut laptop, LINE, "", "She paused").unwrap();
        meet(&mut laptop, &mut phone);
        writes(&mut laptop, LINE, "She paused", "She paused for long").unwrap();
        writes(&mut phone, LINE, "She paused", "Twice she paused").unwrap();
        meet(&mut laptop, &mut phone);
        assert_eq!(read(&mut laptop), ["Twice she paused for long"]);
        assert_eq!(read(&mut phone), read(&mut laptop));
        let line = laptop.lines()[0].clone();
        assert_eq!((line.about, line.begun, line.shared), (STRUCK, Moment(7), None));
    }

    /// `[P 155]`
    #[test]
    fn a_line_begun_on_each_of_two_devices_is_two_lines_and_no_word_is_lost() {
        let (mut laptop, mut phone) = (Notebook::new(10), Notebook::new(20));
        writes(&mut laptop, LINE, "", "She paused").unwrap();
        writes(&mut phone, OTHER, "", "I talked too much").unwrap();
        meet(&mut laptop, &mut phone);
        assert_eq!(read(&mut phone), ["She paused", "I talked too much"]);
    }

    #[test]
    fn what_is_known_already_brings_nothing_and_what_is_damaged_changes_nothing() {
        let (mut laptop, mut phone) = (Notebook::new(10), Notebook::new(20));
        writes(&mut laptop, LINE, "", "She paused").unwrap();
        let whole = laptop.whole();
        assert_eq!(phone.merge(&whole), Ok(true));
        assert_eq!(phone.merge(&whole), Ok(false));
        assert_eq!(phone.merge(&Notebook::new(30).whole()), Ok(false));
        for at in 0..whole.len() {
            assert!(!phone.merge(&whole[..at]).unwrap_or(false), "cut at {at}");
        }
        assert_eq!(read(&mut phone), ["She paused"]);
        // A deletion is something, too.
        writes(&mut laptop, LINE, "She paused", "").unwrap();
        assert_eq!(phone.merge(&laptop.whole()), Ok(true));
        assert_eq!(read(&mut phone), [""]);
    }

    /// `[P 157]`
    #[test]
    fn a_line_that_was_shared_stays_as_it_is_and_is_shared_as_one_point_from_all_devices() {
        let (mut laptop, mut phone) = (Notebook::new(10), Notebook::new(20));
        writes(&mut laptop, LINE, "", "She paused").unwrap();
        meet(&mut laptop, &mut phone);
        laptop.mark_shared(LINE, Moment(8));
        phone.mark_shared(LINE, Moment(9));
        laptop.mark_shared(LINE, Moment(10));
        meet(&mut laptop, &mut phone);
        assert_eq!(laptop.lines(), phone.lines());
        assert!(laptop.lines()[0].shared.is_some_and(|at| at < Moment(10)));
        assert_eq!(writes(&mut phone, LINE, "She paused", "He paused"), Err(Refused::ReadOnly));
        assert_ne!(LINE.shared_item(), OTHER.shared_item());
        assert_ne!(LINE.shared_item().0, LINE.0, "the other does not learn the line's id");
    }

    #[test]
    fn a_line_is_one_line_of_at_most_so_many_letters_and_nothing_begins_none() {
        let mut notebook = Notebook::new(1);
        writes(&mut notebook, LINE, "", "").unwrap();
        assert_eq!(notebook.lines().len(), 0);
        writes(&mut notebook, LINE, "", "one\ntwo").unwrap();
        assert_eq!(notebook.text(LINE).as_deref(), Some("one two"));
        let long = "x".repeat(text::LINE + 1);
        let refused = Err(Refused::Text { length: text::LINE + 1, most: text::LINE });
        assert_eq!(writes(&mut notebook, LINE, "one two", &long), refused);
        assert_eq!(writes(&mut notebook, OTHER, "", &long), refused);
        assert_eq!(read(&mut notebook), ["one two"]);
    }

    proptest! {
        /// `[P 155]`
        #[test]
        fn notebooks_that_heard_of_each_other_hold_the_same(
            acts in prop::collection::vec((0..3_usize, 0..3_u8, 0..4_u8, 0..9_usize), 0..40),
        ) {
            let mut all = [10, 20, 30].map(Notebook::new);
            for (who, line, what, at) in acts {
                let id = LineId([line; 8]);
                let base = all[who].text(id).unwrap_or_default().to_string();
                let letters: Vec<char> = base.chars().collect();
                let at = at.min(letters.len());
                let (head, tail) = (letters[..at].iter().collect::<String>(), letters[at..].iter().collect::<String>());
                let text = match what {
                    0 => head,
                    1 => format!("{head}é🙂{tail}"),
                    2 => format!("{head}she paused{tail}"),
                    _ => {
                        let other = all[(who + 1) % 3].whole();
                        all[who].merge(&other).expect("it is whole");
                        continue;
                    }
                };
                all[who].write((id, STRUCK), [&base, &text], None, Moment(u64::from(line))).expect("it fits");
            }
            // One line begun on two devices under one id cannot be: ids are drawn. Here they are few, and one of the two counts.
            for _ in 0..2 {
                for (to, from) in [(0, 1), (1, 2), (2, 0)] {
                    let whole = all[from].whole();
                    all[to].merge(&whole).expect("it is whole");
                }
            }
            let lines = all.each_mut().map(Notebook::lines);
            prop_assert_eq!(&lines[0], &lines[1]);
            prop_assert_eq!(&lines[1], &lines[2]);
            let again = all[1].whole();
            prop_assert_eq!(all[0].merge(&again), Ok(false));
        }
    }

    /// `[P 92]`
    #[test]
    fn a_line_of_another_shape_counts_as_absent() {
        let about = |parts: Vec<Any>| Some(Any::from(parts));
        let (kind, id, moment) = (Any::from(3), Any::Buffer(vec![1u8; 8].into()), Any::from(7));
        let fine = about(vec![kind.clone(), id.clone(), moment.clone()]);
        let hostile = [
            None,
            about(vec![]),
            about(vec![Any::from(4), id.clone(), moment.clone()]),
            about(vec![Any::from(-1), id.clone(), moment.clone()]),
            about(vec![kind.clone(), Any::Buffer(vec![1u8; 7].into()), moment]),
            about(vec![kind, id]),
        ];
        let seen = |key: &str, about: Option<Any>, has_text: bool| {
            let (doc, roots) = schema::document(3, &[LINES]);
            let mut txn = doc.transact_mut();
            let map: MapRef = roots.of(LINES).insert(&mut txn, key, MapPrelim::default());
            if let Some(about) = about {
                map.insert(&mut txn, "about", about);
            }
            if has_text {
                map.insert(&mut txn, "text", TextPrelim::new("words"));
            }
            roots.of(LINES).insert(&mut txn, "0303030303030303", "no map");
            let whole = txn.encode_state_as_update_v2(&yrs::StateVector::default());
            let mut notebook = Notebook::new(1);
            notebook.merge(&whole).unwrap();
            notebook.lines().len()
        };
        let key = LINE.to_string();
        assert_eq!(seen(&key, fine.clone(), true), 1);
        assert_eq!((seen(&key, fine.clone(), false), seen("x", fine, true)), (0, 0));
        for about in hostile {
            assert_eq!(seen(&key, about.clone(), true), 0, "{about:?}");
        }
    }
}
