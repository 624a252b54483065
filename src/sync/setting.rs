//! Whether this device allows direct connections, which reveal its address to the other.

use crate::browser::{page, prefs::Prefs};

/// The setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectSetting {
    /// Never, without being asked.
    Off,
    /// When the person agrees, for as long as the page is open.
    Ask,
    /// Whenever the other agrees, too.
    On,
}

/// The preference's name.
const NAME: &str = "direct";

impl DirectSetting {
    /// All settings, the most careful first.
    pub const ALL: [Self; 3] = [Self::Off, Self::Ask, Self::On];

    /// The setting of this device. In a frame nobody is asked unless they chose that: some systems ask for a
    /// permission themselves, in the name of the page around the frame.
    pub fn chosen(prefs: &Prefs) -> Self {
        let chosen = prefs.text(NAME);
        let usual = if page::is_framed() { Self::Off } else { Self::Ask };
        Self::ALL.into_iter().find(|choice| chosen.as_deref() == Some(choice.name())).unwrap_or(usual)
    }

    /// Stores the setting.
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
