//! What a page keeps of the letters that it is about to take out of notes.
//!
//! Not kept is what this page typed within the hour (nobody wants their slips back), nor less than a word. A held key takes out one
//! letter after the other: what lies side by side becomes one passage, which grows by letters and not by values.

use yrs::{Any, GetString, ID, Map, MapPrelim, ReadTxn, Text, TextPrelim, TextRef, TransactionMut};

use super::{
    PASSAGES, Passages, key,
    letters::{self, LetterRun},
    writings,
};
use crate::{
    id::{ItemId, PassageId},
    schema::{self, Roots, Slot, of_id, of_number},
    text::{self, Splice},
    values::{Moment, Who},
};

/// An hour of writing, in milliseconds.
const HOUR: u64 = 60 * 60 * 1_000;
/// The longest pause within one passage, in milliseconds.
const PAUSE: u64 = 60 * 1_000;
/// The fewest letters of a passage, blanks not counted.
const FEWEST: usize = 4;
/// The most hours that are remembered of one page load.
const HOURS: usize = 500;

/// Keeps what one page takes out of notes.
#[derive(Debug, Default)]
pub(crate) struct Keeper {
    /// The hour in which this page writes: when it began, and from which clock on.
    hour: Option<(Moment, u32)>,
    removal: Option<Removal>,
}

/// Letters that are taken out one after the other.
#[derive(Debug)]
struct Removal {
    item: ItemId,
    /// Named by the letter that was taken out first, so that two people who take out one passage at once make one.
    passage: PassageId,
    /// The letters on both sides of the gap.
    left: Option<ID>,
    right: Option<ID>,
    /// The letter that it stood behind when it began.
    place: Option<ID>,
    text: String,
    last: Moment,
}

/// The room that passages are kept in.
pub(crate) struct KeptIn<'a> {
    pub(crate) roots: &'a Roots,
    /// Those that it has.
    pub(crate) passages: &'a Passages,
}

/// On which side of a passage letters are added.
enum Side {
    Front,
    Back,
}

impl Keeper {
    /// Whether something is to be written before this splice.
    pub(crate) fn is_concerned(&self, now: Moment, splice: &Splice) -> bool {
        splice.remove > 0 || (!splice.insert.is_empty() && !self.is_in_hour(now))
    }

    /// Writes what is to be known of a splice of an item's notes before it is made.
    pub(crate) fn before(
        &mut self,
        txn: &mut TransactionMut<'_>,
        room: &KeptIn<'_>,
        who: Who,
        (item, notes): (ItemId, &TextRef),
        splice: &Splice,
    ) {
        if splice.remove > 0 {
            self.keep(txn, room, who, (item, notes), splice);
        }
        if !splice.insert.is_empty() && !self.is_in_hour(who.now) {
            self.begin_hour(txn, room.roots, who);
        }
    }

    /// Whether it was said within the hour whose letters this page writes.
    pub(crate) fn is_in_hour(&self, now: Moment) -> bool {
        self.hour.is_some_and(|(began, _)| now.0.saturating_sub(began.0) < HOUR)
    }

    /// Says whose letters this page writes from here on. `[P 104]`
    pub(crate) fn begin_hour(&mut self, txn: &mut TransactionMut<'_>, roots: &Roots, who: Who) {
        let client = txn.doc().client_id();
        let clock = txn.state_vector().get(&client);
        let slot = writings(client.get());
        let known = roots.value(txn, &slot).unwrap_or(Any::Null);
        let hours = schema::parts(&known).get(1..).unwrap_or_default();
        let from = hours.len().saturating_sub(2 * (HOURS - 1));
        let mut value = vec![of_id(who.me.0)];
        value.extend_from_slice(&hours[from..]);
        value.extend([of_number(who.now.0), of_number(clock.into())]);
        roots.of(slot.root).insert(txn, slot.key.as_str(), Any::Array(value.into()));
        self.hour = Some((who.now, clock));
    }

    /// `[P 103]`
    fn keep(
        &mut self,
        txn: &mut TransactionMut<'_>,
        room: &KeptIn<'_>,
        who: Who,
        (item, notes): (ItemId, &TextRef),
        splice: &Splice,
    ) {
        let whole = notes.get_string(txn);
        let runs = letters::runs(txn, notes, &whole, splice.at, splice.remove);
        let (Some(first), Some(last)) = (runs.first().map(|run| run.first), runs.last().map(LetterRun::last)) else {
            return;
        };
        let left = letters::letter_before(txn, notes, splice.at);
        let right = letters::letter_at(txn, notes, splice.at + splice.remove);
        let mine = txn.doc().client_id();
        let is_slip = |run: &&LetterRun| {
            let since = self.hour.filter(|_| self.is_in_hour(who.now));
            run.first.client == mine && since.is_some_and(|(_, clock)| run.first.clock >= clock)
        };
        let kept: String = runs.iter().filter(|run| !is_slip(run)).map(|run| run.text.as_str()).collect();
        let (side, removal) = match self.removal.take().filter(|removal| removal.is_of(item, who.now)) {
            Some(removal) if removal.left == Some(last) => (Side::Front, Removal { left, ..removal }),
            Some(removal) if removal.right == Some(first) => (Side::Back, Removal { right, ..removal }),
            _ => {
                let (passage, text) = (PassageId::of(first), String::new());
                (Side::Back, Removal { item, passage, left, right, place: left, text, last: who.now })
            }
        };
        let mut removal = Removal { last: who.now, ..removal };
        match side {
            Side::Front => removal.text.insert_str(0, &kept),
            Side::Back => removal.text.push_str(&kept),
        }
        removal.write(txn, room, who, &side, &kept);
        self.removal = Some(removal);
    }
}

impl Removal {
    fn is_of(&self, item: ItemId, now: Moment) -> bool {
        self.item == item && now.0.saturating_sub(self.last.0) <= PAUSE
    }

    /// Adds the letters to the passage, or adds the passage as soon as it is a word.
    fn write(
        &self,
        txn: &mut TransactionMut<'_>,
        KeptIn { roots, passages }: &KeptIn<'_>,
        who: Who,
        side: &Side,
        kept: &str,
    ) {
        if kept.is_empty() {
            return;
        }
        let key = key(self.item, self.passage);
        let text = roots.shared(txn, &Slot::field(PASSAGES, &key, "text"));
        match (text, side) {
            (Some(text), _) if text.len(txn) as usize + text::units(kept) > text::NOTES => {}
            (Some(text), Side::Front) => text.insert(txn, 0, kept),
            (Some(text), Side::Back) => text.insert(txn, text.len(txn), kept),
            (None, _) if self.text.chars().filter(|letter| !letter.is_whitespace()).count() < FEWEST => {}
            (None, _) => {
                if let Some(oldest) = passages.superfluous(self.item) {
                    roots.of(PASSAGES).insert(txn, super::key(self.item, oldest), Any::Null);
                }
                let map = roots.of(PASSAGES).insert(txn, key, MapPrelim::default());
                let mut taken = vec![of_id(who.me.0), of_number(who.now.0)];
                taken.extend(
                    self.place
                        .into_iter()
                        .flat_map(|letter| [of_number(letter.client.get()), of_number(letter.clock.into())]),
                );
                map.insert(txn, "taken", Any::Array(taken.into()));
                map.insert(txn, "text", TextPrelim::new(self.text.as_str()));
            }
        }
    }
}
