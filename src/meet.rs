//! Whether others may be met directly, past the relay: a choice of this device, since it shows them its address.

use crate::browser::prefs::Prefs;

/// The choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meet {
    /// Never, and nobody asks.
    Off,
    /// When the person says so, for as long as the page is open.
    Ask,
    /// Whenever the other would, too.
    On,
}

/// The preference's name.
const NAME: &str = "direct";

impl Meet {
    /// All of them, from the most careful.
    pub const ALL: [Self; 3] = [Self::Off, Self::Ask, Self::On];

    /// What was chosen here.
    pub fn chosen(prefs: &Prefs) -> Self {
        let chosen = prefs.text(NAME);
        Self::ALL.into_iter().find(|choice| chosen.as_deref() == Some(choice.name())).unwrap_or(Self::Ask)
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
