//! What the tables of words are made of: keys, and the forms that a key's words have.

use crate::browser::plurals::Category;

/// A key of the words: a place in the table of one concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u16);

/// What is said under one key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Forms {
    /// Always the same.
    Text(&'static str),
    /// By number. Where a category has no form of its own, that of `Other` is said.
    Counted(&'static [(Category, &'static str)]),
}

impl Key {
    /// A key by the number of its table and its place in that.
    pub(super) const fn new(table: u16, index: u16) -> Self {
        Self((table << 8) | index)
    }

    /// Its forms in a language.
    pub(super) fn of(self, tables: &[&'static [Forms]]) -> Forms {
        tables[usize::from(self.0 >> 8)][usize::from(self.0 & 0xff)]
    }
}

impl Forms {
    /// The words for a number of this category.
    pub(super) fn counted(self, category: impl FnOnce() -> Category) -> &'static str {
        match self {
            Self::Text(text) => text,
            Self::Counted([(_, only)]) => only,
            Self::Counted(forms) => {
                let category = category();
                let form = forms.iter().find(|(each, _)| *each == category).or(forms.last());
                form.map_or("", |(_, text)| text)
            }
        }
    }
}

/// The words of one concept in English, the source language, and with them its keys. In another language it is a table of
/// as many [`Forms`] in the same order. The number is the table's place among all.
macro_rules! words {
    ($table:literal: $($key:ident = $form:tt;)*) => {
        #[allow(clippy::enum_variant_names, reason = "named after the keys")]
        enum Index { $($key,)* }

        #[allow(non_upper_case_globals, reason = "a key reads like the variant of an enum")]
        impl $crate::strings::words::Key {
            $(pub(crate) const $key: Self = Self::new(TABLE, Index::$key as u16);)*
        }

        pub(in crate::strings) const TABLE: u16 = $table;

        pub(in crate::strings) static WORDS: &[$crate::strings::words::Forms] =
            &[$($crate::strings::words::words!(@forms $form),)*];
    };
    (@forms $text:literal) => { $crate::strings::words::Forms::Text($text) };
    (@forms [$($category:ident: $text:literal),*]) => {
        $crate::strings::words::Forms::Counted(&[$(($crate::browser::plurals::Category::$category, $text),)*])
    };
}

pub(super) use words;
