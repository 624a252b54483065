//! What is loaded after the first screen: the `engine`, which is the rooms of this device with peer, room and yrs; and the
//! `screen` of an open room.

use std::{any::Any, rc::Rc};

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::sheets,
    entrance::{Loading, NotLoaded, Slot, entrance, until_loaded, use_module},
    open_room::{dialog::OtherRoom, store::Room},
    room_screen::screen::{RoomScreen, RoomScreenProps},
    rooms::{
        Rooms,
        context::RoomsContext,
        lobby::loading_screen,
        screens::{Around, Beginning, RoomContent},
    },
    strings, styles,
};

entrance! {
    module engine, loaded by load_engine;
    /// Begins the rooms of one element.
    fn rooms_of(context: RoomsContext) -> Result<Beginning, NotLoaded> {
        Ok(Box::pin(async move { Box::new(Rooms::begin(context).await) as _ }))
    }
}

entrance! {
    module screen, loaded by load_screen;
    /// The function that draws an open room. Its sheets and texts come with it.
    fn room_screen() -> Result<Draw, NotLoaded> {
        sheets::replace(styles::SHEETS);
        strings::room_came();
        Ok(draw_room)
    }
}

/// Loads the engine and begins the rooms. `failed` hears of every attempt that failed, and answers whether to try again.
pub async fn begin_rooms(context: RoomsContext, failed: impl Fn() -> bool) -> Option<Beginning> {
    if until_loaded(load_engine, failed).await { rooms_of(context).await.ok() } else { None }
}

/// Begins to load the screen of a room before a room is open. Whether it came is seen when one is.
pub fn expect_room() {
    spawn_local(async {
        let _ = load_screen().await;
    });
}

/// Draws an open room.
type Draw = fn(&RoomScreenProps) -> Html;

fn draw_room(props: &RoomScreenProps) -> Html {
    let RoomScreenProps { room, layout, host, prefs, bell, others } = props.clone();
    html! { <RoomScreen {room} {layout} {host} {prefs} {bell} {others} /> }
}

thread_local! {
    /// What draws an open room, once the module is there.
    static DRAW: Slot<Draw> = const { Slot::new(None) };
}

impl RoomContent for Room {
    fn html(&self, around: &Around<'_>) -> Html {
        let Around { layout, host, prefs, bell, rooms } = *around;
        let others = rooms.iter().filter(|entry| entry.id != self.id);
        let others = others.map(|entry| OtherRoom { id: entry.id, name: Rc::clone(&entry.name) }).collect::<Rc<[_]>>();
        html! {
            <LazyRoomScreen
                key={self.id.to_string()}
                room={self.clone()}
                {layout}
                host={host.clone()}
                prefs={prefs.clone()}
                bell={bell.clone()}
                {others}
            />
        }
    }

    fn is_drawn_like(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| self == other)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The screen of a room, or words for the time until its module is there.
#[component]
fn LazyRoomScreen(props: &RoomScreenProps) -> Html {
    match use_module(&DRAW, load_screen, room_screen) {
        Loading::There(draw) => draw(props),
        Loading::NotYet { failed } => loading_screen(&props.host, failed),
    }
}
