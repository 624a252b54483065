//! A language: its files, held against the source language, and packed.

use std::{collections::BTreeSet, path::Path, path::PathBuf};

use crate::{
    fault::Fault,
    file::{self, Forms, Message, Text},
    plurals::{self, Plural},
};

/// The concepts whose texts are needed before the screen of a room is there.
pub const EARLY: &[&str] = &["everywhere", "rooms"];

/// The concepts that are wanted after a press only, wherever that is: their texts come with them.
pub const PRESSED: &[&str] = &["pairing"];

/// What the page itself says before any module has come, or where none comes: in English it stands in the page and in what loads the
/// modules, so no module has it.
pub const PAGE: &[&str] = &["page"];

/// All texts of one language, in the order of the keys: one a line. A text with plural forms has them behind one another, each after a tab and
/// the digit of its category (zero, one, two, few, many, other). Places are written `{name}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// The language's tag (BCP 47), which is the name of its folder.
    pub tag: String,
    /// The texts of the concepts in [`EARLY`].
    pub early: String,
    /// The texts of all other concepts.
    pub late: String,
    /// The texts of the concepts in [`PRESSED`].
    pub pressed: String,
    /// The texts of the concepts in [`PAGE`], which have no keys.
    pub page: String,
}

/// All texts of a language, with their places in files.
pub(crate) struct Language {
    tag: String,
    folder: PathBuf,
    /// Those of each concept: first what is needed early, last what is wanted after a press.
    concepts: Vec<Concept>,
}

/// The texts of a concept, which are one file.
struct Concept {
    name: String,
    file: PathBuf,
    messages: Vec<Message>,
}

/// When the texts of a concept come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Early,
    Late,
    Pressed,
    Page,
}

impl Language {
    /// The language in a folder that is named by its tag.
    pub(crate) fn read(folder: &Path, faults: &mut Vec<Fault>) -> Self {
        let name = |path: &Path| path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let files = file::fluent_files(folder, faults);
        let concept = |file: PathBuf, faults: &mut Vec<Fault>| {
            let messages = file::read(&file, faults);
            Concept { name: name(&file), file, messages }
        };
        let mut concepts: Vec<Concept> = files.into_iter().map(|file| concept(file, faults)).collect();
        concepts.sort_by_key(Concept::stage);
        let language = Self { tag: name(folder), folder: folder.to_owned(), concepts };
        language.check(faults);
        language
    }

    /// What is wrong with it alone.
    fn check(&self, faults: &mut Vec<Fault>) {
        let Some(categories) = plurals::categories(&self.tag) else {
            let what = format!("which plural categories “{}” has stands in crates/texts/src/plurals.rs", self.tag);
            faults.push(Fault { file: self.folder.clone(), line: 0, what });
            return;
        };
        let mut keys = BTreeSet::new();
        for Concept { file, messages, .. } in &self.concepts {
            for Message { id, line, forms } in messages {
                let mut refuse = |what: String| {
                    faults.push(Fault { file: file.clone(), line: *line, what: format!("{id}: {what}") });
                };
                if !keys.insert(key(id)) {
                    refuse("another file has this key, too".to_owned());
                }
                if let Forms::Counted(forms) = forms {
                    check_categories(&forms.keys().copied().collect::<Vec<_>>(), categories, &mut refuse);
                }
            }
        }
    }

    /// What is wrong with it beside the source language.
    pub(crate) fn compare(&self, source: &Self, faults: &mut Vec<Fault>) {
        let strays = self.concepts.iter().filter(|concept| source.concept(&concept.name).is_none());
        faults.extend(strays.map(|concept| Fault {
            file: concept.file.clone(),
            line: 0,
            what: format!("“{}” has no such file", source.tag),
        }));
        for theirs in &source.concepts {
            let Some(ours) = self.concept(&theirs.name) else {
                let file = self.folder.join(&theirs.name).with_extension("ftl");
                faults.push(Fault { file, line: 0, what: "this file is missing".to_owned() });
                continue;
            };
            let mut refuse = |line, what| faults.push(Fault { file: ours.file.clone(), line, what });
            for Message { id, line, .. } in &ours.messages {
                if theirs.message(id).is_none() {
                    refuse(*line, format!("{id}: “{}” has no such key in this file", source.tag));
                }
            }
            for message in &theirs.messages {
                match ours.message(&message.id) {
                    Some(found) => {
                        compare_forms(found, message, &mut |what| refuse(found.line, format!("{}: {what}", found.id)));
                    }
                    None => refuse(0, format!("{}: this key is missing", message.id)),
                }
            }
        }
    }

