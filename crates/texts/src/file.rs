//! One Fluent file: its messages, as far as the texts need them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey},
    parser::{self, ParserError},
};

use crate::{fault::Fault, plurals::Plural};

/// A message of a file.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    /// Its name, as the file writes it: `add-to-agenda`.
    pub(crate) id: String,
    pub(crate) line: usize,
    pub(crate) forms: Forms,
}

/// The text of a message, or one for each plural category.
#[derive(Debug, Clone)]
pub(crate) enum Forms {
    Text(Text),
    Counted(BTreeMap<Plural, Text>),
}

/// A text as the widget reads it, with its places: `Discussed: {title}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) places: BTreeSet<String>,
}

impl Forms {
    /// The text of the category `other`, or the only one.
    pub(crate) fn last(&self) -> Option<&Text> {
        match self {
            Self::Text(text) => Some(text),
            Self::Counted(forms) => forms.values().next_back(),
        }
    }
}

/// The messages of a file, in their order.
pub(crate) fn read(path: &Path, faults: &mut Vec<Fault>) -> Vec<Message> {
    let source = match fs::read_to_string(path) {
        Ok(source) => source,
        Err(error) => {
            faults.push(Fault { file: path.to_owned(), line: 0, what: error.to_string() });
            return Vec::new();
        }
    };
    let (messages, found) = messages(&source);
    faults.extend(found.into_iter().map(|(line, what)| Fault { file: path.to_owned(), line, what }));
    messages
}

/// The messages of a source, and what is wrong in which line.
pub(crate) fn messages(source: &str) -> (Vec<Message>, Vec<(usize, String)>) {
    let mut faults = Vec::new();
    let resource = parser::parse(source).unwrap_or_else(|(resource, errors)| {
        faults.extend(errors.iter().map(|error| (line(source, place(source, error)), error.kind.to_string())));
        resource
    });
    let mut messages: Vec<Message> = Vec::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let line = line(source, offset(source, message.id.name));
                let mut refuse = |what: String| faults.push((line, format!("{}: {what}", message.id.name)));
                if !message.attributes.is_empty() {
                    refuse("a text has no attributes here".to_owned());
                }
                if messages.iter().any(|other| other.id == message.id.name) {
                    refuse("this key is there twice".to_owned());
                }
                match message.value.as_ref().map_or_else(|| Err("there is no text".to_owned()), forms) {
                    Ok(forms) => messages.push(Message { id: message.id.name.to_owned(), line, forms }),
                    Err(what) => refuse(what),
                }
            }
            Entry::Term(term) => {
                let line = line(source, offset(source, term.id.name));
                faults.push((line, format!("-{}: terms are not used here", term.id.name)));
            }
            // Junk is among the errors; a comment is for people.
            _ => {}
        }
    }
    (messages, faults)
}

fn forms(pattern: &Pattern<&str>) -> Result<Forms, String> {
    let [PatternElement::Placeable { expression: Expression::Select { selector, variants } }] = &*pattern.elements
    else {
        return text(pattern).map(Forms::Text);
    };
    if !matches!(selector, InlineExpression::VariableReference { id } if id.name == NUMBER) {
        return Err(format!("a choice is by the number ${NUMBER}"));
    }
    let mut forms = BTreeMap::new();
    for Variant { key, value, default } in variants {
        let name = match key {
            VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name } => name,
        };
        let plural = Plural::named(name).ok_or_else(|| format!("[{name}] is no plural category"))?;
        if *default != (plural == Plural::Other) {
            return Err("the star stands before [other]".to_owned());
        }
        if forms.insert(plural, text(value)?).is_some() {
            return Err(format!("[{name}] is there twice"));
        }
    }
    Ok(Forms::Counted(forms))
}

fn text(pattern: &Pattern<&str>) -> Result<Text, String> {
    let mut text = Text::default();
    for element in &pattern.elements {
        match element {
            // A long text may be written in several lines.
            PatternElement::TextElement { value } => push(&mut text.text, &value.replace('\n', " "))?,
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                push(&mut text.text, value)?;
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                text.text.push_str(&format!("{{{}}}", id.name));
                text.places.insert(id.name.to_owned());
            }
            PatternElement::Placeable { expression: Expression::Select { .. } } => {
                return Err("a choice stands around the whole text, so that each form is a sentence".to_owned());
            }
            PatternElement::Placeable { .. } => {
                return Err("in braces is only a place { $name } or letters in quotes".to_owned());
            }
        }
    }
    if text.text.trim().is_empty() { Err("there is no text".to_owned()) } else { Ok(text) }
}

fn push(text: &mut String, letters: &str) -> Result<(), String> {
    // The first four would be read as something else where the text is used; the last begins an escape of Fluent's.
    if letters.contains(['{', '}', '\t', '\n', '\\']) {
        return Err("a brace, a tab, a line break or a backslash cannot be in a text".to_owned());
    }
    text.push_str(letters);
    Ok(())
}

/// Where an error of the parser is. It stops behind an entry that breaks off; what is wrong is then at the entry's end.
fn place(source: &str, error: &ParserError) -> usize {
    let entry = error.slice.clone().unwrap_or_else(|| error.pos.clone());
    let whole = source.get(entry.clone()).unwrap_or_default().trim_end().len();
    error.pos.start.clamp(entry.start, entry.start + whole)
}

/// How far from its beginning a part of a source is.
fn offset(source: &str, part: &str) -> usize {
    part.as_ptr() as usize - source.as_ptr() as usize
}

fn line(source: &str, offset: usize) -> usize {
    source.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}

/// The folders in a folder, by their names.
pub(crate) fn folders(folder: &Path, faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    let mut folders = entries(folder, faults);
    folders.retain(|path| path.is_dir());
    folders
}

/// The Fluent files in a folder, by their names. Anything else is a fault.
pub(crate) fn fluent_files(folder: &Path, faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    let is_fluent = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "ftl");
    let (files, others) = entries(folder, faults).into_iter().partition::<Vec<_>, _>(is_fluent);
    faults.extend(others.into_iter().map(|file| Fault { file, line: 0, what: "this is no .ftl file".to_owned() }));
    files
}

fn entries(folder: &Path, faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    let listed = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>());
    match listed {
        Ok(mut entries) => {
            entries.sort();
            entries
        }
        Err(error) => {
            faults.push(Fault { file: folder.to_owned(), line: 0, what: error.to_string() });
            Vec::new()
        }
    }
}

/// The place that holds the number by which a form is chosen.
const NUMBER: &str = "n";
