//! Two people and their copies of one room.

use std::rc::Rc;

use alongside_room::{
    AgendaEdit, BlockId, Change, Edit, ItemId, MemberId, MembersEdit, Moment, Place, Refused, Role, Room, TaskId,
    TasksEdit, TextEdit, TextField, View, Who,
};

pub(crate) const ANA: MemberId = MemberId(*b"ana-----");
pub(crate) const BEN: MemberId = MemberId(*b"ben-----");

pub(crate) fn item(n: u8) -> ItemId {
    ItemId([n; 8])
}

pub(crate) fn task(n: u8) -> TaskId {
    TaskId([n; 8])
}

pub(crate) fn block(n: u8) -> BlockId {
    BlockId([n; 8])
}

/// One person's copy of the room.
pub(crate) struct Copy {
    pub(crate) room: Room,
    pub(crate) me: MemberId,
    pub(crate) now: Moment,
    /// Updates that the others have not received yet.
    pub(crate) unsent: Vec<Vec<u8>>,
}

impl Copy {
    pub(crate) fn new(client: u64, me: MemberId) -> Self {
        Self { room: Room::new(client), me, now: Moment(1_000_000), unsent: Vec::new() }
    }

    pub(crate) fn who(&self) -> Who {
        Who { me: self.me, now: self.now }
    }

    pub(crate) fn wait(&mut self, milliseconds: u64) {
        self.now.0 += milliseconds;
    }

    pub(crate) fn try_to(&mut self, edit: impl Into<Edit>) -> Result<(), Refused> {
        let who = self.who();
        let done = self.room.edit(who, edit);
        self.collect();
        done
    }

    #[track_caller]
    pub(crate) fn does(&mut self, edit: impl Into<Edit>) {
        let edit = edit.into();
        assert_eq!(self.try_to(edit.clone()), Ok(()), "{edit:?}");
    }

    #[track_caller]
    pub(crate) fn undoes(&mut self) -> alongside_room::Edited {
        let undone = self.room.undo(self.who()).expect("something to undo");
        self.collect();
        undone
    }

    #[track_caller]
    pub(crate) fn redoes(&mut self) -> alongside_room::Edited {
        let redone = self.room.redo(self.who()).expect("something to redo");
        self.collect();
        redone
    }

    pub(crate) fn collect(&mut self) {
        self.unsent.extend(self.room.take_updates());
    }

    pub(crate) fn view(&mut self) -> Rc<View> {
        self.room.view(self.now)
    }

    pub(crate) fn adds(&mut self, n: u8, title: &str) {
        self.does(AgendaEdit::Add { item: item(n), title: title.to_owned(), place: Place::Last });
    }

    pub(crate) fn adds_task(&mut self, n: u8, title: &str, owner: Option<MemberId>) {
        self.does(TasksEdit::Add { task: task(n), title: title.to_owned(), owner, done: false });
    }

    /// Replaces the whole text of a field.
    pub(crate) fn types(&mut self, field: TextField, text: &str) {
        let base = self.room.text(field).expect("the field is there").to_string();
        self.does(TextEdit::Retype { field, base, text: text.to_owned(), caret: None });
    }

    /// Types a letter at the caret (in UTF-16 units) and moves the caret behind it.
    pub(crate) fn types_at(&mut self, field: TextField, caret: &mut u32, letter: char) {
        let mut text: Vec<u16> = self.text(field).encode_utf16().collect();
        let at = *caret as usize;
        text.splice(at..at, letter.encode_utf16(&mut [0; 2]).iter().copied());
        *caret += letter.len_utf16() as u32;
        let (base, text) = (self.text(field), String::from_utf16(&text).expect("a caret between letters"));
        self.does(TextEdit::Retype { field, base, text, caret: Some(*caret) });
    }

    pub(crate) fn text(&self, field: TextField) -> String {
        self.room.text(field).expect("the field is there").to_string()
    }

    /// The agenda's titles.
    pub(crate) fn agenda(&mut self) -> Vec<String> {
        self.view().agenda.iter().map(|item| item.title.to_string()).collect()
    }

    /// The tasks' titles.
    pub(crate) fn tasks(&mut self) -> Vec<String> {
        self.view().tasks.iter().map(|task| task.title.to_string()).collect()
    }
}

/// Ana, who started the room, and Ben, who joined it.
pub(crate) fn ana_and_ben() -> (Copy, Copy) {
    let (mut ana, mut ben) = (Copy::new(1, ANA), Copy::new(2, BEN));
    ana.does(MembersEdit::Join { member: ANA, name: "Ana".to_owned(), role: Role::Coach });
    meet(&mut ana, &mut ben);
    ben.wait(1_000);
    ben.does(MembersEdit::Join { member: BEN, name: "Ben".to_owned(), role: Role::Coachee });
    meet(&mut ana, &mut ben);
    (ana, ben)
}

/// Each receives the other's updates; then both must show the same. Returns the changes reported to each.
#[track_caller]
pub(crate) fn meet(one: &mut Copy, other: &mut Copy) -> (Vec<Change>, Vec<Change>) {
    let (from_one, from_other) = (std::mem::take(&mut one.unsent), std::mem::take(&mut other.unsent));
    let mut news = (Vec::new(), Vec::new());
    for update in from_other {
        news.0.extend(one.room.apply(&update).expect("a genuine update"));
    }
    for update in from_one {
        news.1.extend(other.room.apply(&update).expect("a genuine update"));
    }
    assert_eq!(one.room.digest(), other.room.digest());
    assert_eq!(*one.room.view(one.now), *other.room.view(one.now));
    news
}