    /// Packs its texts in the order of the source language.
    pub(crate) fn packed(&self, source: &Self) -> Packed {
        let text = |concept: &Concept, id: &str| {
            let message = self.concept(&concept.name).and_then(|concept| concept.message(id));
            message.map(|message| packed(&message.forms)).unwrap_or_default() + "\n"
        };
        let pack = |stage: Stage| {
            let concepts = source.concepts.iter().filter(|concept| concept.stage() == stage);
            concepts.flat_map(|concept| concept.messages.iter().map(|message| text(concept, &message.id))).collect()
        };
        Packed {
            tag: self.tag.clone(),
            early: pack(Stage::Early),
            late: pack(Stage::Late),
            pressed: pack(Stage::Pressed),
            page: pack(Stage::Page),
        }
    }

    /// Its keys in Rust, each with its text.
    pub(crate) fn keys(&self) -> String {
        let mut keys = String::from(
            "#[allow(non_upper_case_globals, reason = \"a key reads like the variant of an enum\")]\nimpl Key {\n",
        );
        let with_keys = self.concepts.iter().filter(|concept| concept.stage() != Stage::Page);
        for (number, message) in with_keys.flat_map(|concept| &concept.messages).enumerate() {
            let text = message.forms.last().map(|text| text.text.as_str()).unwrap_or_default();
            let (key, shown) = (key(&message.id), text.replace('`', "'"));
            if message.id == NAME {
                // It stands in the list of languages.
                continue;
            }
            keys += &format!("    /// `{shown}`\n    pub(crate) const {key}: Self = Self({number});\n");
        }
        let before = |stage: Stage| -> usize {
            let concepts = self.concepts.iter().filter(|concept| concept.stage() < stage);
            concepts.map(|concept| concept.messages.len()).sum()
        };
        keys + &format!(
            "}}\n\n/// How many keys come before those of a room.\nconst EARLY: usize = {};\n\n/// How many keys come before those that are wanted after a press.\nconst UNPRESSED: usize = {};\n",
            before(Stage::Late),
            before(Stage::Pressed)
        )
    }

    /// Its tag, and its name for itself: the text of the key `language-name`.
    pub(crate) fn name(&self) -> (String, String) {
        let named = self.concepts.iter().find_map(|concept| concept.message(NAME));
        let name = named.and_then(|message| message.forms.last()).map_or(&self.tag, |text| &text.text);
        (self.tag.clone(), name.clone())
    }

    fn concept(&self, name: &str) -> Option<&Concept> {
        self.concepts.iter().find(|concept| concept.name == name)
    }
}

impl Concept {
    fn stage(&self) -> Stage {
        match &*self.name {
            name if EARLY.contains(&name) => Stage::Early,
            name if PRESSED.contains(&name) => Stage::Pressed,
            name if PAGE.contains(&name) => Stage::Page,
            _ => Stage::Late,
        }
    }

    fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }
}

/// Either one form for all numbers, or one for each category of the language.
fn check_categories(found: &[Plural], wanted: &[Plural], refuse: &mut impl FnMut(String)) {
    if found == [Plural::Other] {
        return;
    }
    for plural in wanted.iter().filter(|plural| !found.contains(plural)) {
        refuse(format!("the form for [{}] is missing", plural.name()));
    }
    for plural in found.iter().filter(|plural| !wanted.contains(plural)) {
        refuse(format!("no whole number is [{}] in this language", plural.name()));
    }
}

/// A translation has the places of its source. A form for some numbers need not say the number.
fn compare_forms(ours: &Message, theirs: &Message, refuse: &mut impl FnMut(String)) {
    let Some(wanted) = theirs.forms.last() else { return };
    let mut compare = |text: &Text, may_hide_number: bool| {
        for place in text.places.difference(&wanted.places) {
            refuse(format!("nothing is filled in at {{ ${place} }}"));
        }
        for place in wanted.places.difference(&text.places).filter(|place| !(may_hide_number && *place == "n")) {
            refuse(format!("the place {{ ${place} }} is missing"));
        }
    };
    match &ours.forms {
        Forms::Text(text) => compare(text, false),
        Forms::Counted(forms) => {
            forms.iter().for_each(|(plural, text)| compare(text, *plural != Plural::Other));
            if matches!(theirs.forms, Forms::Text(_)) {
                refuse("the source language does not choose by number, so nothing does".to_owned());
            }
        }
    }
}

fn packed(forms: &Forms) -> String {
    match forms {
        Forms::Text(text) => text.text.clone(),
        Forms::Counted(forms) if forms.len() == 1 => forms.values().map(|text| text.text.as_str()).collect(),
        Forms::Counted(forms) => {
            forms.iter().map(|(plural, text)| format!("\t{}{}", plural.digit(), text.text)).collect()
        }
    }
}

/// The text that is a language's name for itself.
const NAME: &str = "language-name";

/// A message's name as a key: `add-to-agenda` is `AddToAgenda`.
fn key(id: &str) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    };
    id.split('-').map(capital).collect()
}
