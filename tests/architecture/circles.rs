//! No two files need each other: a reader who goes from file to file never comes back to the first.
//!
//! A file needs another if it uses an item that is defined there, whatever module re-exports the item. To declare a
//! module, or to re-export its items, is not to need it. Code for tests may use everything.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Item, ItemUse, Macro, Path, UsePath,
    ext::IdentExt,
    visit::{self, Visit},
};

use crate::crates::{Target, imports, is_for_tests, is_passed_on};

/// The files that each file needs.
pub(crate) type Needs = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_two_files_of_the_workspace_need_each_other() {
    let circles = circles(&needs(&Target::all()));
    assert!(circles.is_empty(), "files that need each other:\n{circles:#?}");
}

/// The files of the same target that each file of these targets needs.
pub(crate) fn needs(targets: &[Target]) -> Needs {
    let mut needs = Needs::new();
    for target in targets {
        for (at, module) in target.modules.iter().enumerate().filter(|(_, module)| !module.is_test) {
            let mut reader = Reader { target, module: at, found: BTreeSet::new() };
            for item in &module.syntax {
                // Inline modules are read on their own.
                if !matches!(item, Item::Mod(_)) {
                    reader.visit_item(item);
                }
            }
            reader.found.remove(&module.file);
            needs.entry(module.file.clone()).or_default().extend(reader.found);
        }
    }
    needs
}

/// Finds what one module needs.
struct Reader<'t> {
    target: &'t Target,
    module: usize,
    found: BTreeSet<String>,
}

