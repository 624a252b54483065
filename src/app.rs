//! The root of the widget: opens the device's storage, starts `Rooms`, and renders what it publishes.

pub mod screen;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    app::screen::App,
    browser::{
        host::Host,
        prefs::Prefs,
        sound::Bell,
        storage::{self, Storage, StoredRooms},
    },
    lazy,
    rooms::{
        context::RoomsContext,
        screens::{Lobby, LobbyAction, NAME, NEW, RunningRooms, Screen, Screens},
    },
};

/// What the root is given by its element.
#[derive(Clone, PartialEq, Properties)]
pub struct RootProps {
    /// The page, as far as the element may use it.
    pub host: Host,
    /// The relay's address.
    pub relay: AttrValue,
}

/// What is rendered once the device's storage is open.
#[derive(Clone)]
struct Drawn {
    screens: Screens,
    prefs: Prefs,
    bell: Bell,
}

/// The root of the widget.
#[component]
pub fn Root(props: &RootProps) -> Html {
    let drawn = use_state(|| None::<Drawn>);
    {
        let drawn = drawn.setter();
        use_effect_with((props.host.clone(), props.relay.clone()), move |(host, relay)| {
            let entry = Rc::new(RefCell::new(Entry::Loading(Vec::new())));
            let (unless_unmounted, host, relay) = (Rc::downgrade(&entry), host.clone(), relay.clone());
            spawn_local(async move {
                let storage = storage::open(&relay).await;
                let prefs = Prefs::read(Rc::clone(&storage)).await;
                host.begin(&prefs, NAME);
                let (liked, bell) = (prefs.clone(), Bell::new());
                let draw = Callback::from(move |screens| {
                    drawn.set(Some(Drawn { screens, prefs: liked.clone(), bell: bell.clone() }));
                });
                let context = RoomsContext { host, relay: relay.as_str().into(), storage, prefs, draw };
                enter(context, unless_unmounted).await;
            });
            move || drop(entry.replace(Entry::Loading(Vec::new())))
        });
    }
    match &*drawn {
        Some(Drawn { screens: Screens { lobby, room }, prefs, bell }) => html! {
            <App
                lobby={lobby.clone()}
                room={room.clone()}
                host={props.host.clone()}
                relay={props.relay.clone()}
                prefs={prefs.clone()}
                bell={bell.clone()}
            />
        },
        // For the few milliseconds until storage is open.
        None => Html::default(),
    }
}

/// The way from the first screen to the rooms.
enum Entry {
    /// The rooms are being loaded. What was pressed meanwhile is done when they are there.
    Loading(Vec<LobbyAction>),
    /// The rooms.
    Open(Rc<dyn RunningRooms>),
}

/// Draws what can be drawn without the rooms, loads the rooms, and hands over what was pressed.
async fn enter(context: RoomsContext, entry: Weak<RefCell<Entry>>) {
    let first = FirstScreen { context: context.clone(), entry: entry.clone(), waits: Rc::default() };
    // A visit without a link, on a device without a room, begins at "Start a room"; and one whose address asks for a new one.
    let fragment = context.host.fragment();
    if fragment.starts_with(NEW) || fragment.len() < 2 && has_no_room(&*context.storage).await {
        first.show(Screen::Start);
        // Nobody is waiting yet: both modules at once. A person who comes by a link waits for the rooms first.
        lazy::expect_room();
    } else {
        first.wait(false);
    }
    let Some(beginning) = lazy::begin_rooms(context, || first.say_that_it_failed()).await else { return };
    let rooms = Rc::from(beginning.await);
    lazy::expect_room();
    // Unmounted meanwhile: nobody keeps the rooms, and they close.
    let Some(entry) = entry.upgrade() else { return };
    if let Entry::Loading(pressed) = entry.replace(Entry::Open(Rc::clone(&rooms))) {
        pressed.into_iter().for_each(|action| rooms.act(action));
    }
}

async fn has_no_room(storage: &dyn Storage) -> bool {
    storage.rooms().await.is_ok_and(|rooms| rooms == StoredRooms::default())
}

/// The screens until the rooms are there.
#[derive(Clone)]
struct FirstScreen {
    context: RoomsContext,
    entry: Weak<RefCell<Entry>>,
    /// Whether the person can do nothing but wait.
    waits: Rc<Cell<bool>>,
}

impl FirstScreen {
    fn show(&self, screen: Screen) {
        let act = {
            let this = self.clone();
            Callback::from(move |action| this.act(action))
        };
        let last_name = self.context.prefs.text(NAME).unwrap_or_default().into();
        let (rooms, news, days) = (Rc::from([]), Rc::from([]), Rc::from([]));
        let lobby = Lobby { screen, rooms, news, days, locked: 0, last_name, copied: None, exposed: None, act };
        self.context.draw.emit(Screens { lobby, room: None });
    }

    fn wait(&self, failed: bool) {
        self.waits.set(true);
        self.show(Screen::Loading { failed });
    }

    fn act(&self, action: LobbyAction) {
        let Some(entry) = self.entry.upgrade() else { return };
        let open = match &*entry.borrow() {
            Entry::Open(rooms) => Some(Rc::clone(rooms)),
            Entry::Loading(_) => None,
        };
        let Some(rooms) = open else { return self.keep(&entry, action) };
        rooms.act(action);
    }

    /// Shows what can be shown without the rooms. They are told when they are there: they begin where the address says.
    fn keep(&self, entry: &RefCell<Entry>, action: LobbyAction) {
        // A reload finds the name again.
        if let LobbyAction::Start { name } = &action {
            self.context.prefs.set(NAME, name);
        }
        if let Entry::Loading(pressed) = &mut *entry.borrow_mut() {
            pressed.push(action.clone());
        }
        match action {
            LobbyAction::Show(screen) => self.show(screen),
            _ => self.wait(false),
        }
    }

    /// Tells a person who waits. One who is still typing a name is not disturbed. Answers whether the rooms are still wanted.
    fn say_that_it_failed(&self) -> bool {
        let is_wanted = self.entry.strong_count() > 0;
        if is_wanted && self.waits.get() {
            self.wait(true);
        }
        is_wanted
    }
}
