//! What a browser has printed.

use std::{collections::BTreeSet, fs};

use lopdf::Document;

use crate::story::relay_process::root;

/// A printed page's document (PDF), and the text on each of its pages.
pub struct PrintedPages {
    document: Vec<u8>,
    pages: Vec<String>,
}

impl PrintedPages {
    /// Reads a PDF.
    pub(super) fn read(document: Vec<u8>) -> Self {
        let read = Document::load_mem(&document).expect("a PDF");
        let numbers = read.get_pages().into_keys();
        let pages = numbers.map(|page| read.extract_text(&[page]).expect("the text of a page")).collect();
        Self { document, pages }
    }

    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// The text on one page, from 0, without its white space: a PDF does not tell a space from a gap between letters.
    pub fn letters_on(&self, page: usize) -> String {
        self.pages[page].split_whitespace().collect()
    }

    /// The text on all pages, without its white space.
    pub fn letters(&self) -> String {
        (0..self.count()).map(|page| self.letters_on(page)).collect()
    }

    /// How often these words are printed.
    pub fn how_often(&self, words: &str) -> usize {
        self.letters().matches(&words.split_whitespace().collect::<String>()).count()
    }

    /// Every colour that is set on any page: `black`, `white`, or its numbers.
    pub fn colours(&self) -> BTreeSet<String> {
        let read = Document::load_mem(&self.document).expect("a PDF");
        let pages = read.get_pages().into_values();
        let operations = pages.flat_map(|page| read.get_and_decode_page_content(page).expect("content").operations);
        let sets = operations.filter(|operation| COLOURS.contains(&operation.operator.as_str()));
        sets.filter_map(|set| {
            let numbers: Vec<f32> = set.operands.iter().filter_map(|operand| operand.as_float().ok()).collect();
            let all = |is: f32| numbers.iter().all(|number| (number - is).abs() < 0.01);
            match () {
                // A pattern has a name and no number.
                () if numbers.is_empty() => None,
                () if all(0.0) => Some("black".to_owned()),
                () if all(1.0) => Some("white".to_owned()),
                () => Some(format!("{numbers:?}")),
            }
        })
        .collect()
    }

    /// Saves the PDF as `target/browser-tests/<name>.pdf`, for a person to look at.
    pub fn save(&self, name: &str) {
        let path = root().join("target/browser-tests").join(format!("{name}.pdf"));
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        let kept = folder.and_then(|()| fs::write(&path, &self.document));
        kept.unwrap_or_else(|error| eprintln!("{} is not kept: {error}", path.display()));
    }
}

/// What sets a colour, in grey or in red, green and blue.
const COLOURS: &[&str] = &["g", "G", "rg", "RG", "sc", "SC", "scn", "SCN"];
