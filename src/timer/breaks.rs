//! How long the break is that may follow a block, and how long one wants it on this device.

use alongside_room::{Block, BlockKind, Moment};

use crate::{browser::prefs::Prefs, timer::clock::MINUTE, timer::prefs};

/// The lengths that a break may have, in minutes; the first unless another is chosen.
pub const LENGTHS: [u64; 3] = [5, 10, 15];
/// After so many blocks the break is a long one.
const LONG_AFTER: usize = 4;
/// A break of at least this many milliseconds is long, and so is a pause between two blocks.
const LONG: u64 = 15 * MINUTE;
/// A block of this many milliseconds has a break of at least ten minutes.
const LONG_BLOCK: u64 = 50 * MINUTE;

/// The length chosen here, in minutes.
pub fn chosen(prefs: &Prefs) -> u64 {
    let kept = prefs.text(prefs::BREAK_LENGTH).and_then(|text| text.parse().ok());
    kept.filter(|minutes| LENGTHS.contains(minutes)).unwrap_or(LENGTHS[0])
}

/// The length of the break after a block of `budget` (none is open-ended) that is over now, in milliseconds. `blocks` are those
/// that ended before it, the latest first; `minutes` is what was chosen.
pub fn after(blocks: &[impl AsRef<Block>], budget: Option<u64>, now: Moment, minutes: u64) -> u64 {
    let short = minutes * MINUTE;
    let short = if budget.is_some_and(|budget| budget >= LONG_BLOCK) { short.max(10 * MINUTE) } else { short };
    let (mut in_a_row, mut next_began) = (1, now.0.saturating_sub(budget.unwrap_or_default()));
    for block in blocks.iter().map(AsRef::as_ref) {
        let is_break = block.kind == BlockKind::Break;
        if is_break && block.ran >= LONG || next_began.saturating_sub(block.ended.0) >= 2 * LONG {
            break;
        }
        in_a_row += usize::from(!is_break);
        next_began = block.started.0;
    }
    if in_a_row % LONG_AFTER == 0 { (2 * short).max(LONG) } else { short }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use alongside_room::BlockId;

    use super::*;

    fn block(kind: BlockKind, started: u64, ended: u64) -> Rc<Block> {
        let (started, ended) = (Moment(started * MINUTE), Moment(ended * MINUTE));
        Rc::new(Block {
            id: BlockId([1; 8]),
            kind,
            started,
            ended,
            ran: ended.0 - started.0,
            over: 0,
            with: Rc::from([]),
            intentions: Rc::from([]),
            reports: Rc::from([]),
        })
    }

    const BLOCK: Option<u64> = Some(25 * MINUTE);

    #[test]
    fn the_break_after_four_blocks_in_a_row_is_a_long_one() {
        let now = Moment(1_115 * MINUTE);
        let mut blocks = vec![block(BlockKind::Break, 1_085, 1_090), block(BlockKind::Work, 1_060, 1_085)];
        assert_eq!(after(&blocks, BLOCK, now, 5), 5 * MINUTE, "the second");
        blocks.extend([block(BlockKind::Work, 1_030, 1_055), block(BlockKind::Work, 1_000, 1_025)]);
        assert_eq!(after(&blocks, BLOCK, now, 5), 15 * MINUTE, "the fourth");
        assert_eq!(after(&blocks, BLOCK, now, 10), 20 * MINUTE);
        assert_eq!(after(&blocks[1..], BLOCK, Moment(1_300 * MINUTE), 5), 5 * MINUTE, "they paused for hours");
        blocks.insert(2, block(BlockKind::Break, 1_056, 1_072));
        assert_eq!(after(&blocks, BLOCK, now, 5), 5 * MINUTE, "they had a long one");
    }

    #[test]
    fn a_long_block_has_ten_minutes_at_least() {
        let none: [Rc<Block>; 0] = [];
        assert_eq!(after(&none, Some(50 * MINUTE), Moment(0), 5), 10 * MINUTE);
        assert_eq!(after(&none, Some(50 * MINUTE), Moment(0), 15), 15 * MINUTE);
        assert_eq!(after(&none, None, Moment(0), 10), 10 * MINUTE);
    }
}
