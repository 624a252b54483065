//! Entrances to the modules that are loaded later.
//!
//! A release build comes in several modules (decision 12). A function is the entrance to each but the first: what is reached
//! through it alone is moved into its module when the build is split. Without the feature `split`, as in tests and under
//! `trunk serve`, the functions are there from the beginning.

use std::{cell::Cell, future::Future, rc::Rc, thread::LocalKey};

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::page;

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
        async fn $load() -> Result<(), $crate::entrance::NotLoaded> {
            Ok(())
        }
    };
}

pub(crate) use entrance;

/// Tries again after a growing delay, and when the network comes back, for as long as `failed` says so. Answers whether the
/// module is there.
pub async fn until_loaded<E, F: Future<Output = Result<(), E>>>(load: fn() -> F, failed: impl Fn() -> bool) -> bool {
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

/// What an entrance gave, kept for the life of the page.
pub type Slot<T> = Cell<Option<T>>;

/// How far a module is.
pub enum Loading<T> {
    There(T),
    NotYet {
        /// An attempt failed; others follow.
        failed: bool,
    },
}

/// What an entrance gives, as soon as its module is there: loaded from the first use of this hook on, tried again where it
/// does not come.
#[hook]
pub fn use_module<T, F, L, E>(slot: &'static LocalKey<Slot<T>>, load: fn() -> L, enter: fn() -> E) -> Loading<T>
where
    T: Copy + 'static,
    F: 'static,
    L: Future<Output = Result<(), F>> + 'static,
    E: Future<Output = Result<T, NotLoaded>> + 'static,
{
    use_module_when(true, slot, load, enter)
}

/// The same, loaded from the first use on at which it is wanted.
#[hook]
pub fn use_module_when<T, F, L, E>(
    is_wanted: bool,
    slot: &'static LocalKey<Slot<T>>,
    load: fn() -> L,
    enter: fn() -> E,
) -> Loading<T>
where
    T: Copy + 'static,
    F: 'static,
    L: Future<Output = Result<(), F>> + 'static,
    E: Future<Output = Result<T, NotLoaded>> + 'static,
{
    let there = use_state_eq(|| slot.get().is_some());
    let failed = use_state_eq(|| false);
    use_effect_with(is_wanted, {
        let (there, failed) = (there.setter(), failed.setter());
        move |is_wanted| {
            let mounted = Rc::new(());
            let (is_mounted, is_wanted) = (Rc::downgrade(&mounted), *is_wanted);
            spawn_local(async move {
                let failed = || {
                    failed.set(true);
                    is_mounted.strong_count() > 0
                };
                if is_wanted
                    && slot.get().is_none()
                    && until_loaded(load, failed).await
                    && let Ok(entered) = enter().await
                {
                    slot.set(Some(entered));
                    there.set(true);
                }
            });
            move || drop(mounted)
        }
    });
    match slot.get() {
        Some(entered) => Loading::There(entered),
        None => Loading::NotYet { failed: *failed },
    }
}

const FIRST_DELAY_MS: u32 = 1_000;
const LAST_DELAY_MS: u32 = 30_000;
