//! Everything that works round yrs 0.28.1, and nothing else. Bytes from outside reach yrs through [`Pending`] only.
//!
//! Each fault has a canary below, which fails when yrs is mended and says what can be deleted then. What detect-and-rebuild
//! could do instead of each guard stands in decision 7.
//!
//! | | what yrs 0.28.1 does | what guards against it |
//! |---|---|---|
//! | `[Y 1]` | adds a claimed length to its position unchecked: near 2³² that traps on wasm32 | `validate`: a length is backed by bytes |
//! | `[Y 2]` | believes how many blocks a v2 snapshot claims: thirty bytes take gigabytes | `snapshot`: `MOST_BLOCKS` |
//! | `[Y 3]` | calculates with clocks as signed 32-bit numbers, which overflow | `validate`: `CLOCKS` |
//! | `[Y 4]` | asserts that a client id has 53 bits | `validate`: `CLIENTS` |
//! | `[Y 5]` | decodes values nested as deep as the bytes say: the stack overflows | `validate`: `DEEPEST` |
//! | `[Y 6]` | puts blocks of a client that comes twice in an update one upon the other, and frees some that are in use | `validate`: `Outline::note` |
//! | `[Y 7]` | keeps a block pending for ever that refers to itself | `validate`: `Walk::earlier` |
//! | `[Y 8]` | subtracts what is known by dividing blocks in memory; what it writes of the halves reads as something else | `subtract` |
//! | `[Y 9]` | where something is known beyond a gap, divides the wrong block, and reads freed memory | `subtract` |
//! | `[Y 10]` | does not try a pending block again when what it lacks came in by being pending itself | `pending`: `Pending::retry` |
//! | `[Y 11]` | has nothing beyond a gap for a state vector that stands at the gap | `pending`: `Pending::missing_from` |
//! | `[Y 12]` | writes a gap into a v2 snapshot where no reader looks for it | `pending`: `Pending::snapshot` |
//! | `[Y 13]` | writes the length of Yjs's blocks of bytes twice into a v2 snapshot: nobody reads it | `rewrite`: `plain` |
//! | `[Y 14]` | of two blocks under one client id and clock keeps the first that it hears, and tells nobody (any CRDT would) | `pending`: `Pending::has_collided`; `rewrite`: [`Renaming`] |
//! | `[Y 15]` | lets an undo manager, which holds raw pointers into a document, outlive it | `undo.rs` makes one for each use |

mod pending;
mod rewrite;
mod snapshot;
mod subtract;
mod validate;

pub(crate) use pending::{Pending, Validated};
pub use rewrite::{Renaming, author};

/// The bytes are no update, snapshot or state vector of a room. After a failed [`crate::Room::apply`] or
/// [`crate::Room::load`] a part of them may be in this replica: rebuild it without those bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the change is damaged")]
pub struct Damaged;

impl From<yrs::encoding::read::Error> for Damaged {
    fn from(_: yrs::encoding::read::Error) -> Self {
        Self
    }
}

/// Each test calls yrs directly and asserts that one fault is still there.
#[cfg(test)]
mod canaries {
    use std::{panic::catch_unwind, process::Command, thread};

    use yrs::{
        Any, Doc, GetString, ReadTxn, StateVector, Text, Transact, Update,
        block::ClientID,
        encoding::read::{Cursor, Read},
        types::ToJson,
        undo::UndoManager,
        updates::decoder::Decode,
    };

    fn document(client: u64) -> Doc {
        let doc = Doc::with_client_id(client);
        doc.get_or_insert_map("m");
        doc.get_or_insert_text("t");
        doc
    }

    fn merge(doc: &Doc, update: &[u8]) {
        doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
    }

    fn written(doc: &Doc) -> Vec<u8> {
        doc.transact().encode_diff_v1(&StateVector::default())
    }

    fn map(doc: &Doc) -> Any {
        let txn = doc.transact();
        txn.get_map("m").unwrap().to_json(&txn)
    }

    fn text(doc: &Doc) -> String {
        let txn = doc.transact();
        txn.get_text("t").unwrap().get_string(&txn)
    }

