//! The menus that are on the screen: the dialog "Commands" lists their entries, too.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use alongside_room::TaskId;
use yew::prelude::*;

use crate::open_room::command::Command;

/// The menus that are on the screen, with their entries as commands; and the row that was in hand before a dialog opened.
#[derive(Clone, Default)]
pub struct Menus(Rc<MenusOnScreen>);

#[derive(Default)]
struct MenusOnScreen {
    menus: RefCell<Vec<Weak<MenuOnScreen>>>,
    in_hand: RefCell<Option<String>>,
    about: Cell<Option<TaskId>>,
}

/// One menu. It is in the list for as long as this lives.
pub struct MenuOnScreen(RefCell<Callback<(), Vec<Command>>>);

impl Menus {
    /// Adds a menu.
    pub fn add(&self) -> Rc<MenuOnScreen> {
        let menu = Rc::new(MenuOnScreen(RefCell::new(Callback::from(|()| Vec::new()))));
        let mut menus = self.0.menus.borrow_mut();
        menus.retain(|other| other.strong_count() > 0);
        menus.push(Rc::downgrade(&menu));
        menu
    }

    /// The entries of all menus.
    pub fn commands(&self) -> Vec<Command> {
        let menus: Vec<_> = self.0.menus.borrow().iter().filter_map(Weak::upgrade).collect();
        menus.iter().flat_map(|menu| menu.0.borrow().emit(())).collect()
    }

    /// Remembers the name of the row that is in hand.
    pub fn take_in_hand(&self, row: Option<String>) {
        *self.0.in_hand.borrow_mut() = row;
    }

    /// The name of the row that was in hand.
    pub fn in_hand(&self) -> Option<String> {
        self.0.in_hand.borrow().clone()
    }

    /// The dialog that opens next is about this task.
    pub fn is_about(&self, task: TaskId) {
        self.0.about.set(Some(task));
    }

    /// The task that a dialog about one is about.
    pub fn about(&self) -> Option<TaskId> {
        self.0.about.get()
    }
}

impl PartialEq for Menus {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl MenuOnScreen {
    /// What the menu leads to now.
    pub fn is_now(&self, entries: Callback<(), Vec<Command>>) {
        *self.0.borrow_mut() = entries;
    }
}