impl Reader<'_> {
    fn needs(&mut self, path: &[String]) {
        if let Some(file) = self.target.definition(self.module, path) {
            self.found.insert(file.to_owned());
        }
    }

    /// A single lower-case name may be a variable. (A function that is called by its bare name was imported, so the
    /// import counts.)
    fn reads(&mut self, path: &[String]) {
        let is_variable = path.len() == 1 && path[0].starts_with(|letter: char| letter.is_lowercase());
        if !is_variable {
            self.needs(path);
        }
    }

    /// The content of a macro is not parsed: every path in it counts.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.reads(&std::mem::take(&mut path));
                    }
                    path.push(ident.unraw().to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => colons += 1,
                TokenTree::Group(group) => {
                    self.reads(&std::mem::take(&mut path));
                    colons = 0;
                    self.tokens(group.stream());
                }
                _ => {
                    self.reads(&std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.reads(&path);
    }
}

impl<'a> Visit<'a> for Reader<'_> {
    fn visit_item(&mut self, item: &'a Item) {
        let attributes = match item {
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            Item::Const(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !is_for_tests(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        if !is_passed_on(&item.vis) {
            for import in imports(&item.tree) {
                self.needs(&import.path);
            }
        }
    }

    fn visit_use_path(&mut self, _: &'a UsePath) {}

    fn visit_path(&mut self, path: &'a Path) {
        let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
        if path.leading_colon.is_none() {
            self.reads(&names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'a Macro) {
        self.visit_path(&called.path);
        self.tokens(called.tokens.clone());
    }
}

/// The groups of files that can all be reached from each other: Tarjan's strongly connected components.
fn circles(needs: &Needs) -> Vec<Vec<String>> {
    #[derive(Default)]
    struct Search<'n> {
        numbers: BTreeMap<&'n str, usize>,
        lowest: BTreeMap<&'n str, usize>,
        stack: Vec<&'n str>,
        found: Vec<Vec<String>>,
    }
    fn visit<'n>(file: &'n str, needs: &'n Needs, search: &mut Search<'n>) {
        let number = search.numbers.len();
        search.numbers.insert(file, number);
        search.lowest.insert(file, number);
        search.stack.push(file);
        for next in needs.get(file).into_iter().flatten() {
            let reached = if !search.numbers.contains_key(next.as_str()) {
                visit(next, needs, search);
                search.lowest[next.as_str()]
            } else if search.stack.contains(&next.as_str()) {
                search.numbers[next.as_str()]
            } else {
                continue;
            };
            let lowest = reached.min(search.lowest[file]);
            search.lowest.insert(file, lowest);
        }
        if search.lowest[file] == number {
            let at = search.stack.iter().position(|other| *other == file).unwrap();
            let mut circle: Vec<_> = search.stack.split_off(at).into_iter().map(str::to_owned).collect();
            circle.sort();
            if circle.len() > 1 {
                search.found.push(circle);
            }
        }
    }
    let mut search = Search::default();
    for file in needs.keys() {
        if !search.numbers.contains_key(file.as_str()) {
            visit(file, needs, &mut search);
        }
    }
    search.found.sort();
    search.found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles_in(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let read = |name: &str| files.iter().find(|(file, _)| *file == name).map(|(_, text)| (*text).to_owned());
        circles(&needs(&[Target::read("src/lib.rs", &read)]))
    }

    #[test]
    fn two_files_that_import_from_each_other_are_a_circle() {
        let files = [
            ("src/lib.rs", "mod a; mod b;"),
            ("src/a.rs", "use crate::b::B; pub struct A(B);"),
            ("src/b.rs", "use super::a::A; pub struct B(Box<A>);"),
        ];
        assert_eq!(circles_in(&files), [["src/a.rs", "src/b.rs"]]);
    }

    #[test]
    fn a_parent_that_only_declares_and_passes_on_is_no_part_of_a_circle() {
        let files = [
            ("src/lib.rs", "mod a; pub use a::A;"),
            ("src/a.rs", "mod b; mod c; pub use b::B; pub struct A;"),
            ("src/a/b.rs", "use super::A; pub struct B(A);"),
            ("src/a/c.rs", "use crate::{A, a::B}; struct C(A, B);"),
        ];
        assert_eq!(circles_in(&files), [] as [Vec<String>; 0]);
    }

    #[test]
    fn a_child_that_needs_its_parent_and_is_used_by_it_is_a_circle() {
        let child = ("src/a/b.rs", "use super::A; pub struct B(Box<A>); pub fn make() {}");
        for parent in [
            "mod b; use b::B; pub struct A(Option<B>);",
            "mod b; pub use b::B; pub struct A(Option<B>);",
            "mod b; pub struct A; fn f() { b::make() }",
            "mod b; pub struct A; fn f() { let x = vec![b::make()]; }",
            "mod b; pub struct A; fn f() { fn g(_: b::B) {} }",
            "mod b; use self::b::make as build; pub struct A; fn f() { build() }",
            "mod b; pub struct A; fn f() { use b::*; let x: B; }",
        ] {
            let found = circles_in(&[("src/lib.rs", "mod a;"), ("src/a.rs", parent), child]);
            let inner_glob = parent.contains("use b::*");
            assert_eq!(found.len(), usize::from(!inner_glob), "{parent}");
        }
    }

    #[test]
    fn what_only_tests_need_is_no_circle() {
        let files = [
            ("src/lib.rs", "mod a; mod b;"),
            ("src/a.rs", "pub struct A; #[cfg(test)] mod tests { use crate::b::B; fn f(_: B) {} }"),
            ("src/b.rs", "use crate::a::A; pub struct B(A);"),
        ];
        assert_eq!(circles_in(&files), [] as [Vec<String>; 0]);
    }

    #[test]
    fn a_name_is_followed_through_globs_and_other_names() {
        let files = [
            ("src/lib.rs", "mod a; mod b; mod all;"),
            ("src/all.rs", "pub use crate::a::*; pub use crate::b::B as Other;"),
            ("src/a.rs", "use crate::all::Other; pub struct A(Other);"),
            ("src/b.rs", "use crate::all::A; pub struct B(Box<A>);"),
        ];
        assert_eq!(circles_in(&files), [["src/a.rs", "src/b.rs"]]);
    }

    #[test]
    fn a_ring_of_three_is_found_whole() {
        let files = [
            ("src/lib.rs", "mod a; mod b; mod c; mod d;"),
            ("src/a.rs", "pub fn a() { crate::b::b() }"),
            ("src/b.rs", "pub fn b() { crate::c::c() }"),
            ("src/c.rs", "pub fn c() { crate::a::a() }"),
            ("src/d.rs", "pub fn d() { crate::a::a() }"),
        ];
        assert_eq!(circles_in(&files), [["src/a.rs", "src/b.rs", "src/c.rs"]]);
    }
}