    /// An update of one block in which client 77 writes `length` values under a key, one after the other.
    fn values(clock: u8, length: u8, key: u8) -> Vec<u8> {
        let place = [1, 1, 77, clock, 0x28, 1, 1, b'm', 1, key, length];
        place.into_iter().chain((0..length).flat_map(|value| [125, value])).chain([0]).collect()
    }

    /// An update of one letter by a client, to the right of another letter or at the beginning.
    fn letter(client: u8, clock: u8, behind: Option<(u8, u8)>, letter: u8) -> Vec<u8> {
        let place = behind.map_or([4, 1, 1, b't'].to_vec(), |(client, clock)| vec![0x84, client, clock]);
        [&[1, 1, client, clock][..], &place, &[1, letter, 0]].concat()
    }

    /// A document in which the first blocks of a client are missing.
    fn with_a_gap() -> Doc {
        let doc = document(1);
        merge(&doc, &values(5, 1, b'a'));
        doc
    }

    fn panics<T>(work: impl FnOnce() -> T + std::panic::UnwindSafe) -> bool {
        catch_unwind(work).is_err()
    }

    #[test]
    #[cfg(debug_assertions)]
    fn y1_a_claimed_length_is_added_unchecked() {
        let add = || Cursor { buf: &[0], next: usize::MAX }.read_exact(2).map(<[u8]>::len).is_ok();
        assert!(panics(add), "[Y 1] is mended: `Walk::count` need not hold lengths against the bytes that are left");
    }

    #[test]
    fn y2_a_few_bytes_of_a_snapshot_come_to_as_many_blocks_as_they_claim() {
        // Client 7 with blocks of garbage (0), each of length 1; the count claims so many.
        let columns = [0, 0, 1, 7, 0, 0, 1, 0, 1, 0, 0, 0, 4, 0x41, 0x9e, 0x8d, 0x06];
        let snapshot = [&columns[..], &[1, 0xa0, 0x8d, 0x06, 0, 0]].concat();
        let blocks = Update::decode_v2(&snapshot).map(|update| update.state_vector().get(&ClientID::new(7)));
        assert_eq!(blocks.ok(), Some(100_000), "[Y 2] is mended: `MOST_BLOCKS` can be deleted");
    }

    #[test]
    #[cfg(debug_assertions)]
    fn y3_a_clock_of_32_bits_overflows() {
        let update = [1, 1, 7, 0x80, 0x80, 0x80, 0x80, 0x08, 0, 1, 0];
        assert!(panics(|| merge(&document(1), &update)), "[Y 3] is mended: the bound `CLOCKS` can be deleted");
    }

    #[test]
    #[cfg(debug_assertions)]
    fn y4_a_client_id_of_54_bits_trips_an_assertion() {
        let update = [1, 1, 128, 128, 128, 128, 128, 128, 128, 16, 0, 0, 1, 0];
        assert!(panics(|| Update::decode_v1(&update)), "[Y 4] is mended: the bound `CLIENTS` can be deleted");
    }

    #[test]
    fn y5_values_nest_as_deep_as_the_bytes_say() {
        let bytes = [[117, 1].repeat(10_000), vec![126]].concat();
        let decode = move || Any::decode(&mut Cursor::new(&bytes)).is_ok();
        let reads = thread::Builder::new().stack_size(1 << 28).spawn(decode).unwrap().join();
        assert!(reads.unwrap(), "[Y 5] is mended: the bound `DEEPEST` can be deleted");
    }

    #[test]
    fn y6_a_client_listed_twice_in_an_update_gets_two_blocks_at_one_clock() {
        let twice = [2, 1, 7, 0, 4, 1, 1, b't', 2, b'a', b'b', 1, 7, 0, 4, 1, 1, b't', 2, b'x', b'y', 0];
        let doc = document(1);
        merge(&doc, &twice);
        let clock = doc.transact().state_vector().get(&ClientID::new(7));
        assert!(
            clock == 2 && text(&doc).len() == 4,
            "[Y 6] is mended: `Outline::note` need not refuse a client that comes twice"
        );
    }

    #[test]
    fn y7_a_block_that_refers_to_itself_is_pending_for_ever() {
        let doc = document(1);
        merge(&doc, &letter(7, 0, Some((7, 0)), b'a'));
        assert!(doc.transact().has_missing_updates(), "[Y 7] is mended: `Walk::earlier` need not compare clocks");
    }

