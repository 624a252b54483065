//! The focus, kept where a list takes another order: a browser takes it away from what is moved in the page.

use yew::prelude::*;

use crate::browser::dom::{self, Focused};

/// Call it before the move: what has the focus then gets it back once the list is drawn anew.
#[hook]
pub fn use_kept_focus(list: NodeRef) -> Callback<()> {
    let kept = use_mut_ref(Focused::default);
    use_effect({
        let kept = kept.clone();
        move || kept.take().give_back()
    });
    use_callback(list, move |(), list| {
        kept.replace(dom::focused(list));
    })
}
