//! What is loaded after the first screen.
//!
//! A release build comes in three modules: the first screen; the `engine`, which is the rooms of this device with peer,
//! room and yrs; and the `screen` of an open room. A function here is the entrance to each of the last two: what is
//! reached through it alone is moved into its module when the build is split. Without the feature `split`, as in tests
//! and under `trunk serve`, the functions are there from the beginning.

use std::{any::Any, cell::Cell, future::Future, rc::Rc};

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::{page, sheets},
    open_room::store::Room,
    room_screen::screen::{RoomScreen, RoomScreenProps},
    rooms::{
        Rooms,
        context::RoomsContext,
        lobby::loading_screen,
        screens::{Around, Beginning, RoomContent},
    },
    styles,
};

/// A module did not come: the network is gone, or the server has another build by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a module of the widget did not load")]
pub struct NotLoaded;

#[cfg(all(feature = "split", target_family = "wasm"))]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Makes a function the entrance to a module: calling it loads the module first. The second function only loads it.
macro_rules! entrance {
    (
        module $module:ident, loaded by $load:ident;
        $(#[$doc:meta])*
        fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty $body:block
    ) => {
        #[cfg(all(feature = "split", target_family = "wasm"))]
        #[wasm_split_helpers::wasm_split($module, fallible, preload($load))]
        $(#[$doc])*
        fn $name($($argument: $type),*) -> $result $body

        #[cfg(not(all(feature = "split", target_family = "wasm")))]
        $(#[$doc])*
        async fn $name($($argument: $type),*) -> $result $body

        #[cfg(not(all(feature = "split", target_family = "wasm")))]
        async fn $load() -> Result<(), NotLoaded> {
            Ok(())
        }
    };
}

entrance! {
    module engine, loaded by load_engine;
    /// Begins the rooms of one element.
    fn rooms_of(context: RoomsContext) -> Result<Beginning, NotLoaded> {
        Ok(Box::pin(async move { Box::new(Rooms::begin(context).await) as _ }))
    }
}

entrance! {
    module screen, loaded by load_screen;
    /// The function that draws an open room. Its sheets come with it.
    fn room_screen() -> Result<Draw, NotLoaded> {
        sheets::replace(styles::SHEETS);
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

/// Tries again after a growing delay, and when the network comes back, for as long as `failed` says so. Answers whether the
/// module is there.
async fn until_loaded<E, F: Future<Output = Result<(), E>>>(load: fn() -> F, failed: impl Fn() -> bool) -> bool {
    let mut delay = FIRST_DELAY_MS;
    while load().await.is_err() {
        if !failed() {
            return false;
        }
        page::network_or(delay).await;
        delay = (delay * 2).min(LAST_DELAY_MS);
    }
    true
}

/// Draws an open room.
type Draw = fn(&RoomScreenProps) -> Html;

fn draw_room(props: &RoomScreenProps) -> Html {
    let RoomScreenProps { room, layout, host, prefs, bell } = props.clone();
    html! { <RoomScreen {room} {layout} {host} {prefs} {bell} /> }
}

thread_local! {
    /// What draws an open room, once the module is there.
    static DRAW: Cell<Option<Draw>> = const { Cell::new(None) };
}

impl RoomContent for Room {
    fn html(&self, around: &Around<'_>) -> Html {
        let Around { layout, host, prefs, bell } = *around;
        html! {
            <LazyRoomScreen
                key={self.id.to_string()}
                room={self.clone()}
                {layout}
                host={host.clone()}
                prefs={prefs.clone()}
                bell={bell.clone()}
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
    let draw = use_state_eq(|| DRAW.get().map(ByAddress));
    let failed = use_state_eq(|| false);
    use_effect_with((), {
        let (draw, failed) = (draw.setter(), failed.setter());
        move |()| {
            let mounted = Rc::new(());
            let is_mounted = Rc::downgrade(&mounted);
            spawn_local(async move {
                let failed = || {
                    failed.set(true);
                    is_mounted.strong_count() > 0
                };
                if until_loaded(load_screen, failed).await
                    && let Ok(function) = room_screen().await
                {
                    DRAW.set(Some(function));
                    draw.set(Some(ByAddress(function)));
                }
            });
            move || drop(mounted)
        }
    });
    match *draw {
        Some(ByAddress(draw)) => draw(props),
        None => loading_screen(&props.host, *failed),
    }
}

/// A function, the same as another where both are at one address.
#[derive(Clone, Copy)]
struct ByAddress(Draw);

impl PartialEq for ByAddress {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

const FIRST_DELAY_MS: u32 = 1_000;
const LAST_DELAY_MS: u32 = 30_000;