    #[test]
    fn y8_a_block_that_is_divided_in_memory_reads_otherwise_when_it_is_written() {
        let (doc, again) = (document(1), document(2));
        merge(&doc, &values(2, 3, b'a'));
        merge(&doc, &values(1, 4, b'a'));
        merge(&again, &written(&doc));
        assert_ne!(map(&doc), map(&again), "[Y 8] is mended: `subtract` can be deleted, if [Y 9] is mended too");
    }

    /// Runs itself in a child process, which is expected to crash.
    #[test]
    fn y9_what_is_known_beyond_a_gap_leads_to_freed_memory() {
        const INNER: &str = "ALONGSIDE_CANARY_Y9";
        if std::env::var_os(INNER).is_some() {
            let doc = document(1);
            for (clock, length) in [(10, 1), (2, 1), (1, 11)] {
                merge(&doc, &values(clock, length, b'a'));
            }
            map(&doc);
            return;
        }
        let name = "yrs_guard::canaries::y9_what_is_known_beyond_a_gap_leads_to_freed_memory";
        // glibc overwrites freed memory, so that a use of it shows.
        let run = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name])
            .env(INNER, "")
            .env("MALLOC_PERTURB_", "165")
            .output()
            .unwrap();
        assert!(!run.status.success(), "[Y 9] is mended: `subtract` can be deleted, if [Y 8] is mended too");
    }

    #[test]
    fn y10_a_pending_block_is_not_tried_again_when_a_pending_one_came_in() {
        let doc = document(1);
        let [first, second, third] =
            [letter(3, 0, None, b'a'), letter(4, 0, Some((3, 0)), b'b'), letter(3, 1, Some((4, 0)), b'c')];
        for update in [&third, &second, &first] {
            merge(&doc, update);
        }
        assert_eq!(text(&doc), "a", "[Y 10] is mended: `Pending` need not hold updates back");
        assert!(doc.transact().has_missing_updates());
    }

    #[test]
    fn y11_a_diff_for_a_state_vector_at_a_gap_omits_what_is_beyond_it() {
        let doc = with_a_gap();
        let missing = doc.transact().encode_diff_v1(&doc.transact().state_vector());
        assert_eq!(missing, Update::EMPTY_V1, "[Y 11] is mended: `Pending::missing_from` can hand the state vector on");
    }

    #[test]
    fn y12_nobody_reads_a_snapshot_with_a_gap() {
        let snapshot = with_a_gap().transact().encode_diff_v2(&StateVector::default());
        assert!(Update::decode_v2(&snapshot).is_err(), "[Y 12] is mended: `Pending::snapshot` need not go by v1");
    }

    #[test]
    fn y13_nobody_reads_a_snapshot_with_a_block_of_bytes() {
        let doc = document(1);
        merge(&doc, &[1, 1, 7, 0, 0x23, 1, 1, b'm', 1, b'a', 2, 0, 1, 0]);
        let snapshot = doc.transact().encode_diff_v2(&StateVector::default());
        assert!(
            Update::decode_v2(&snapshot).is_err(),
            "[Y 13] is mended: `plain` and `Outline::binary` can be deleted"
        );
    }

    #[test]
    fn y14_two_replicas_with_one_client_id_diverge_silently() {
        let (one, other) = (document(5), document(5));
        for (doc, letter) in [(&one, "a"), (&other, "b")] {
            doc.get_or_insert_text("t").insert(&mut doc.transact_mut(), 0, letter);
        }
        let (from_one, from_other) = (written(&one), written(&other));
        merge(&one, &from_other);
        merge(&other, &from_one);
        assert_eq!(one.transact().state_vector(), other.transact().state_vector());
        assert_ne!(text(&one), text(&other), "[Y 14] is mended: `Renaming` and `has_collided` can be deleted");
    }

    /// Stops to compile once this is mended: then `undo.rs` can keep one manager.
    #[test]
    fn y15_an_undo_manager_may_outlive_its_document() {
        fn outlives_everything<T: 'static>() {}
        outlives_everything::<UndoManager<()>>();
    }
}
