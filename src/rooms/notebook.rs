//! The notebook of an open room: the private lines of the person at this device. They are kept here under a key that only this device
//! has, heard by the other tabs of this browser, and say nothing to the relay. What brings them to the person's other
//! devices is in `parcels.rs`.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
    sync::Arc,
};

use alongside_peer::{
    io::Write,
    private::{NotebookKey, Parcels},
    sealed_key::DeviceSecret,
};
use alongside_room::{LineId, Moment, Notebook, PrivateLine};
use alongside_wire::SnapshotId;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    browser::{
        BrowserError, clock, entropy,
        page::{PageEvent, PageWatch},
        storage::{OnCleared, Storage},
        tabs::Tabs,
    },
    open_room::{
        private::{Private, PrivateAct, PrivatePlace},
        unstored::{self, Unstored},
    },
    rooms::context::RoomsContext,
};

/// A notebook at work.
pub(super) struct RoomNotebook {
    inner: Rc<NotebookInner>,
    now: Callback<LineId, Option<Rc<str>>>,
    act: Callback<PrivateAct, bool>,
}

struct NotebookInner {
    key: NotebookKey,
    storage: Rc<dyn Storage>,
    notebook: RefCell<Notebook>,
    parcels: RefCell<Parcels>,
    /// What stands on the device is in these.
    kept: RefCell<Vec<SnapshotId>>,
    saving: Cell<Saving>,
    unstored: Unstored,
    /// The device refused to keep it.
    is_refused: Cell<bool>,
    tabs: RefCell<Option<Tabs>>,
    changed: Callback<()>,
    _page: RefCell<Option<PageWatch>>,
    _when_cleared: Rc<OnCleared>,
}

/// Whether the device keeps what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saving {
    Done,
    Writing,
    /// More was written meanwhile.
    WritingOnce,
}

impl RoomNotebook {
    /// The one that this device keeps for its member of a room. `changed` is told when it is to be drawn anew.
    pub(super) fn begin(
        context: &RoomsContext,
        device: &DeviceSecret,
        changed: Callback<()>,
    ) -> Result<Self, BrowserError> {
        let key = NotebookKey::of(device);
        let notebook = RefCell::new(Notebook::new(u64::from_le_bytes(entropy::id()?)));
        let storage = Rc::clone(&context.storage);
        let inner = Rc::new_cyclic(|this: &Weak<NotebookInner>| {
            let cleared = Weak::clone(this);
            let when_cleared: Rc<OnCleared> = Rc::new(move || {
                if let Some(this) = cleared.upgrade().filter(|this| this.is_begun()) {
                    this.kept.borrow_mut().clear();
                    this.save();
                }
            });
            storage.watch(&when_cleared);
            let (hears, leaves) = (Weak::clone(this), Weak::clone(this));
            let tabs = Tabs::join(key.id(), &context.relay, move |sealed| {
                if let Some(this) = hears.upgrade() {
                    this.take_sealed(&sealed);
                }
            });
            let page = PageWatch::new(move |event| {
                if let (Some(this), PageEvent::Hidden | PageEvent::Going) = (leaves.upgrade(), event) {
                    this.save_rest();
                    this.unstored.leaving();
                }
            });
            let unstored = Unstored::new(key.id());
            NotebookInner {
                key,
                storage,
                notebook,
                parcels: RefCell::default(),
                kept: RefCell::default(),
                saving: Cell::new(Saving::Done),
                unstored,
                is_refused: Cell::new(false),
                tabs: RefCell::new(tabs),
                changed,
                _page: RefCell::new(Some(page)),
                _when_cleared: when_cleared,
            }
        });
        let (this, kept) = (Rc::downgrade(&inner), inner.storage.load(inner.key.id()));
        spawn_local(async move {
            let mut kept = kept.await.unwrap_or_default();
            if let Some(this) = this.upgrade() {
                unstored::take_up(this.key.id(), &this.storage, &mut kept);
                for (id, sealed) in kept.snapshots {
                    this.kept.borrow_mut().push(id);
                    this.take_sealed(&sealed);
                }
            }
        });
        let (reads, acts) = (Rc::downgrade(&inner), Rc::downgrade(&inner));
        Ok(Self {
            inner,
            now: Callback::from(move |line| reads.upgrade()?.notebook.borrow().text(line)),
            act: Callback::from(move |act| acts.upgrade().is_some_and(|this| this.act(act))),
        })
    }

