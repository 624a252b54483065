//! The style sheets that the element adopts, in cascade order: tokens, what is common, then one for each component.

/// What an element adopts when it comes into its page.
#[cfg(all(feature = "split", target_family = "wasm"))]
pub const AT_FIRST: &[&str] = FIRST;
/// What an element adopts when it comes into its page: the build is not split.
#[cfg(not(all(feature = "split", target_family = "wasm")))]
pub const AT_FIRST: &[&str] = SHEETS;

/// What the screens outside a room need. The others come with a room's screen.
#[cfg(all(feature = "split", target_family = "wasm"))]
const FIRST: &[&str] = &[
    include_str!("styles/tokens.css"),
    include_str!("styles/base.css"),
    include_str!("parts/badge.css"),
    include_str!("rooms/lobby.css"),
];

/// Every sheet's text.
pub const SHEETS: &[&str] = &[
    include_str!("styles/tokens.css"),
    include_str!("styles/base.css"),
    include_str!("parts/badge.css"),
    include_str!("room_screen/room.css"),
    include_str!("room_screen/header.css"),
    include_str!("parts/bar.css"),
    include_str!("timer/timer.css"),
    include_str!("parts/list.css"),
    include_str!("agenda/agenda.css"),
    include_str!("tasks/tasks.css"),
    include_str!("now/now.css"),
    include_str!("session/session.css"),
    include_str!("parts/row_menu.css"),
    include_str!("parts/dialog.css"),
    include_str!("room_screen/dialogs.css"),
    include_str!("commands/commands.css"),
    include_str!("rooms/lobby.css"),
    include_str!("room_screen/strip.css"),
    include_str!("printout/printout.css"),
];
