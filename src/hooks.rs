//! What several components do alike.

pub mod held;
pub mod kept_focus;
pub mod late;
pub mod layout;
pub mod news;
pub mod press;
pub mod settle;
pub mod text;
pub mod tick;

pub use held::use_held;
pub use kept_focus::use_kept_focus;
pub use late::use_late;
pub use layout::{Layout, use_layout};
pub use news::use_news;
pub use press::{use_after_press, use_one_press};
pub use settle::use_settle;
pub use text::{SharedText, use_shared_text};
pub use tick::{use_tick, use_timeout};
