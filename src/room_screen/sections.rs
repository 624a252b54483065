//! The sections of the screen: which one is open if not all fit, and going to each by its heading.

use std::rc::Rc;

use alongside_room::TimerState;
use yew::prelude::*;

use crate::{
    browser::{dom, host::View},
    open_room::store::Room,
    room_screen::tabs::Tab,
};

/// The sections.
#[derive(Clone)]
pub struct Sections {
    /// The section that is open on a narrow screen.
    pub tab: Tab,
    /// Those that the page around lets be seen.
    pub all: &'static [Tab],
    /// The list of tabs.
    pub list: NodeRef,
    /// The headings, in the order of [`Tab::ALL`].
    pub headings: Rc<[NodeRef; 4]>,
    /// Opens a section, and leaves the focus.
    pub show: Callback<Tab>,
    /// Opens and focuses a section.
    pub go_to: Callback<Tab>,
}

impl Sections {
    /// Whether the page around shows some of the room alone.
    pub fn is_part(&self) -> bool {
        self.all.len() < Tab::ALL.len()
    }

    /// A section's heading.
    pub fn heading(&self, tab: Tab) -> &NodeRef {
        &self.headings[tab as usize]
    }
}

/// The sections of a view.
fn sections_of(view: View) -> &'static [Tab] {
    match view {
        View::All | View::Strip => &Tab::ALL,
        View::Agenda => &[Tab::Agenda, Tab::Now],
        View::Tasks => &[Tab::Tasks],
        View::Timer => &[],
    }
}

/// Begins at the open point if a block runs; a block that starts later opens that section, too.
#[hook]
pub fn use_sections(room: &Room, root: &NodeRef, view: View) -> Sections {
    let all = sections_of(view);
    let timer = &room.view.timer;
    let running = timer.state != TimerState::Idle;
    let tab = use_state_eq(|| if running { Tab::Now } else { Tab::Agenda });
    let list = use_node_ref();
    let headings = use_memo((), |()| [(); 4].map(|()| NodeRef::default()));
    // Focused once it is rendered.
    let pending = use_mut_ref(|| None::<NodeRef>);
    use_effect({
        let pending = pending.clone();
        move || {
            if let Some(node) = pending.take() {
                dom::focus(&node);
            }
        }
    });
    let go_to = {
        let (tab, headings) = (tab.setter(), headings.clone());
        Callback::from(move |to: Tab| {
            if !all.contains(&to) {
                return;
            }
            tab.set(to);
            let heading = &headings[to as usize];
            match heading.get() {
                Some(_) => dom::focus(heading),
                None => drop(pending.replace(Some(heading.clone()))),
            }
        })
    };
    let show = {
        let tab = tab.setter();
        Callback::from(move |to| tab.set(to))
    };
    let before = use_mut_ref(|| timer.block);
    use_effect_with(timer.block.filter(|_| running), {
        let (tab, root) = (tab.setter(), root.clone());
        move |block| {
            if block.is_some() && before.replace(*block) != *block && !dom::is_writing(&root) {
                tab.set(Tab::Now);
            }
        }
    });
    let tab = if all.contains(&*tab) { *tab } else { all.first().copied().unwrap_or(*tab) };
    Sections { tab, all, list, headings, show, go_to }
}
