//! What the tables of words are made of: keys, and the forms that a key's words have.

use crate::browser::plurals::Category;

/// A key of the words: a place in the table of one concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u16);

/// The tables, one a concept.
#[allow(non_camel_case_types, reason = "named after their files")]
#[derive(Clone, Copy)]
pub(super) enum WordTable {
    common,
    rooms,
    room_screen,
    members,
    devices,
    sync,
    session,
    timer,
    agenda,
    tasks,
    now,
    search,
    deleted,
    leaving,
    keyboard,
}

/// What is said under one key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Forms {
    /// Always the same.
    Text(&'static str),
    /// By number. Where a category has no form of its own, that of `Other` is said.
    Counted(&'static [(Category, &'static str)]),
}

impl Key {
    pub(super) const fn new(table: WordTable, index: u16) -> Self {
        Self(((table as u16) << 8) | index)
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
/// as many [`Forms`] in the same order.
macro_rules! words {
    ($table:ident: $($key:ident = $form:tt;)*) => {
        #[allow(clippy::enum_variant_names, reason = "named after the keys")]
        enum Index { $($key,)* }

        #[allow(non_upper_case_globals, reason = "a key reads like the variant of an enum")]
        impl $crate::strings::words::Key {
            $(pub(crate) const $key: Self = Self::new($crate::strings::words::WordTable::$table, Index::$key as u16);)*
        }

        pub(in crate::strings) static WORDS: &[$crate::strings::words::Forms] =
            &[$($crate::strings::words::words!(@forms $form),)*];
    };
    (@forms $text:literal) => { $crate::strings::words::Forms::Text($text) };
    (@forms [$($category:ident: $text:literal),*]) => {
        $crate::strings::words::Forms::Counted(&[$(($crate::browser::plurals::Category::$category, $text),)*])
    };
}

pub(super) use words;
