//! The focus, kept where a list takes another order: a browser takes it away from what is moved in the page.

use yew::prelude::*;

use crate::browser::dom::{self, Focused};

/// To be called before rows take another order: the element that has the focus then gets it back after the next drawing.
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
