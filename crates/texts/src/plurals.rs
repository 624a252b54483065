//! The plural categories of Unicode's CLDR.

/// A plural category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Plural {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

use Plural::{Few, Many, One, Other, Two, Zero};

impl Plural {
    /// The category with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Zero, One, Two, Few, Many, Other].into_iter().find(|plural| plural.name() == name)
    }

    /// As Fluent and the browser call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Zero => "zero",
            One => "one",
            Two => "two",
            Few => "few",
            Many => "many",
            Other => "other",
        }
    }

    /// As the packed texts write it.
    pub(crate) fn digit(self) -> char {
        char::from(b'0' + self as u8)
    }
}

/// The categories that the whole numbers below a million have in the language with this tag. (French and Spanish have one more from there on,
/// "un million de", which nothing here reaches.) A language is added here with its folder.
pub(crate) fn categories(tag: &str) -> Option<&'static [Plural]> {
    match tag {
        "en" | "de" | "es" | "fr" => Some(&[One, Other]),
        "ar" => Some(&[Zero, One, Two, Few, Many, Other]),
        _ => None,
    }
}
