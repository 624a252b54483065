//! The sources of the workspace as the compiler sees them: the targets, and the modules of each, file by file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use syn::{Attribute, Item, UseTree, Visibility, ext::IdentExt};

use crate::{files_under, root, text};

/// A target of cargo: a library, a program, a test, a benchmark.
pub(crate) struct Target {
    pub(crate) modules: Vec<Module>,
}

/// A module of a target. An inline module is a module of its own, in the file that contains it.
pub(crate) struct Module {
    pub(crate) file: String,
    /// Whether it is compiled for tests only.
    pub(crate) is_test: bool,
    pub(crate) syntax: Vec<Item>,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    /// The names defined here.
    items: BTreeSet<String>,
    /// The imported names, with their paths.
    imports: BTreeMap<String, Vec<String>>,
    /// The paths of glob imports.
    globs: Vec<Vec<String>>,
}

/// One path that a `use` declaration imports.
pub(crate) struct Import {
    pub(crate) path: Vec<String>,
    /// The name that it gets here; `None` for a glob.
    name: Option<String>,
}

impl Target {
    /// Every target of every package of the workspace.
    pub(crate) fn all() -> Vec<Self> {
        let mut packages = vec![root().to_owned()];
        packages.extend(fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path()));
        let mut roots = Vec::new();
        for package in packages {
            roots.extend(["src/lib.rs", "src/main.rs"].map(|file| package.join(file)));
            for folder in ["src/bin", "tests", "benches", "examples"] {
                for entry in fs::read_dir(package.join(folder)).into_iter().flatten() {
                    let path = entry.unwrap().path();
                    roots.push(if path.is_dir() { path.join("main.rs") } else { path });
                }
            }
        }
        roots.retain(|file| file.is_file() && file.extension().is_some_and(|extension| extension == "rs"));
        roots.sort();
        roots
            .iter()
            .map(|file| Self::read(&crate::slashed(file), &|file| fs::read_to_string(root().join(file)).ok()))
            .collect()
    }

    /// The target with this root file.
    pub(crate) fn read(file: &str, read: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut target = Self { modules: Vec::new() };
        let syntax = syn::parse_file(&read(file).unwrap()).unwrap_or_else(|error| panic!("{file}: {error}"));
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        target.add(file.to_owned(), folder, syntax.items, None, false, read);
        target
    }

    fn add(
        &mut self,
        file: String,
        folder: String,
        syntax: Vec<Item>,
        parent: Option<usize>,
        is_test: bool,
        read: &dyn Fn(&str) -> Option<String>,
    ) -> usize {
        let at = self.modules.len();
        let mut module = Module {
            file: file.clone(),
            is_test,
            syntax: Vec::new(),
            parent,
            children: BTreeMap::new(),
            items: BTreeSet::new(),
            imports: BTreeMap::new(),
            globs: Vec::new(),
        };
        for item in &syntax {
            module.items.extend(defined(item));
            if let Item::Use(item) = item {
                for import in imports(&item.tree) {
                    match import.name {
                        Some(name) => drop(module.imports.insert(name, import.path)),
                        None => module.globs.push(import.path),
                    }
                }
            }
        }
        module.syntax = syntax.clone();
        self.modules.push(module);
        for item in syntax {
            let Item::Mod(item) = item else { continue };
            let (name, is_test) = (item.ident.unraw().to_string(), is_test || is_for_tests(&item.attrs));
            let inner = format!("{folder}/{name}").trim_start_matches('/').to_owned();
            let child = match item.content {
                Some((_, items)) => self.add(file.clone(), inner, items, Some(at), is_test, read),
                None => {
                    let path = format!("{inner}.rs");
                    let Some(text) = read(&path) else { continue };
                    let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
                    self.add(path, inner, syntax.items, Some(at), is_test, read)
                }
            };
            self.modules[at].children.insert(name, child);
        }
        at
    }

    /// The file that defines the item at a path, through all re-exports. `None` for a module, and for items of other
    /// targets.
    pub(crate) fn definition(&self, from: usize, path: &[String]) -> Option<&str> {
        let (module, rest) = self.start(from, path)?;
        self.walk(module, rest, DEPTH).map(|module| self.modules[module].file.as_str())
    }

    fn start<'p>(&self, from: usize, path: &'p [String]) -> Option<(usize, &'p [String])> {
        let (mut module, mut rest) = (from, path);
        while let Some((first, more)) = rest.split_first() {
            match first.as_str() {
                "crate" => module = 0,
                "super" => module = self.modules[module].parent?,
                "self" => {}
                _ => break,
            }
            rest = more;
        }
        Some((module, rest))
    }

    fn walk(&self, module: usize, path: &[String], depth: usize) -> Option<usize> {
        let (name, rest) = path.split_first()?;
        let depth = depth.checked_sub(1)?;
        let Module { children, items, imports, globs, .. } = &self.modules[module];
        if let Some(child) = children.get(name)
            && let Some(found) = self.walk(*child, rest, depth)
        {
            return Some(found);
        }
        if items.contains(name) {
            return Some(module);
        }
        if let Some(import) = imports.get(name) {
            let whole: Vec<_> = import.iter().chain(rest).cloned().collect();
            // In `use order::order` a name must not resolve to itself.
            if whole != path {
                let (module, rest) = self.start(module, &whole)?;
                return self.walk(module, rest, depth);
            }
        }
        globs.iter().find_map(|glob| {
            let whole: Vec<_> = glob.iter().chain(path).cloned().collect();
            let (module, rest) = self.start(module, &whole)?;
            self.walk(module, rest, depth)
        })
    }
}

