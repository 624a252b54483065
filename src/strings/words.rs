//! The types of the tables of texts: keys, and the forms of a text.

use crate::browser::language::Category;

/// A key: the number of a concept's table and an index in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u16);

/// The text of one key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Forms {
    /// One text.
    Text(&'static str),
    /// A text for each plural category. A category without a form of its own uses that of `Other`.
    Counted(&'static [(Category, &'static str)]),
}

impl Key {
    /// The key for a table number and an index.
    pub(super) const fn new(table: u16, index: u16) -> Self {
        Self((table << 8) | index)
    }

    /// Its text in a language, from the tables that are there anywhere and those of a room; empty where those have not come.
    pub(super) fn of(self, anywhere: &[&'static [Forms]], room: &[&'static [Forms]]) -> Forms {
        let (table, index) = (usize::from(self.0 >> 8), usize::from(self.0 & 0xff));
        let found = anywhere.get(table).or_else(|| room.get(table - anywhere.len()));
        found.and_then(|texts| texts.get(index)).copied().unwrap_or(Forms::Text(""))
    }
}

impl Forms {
    /// The text for a number of this category.
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

/// Declares one concept's texts in English, the source language, and thereby its keys. Another language has a table
/// of as many [`Forms`] in the same order. The number is the table's index among all tables.
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
        $crate::strings::words::Forms::Counted(&[$(($crate::browser::language::Category::$category, $text),)*])
    };
}

pub(super) use words;
