//! The sheets that the element adopts, in the order of the cascade: tokens, what is common, then one a component.

/// Every sheet's text.
pub const SHEETS: &[&str] = &[
    include_str!("styles/tokens.css"),
    include_str!("styles/base.css"),
    include_str!("components/badge.css"),
    include_str!("components/room.css"),
    include_str!("components/header.css"),
    include_str!("components/bars.css"),
    include_str!("components/timer.css"),
    include_str!("components/rows.css"),
    include_str!("components/now.css"),
    include_str!("components/more.css"),
    include_str!("components/tabs.css"),
    include_str!("components/row_menu.css"),
    include_str!("components/dialog.css"),
    include_str!("components/dialogs.css"),
    include_str!("components/lobby.css"),
    include_str!("components/strip.css"),
];
