//! What components need of the elements that they have rendered: focus, rows, menus, dialogs and fields.

mod fields;
mod focus;
mod items;
mod overlay;
mod pointer;
mod rows;

pub use self::{
    fields::{
        around_caret, checked, choose, enters, input_value, insert, is_composed, is_incomplete, is_local_text,
        is_out_of_range, is_valid, select_all, set_checked, set_input_value, submits, value,
    },
    focus::{
        Focused, focus, focus_around, focus_first, focus_if_nowhere, focus_is_in, focused, goes_into, has_focus,
        is_writing, leave_bar,
    },
    items::{ItemStep, show_chosen_option, step_item},
    overlay::{close, close_around, show_beside, show_modal},
    pointer::{capture_pointer, is_in_control, is_on, press},
    rows::{
        focus_in_row, focus_last_row, focus_row, focus_row_at, has_row, is_pressable, press_in_row, row_in_hand,
        rows_above, step_row, where_to,
    },
};
