//! Takes the pictures: each state at each size, in light and dark, of everybody in it; and finds what breaks a rule of accessibility
//! there. Without an album, only the rules are asked, of a phone in the dark and of a desktop in the light.
//!
//! What a screen reader reads of the first person's desktop is in `tests/data/outlines` for the states that say so (`read_aloud`): a
//! text that people review like code. Without an album it must be what is kept there; with one it is written anew.
//!
//! What a picture shows is said by its path alone: `target/gallery/<chapter>/<state>/<size>_<tab>_<scheme>_<person>.png`. The page is made
//! from these (`crates/xtask/src/gallery.rs`).

use std::{
    cell::{Cell, RefCell},
    env, fs,
    path::PathBuf,
    thread,
};

use alongside_testkit::story::{element::Finds, person::Person, relay_process::root};

use super::outline;

/// One chapter of the gallery. At its end it fails if a rule was broken, or a screen is read otherwise than is kept.
pub struct Chapter {
    title: &'static str,
    states: Cell<usize>,
    broken: RefCell<Vec<String>>,
    /// The folder of its pictures, if they are wanted.
    album: Option<PathBuf>,
}

impl Chapter {
    /// Begins a chapter, without what was there of it.
    pub fn begin(title: &'static str) -> Self {
        let album = env::var_os("ALONGSIDE_GALLERY").map(|gallery| PathBuf::from(gallery).join(title));
        if let Some(album) = &album {
            // Where nothing is, nothing has to go.
            let _ = fs::remove_dir_all(album);
        }
        Self { title, states: Cell::new(0), broken: RefCell::default(), album }
    }

    /// A state to be pictured.
    pub fn state<'a>(&'a self, title: &'a str) -> State<'a> {
        State {
            chapter: self,
            title,
            sizes: SIZES,
            tabs: &[],
            open: &|_| (),
            close: &|_| (),
            is_still: true,
            is_read_aloud: false,
            is_dimmed: false,
            feature: None,
        }
    }
}

/// What is pictured, and how.
pub struct State<'a> {
    chapter: &'a Chapter,
    title: &'a str,
    sizes: &'a [(u32, u32)],
    tabs: &'a [&'a str],
    open: &'a dyn Fn(&Person),
    close: &'a dyn Fn(&Person),
    is_still: bool,
    is_read_aloud: bool,
    is_dimmed: bool,
    feature: Option<(&'a str, &'a str)>,
}

impl<'a> State<'a> {
    /// At these sizes instead of the usual ones.
    pub fn sizes(mut self, sizes: &'a [(u32, u32)]) -> Self {
        self.sizes = sizes;
        self
    }

