//! Every rule of docs/protocol.md must be cited by a test that holds it.

use std::{collections::BTreeSet, ops::RangeInclusive};

use crate::{files_under, text};

#[test]
fn every_rule_of_the_protocol_is_cited_by_a_test_and_no_other_is() {
    let rules = rules(&text("docs/protocol.md"));
    let (mut tested, mut unknown) = (BTreeSet::new(), Vec::new());
    for folder in ["src", "crates", "tests", "benches", "fuzz"] {
        for file in files_under(folder.as_ref(), "rs").filter(|file| !file.starts_with("tests/architecture/")) {
            let text = text(&file);
            tested.extend(cited(tests_of(&file, &text)).into_iter().flatten());
            let named = cited(&text).into_iter().flat_map(|range| [*range.start(), *range.end()]);
            unknown.extend(named.filter(|rule| !rules.contains(rule)).map(|rule| (file.clone(), rule)));
        }
    }
    assert!(unknown.is_empty(), "there is no such rule: {unknown:?}");
    let untested: Vec<_> = rules.difference(&tested).collect();
    assert!(untested.is_empty(), "no test cites P {untested:?}");
}

/// The rule numbers in the page.
fn rules(page: &str) -> BTreeSet<u32> {
    let number = |line: &str| line.strip_prefix("- `[P ")?.split(']').next()?.parse().ok();
    page.lines().filter_map(number).collect()
}

/// The tests in a file: all of it in a folder of tests, else what follows after `#[cfg(test)]`.
fn tests_of<'t>(file: &str, text: &'t str) -> &'t str {
    let is_test = file.starts_with("tests/")
        || file.contains("/tests/")
        || file.ends_with("/tests.rs")
        || file.contains("/testkit/src/decoders/");
    let inner = || text.find("#[cfg(test)]\nmod ").map_or("", |at| &text[at..]);
    if is_test { text } else { inner() }
}

/// The rules that a text cites: `[P 12]`, `[P 12, 14]`, `[P 60-64]`.
fn cited(text: &str) -> Vec<RangeInclusive<u32>> {
    let citations = text.split("[P ").skip(1).filter_map(|rest| rest.split(']').next());
    let range = |part: &str| {
        let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
        Some(first.trim().parse().ok()?..=last.trim().parse().ok()?)
    };
    citations.flat_map(|list| list.split(',').filter_map(range).collect::<Vec<_>>()).collect()
}

#[test]
fn rules_and_citations_are_read_alone_in_lists_and_in_ranges() {
    assert_eq!(rules("- `[P 1]` **Room id** (P 7)\n- `[P 20]` Push [P 3]\n"), BTreeSet::from([1, 20]));
    assert_eq!(cited("[P 1] `[P 3, 5]` [P 60-62] (P 9) [P x]"), [1..=1, 3..=3, 5..=5, 60..=62]);
    assert_eq!(
        tests_of("src/a.rs", "// [P 1]\n#[cfg(test)]\nmod tests {\n// [P 2]\n}"),
        "#[cfg(test)]\nmod tests {\n// [P 2]\n}"
    );
}
