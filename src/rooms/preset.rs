//! What a new room begins with, as the page around it or its address says: `mode=mentoring&role=mentee&length=25`. What means nothing
//! is ignored.

use alongside_room::{Mode, Role};

/// What is said of a new room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Preset {
    pub(super) mode: Option<Mode>,
    /// Who the person at this page is.
    pub(super) role: Option<Role>,
    /// How many minutes a block has.
    pub(super) length: Option<u32>,
}

impl Preset {
    pub(super) fn read(query: &str) -> Self {
        let mut preset = Self::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "mode" => preset.mode = mode(value).or(preset.mode),
                "role" => preset.role = role(value).or(preset.role),
                "length" => {
                    preset.length = value.parse().ok().filter(|minutes| (1..=480).contains(minutes)).or(preset.length)
                }
                _ => {}
            }
        }
        preset
    }
}

fn mode(word: &str) -> Option<Mode> {
    Some(match word {
        "coaching" => Mode::Coaching,
        "mentoring" => Mode::Mentoring,
        "leading" => Mode::Leading,
        "partners" => Mode::Partners,
        _ => return None,
    })
}

fn role(word: &str) -> Option<Role> {
    Some(match word {
        "coach" | "mentor" | "lead" => Role::Coach,
        "coachee" | "mentee" | "developer" => Role::Coachee,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_is_read_and_what_means_nothing_is_ignored() {
        let read = Preset::read("mode=mentoring&length=25&role=mentee");
        assert_eq!(read, Preset { mode: Some(Mode::Mentoring), role: Some(Role::Coachee), length: Some(25) });
        for nothing in [
            "",
            "&&=&",
            "mode=",
            "mode=MENTORING",
            "length=0",
            "length=-5",
            "length=9e9",
            "length=481",
            "role=admin",
            "x",
        ] {
            assert_eq!(Preset::read(nothing), Preset::default(), "{nothing}");
        }
        assert_eq!(Preset::read("length=25&length=<b>").length, Some(25));
    }
}
