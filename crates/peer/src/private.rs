//! Private lines outside of a page: how a device keeps a notebook, and how it goes to another device of the same person.
//!
//! ```text
//! parcel: version 1 │ salt 8 │ part 2 │ parts 2 │ digest 8 │ length 2 │ bytes … │ zeros up to PARCEL
//! ```
//!
//! Invariants: a parcel has one length, whatever is in it and whether anything is, and is never the same as another, so that each is
//! sent; when one is made depends on nothing that somebody wrote privately. Every parcel of a notebook that fits into one is complete by itself. What a device keeps opens with
//! that device's own secret alone, so neither the other member nor another device has a key to it. `[P 156, 158, 159]`

use std::sync::Arc;

use alongside_room::{PARCEL, PARCELS_OF_ROOM};
use alongside_wire::RoomId;
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    seal::DoesNotOpen,
    sealed_key::DeviceSecret,
    wrapping::{NONCE, WrappingKey},
};

const VERSION: u8 = 1;
/// The bytes of a parcel before what it carries.
const HEAD: usize = 23;
/// The most bytes that a parcel carries.
const CARRIES: usize = PARCEL - HEAD;
/// The most parts of a notebook that are put together again.
const MOST_PARTS: usize = 256;
/// How many of the notebooks that were put together last are known again.
const REMEMBERED: usize = 8;
/// The most notebooks that are put together at once.
const MOST_UNDER_WAY: usize = 4;
/// The name under which a notebook is wrapped.
const NAME: &str = "notebook";

/// What a device keeps its member's notebook of one room with. `[P 156]`
#[derive(Debug, Clone)]
pub struct NotebookKey {
    id: RoomId,
    key: WrappingKey,
}

impl NotebookKey {
    /// The one of the device with this secret, which it has in one room, and in that room's successors.
    pub fn of(device: &DeviceSecret) -> Self {
        let hkdf = Hkdf::<Sha256>::new(Some(b"alongside notebook v1"), device.as_bytes());
        let (mut key, mut id) = (Zeroizing::new([0; 32]), [0; 16]);
        // Expanding fails only above 8,160 bytes.
        let _ = hkdf.expand(b"key", &mut *key);
        let _ = hkdf.expand(b"id", &mut id);
        Self { id: RoomId(id), key: WrappingKey::from_bytes(*key) }
    }

    /// The name under which the device stores it. No relay ever hears of it.
    pub fn id(&self) -> RoomId {
        self.id
    }

    /// Seals a notebook for the device to keep. The nonce is drawn for it alone.
    pub fn seal(&self, nonce: [u8; NONCE], whole: &[u8]) -> Vec<u8> {
        self.key.wrap(nonce, NAME, whole)
    }

    /// Opens what the device kept.
    ///
    /// # Errors
    /// [`DoesNotOpen`], without detail.
    pub fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
        self.key.unwrap(NAME, sealed)
    }
}

/// The parcel of this turn: its place among those of the room, and its bytes. Turns are counted up, the salt is drawn for it
/// alone. `[P 158]`
pub fn parcel(whole: &[u8], turn: u64, salt: [u8; 8]) -> (u8, Vec<u8>) {
    let parts = whole.len().div_ceil(CARRIES).max(1);
    let part = (turn % parts as u64) as usize;
    let carried = whole.chunks(CARRIES).nth(part).unwrap_or_default();
    let mut parcel = Vec::with_capacity(PARCEL);
    parcel.push(VERSION);
    parcel.extend(salt);
    for number in [part, parts] {
        parcel.extend(u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes());
    }
    parcel.extend(digest(whole));
    parcel.extend((carried.len() as u16).to_le_bytes());
    parcel.extend(carried);
    parcel.resize(PARCEL, 0);
    ((turn % u64::from(PARCELS_OF_ROOM)) as u8, parcel)
}

/// Puts together what came in parcels of one room.
#[derive(Debug, Default)]
pub struct Parcels {
    /// What was at each place last: it is looked at once.
    seen: [Option<Arc<[u8]>>; PARCELS_OF_ROOM as usize],
    under_way: Vec<UnderWay>,
    /// Of what was put together last.
    known: Vec<[u8; 8]>,
}

/// A notebook of which some parts are here.
#[derive(Debug)]
struct UnderWay {
    digest: [u8; 8],
    parts: Vec<Option<Vec<u8>>>,
}

impl Parcels {
    /// Takes in the parcel at this place. Answers with a whole notebook if that made one complete.
    pub fn take(&mut self, at: u8, parcel: &Arc<[u8]>) -> Option<Vec<u8>> {
        let seen = self.seen.get_mut(usize::from(at))?;
        if seen.as_ref().is_some_and(|seen| **seen == **parcel) {
            return None;
        }
        *seen = Some(Arc::clone(parcel));
        let (of, parts, part, carried) = read(parcel)?;
        if self.known.contains(&of) {
            return None;
        }
        let known = self.under_way.iter().position(|one| one.digest == of && one.parts.len() == parts);
        let known = known.unwrap_or_else(|| {
            if self.under_way.len() == MOST_UNDER_WAY {
                self.under_way.remove(0);
            }
            self.under_way.push(UnderWay { digest: of, parts: vec![None; parts] });
            self.under_way.len() - 1
        });
        *self.under_way[known].parts.get_mut(part)? = Some(carried.to_vec());
        let mut whole = Vec::new();
        for part in &self.under_way[known].parts {
            whole.extend(part.as_ref()?);
        }
        self.under_way.remove(known);
        if digest(&whole) != of {
            return None;
        }
        if self.known.len() == REMEMBERED {
            self.known.remove(0);
        }
        self.known.push(of);
        Some(whole)
    }
}

