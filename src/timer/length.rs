//! How long a block shall be.

use yew::prelude::*;

use crate::{
    browser::dom,
    open_room::tools::Tools,
    parts::field::Field,
    strings::{Key, t},
    timer::{clock::MINUTE, prefs},
};

/// A length to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockLength {
    /// So many minutes.
    Minutes(u32),
    /// As many as are typed, be there a block of that length or not.
    Custom(u32),
    /// Counts up.
    OpenEnded,
}

impl BlockLength {
    /// Whether a block can be as long.
    pub fn fits(self) -> bool {
        !matches!(self, Self::Custom(minutes) if minutes == 0 || minutes > MOST)
    }

    /// In milliseconds; none is open-ended.
    pub fn millis(self) -> Option<u64> {
        match self {
            Self::Minutes(minutes) | Self::Custom(minutes) => Some(u64::from(minutes.min(MOST)) * MINUTE),
            Self::OpenEnded => None,
        }
    }

    /// As it is kept: minutes, 0 for open-ended.
    pub fn kept(self) -> String {
        (self.millis().unwrap_or_default() / MINUTE).to_string()
    }

    /// From what is kept.
    pub fn read(kept: Option<&str>) -> Self {
        match kept.and_then(|text| text.parse().ok()) {
            None => Self::Minutes(25),
            Some(0) => Self::OpenEnded,
            Some(minutes) if FIXED.iter().any(|(fixed, ..)| *fixed == minutes) => Self::Minutes(minutes),
            Some(minutes) => Self::Custom(minutes.min(MOST)),
        }
    }
}

/// The length that is chosen, which this device keeps, and what takes another.
#[hook]
pub fn use_length(tools: Option<&Tools>) -> (BlockLength, Callback<BlockLength>) {
    let prefs = tools.map(|tools| tools.prefs.clone());
    let length =
        use_state_eq(|| BlockLength::read(prefs.as_ref().and_then(|prefs| prefs.text(prefs::LENGTH)).as_deref()));
    let choose = {
        let length = length.setter();
        Callback::from(move |choice: BlockLength| {
            length.set(choice);
            if let Some(prefs) = prefs.as_ref().filter(|_| choice.fits()) {
                prefs.set(prefs::LENGTH, &choice.kept());
            }
        })
    };
    (*length, choose)
}

/// The longest block, in minutes.
pub const MOST: u32 = 999;

/// The usual lengths: in minutes, as they are shown, and their names.
pub const FIXED: [(u32, &str, Key); 4] =
    [(15, "15", Key::Minutes15), (25, "25", Key::Minutes25), (50, "50", Key::Minutes50), (75, "75", Key::Minutes75)];

/// Radios that look like one control, and the field of a custom length.
pub fn length(choice: BlockLength, chosen: &Callback<BlockLength>, custom: &NodeRef) -> Html {
    let is_custom = matches!(choice, BlockLength::Custom(_));
    let segment = |name: Key, shown: &'static str, this: BlockLength, on: bool| {
        let choose = {
            let (chosen, custom) = (chosen.clone(), custom.clone());
            Callback::from(move |_: Event| {
                chosen.emit(this);
                if matches!(this, BlockLength::Custom(_)) {
                    dom::focus(&custom);
                }
            })
        };
        html! {
            <label class="segment" title={t(name)}>
                <input type="radio" name="length" aria-label={t(name)} checked={on} onchange={choose} />
                <span aria-hidden="true">{ shown }</span>
            </label>
        }
    };
    let typed = {
        let chosen = chosen.clone();
        Callback::from(move |text: String| {
            // An empty field is on its way to another number; and a clock has whole minutes.
            if !text.is_empty() {
                let whole = text.split(['.', ',']).next().unwrap_or_default();
                chosen.emit(BlockLength::Custom(whole.parse().unwrap_or_default()));
            }
        })
    };
    let minutes = match choice {
        BlockLength::Minutes(minutes) | BlockLength::Custom(minutes) => minutes,
        BlockLength::OpenEnded => 30,
    };
    html! {
        <div key="length" class="length">
            <div class="segments" role="radiogroup" aria-label={t(Key::Length)}>
                { for FIXED.iter().map(|(minutes, shown, name)| {
                    segment(*name, shown, BlockLength::Minutes(*minutes), choice == BlockLength::Minutes(*minutes))
                }) }
                { segment(Key::Custom, "…", BlockLength::Custom(minutes), is_custom) }
                { segment(Key::OpenEnded, "∞", BlockLength::OpenEnded, choice == BlockLength::OpenEnded) }
            </div>
            if is_custom {
                <label class="custom">
                    <Field node={custom.clone()} field="" kind="number" min="1" max="999" name={t(Key::CustomMinutes)} value={minutes.to_string()} change={typed}
                        problem={(!choice.fits()).then_some("no-length")} />
                    <span aria-hidden="true">{ t(Key::MinutesUnit) }</span>
                </label>
                if !choice.fits() { <p id="no-length" class="warned" role="alert">{ t(Key::MinutesAllowed) }</p> }
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_chosen_again_as_it_was() {
        for choice in
            [BlockLength::Minutes(15), BlockLength::Minutes(75), BlockLength::Custom(30), BlockLength::OpenEnded]
        {
            assert_eq!(BlockLength::read(Some(&choice.kept())), choice);
        }
        assert_eq!(BlockLength::read(None), BlockLength::Minutes(25));
        assert_eq!(BlockLength::read(Some("x")), BlockLength::Minutes(25));
    }

    #[test]
    fn a_length_that_no_block_has_is_told_from_one_that_fits() {
        for (minutes, fits) in [(0, false), (1, true), (999, true), (1_000, false), (u32::MAX, false)] {
            assert_eq!(BlockLength::Custom(minutes).fits(), fits, "{minutes}");
        }
        assert_eq!(BlockLength::Custom(u32::MAX).millis(), BlockLength::Custom(999).millis());
    }
}
