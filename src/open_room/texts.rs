//! Shared texts as the document holds them this moment, ahead of the screen. A whole screen takes longer to draw than a letter
//! may take to appear, and a drawing that was begun before the last key press lacks its letter: so the fields that show shared
//! texts read them here.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_room::{AgendaChange, AgreementChange, Anchor, Change, ItemId, TasksChange, TextField, Written};

/// Reads texts, and tells the fields that show one as soon as it changes. Clones are of one room, and equal to each other only.
#[derive(Clone)]
pub struct SharedTexts(Rc<TextsInner>);

/// Where texts are read from. Nothing can be read while an input is handled.
pub trait Source {
    /// A field's text; none if the field is not there.
    fn text(&self, field: TextField) -> Option<Rc<str>>;

    /// Who wrote what of an item's notes, in the order of the letters.
    fn written(&self, item: ItemId) -> Option<Vec<Written>>;

    /// Anchors an offset of a field's text, in UTF-16 units.
    fn anchor(&self, field: TextField, at: u32) -> Option<Anchor>;

    /// The offset of an anchor now.
    fn offset(&self, anchor: &Anchor) -> Option<u32>;
}

/// What a field that follows a text is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Others may be about to change it: a caret in it is anchored.
    BeforeChange,
    /// Others changed it.
    Changed,
    /// The page may end with this moment: letters that wait in a field go into the room now.
    Leaving,
}

struct TextsInner {
    source: Box<dyn Source>,
    followers: RefCell<Vec<Follower>>,
    next: Cell<u64>,
}

struct Follower {
    id: u64,
    field: TextField,
    tell: Rc<dyn Fn(Turn)>,
}

/// Somebody follows a text until this is dropped.
pub struct Following {
    of: Rc<TextsInner>,
    id: u64,
}

impl SharedTexts {
    /// The texts of this source.
    pub fn new(source: impl Source + 'static) -> Self {
        Self(Rc::new(TextsInner { source: Box::new(source), followers: RefCell::default(), next: Cell::default() }))
    }

    /// A field's text as it stands this moment; none if it is not there.
    pub fn now(&self, field: TextField) -> Option<Rc<str>> {
        self.0.source.text(field)
    }

    /// Who wrote what of an item's notes, in the order of the letters.
    pub fn written(&self, item: ItemId) -> Vec<Written> {
        self.0.source.written(item).unwrap_or_default()
    }

    /// Anchors an offset of this field's text, in UTF-16 units.
    pub fn anchor(&self, field: TextField, at: u32) -> Option<Anchor> {
        self.0.source.anchor(field, at)
    }

    /// The offset of an anchor now; none after the document was rebuilt.
    pub fn offset(&self, anchor: &Anchor) -> Option<u32> {
        self.0.source.offset(anchor)
    }

    /// Tells before others may change this field's text; and when they may have, before anything is drawn.
    pub fn follow(&self, field: TextField, tell: impl Fn(Turn) + 'static) -> Following {
        let id = self.0.next.replace(self.0.next.get() + 1);
        self.0.followers.borrow_mut().push(Follower { id, field, tell: Rc::new(tell) });
        Following { of: Rc::clone(&self.0), id }
    }

    /// Others may be about to do something: whoever shows a text is told.
    pub fn may_change(&self) {
        self.tell(Turn::BeforeChange, |_| true);
    }

    /// The page may end with this moment: whoever shows a text sends what waits there.
    pub fn leaving(&self) {
        self.tell(Turn::Leaving, |_| true);
    }

    /// Others did this: whoever shows a text that it touched is told.
    pub fn changed(&self, changes: &[Change]) {
        self.tell(Turn::Changed, |field| changes.iter().any(|change| touches(*change, field)));
    }

    fn tell(&self, turn: Turn, concerns: impl Fn(TextField) -> bool) {
        let followers = self.0.followers.borrow();
        let concerned = followers.iter().filter(|follower| concerns(follower.field));
        let told: Vec<_> = concerned.map(|follower| Rc::clone(&follower.tell)).collect();
        // Who is told may begin or stop following.
        drop(followers);
        told.iter().for_each(|tell| tell(turn));
    }
}

impl PartialEq for SharedTexts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.of.followers.borrow_mut().retain(|follower| follower.id != self.id);
    }
}

fn touches(change: Change, field: TextField) -> bool {
    match (change, field) {
        (Change::Agenda(AgendaChange::Typed(item)), TextField::ItemTitle(of) | TextField::ItemNotes(of)) => item == of,
        (Change::Tasks(TasksChange::Typed(task)), TextField::TaskTitle(of)) => task == of,
        (Change::Agreement(AgreementChange::Typed(wording)), TextField::Wording(of)) => wording == of,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use alongside_room::{TaskId, TimerChange};

    use super::*;

    const NOTES: TextField = TextField::ItemNotes(ItemId([1; 8]));

    struct Still(&'static str);

    impl Source for Still {
        fn text(&self, _: TextField) -> Option<Rc<str>> {
            Some(Rc::from(self.0))
        }

        fn written(&self, _: ItemId) -> Option<Vec<Written>> {
            None
        }

        fn anchor(&self, _: TextField, _: u32) -> Option<Anchor> {
            None
        }

        fn offset(&self, _: &Anchor) -> Option<u32> {
            None
        }
    }

    #[test]
    fn whoever_follows_a_text_is_told_of_what_touches_it_and_of_nothing_else() {
        let (texts, told) = (SharedTexts::new(Still("")), Rc::new(Cell::new(0)));
        let count = Rc::clone(&told);
        let following = texts.follow(NOTES, move |turn| count.set(count.get() + i32::from(turn == Turn::Changed)));

        texts.changed(&[Change::Timer(TimerChange::Started), Change::Agenda(AgendaChange::Typed(ItemId([1; 8])))]);
        assert_eq!(told.get(), 1);
        texts.changed(&[
            Change::Agenda(AgendaChange::Typed(ItemId([2; 8]))),
            Change::Agenda(AgendaChange::Reordered(ItemId([1; 8]))),
            Change::Tasks(TasksChange::Typed(TaskId([1; 8]))),
        ]);
        assert_eq!(told.get(), 1);

        drop(following);
        texts.changed(&[Change::Agenda(AgendaChange::Typed(ItemId([1; 8])))]);
        assert_eq!(told.get(), 1);
    }

    #[test]
    fn whoever_follows_a_text_is_told_before_it_may_change() {
        let (texts, told) = (SharedTexts::new(Still("")), Rc::new(RefCell::new(Vec::new())));
        let note = Rc::clone(&told);
        let _following = texts.follow(NOTES, move |turn| note.borrow_mut().push(turn));
        texts.may_change();
        texts.changed(&[Change::Agenda(AgendaChange::Typed(ItemId([1; 8])))]);
        assert_eq!(*told.borrow(), [Turn::BeforeChange, Turn::Changed]);
    }

    #[test]
    fn whoever_is_told_may_stop_following() {
        let texts = SharedTexts::new(Still("as it stands"));
        let following: Rc<RefCell<Option<Following>>> = Rc::default();
        let (mine, reader, read) = (Rc::clone(&following), texts.clone(), Rc::new(RefCell::new(None)));
        let note = Rc::clone(&read);
        following.replace(Some(texts.follow(NOTES, move |_| {
            note.replace(reader.now(NOTES));
            mine.take();
        })));
        texts.changed(&[Change::Agenda(AgendaChange::Typed(ItemId([1; 8])))]);
        assert_eq!(read.borrow().as_deref(), Some("as it stands"));
        assert!(following.borrow().is_none());
    }
}