    /// What the screens read and act by.
    pub(super) fn shown(&self, has_keyring: bool) -> Private {
        let place = match (self.inner.is_refused.get(), has_keyring) {
            (true, _) => PrivatePlace::Page,
            (false, false) => PrivatePlace::Device,
            (false, true) => PrivatePlace::Devices,
        };
        Private { lines: self.inner.notebook.borrow_mut().lines(), place, now: self.now.clone(), act: self.act.clone() }
    }

    /// All of it.
    pub(super) fn whole(&self) -> Vec<u8> {
        self.inner.notebook.borrow().whole()
    }

    /// A parcel from another device of this person stands at this place.
    pub(super) fn take_parcel(&self, at: u8, parcel: &Arc<[u8]>) {
        let whole = self.inner.parcels.borrow_mut().take(at, parcel);
        if let Some(whole) = whole
            && self.inner.take(&whole)
        {
            self.inner.save();
        }
    }

    /// The page may end, or leaves the room.
    pub(super) fn flush(&self) {
        self.inner.save_rest();
    }

    /// The device forgets it.
    pub(super) fn forget(&self) {
        unstored::forget(self.inner.key.id());
        let forgotten = self.inner.storage.write(self.inner.key.id(), &[Write::Forget]);
        spawn_local(async move {
            // Where nothing is kept there is nothing to forget.
            let _ = forgotten.await;
        });
    }
}

impl NotebookInner {
    fn act(self: &Rc<Self>, act: PrivateAct) -> bool {
        let now = Moment(clock::wall());
        let done = {
            let mut notebook = self.notebook.borrow_mut();
            match act {
                PrivateAct::Write { line, about, base, text, caret } => {
                    notebook.write((line, about), [&base, &text], caret, now).is_ok()
                }
                PrivateAct::MarkShared(line) => {
                    notebook.mark_shared(line, now);
                    true
                }
            }
        };
        if done {
            self.save();
            self.changed.emit(());
        }
        done
    }

    fn is_begun(&self) -> bool {
        let lines: Rc<[PrivateLine]> = self.notebook.borrow_mut().lines();
        !lines.is_empty()
    }

    /// Takes in what this device kept, or another tab of it says.
    fn take_sealed(&self, sealed: &[u8]) {
        if let Ok(whole) = self.key.open(sealed) {
            self.take(&whole);
        }
    }

    /// Takes in another copy; true if that brought anything.
    fn take(&self, whole: &[u8]) -> bool {
        // What is damaged is left out.
        let brought = self.notebook.borrow_mut().merge(whole).unwrap_or(false);
        if brought {
            self.changed.emit(());
        }
        brought
    }

    /// Has the device keep it, and the other tabs hear of it.
    fn save(self: &Rc<Self>) {
        if self.saving.get() == Saving::Done {
            self.write();
        } else {
            self.saving.set(Saving::WritingOnce);
        }
    }

    /// The page may end with this moment: what waits for an earlier write does not wait.
    fn save_rest(self: &Rc<Self>) {
        if self.saving.get() == Saving::WritingOnce {
            self.write();
        }
    }

    fn write(self: &Rc<Self>) {
        let Ok(nonce) = entropy::bytes() else { return };
        let sealed = self.key.seal(nonce, &self.notebook.borrow().whole());
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.tell(&sealed);
        }
        let id = SnapshotId::of(&sealed);
        // Writes keep their order, so what was written before this stands on the device by then. What another tab wrote stays.
        let snapshots = std::mem::replace(&mut *self.kept.borrow_mut(), vec![id]);
        let write = Write::Snapshot { id, sealed, frames: Vec::new(), snapshots };
        self.saving.set(Saving::Writing);
        let writes = [write];
        let number = self.unstored.storing(&writes);
        let (this, written) = (Rc::downgrade(self), self.storage.write(self.key.id(), &writes));
        spawn_local(async move {
            let is_refused = written.await.is_err();
            let Some(this) = this.upgrade() else { return };
            this.unstored.answered(number, !is_refused);
            let is_stale = this.saving.replace(Saving::Done) == Saving::WritingOnce;
            if this.is_refused.replace(is_refused) != is_refused {
                this.changed.emit(());
            }
            if is_stale {
                this.write();
            }
        });
    }
}