/// What a parcel says: of which notebook it is, in how many parts, which part it is, and that part.
fn read(parcel: &[u8]) -> Option<([u8; 8], usize, usize, &[u8])> {
    let (head, rest) = parcel.split_first_chunk::<HEAD>().filter(|_| parcel.len() == PARCEL)?;
    let [version, _, _, _, _, _, _, _, _, a, b, c, d, of @ .., _, _] = head;
    let (part, parts) = (usize::from(u16::from_le_bytes([*a, *b])), usize::from(u16::from_le_bytes([*c, *d])));
    let length = usize::from(u16::from_le_bytes([head[HEAD - 2], head[HEAD - 1]]));
    let is_read = *version == VERSION && part < parts && parts <= MOST_PARTS;
    Some((*of, parts, part, rest.get(..length)?)).filter(|_| is_read)
}

fn digest(whole: &[u8]) -> [u8; 8] {
    let mut digest = [0; 8];
    digest.copy_from_slice(&Sha256::digest(whole)[..8]);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(parcels: &mut Parcels, whole: &[u8], turns: std::ops::Range<u64>) -> Option<Vec<u8>> {
        turns
            .filter_map(|turn| {
                let (at, parcel) = parcel(whole, turn, turn.to_le_bytes());
                parcels.take(at, &Arc::from(parcel))
            })
            .last()
    }

    /// `[P 156]`
    #[test]
    fn what_a_device_keeps_opens_with_its_own_secret_alone() {
        let device = |byte| DeviceSecret::from_bytes([byte; 32]);
        let (key, another) = (NotebookKey::of(&device(1)), NotebookKey::of(&device(2)));
        let sealed = key.seal([3; NONCE], b"what struck me");
        assert_eq!(NotebookKey::of(&device(1)).open(&sealed).as_deref(), Ok(&b"what struck me".to_vec()));
        assert_eq!(another.open(&sealed), Err(DoesNotOpen));
        assert_ne!(another.id(), key.id());
        assert!(!sealed.windows(6).any(|bytes| bytes == b"struck"));
    }

    /// `[P 158]`
    #[test]
    fn a_notebook_that_fits_is_whole_in_every_parcel_and_looked_at_once() {
        for whole in [&b""[..], &[7; 1], &[7; CARRIES]] {
            for turn in 0..4 {
                let (at, bytes) = parcel(whole, turn, [1; 8]);
                assert_eq!((u64::from(at), bytes.len()), (turn, PARCEL));
                let (mut parcels, bytes) = (Parcels::default(), Arc::from(bytes));
                assert_eq!(parcels.take(at, &bytes).as_deref(), Some(whole));
                assert_eq!(parcels.take(at, &bytes), None);
                let (at, again) = parcel(whole, turn, [2; 8]);
                assert_ne!(*again, *bytes);
                assert_eq!(parcels.take(at, &Arc::from(again)), None);
            }
        }
    }

    /// `[P 158]`
    #[test]
    fn a_longer_notebook_is_put_together_from_parts_in_any_order_and_beside_those_of_another_state() {
        let whole: Vec<u8> = (0..CARRIES * 3 + 5).map(|at| (at % 251) as u8).collect();
        let (mut parcels, other) = (Parcels::default(), vec![9; CARRIES * 2]);
        assert_eq!(turns(&mut parcels, &whole, 2..4), None);
        assert_eq!(turns(&mut parcels, &other, 0..1), None);
        assert_eq!(turns(&mut parcels, &whole, 4..6).as_ref(), Some(&whole));
        assert_eq!(turns(&mut parcels, &other, 1..2), Some(other));
        // More parts than there are places, to one who is there all the time.
        let long = vec![5; CARRIES * 9];
        assert_eq!(turns(&mut parcels, &long, 3..12), Some(long));
    }

    #[test]
    fn what_is_no_parcel_is_nothing() {
        let (_, fine) = parcel(b"words", 0, [0; 8]);
        let changed = |at: usize, byte: u8| {
            let mut parcel = fine.clone();
            parcel[at] = byte;
            parcel
        };
        let wrong = [
            changed(0, 2),
            // Part 1 of 1, 0 of 0, 0 of too many, another digest, a length beyond its end.
            changed(9, 1),
            changed(11, 0),
            changed(12, 200),
            changed(13, fine[13] ^ 1),
            changed(HEAD - 1, 255),
            fine[1..].to_vec(),
            Vec::new(),
        ];
        for wrong in wrong {
            assert_eq!(Parcels::default().take(0, &Arc::from(wrong)), None);
        }
        assert_eq!(Parcels::default().take(PARCELS_OF_ROOM, &Arc::from(fine)), None);
    }
}
