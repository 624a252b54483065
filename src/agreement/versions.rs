//! The versions that were agreed to, and each beside what stands there now.

use alongside_room::{Acceptance, AgreementPart, AgreementText, AgreementVersion, VersionId};
use yew::prelude::*;

use crate::{
    agreement::{
        compare::{Run, runs},
        now::{face, moment},
        part_names::part_name,
    },
    members::names,
    open_room::store::Room,
    strings::{Key, fill, t},
};

/// Which version is open beside another text.
pub type OpenedVersion = UseStateHandle<Option<VersionId>>;

/// All versions, the latest first. One is shown beside the text that reads now; the one that reads now, beside the one before it.
pub fn versions(room: &Room, now: &AgreementText, opened: &OpenedVersion, node: &NodeRef) -> Html {
    let all = &room.view.agreement.versions;
    if all.is_empty() {
        return html! {};
    }
    let row = |(at, version): (usize, &AgreementVersion)| {
        let is_now = version.id == now.id();
        let (before, after) = if is_now {
            (all.get(at + 1), (version.text.clone(), when(version)))
        } else {
            (Some(version), (now.clone(), t(Key::AsItIsNow).to_owned()))
        };
        let is_open = **opened == Some(version.id);
        let toggle = {
            let (opened, id) = (opened.setter(), version.id);
            Callback::from(move |_: MouseEvent| opened.set((!is_open).then_some(id)))
        };
        let name = fill(Key::Compare, &[("when", &when(version))]);
        html! {
            <li key={format!("{:?}", version.id)}>
                <div class="version">
                    <p><b>{ when(version) }</b>if is_now { <small>{ t(Key::AsItIsNow) }</small> }</p>
                    if before.is_some() {
                        <button type="button" class="quiet" aria-label={name} aria-expanded={if is_open { "true" } else { "false" }} onclick={toggle}>{ t(Key::CompareShort) }</button>
                    }
                </div>
                { for version.acceptances.iter().map(|acceptance| signed(room, version, acceptance)) }
                if let Some(before) = before.filter(|_| is_open) { { beside(&before.text, &when(before), &after.0, &after.1) } }
            </li>
        }
    };
    html! {
        <div class="part versions">
            <h3 ref={node.clone()} tabindex="-1">{ t(Key::Versions) }</h3>
            <ol role="list" aria-label={t(Key::Versions)}>{ for all.iter().enumerate().map(row) }</ol>
        </div>
    }
}

/// When the last of its signatures was made.
fn when(version: &AgreementVersion) -> String {
    version.acceptances.last().map(|acceptance| moment(acceptance.at)).unwrap_or_default()
}

/// Who agreed, when, on which device; or that the signature is not genuine.
fn signed(room: &Room, version: &AgreementVersion, acceptance: &Acceptance) -> Html {
    let view = &room.view;
    let name = names::name(view, acceptance.by);
    let Some(member) = view.member(acceptance.by).filter(|_| room.is_genuine(version, acceptance)) else {
        return html! { <p class="warned">{ fill(Key::NotGenuine, &[("name", &name)]) }</p> };
    };
    let key = member.keys.iter().find(|key| key.signer == acceptance.signer);
    let device = key.and_then(|key| view.devices.iter().find(|device| device.id == key.device));
    let device = device.map(|device| device.name.to_string());
    let about = [Some(name.to_string()), Some(moment(acceptance.at)), device].into_iter().flatten().collect::<Vec<_>>();
    html! { <p class="standing">{ face(member) }<bdi translate="no">{ about.join(" · ") }</bdi></p> }
}

/// Two texts side by side, the parts that differ.
fn beside(before: &AgreementText, before_name: &str, after: &AgreementText, after_name: &str) -> Html {
    let parts = AgreementPart::ALL.into_iter().filter(|part| before.part(*part) != after.part(*part));
    let parts = parts.map(|part| {
        let (old, new) = runs(before.part(part), after.part(part));
        (part_name(part), marked(&old, "del"), marked(&new, "ins"))
    });
    let planned = |text: &AgreementText| text.planned.map_or_else(|| t(Key::NoNumber).to_owned(), |n| n.to_string());
    let is_other_number = before.planned != after.planned;
    let numbers = is_other_number.then(|| {
        let (old, new) = (planned(before), planned(after));
        (t(Key::SessionsPlanned), html! { <del>{ old }</del> }, html! { <ins>{ new }</ins> })
    });
    let differ: Vec<_> = parts.chain(numbers).collect();
    if differ.is_empty() {
        return html! { <p class="aside">{ t(Key::SameWords) }</p> };
    }
    html! {
        <table class="compare">
            <thead><tr><th scope="col">{ before_name.to_owned() }</th><th scope="col">{ after_name.to_owned() }</th></tr></thead>
            { for differ.into_iter().map(|(name, old, new)| html! {
                <tbody key={name}>
                    <tr><th scope="rowgroup" colspan="2">{ name }</th></tr>
                    <tr><td dir="auto" translate="no">{ old }</td><td dir="auto" translate="no">{ new }</td></tr>
                </tbody>
            }) }
        </table>
    }
}

/// The runs of a text, those that the other lacks in this element; what says nothing was left out.
fn marked(runs: &[Run<'_>], tag: &'static str) -> Html {
    if runs.is_empty() {
        return html! { <span class="aside">{ t(Key::LeftOut) }</span> };
    }
    let run = |run: &Run<'_>| {
        let words = run.words.to_owned();
        if run.is_same {
            html! { { words } }
        } else {
            html! { <@{tag}>{ words }</@> }
        }
    };
    runs.iter().map(run).collect()
}
