//! The style sheets that the element adopts, in cascade order: tokens, what is common, then one for each component.

/// A sheet as `build.rs` has left it: without what only people read.
macro_rules! sheet {
    ($path:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $path))
    };
}

/// What an element adopts when it comes into its page.
#[cfg(all(feature = "split", target_family = "wasm"))]
pub const AT_FIRST: &[&str] = FIRST;
/// What an element adopts when it comes into its page: the build is not split.
#[cfg(not(all(feature = "split", target_family = "wasm")))]
pub const AT_FIRST: &[&str] = SHEETS;

/// What the screens outside a room need. The others come with a room's screen.
#[cfg(all(feature = "split", target_family = "wasm"))]
const FIRST: &[&str] =
    &[sheet!("styles/tokens.css"), sheet!("styles/base.css"), sheet!("parts/badge.css"), sheet!("rooms/lobby.css")];

/// What the steps need, which are loaded when the first is wanted.
pub const SHAPES: &str = sheet!("shapes/shapes.css");

/// What hand-offs need, which are loaded when the first is wanted.
pub const HANDOFFS: &str = sheet!("handoffs/handoffs.css");

/// What commitments need, which are loaded when they are first wanted.
pub const COMMITMENTS: &str = sheet!("commitments/commitments.css");

/// What the dialog of private lines needs: it comes with the dialogs.
pub const ONLY_MINE: &str = sheet!("only_mine/only_mine.css");

/// What the agreement needs, which is loaded when it is first wanted.
pub const AGREEMENT: &str = sheet!("agreement/agreement.css");

/// Every sheet's text.
pub const SHEETS: &[&str] = &[
    sheet!("styles/tokens.css"),
    sheet!("styles/base.css"),
    sheet!("parts/badge.css"),
    sheet!("room_screen/room.css"),
    sheet!("room_screen/header.css"),
    sheet!("parts/bar.css"),
    sheet!("timer/timer.css"),
    sheet!("parts/list.css"),
    sheet!("agenda/agenda.css"),
    sheet!("tasks/tasks.css"),
    sheet!("now/now.css"),
    sheet!("starters/starters.css"),
    sheet!("session/session.css"),
    sheet!("parts/row_menu.css"),
    sheet!("parts/dialog.css"),
    sheet!("room_screen/dialogs.css"),
    sheet!("commands/commands.css"),
    sheet!("rooms/lobby.css"),
    sheet!("room_screen/strip.css"),
    sheet!("printout/printout.css"),
];

/// The sheet of pairing by a code, which comes with that.
pub const PAIRING: &str = sheet!("pairing/pairing.css");