/// The paths that a `use` declaration imports.
pub(crate) fn imports(tree: &UseTree) -> Vec<Import> {
    fn add(tree: &UseTree, path: &[String], found: &mut Vec<Import>) {
        let longer = |name: String| path.iter().cloned().chain([name]).collect::<Vec<_>>();
        match tree {
            UseTree::Path(part) => add(&part.tree, &longer(part.ident.unraw().to_string()), found),
            UseTree::Group(group) => group.items.iter().for_each(|tree| add(tree, path, found)),
            UseTree::Glob(_) => found.push(Import { path: path.to_vec(), name: None }),
            UseTree::Name(name) if name.ident == "self" => {
                found.push(Import { path: path.to_vec(), name: path.last().cloned() });
            }
            UseTree::Name(name) => {
                let name = name.ident.unraw().to_string();
                found.push(Import { path: longer(name.clone()), name: Some(name) });
            }
            UseTree::Rename(renamed) => {
                let name = Some(renamed.rename.unraw().to_string());
                let path =
                    if renamed.ident == "self" { path.to_vec() } else { longer(renamed.ident.unraw().to_string()) };
                found.push(Import { path, name });
            }
        }
    }
    let mut found = Vec::new();
    add(tree, &[], &mut found);
    found
}

/// The name that an item defines.
fn defined(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(ident.unraw().to_string())
}

/// `#[cfg(test)]`, alone or among others, and `#[test]`.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let words = match &attribute.meta {
            syn::Meta::List(list) if attribute.path().is_ident("cfg") => list.tokens.to_string(),
            _ => return attribute.path().is_ident("test"),
        };
        let mut words = words.split(|letter: char| !letter.is_alphanumeric());
        words.clone().any(|word| word == "test") && !words.any(|word| word == "not")
    })
}

/// Whether it is visible outside of its module.
pub(crate) fn is_passed_on(visibility: &Visibility) -> bool {
    !matches!(visibility, Visibility::Inherited)
}

/// Every Rust file under these folders, with its text and syntax.
pub(crate) fn sources(folders: &[&str]) -> Vec<(String, String, syn::File)> {
    let files = folders.iter().flat_map(|folder| files_under(Path::new(folder), "rs"));
    let read = |file: String| {
        let text = text(&file);
        let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        (file, text, syntax)
    };
    files.map(read).collect()
}

/// The most re-exports that are followed.
const DEPTH: usize = 16;
