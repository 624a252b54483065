//! The root of the widget: opens the device's storage, begins the rooms, draws what they publish.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{prefs::Prefs, sound::Bell, storage},
    components::App,
    host::Host,
    rooms::{Ground, Rooms, Screens},
};

/// What an element is given.
#[derive(Clone, PartialEq, Properties)]
pub struct RootProps {
    /// The page, as far as it may be used.
    pub host: Host,
    /// The relay's address.
    pub relay: AttrValue,
}

/// What is around the rooms, as a context for every component.
#[derive(Clone, PartialEq)]
pub struct Around {
    /// The page, as far as it may be used: its title.
    pub host: Host,
    /// What the person likes on this device.
    pub prefs: Prefs,
    /// The bell.
    pub bell: Bell,
}

/// The root of the widget.
#[component]
pub fn Root(props: &RootProps) -> Html {
    let screens = use_state(|| None::<Screens>);
    let around = use_state(|| None::<Around>);
    {
        let (screens, around) = (screens.setter(), around.setter());
        use_effect_with(props.clone(), move |props| {
            let open = Rc::new(RefCell::new(None));
            let (slot, props) = (Rc::downgrade(&open), props.clone());
            spawn_local(async move {
                let storage = storage::open().await;
                let prefs = Prefs::read(Rc::clone(&storage)).await;
                let RootProps { host, relay } = props;
                around.set(Some(Around { host: host.clone(), prefs: prefs.clone(), bell: Bell::new() }));
                let draw = Callback::from(move |new| screens.set(Some(new)));
                let rooms = Rooms::begin(Ground { host, relay: relay.as_str().into(), storage, prefs, draw }).await;
                // Unmounted meanwhile: nobody keeps them, and they close.
                if let Some(slot) = slot.upgrade() {
                    slot.replace(Some(rooms));
                }
            });
            move || drop(open.take())
        });
    }
    match (&*screens, &*around) {
        (Some(Screens { lobby, room }), Some(around)) => html! {
            <ContextProvider<Around> context={around.clone()}>
                <App lobby={lobby.clone()} room={room.clone()} />
            </ContextProvider<Around>>
        },
        // For the few milliseconds that storage takes to open.
        _ => Html::default(),
    }
}
