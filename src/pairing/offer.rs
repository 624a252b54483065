//! What whoever reads a code out is shown.

use std::rc::Rc;

use alongside_peer::pairing::{Code, FailedTry, Inviter, OfferOver, Offered, Until};
use yew::prelude::*;

use crate::{
    browser::{clock, dom, entropy},
    pairing::{connection::Connected, emoji::emoji, ends::OfferProps},
    parts::button::button,
    strings::{self, Key, count, fill, shown, t, use_language},
};

/// The code, how long it is good, whoever comes, and what became of it.
#[component]
pub(super) fn Offer(props: &OfferProps) -> Html {
    use_language();
    let again = use_force_update();
    let inviter = use_mut_ref(|| None::<Rc<Connected<Inviter>>>);
    let OfferProps { name, link } = props;
    let begin = {
        let (inviter, link, again) = (inviter.clone(), link.clone(), again.clone());
        move || {
            // A code is at the relay that its link leads to.
            let relay = link.emit(());
            let relay = relay.split('#').next().unwrap_or_default();
            let Ok(seed) = entropy::seed() else { return };
            let changed = Callback::from({
                let again = again.clone();
                move |()| again.force_update()
            });
            drop(inviter.take());
            let begun = Connected::begin(Inviter::begin(strings::language(), seed), relay, changed);
            inviter.replace(Some(begun));
            again.force_update();
        }
    };
    use_effect_with((), {
        let (inviter, begin) = (inviter.clone(), begin.clone());
        move |()| {
            begin();
            move || drop(inviter.take())
        }
    });
    let renew = Callback::from(move |_: MouseEvent| begin());
    let matches = {
        let (inviter, link) = (inviter.clone(), link.clone());
        Callback::from(move |_: MouseEvent| {
            let connected = inviter.borrow().clone();
            if let Some(connected) = connected {
                connected.act(|inviter| inviter.hand_over(clock::now(), &link.emit(())));
            }
        })
    };
    let differ = {
        let inviter = inviter.clone();
        Callback::from(move |_: MouseEvent| {
            let connected = inviter.borrow().clone();
            if let Some(connected) = connected {
                connected.act(Inviter::differ);
            }
        })
    };
    // The button that was pressed for this is gone: the keyboard goes on from here.
    let node = use_node_ref();
    use_effect_with(node.clone(), dom::focus);
    let offered = inviter.borrow().as_ref().map_or(Offered::Asking, |connected| connected.read(Inviter::offered));
    let is_compared = matches!(offered, Offered::Comparing { .. });
    // A press that comes a moment too late makes no new code.
    let is_done = matches!(offered, Offered::HandedOver | Offered::Over(OfferOver::Joined));
    // Of the state only what is new is said; the clock's seconds are not.
    html! {
        <div ref={node} class="pairing" tabindex="-1">
            <div class="offered">
                <div role="status">{ words(&offered, name) }</div>
                if is_compared {
                    <div class="dialog-actions">
                        { button("primary", t(Key::TheyMatch), matches) }
                        { button("", t(Key::TheyDiffer), differ) }
                    </div>
                }
            </div>
            { left(&offered) }
            if !is_done { <div class="dialog-actions">{ button("", t(Key::NewCode), renew) }</div> }
        </div>
    }
}

fn words(offered: &Offered, name: &Rc<str>) -> Html {
    let told = |key| html! { <p class="told">{ t(key) }</p> };
    match offered {
        Offered::Asking => told(Key::OfferAsking),
        Offered::Waiting { code, trouble, left, .. } => {
            let trouble = trouble.map(|trouble| match trouble {
                FailedTry::Wrong => Key::OfferWrong,
                FailedTry::Left => Key::OfferLeft,
            });
            html! {
                <>
                    { read_out(code, name) }
                    if let Some(trouble) = trouble {
                        <p class="warned">{ count(trouble, (*left).into(), &[]) }</p>
                    } else {
                        <p>{ t(Key::OfferWhere) }</p>
                    }
                </>
            }
        }
        Offered::Typed { code, .. } => html! { <>{ read_out(code, name) }<p>{ t(Key::OfferTyping) }</p></> },
        Offered::Comparing { emoji: four, .. } => html! {
            <>
                <p class="told"><b>{ t(Key::OfferCompare) }</b></p>
                { emoji(*four, t(Key::OfferCompare)) }
                <p>{ t(Key::OfferCompareText) }</p>
            </>
        },
        Offered::HandedOver => told(Key::OfferHanding),
        Offered::Over(over) => told(match over {
            OfferOver::Joined => Key::OfferJoined,
            OfferOver::Expired => Key::OfferExpired,
            OfferOver::Spent => Key::OfferSpent,
            OfferOver::Differed => Key::OfferDiffered,
            OfferOver::Offline => Key::OfferOffline,
            OfferOver::Lost => Key::OfferLost,
            OfferOver::LostAtLast => Key::OfferLostAtLast,
            OfferOver::TooMany => Key::OfferTooMany,
        }),
    }
}

fn read_out(code: &Code, name: &Rc<str>) -> Html {
    let to = if name.is_empty() { t(Key::OfferReadOther).into() } else { shown(Key::OfferRead, &[("name", name)]) };
    html! { <><p>{ to }</p><p class="code" translate="no">{ code.to_string() }</p></> }
}

/// How long it is good, by the clock.
fn left(offered: &Offered) -> Html {
    let until: Option<Until> = match offered {
        Offered::Waiting { until, .. } | Offered::Typed { until, .. } | Offered::Comparing { until, .. } => {
            Some(*until)
        }
        _ => None,
    };
    let time = until.map(|until| {
        let seconds = until.left(clock::now()).div_ceil(1_000);
        format!("{}:{:02}", seconds / 60, seconds % 60)
    });
    html! { <small class="left">{ time.map(|time| fill(Key::OfferGood, &[("time", &time)])) }</small> }
}
