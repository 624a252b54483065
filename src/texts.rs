//! Shared texts as they stand this moment. A screen is drawn from what was: letters from the other would wait for all
//! of it, and a field might be filled from a drawing that lacks the last letters typed.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use alongside_room::{Change, edit::TextField};

/// Reads texts, and tells those who show one as soon as it is another. Clones are of one room; equal only to those.
#[derive(Clone)]
pub struct Texts(Rc<Inside>);

struct Inside {
    read: Box<dyn Fn(TextField) -> Option<Rc<str>>>,
    followers: RefCell<Vec<Follower>>,
    next: Cell<u64>,
}

struct Follower {
    id: u64,
    field: TextField,
    tell: Rc<dyn Fn()>,
}

/// Somebody follows a text until this is dropped.
pub struct Following {
    of: Rc<Inside>,
    id: u64,
}

impl Texts {
    /// The texts that `read` gives: none where a field is not there, or cannot be read just now.
    pub fn new(read: impl Fn(TextField) -> Option<Rc<str>> + 'static) -> Self {
        Self(Rc::new(Inside { read: Box::new(read), followers: RefCell::default(), next: Cell::default() }))
    }

    /// A field's text as it stands this moment; none if it is not there.
    pub fn now(&self, field: TextField) -> Option<Rc<str>> {
        (self.0.read)(field)
    }

    /// Tells when others may have changed this field's text, before anything is drawn.
    pub fn follow(&self, field: TextField, tell: impl Fn() + 'static) -> Following {
        let id = self.0.next.replace(self.0.next.get() + 1);
        self.0.followers.borrow_mut().push(Follower { id, field, tell: Rc::new(tell) });
        Following { of: Rc::clone(&self.0), id }
    }

    /// Others did this: whoever shows a text that it touched is told.
    pub fn changed(&self, changes: &[Change]) {
        let followers = self.0.followers.borrow();
        let touched = followers.iter().filter(|follower| changes.iter().any(|change| touches(*change, follower.field)));
        let told: Vec<_> = touched.map(|follower| Rc::clone(&follower.tell)).collect();
        // Who is told may begin or stop following.
        drop(followers);
        told.iter().for_each(|tell| tell());
    }
}

impl PartialEq for Texts {
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
        (Change::ItemTyped(item), TextField::ItemTitle(of) | TextField::ItemNotes(of)) => item == of,
        (Change::TaskTyped(task), TextField::TaskTitle(of)) => task == of,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use alongside_room::{ItemId, TaskId};

    use super::*;

    const NOTES: TextField = TextField::ItemNotes(ItemId([1; 8]));

    #[test]
    fn whoever_follows_a_text_is_told_of_what_touches_it_and_of_nothing_else() {
        let (texts, told) = (Texts::new(|_| None), Rc::new(Cell::new(0)));
        let count = Rc::clone(&told);
        let following = texts.follow(NOTES, move || count.set(count.get() + 1));

        texts.changed(&[Change::Timer, Change::ItemTyped(ItemId([1; 8]))]);
        assert_eq!(told.get(), 1);
        texts.changed(&[
            Change::ItemTyped(ItemId([2; 8])),
            Change::ItemMoved(ItemId([1; 8])),
            Change::TaskTyped(TaskId([1; 8])),
        ]);
        assert_eq!(told.get(), 1);

        drop(following);
        texts.changed(&[Change::ItemTyped(ItemId([1; 8]))]);
        assert_eq!(told.get(), 1);
    }

    #[test]
    fn whoever_is_told_may_stop_following() {
        let texts = Texts::new(|_| Some(Rc::from("as it stands")));
        let following: Rc<RefCell<Option<Following>>> = Rc::default();
        let (mine, reader, read) = (Rc::clone(&following), texts.clone(), Rc::new(RefCell::new(None)));
        let note = Rc::clone(&read);
        following.replace(Some(texts.follow(NOTES, move || {
            note.replace(reader.now(NOTES));
            mine.take();
        })));
        texts.changed(&[Change::ItemTyped(ItemId([1; 8]))]);
        assert_eq!(read.borrow().as_deref(), Some("as it stands"));
        assert!(following.borrow().is_none());
    }
}
