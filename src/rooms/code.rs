//! A code that the other reads out, in the place of a link.

use std::rc::Rc;

use alongside_peer::{invite, pairing::Code};
use yew::Callback;

use crate::{
    pairing::{self, JoinProps},
    rooms::{
        Location, RoomsInner,
        screens::{CodeScreen, Screen},
    },
};

impl RoomsInner {
    /// Shows the screen on which a code is typed, once it is loaded.
    pub(super) fn type_code(self: &Rc<Self>, typed: &str) {
        self.context.host.replace_fragment("");
        self.show(Screen::Loading { failed: false });
        let (waits, then) = (Rc::downgrade(self), Rc::downgrade(self));
        let typed: Rc<str> = typed.into();
        let failed = move || {
            let waiting = waits.upgrade().filter(|this| this.waits_for_code());
            waiting.inspect(|this| this.show(Screen::Loading { failed: true })).is_some()
        };
        pairing::load(failed, move |screens| {
            // Who has gone elsewhere meanwhile stays there.
            let Some(this) = then.upgrade().filter(|this| this.waits_for_code()) else { return };
            let (relay, open) = (Rc::clone(&this.context.relay), then.clone());
            let open = Callback::from(move |link: String| {
                let is_link = invite::read(&link).is_ok();
                if let (Some(this), true) = (open.upgrade(), is_link) {
                    this.open_link(&link);
                }
                is_link
            });
            let draw = move |field: &yew::NodeRef| {
                let (relay, typed, field, open) = (relay.clone(), typed.clone(), field.clone(), open.clone());
                (screens.join)(JoinProps { relay, typed, field, open })
            };
            this.show(Screen::Code(CodeScreen(Rc::new(draw))));
        });
    }

    fn waits_for_code(&self) -> bool {
        matches!(self.state.borrow().place, Location::Lobby(Screen::Loading { .. }))
    }

    /// Whether what was pasted in the place of a link is a code: then that is typed already.
    pub(super) fn is_code(text: &str) -> bool {
        Code::is_likely(text)
    }
}
