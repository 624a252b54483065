//! What was announced, for the eye, with the way to its thing.

use alongside_room::{BinnedThing, View};
use yew::prelude::*;

use crate::{
    room_screen::live_region::{Toast, ToastHandle},
    strings::{Key, fill, t, titled},
};

/// The title of a thing that is in its list, so that somebody can be led to it.
pub fn title_in_list(view: &View, thing: BinnedThing) -> Option<&str> {
    match thing {
        BinnedThing::Item(item) => view.agenda.iter().find(|each| each.id == item).map(|item| titled(&item.title)),
        BinnedThing::Task(task) => view.tasks.iter().find(|each| each.id == task).map(|task| titled(&task.title)),
    }
}

/// "Ben finished ‘Send the notes’ · Show". The live region says the words. It stays while the pointer or the focus is on its button.
pub fn toast(handle: &ToastHandle, shown: &Toast, view: &View, lead: &Callback<BinnedThing>) -> Html {
    let led = shown.about.and_then(|thing| Some((thing, title_in_list(view, thing)?.to_owned())));
    html! {
        // Another toast is another element: its button, too, is not pressed by a press that was meant for the one before.
        <div key={shown.words.to_string()} class={classes!("toast", led.is_some().then_some("leads"))}>
            <span aria-hidden="true">{ &shown.words }</span>
            if let Some((thing, title)) = led {
                <button type="button" class="link" aria-label={fill(Key::ShowThing, &[("title", &title)])}
                    onclick={lead.reform(move |_: MouseEvent| thing)}
                    onmouseenter={handle.holds(|hold| hold.pointer = true)} onmouseleave={handle.holds(|hold| hold.pointer = false)}
                    onfocus={handle.holds(|hold| hold.focus = true)} onblur={handle.holds(|hold| hold.focus = false)}>{ t(Key::Show) }</button>
            }
        </div>
    }
}