    /// Each of these tabs, where there are tabs.
    pub fn tabs(mut self, tabs: &'a [&'a str]) -> Self {
        self.tabs = tabs;
        self
    }

    /// What each does before a picture, and takes back after it: for what a change of size would put in a wrong place.
    pub fn opened(mut self, open: &'a dyn Fn(&Person), close: &'a dyn Fn(&Person)) -> Self {
        (self.open, self.close) = (open, close);
        self
    }

    /// A dialog or a menu, which Escape closes.
    pub fn until_escape(self, open: &'a dyn Fn(&Person)) -> Self {
        self.opened(open, &|person| {
            person.press("Escape");
            person.page_becomes("nothing is open", "return deep('dialog[open], :popover-open').length === 0");
        })
    }

    /// With a media feature beside the colours.
    pub fn preferring(mut self, feature: (&'a str, &'a str)) -> Self {
        self.feature = Some(feature);
        self
    }

    /// Dimmed on purpose.
    pub fn dimmed(mut self) -> Self {
        self.is_dimmed = true;
        self
    }

    /// What a screen reader reads of it is kept.
    pub fn read_aloud(mut self) -> Self {
        self.is_read_aloud = true;
        self
    }

    /// Pictured while something moves or fades.
    pub fn moving(mut self) -> Self {
        self.is_still = false;
        self
    }

    /// Takes the pictures.
    #[track_caller]
    pub fn of(self, people: &[&Person]) {
        let number = self.chapter.states.get() + 1;
        self.chapter.states.set(number);
        let folder = self.chapter.album.as_ref().map(|album| album.join(format!("{number:02} {}", self.title)));
        let asks_contrast =
            self.is_still && !self.is_dimmed && self.feature.is_none_or(|(feature, _)| feature != "forced-colors");
        let mut shown = 0;
        for (size, &(width, height)) in self.sizes.iter().enumerate() {
            let tabs = if width < NARROW && !self.tabs.is_empty() { self.tabs } else { &[""] };
            let schemes: &[&str] = match (&folder, size) {
                (Some(_), _) => &["light", "dark"],
                (None, 0) => &["dark"],
                (None, last) if last + 1 == self.sizes.len() => &["light"],
                (None, _) => continue,
            };
            for (tab, (at, person)) in tabs.iter().flat_map(|tab| people.iter().enumerate().map(move |one| (tab, one)))
            {
                person.resize(width, height);
                person.page_becomes("the layout has followed", &format!("return innerWidth === {width} || innerWidth"));
                if !tab.is_empty() {
                    person.tab(tab).click();
                    person.tab(tab).has("aria-selected", Some("true"));
                    person.looks_away();
                }
                (self.open)(person);
                for scheme in schemes {
                    let features: Vec<_> =
                        self.feature.into_iter().chain([("prefers-color-scheme", *scheme)]).collect();
                    person.prefers(&features);
                    if self.is_still {
                        person.is_still();
                    }
                    let name: String = person.name.chars().take(12).collect();
                    let picture = format!("{width}x{height}_{tab}_{scheme}_{} {name}.png", at + 1);
                    if let Some(folder) = &folder {
                        person.picture(&folder.join(&picture));
                    }
                    let broken = person
                        .broken_rules(asks_contrast)
                        .into_iter()
                        .map(|rule| format!("{} · {picture}: {rule}", self.title));
                    self.chapter.broken.borrow_mut().extend(broken);
                    if self.is_read_aloud && width >= DESKTOP && at == 0 && *scheme == "light" {
                        self.compare_outline(person);
                    }
                    shown += 1;
                }
                (self.close)(person);
            }
        }
        for person in people {
            person.prefers(&[]);
            person.resize(1280, 900);
        }
        println!("{} · {}: {shown} pictures", self.chapter.title, self.title);
    }
}

impl State<'_> {
    /// Compares what a screen reader reads with what is kept; with an album, keeps it.
    fn compare_outline(&self, person: &Person) {
        let kept = root().join(format!("tests/data/outlines/{} · {}.txt", self.chapter.title, self.title));
        let outline = outline::of(&person.accessible_tree());
        if self.chapter.album.is_some() {
            fs::write(&kept, outline).expect("an outline is written");
            return;
        }
        let before = fs::read_to_string(&kept).unwrap_or_default();
        if let Some(difference) = outline::difference(&before, &outline) {
            let what = format!("{} is read as it is not in {}: {difference}", self.title, kept.display());
            self.chapter.broken.borrow_mut().push(what);
        }
    }
}

impl Drop for Chapter {
    fn drop(&mut self) {
        let broken = self.broken.take();
        if !broken.is_empty() && !thread::panicking() {
            panic!(
                "{} breaks rules of accessibility, or is read otherwise (if that is meant, `cargo xtask gallery` keeps it):\n{}",
                self.title,
                broken.join("\n")
            );
        }
    }
}

/// A phone, a tablet, a desktop.
const SIZES: &[(u32, u32)] = &[(320, 640), (760, 900), (1280, 900)];

/// From this on it is a desktop.
const DESKTOP: u32 = 1280;

/// Below this there are tabs.
const NARROW: u32 = 600;
