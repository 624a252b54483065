//! Whether others may be met directly, past the relay: a choice of this device, since it shows them its address.

use crate::browser::{page, prefs::Prefs};

/// The choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectSetting {
    /// Never, and nobody asks.
    Off,
    /// When the person says so, for as long as the page is open.
    Ask,
    /// Whenever the other would, too.
    On,
}

/// The preference's name.
const NAME: &str = "direct";

impl DirectSetting {
    /// All of them, from the most careful.
    pub const ALL: [Self; 3] = [Self::Off, Self::Ask, Self::On];

    /// What was chosen here. In a frame nobody is asked unless they chose so: some systems ask for a permission of their
    /// own, in the name of the page around it.
    pub fn chosen(prefs: &Prefs) -> Self {
        let chosen = prefs.text(NAME);
        let usual = if page::is_framed() { Self::Off } else { Self::Ask };
        Self::ALL.into_iter().find(|choice| chosen.as_deref() == Some(choice.name())).unwrap_or(usual)
    }

    /// Chooses this.
    pub fn choose(self, prefs: &Prefs) {
        prefs.set(NAME, self.name());
    }

    fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Ask => "ask",
            Self::On => "on",
        }
    }
}
