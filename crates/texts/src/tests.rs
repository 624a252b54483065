//! What stops the build, and what it comes to when nothing does.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{compile, file};

const ENGLISH: &str = "\
### What it is about.

agenda = Agenda
did-move = moved on to { $title }
waits = { $n ->
    [one] { $n } point waits for { $name }
   *[other] { $n } points wait for { $name }
}
";

#[test]
fn the_source_language_gives_the_keys_and_every_language_the_same_lines() {
    let folder = Folder::new(
        "lines",
        &[
            ("en/agenda.ftl", ENGLISH),
            ("en/page.ftl", "loads = Loading\n"),
            ("de/page.ftl", "loads = Lädt\n"),
            ("en/rooms.ftl", "ok-20 = Ok\nlist = ,{\" \"}\nlong =\n    In two\n    lines\n"),
            (
                "de/agenda.ftl",
                "waits = { $n ->\n  [one] Ein Punkt wartet auf { $name }\n *[other] { $n } Punkte warten auf { $name }\n}\nagenda = Themen\ndid-move = ging zu { $title }\n",
            ),
            ("de/rooms.ftl", "list = {\" \"}und\nlong = Lang\nok-20 = Ja\n"),
        ],
    );
    let compiled = compile(&folder.0).unwrap();
    let [english, german] = &*compiled.languages else { panic!("{compiled:?}") };
    assert_eq!((&*english.tag, &*english.early), ("en", "Ok\n, \nIn two lines\n"));
    assert_eq!(
        english.late,
        "Agenda\nmoved on to {title}\n\t1{n} point waits for {name}\t5{n} points wait for {name}\n"
    );
    assert_eq!((&*german.tag, &*german.early), ("de", "Ja\n und\nLang\n"));
    assert_eq!(german.late, "Themen\nging zu {title}\n\t1Ein Punkt wartet auf {name}\t5{n} Punkte warten auf {name}\n");
    assert_eq!((&*english.page, &*german.page), ("Loading\n", "Lädt\n"));
    assert!(!compiled.keys.contains("Loads"), "what the page says has no key: {}", compiled.keys);
    let keys = ["Ok20: Self = Self(0)", "Agenda: Self = Self(3)", "Waits: Self = Self(5)", "EARLY: usize = 3"];
    assert!(keys.iter().all(|key| compiled.keys.contains(key)), "{}", compiled.keys);
}

#[test]
fn a_file_that_is_no_fluent_is_refused_in_the_line_where_it_is_none() {
    let cases = [
        ("agenda = Agenda\n\nnow Now\nmore = More\n", "3 Expected a token starting with \"=\""),
        ("agenda = { title\n", "1 Expected a token starting with \"}\""),
        ("agenda = { $n ->\n  [one] one\n  [other] others\n}\n", "4 The select expression must have a default variant"),
        ("agenda =\nmore = More\n", "1 Expected"),
    ];
    for (source, fault) in cases {
        let said = said(source);
        assert!(said.iter().any(|said| said.contains(fault)), "{source}: {said:?}");
    }
}

#[test]
fn what_the_texts_do_not_need_of_fluent_is_refused() {
    let cases = [
        ("-brand = Alongside\n", "1 -brand: terms are not used here"),
        ("agenda = Agenda\n    .title = A title\n", "1 agenda: a text has no attributes here"),
        ("\na = { b }\n", "2 a: in braces is only a place { $name } or letters in quotes"),
        ("a = { NUMBER($n) }\n", "1 a: in braces is only a place { $name } or letters in quotes"),
        ("a = { \"{\" }\n", "1 a: a brace, a tab, a line break or a backslash cannot be in a text"),
        ("a = { \"\\u00e4\" }\n", "1 a: a brace, a tab, a line break or a backslash cannot be in a text"),
        ("a = { $who ->\n *[other] b\n}\n", "1 a: a choice is by the number $n"),
        ("a = { $n ->\n  [1] one\n *[other] b\n}\n", "1 a: [1] is no plural category"),
        ("a = { $n ->\n *[one] one\n  [other] b\n}\n", "1 a: the star stands before [other]"),
        (
            "a = { $n ->\n *[other] b\n} and more\n",
            "1 a: a choice stands around the whole text, so that each form is a sentence",
        ),
        ("a = b\na = c\n", "2 a: this key is there twice"),
        ("a = {\"\"}\n", "1 a: there is no text"),
    ];
    for (source, fault) in cases {
        assert_eq!(said(source), [fault], "{source}");
    }
}

