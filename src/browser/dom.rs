//! What components need of the elements that they have rendered: focus, rows, menus, dialogs and fields.

pub mod drag;
mod fields;
pub mod flight;
mod focus;
mod items;
mod overlay;
mod pointer;
mod row_motion;
mod rows;

pub use self::{
    fields::{
        around_caret, checked, choose, enters, input_value, insert, is_composed, is_in_choice, is_incomplete,
        is_local_text, is_out_of_range, is_valid, select_all, set_checked, set_input_value, submits, value,
    },
    focus::{
        Focused, focus, focus_around, focus_first, focus_if_nowhere, focus_in_bar, focus_is_in, focus_next, focused,
        goes_into, goes_to, has_focus, is_focused_anywhere, is_writing, leave_bar,
    },
    items::{ItemStep, show_chosen_option, step_item},
    overlay::{close, close_around, show_beside, show_beside_found, show_modal},
    pointer::{capture_pointer, is_in_control, is_mirrored, is_on, press, press_around},
    row_motion::{RowTops, fade_in, mark_mover, row_tops},
    rows::{
        focus_in_row, focus_last_row, focus_row, focus_row_at, focus_row_of, has_row, is_pressable, press_in_row,
        row_in_hand, step_row, where_to,
    },
};
