//! Rules of CONTRIBUTING that are easily forgotten.

use std::{collections::BTreeMap, process::Command};

use proc_macro2::Span;
use syn::{
    Attribute, Ident, ImplItemFn, Item, ItemFn, ItemMod, ReturnType, Signature, TraitItemFn, Type, Visibility,
    spanned::Spanned,
    visit::{self, Visit},
};

use crate::{crates, crates::sources, files_under, root, text};

#[test]
fn no_component_function_is_longer_than_a_screen() {
    let mut long = BTreeMap::new();
    for (file, _, syntax) in sources(&["src"]) {
        let mut reader = Components::default();
        reader.visit_file(&syntax);
        long.extend(reader.long.into_iter().map(|(name, lines)| (format!("{file}: {name}"), lines)));
    }
    assert!(long.is_empty(), "longer than {LONGEST_COMPONENT} lines: {long:#?}");
}

/// Components, hooks, and other functions that return `Html`.
#[derive(Default)]
struct Components {
    long: Vec<(String, usize)>,
}

impl Components {
    fn look(&mut self, attributes: &[Attribute], signature: &Signature, whole: Span) {
        let is_named = |attribute: &Attribute| {
            let name = attribute.path().segments.last().map(|segment| segment.ident.to_string());
            name.is_some_and(|name| ["component", "function_component", "hook"].contains(&name.as_str()))
        };
        let draws = match &signature.output {
            ReturnType::Type(_, to) => {
                matches!(&**to, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Html"))
            }
            ReturnType::Default => false,
        };
        let lines = whole.end().line - signature.span().start().line + 1;
        if (draws || attributes.iter().any(is_named)) && lines > LONGEST_COMPONENT {
            self.long.push((signature.ident.to_string(), lines));
        }
    }
}

impl<'a> Visit<'a> for Components {
    fn visit_item_fn(&mut self, item: &'a ItemFn) {
        self.look(&item.attrs, &item.sig, item.span());
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a ImplItemFn) {
        self.look(&item.attrs, &item.sig, item.span());
        visit::visit_impl_item_fn(self, item);
    }
}

#[test]
fn no_type_name_is_borne_by_more_than_two_types() {
    let mut bearers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, _, syntax) in sources(&["src", "crates", "tests", "benches"]) {
        let mut reader = Types::default();
        reader.visit_file(&syntax);
        for name in reader.names {
            bearers.entry(name).or_default().push(file.clone());
        }
    }
    bearers.retain(|_, files| files.len() > 2);
    assert!(bearers.is_empty(), "{bearers:#?}");
}

#[derive(Default)]
struct Types {
    names: Vec<String>,
}

impl<'a> Visit<'a> for Types {
    fn visit_item(&mut self, item: &'a Item) {
        let name = match item {
            Item::Struct(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        self.names.extend(name.map(Ident::to_string));
        visit::visit_item(self, item);
    }
}

#[test]
fn every_public_type_and_function_says_what_it_is() {
    let mut silent = Vec::new();
    for (file, _, syntax) in
        sources(&["src", "crates"]).into_iter().filter(|(file, ..)| file.starts_with("src/") || file.contains("/src/"))
    {
        let mut reader = Public::default();
        reader.visit_file(&syntax);
        silent.extend(reader.silent.into_iter().map(|name| format!("{file}: {name}")));
    }
    assert!(silent.is_empty(), "without a doc comment: {silent:#?}");
}

#[derive(Default)]
struct Public {
    silent: Vec<String>,
}

impl Public {
    fn look(&mut self, is_public: bool, attributes: &[Attribute], name: &Ident) {
        if is_public && !attributes.iter().any(|attribute| attribute.path().is_ident("doc")) {
            self.silent.push(name.to_string());
        }
    }
}

impl<'a> Visit<'a> for Public {
    fn visit_item(&mut self, item: &'a Item) {
        let is_public = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
        match item {
            Item::Struct(item) => self.look(is_public(&item.vis), &item.attrs, &item.ident),
            Item::Enum(item) => self.look(is_public(&item.vis), &item.attrs, &item.ident),
            Item::Type(item) => self.look(is_public(&item.vis), &item.attrs, &item.ident),
            Item::Const(item) => self.look(is_public(&item.vis), &item.attrs, &item.ident),
            Item::Static(item) => self.look(is_public(&item.vis), &item.attrs, &item.ident),
            Item::Fn(item) => self.look(is_public(&item.vis), &item.attrs, &item.sig.ident),
            // Methods of a trait are documented in the trait.
            Item::Impl(item) if item.trait_.is_some() => return,
            Item::Trait(item) if !is_public(&item.vis) => return,
            Item::Trait(item) => self.look(true, &item.attrs, &item.ident),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a ImplItemFn) {
        self.look(matches!(item.vis, Visibility::Public(_)), &item.attrs, &item.sig.ident);
    }

    fn visit_trait_item_fn(&mut self, item: &'a TraitItemFn) {
        self.look(true, &item.attrs, &item.sig.ident);
    }

    fn visit_item_fn(&mut self, _: &'a ItemFn) {}

    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        if !crates::is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }
}

#[test]
fn tests_share_by_the_testkit_and_leave_nothing_unused() {
    let mut strays = Vec::new();
    for folder in ["tests", "benches", "fuzz", "crates"] {
        for file in files_under(folder.as_ref(), "rs")
            .filter(|file| !file.contains("/src/") || file.starts_with("crates/testkit/"))
        {
            for (number, line) in (1..).zip(text(&file).lines()) {
                let attribute = line.trim_start().strip_prefix('#').map(|line| line.trim_start_matches('!'));
                if attribute.is_some_and(|line| {
                    ["[path", "[allow(dead_code", "[expect(dead_code"].iter().any(|word| line.starts_with(word))
                }) {
                    strays.push(format!("{file}:{number}: {}", line.trim()));
                }
            }
        }
    }
    assert!(strays.is_empty(), "{strays:#?}");
}

/// Source is read file by file. What else is tracked, corpora of the fuzzers above all, must not bury it.
#[test]
fn what_is_tracked_beside_source_is_small_enough_to_be_seen_whole() {
    let listed = Command::new("git").arg("ls-files").current_dir(root()).output();
    // A source archive has no history.
    let Some(listed) = listed.ok().filter(|listed| listed.status.success()) else { return };
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    // A sheet and a file of texts belong to a concept as its code does.
    let is_source = |file: &&str| [".rs", ".ftl", ".css"].iter().any(|ending| file.ends_with(ending));
    let others = listed.lines().filter(|file| !is_source(file)).count();
    assert!(others < 150, "{others} files that are no source");
}

/// The most lines of a component function.
const LONGEST_COMPONENT: usize = 80;