/// What is wrong with a source, each with its line.
fn said(source: &str) -> Vec<String> {
    file::messages(source).1.into_iter().map(|(line, what)| format!("{line} {what}")).collect()
}

#[test]
fn a_translation_that_is_not_its_source_is_refused() {
    let whole = "agenda = Themen\ndid-move = zu { $title }\nwaits = { $n ->\n  [one] 1 { $name }\n *[other] { $n } { $name }\n}\n";
    let cases = [
        (whole.replace("agenda = Themen", ""), "agenda.ftl: agenda: this key is missing"),
        (format!("{whole}\nmore = Mehr\n"), "agenda.ftl:8: more: “en” has no such key in this file"),
        (whole.replace("$title", "$titel"), "agenda.ftl:2: did-move: nothing is filled in at { $titel }"),
        (whole.replace(" { $title }", " x"), "agenda.ftl:2: did-move: the place { $title } is missing"),
        (whole.replace("1 { $name }", "1"), "agenda.ftl:3: waits: the place { $name } is missing"),
        (
            whole.replace("  [one] 1 { $name }\n", "  [few] { $name }\n"),
            "agenda.ftl:3: waits: the form for [one] is missing",
        ),
        (
            whole.replace("  [one] 1", "  [one] 1 { $name }\n  [two] 2"),
            "agenda.ftl:3: waits: no whole number is [two] in this language",
        ),
        (
            whole.replace("Themen", "{ $n ->\n *[other] Themen\n}"),
            "agenda.ftl:1: agenda: the source language does not choose by number, so nothing does",
        ),
    ];
    for (german, fault) in cases {
        let folder = Folder::new("translation", &[("en/agenda.ftl", ENGLISH), ("de/agenda.ftl", &german)]);
        let faults = compile(&folder.0).unwrap_err().to_string();
        assert!(faults.lines().any(|line| line.ends_with(&format!("/de/{fault}"))), "{german}\n{faults}");
    }
}

#[test]
fn missing_files_and_strangers_are_refused() {
    let english = ("en/agenda.ftl", ENGLISH);
    let cases: [(&[_], _); 4] = [
        (&[english, ("de/other.ftl", "")], "/de/agenda.ftl: this file is missing"),
        (&[english, ("de/agenda.ftl", ENGLISH), ("de/other.ftl", "")], "/de/other.ftl: “en” has no such file"),
        (&[english, ("en/agenda.txt", "")], "/en/agenda.txt: this is no .ftl file"),
        (&[english, ("en/tasks.ftl", "agenda = x\n")], "/en/tasks.ftl:1: agenda: another file has this key, too"),
    ];
    for (files, fault) in cases {
        let folder = Folder::new("strangers", files);
        let faults = compile(&folder.0).unwrap_err().to_string();
        assert!(faults.lines().any(|line| line.ends_with(fault)), "{faults}");
    }
    let folder = Folder::new("unknown", &[english, ("xx/agenda.ftl", ENGLISH)]);
    assert!(compile(&folder.0).unwrap_err().to_string().contains("which plural categories “xx” has"));
}

#[test]
fn the_texts_of_the_widget_compile() {
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/strings");
    let compiled = compile(&texts).unwrap_or_else(|faults| panic!("{faults}"));
    let lines = |text: &str| text.lines().count();
    let source = &compiled.languages[0];
    for language in &compiled.languages {
        assert_eq!((lines(&language.early), lines(&language.late)), (lines(&source.early), lines(&source.late)));
    }
}

/// A folder of texts that is deleted when this is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Self(std::env::temp_dir().join(format!("alongside-texts-{}-{name}", std::process::id())));
        for (file, text) in files {
            let path = folder.0.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
