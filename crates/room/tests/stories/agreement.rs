//! The agreement of a pair: words that both write, versions that each agrees to, and what is kept of them.

use std::rc::Rc;

use alongside_room::{
    AboutEdit, Agreeing, AgreementChange, AgreementEdit, AgreementPart, AgreementText, Change, DeviceId, MemberId,
    MembersEdit, Moment, Refused, SessionId, SessionsEdit, Signature, SignerId, Standing, Target, TextField, Verb,
    VersionId, WordingId,
};
use yrs::{Any, Map, MapPrelim, TextPrelim};

use crate::{
    common::*,
    hostile::{foreign, root},
};

fn wording(n: u8) -> WordingId {
    WordingId([n; 8])
}

fn begin(n: u8, part: AgreementPart, words: &str) -> AgreementEdit {
    AgreementEdit::Begin { wording: wording(n), part, words: words.to_owned() }
}

/// What a person's language proposes.
fn proposed(me: MemberId) -> impl Fn(AgreementPart) -> String {
    let language = if me == ANA { "en" } else { "de" };
    move |part| format!("{part:?} ({language})")
}

/// The text as this person reads it.
fn reads(copy: &mut Copy) -> AgreementText {
    let view = copy.view();
    view.agreement.text(view.planned, proposed(copy.me))
}

fn key(of: MemberId) -> [u8; 32] {
    [of.0[0]; 32]
}

/// What the person does who reads this and presses "I agree to this".
fn agrees_to(copy: &Copy, text: AgreementText) -> AgreementEdit {
    let signer = SignerId::of(&key(copy.me));
    AgreementEdit::Agree(Box::new(Agreeing { text, signer, at: copy.now, signature: Signature([7; 64]) }))
}

fn agrees(copy: &mut Copy) -> VersionId {
    let text = reads(copy);
    let version = text.id();
    copy.does(agrees_to(copy, text));
    version
}

fn standing(copy: &mut Copy, of: MemberId) -> Standing {
    let text = reads(copy).id();
    copy.view().agreement.standing(of, text, |_, _| true)
}

fn purpose(copy: &mut Copy) -> String {
    copy.view().agreement.part(AgreementPart::Purpose).words.to_string()
}

/// `[P 130, 132]`
#[test]
fn the_room_holds_no_word_of_it_until_somebody_writes_or_agrees() {
    let (mut ana, mut ben) = ana_and_ben();
    assert!(!ana.view().agreement.is_begun());
    assert_ne!(reads(&mut ana), reads(&mut ben), "each reads a proposal in their own language");
    let version = agrees(&mut ana);
    let (_, told) = meet(&mut ana, &mut ben);
    assert!(told.contains(&Change::Agreement(AgreementChange::Agreed)), "{told:?}");
    // From now on both read the very same words.
    assert_eq!(reads(&mut ben), reads(&mut ana));
    assert_eq!(reads(&mut ben).id(), version);
    assert_eq!(standing(&mut ben, ANA), Standing::Agreed { at: ana.now });
    assert_eq!(standing(&mut ben, BEN), Standing::NotYet);
    agrees(&mut ben);
    meet(&mut ana, &mut ben);
    let view = ana.view();
    assert_eq!(view.agreement.versions.len(), 1);
    let by: Vec<_> = view.agreement.versions[0].acceptances.iter().map(|one| one.by).collect();
    assert_eq!(by, [ANA, BEN]);
    assert_eq!(ana.try_to(agrees_to(&ana, view.agreement.versions[0].text.clone())), Ok(()), "once more is no more");
    assert!(ana.unsent.is_empty());
}

/// `[P 130]`
#[test]
fn both_write_in_one_part_at_once_and_no_letter_is_lost() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(begin(1, AgreementPart::Purpose, "Lead a project"));
    meet(&mut ana, &mut ben);
    ana.types(TextField::Wording(wording(1)), "Lead a project of my own");
    ben.types(TextField::Wording(wording(1)), "To lead a project");
    let (told, _) = meet(&mut ana, &mut ben);
    assert_eq!(told, [Change::Agreement(AgreementChange::Typed(wording(1)))]);
    assert_eq!(purpose(&mut ana), "To lead a project of my own");
    ana.undoes();
    assert_eq!(purpose(&mut ana), "To lead a project");
    let refused = ana.room.undo(ana.who());
    assert_eq!(refused, Err(Refused::WrittenIn(Target::Agreement)), "Ben has written in it");
}

/// `[P 130]`
#[test]
fn of_words_that_were_begun_at_once_the_first_count_and_the_others_are_not_lost() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.wait(10);
    ana.does(begin(1, AgreementPart::Purpose, "Lead a project"));
    ben.wait(5);
    ben.does(begin(2, AgreementPart::Purpose, "Find out what I want"));
    let (at_ana, at_ben) = meet(&mut ana, &mut ben);
    for told in [at_ana, at_ben] {
        assert!(matches!(told[..], [Change::Agreement(AgreementChange::Typed(_))]), "{told:?}");
    }
    // (Ben's clock is a second ahead of Ana's since he joined.)
    for copy in [&mut ana, &mut ben] {
        let part = copy.view().agreement.part(AgreementPart::Purpose).clone();
        assert_eq!(&*part.words, "Lead a project");
        let beside: Vec<_> = part.beside.iter().map(|other| (other.by, &*other.words)).collect();
        assert_eq!(beside, [(BEN, "Find out what I want")]);
    }
    ana.does(AgreementEdit::Remove { wording: wording(1) });
    let (_, told) = meet(&mut ana, &mut ben);
    assert_eq!(told, [Change::Agreement(AgreementChange::Changed)]);
    assert!(ana.view().agreement.part(AgreementPart::Purpose).beside.is_empty());
    ana.undoes();
    assert_eq!(ana.view().agreement.part(AgreementPart::Purpose).beside.len(), 1);
    assert_eq!(ana.try_to(AgreementEdit::Remove { wording: wording(9) }), Err(Refused::Gone));
}

/// `[P 132]`
#[test]
fn a_change_after_somebody_agreed_is_seen_against_what_they_agreed_to() {
    let (mut ana, mut ben) = ana_and_ben();
    ana.does(begin(1, AgreementPart::Purpose, "Lead a project"));
    let first = agrees(&mut ana);
    meet(&mut ana, &mut ben);
    ben.wait(1_000);
    agrees(&mut ben);
    ben.wait(1_000);
    ben.types(TextField::Wording(wording(1)), "Lead two projects");
    meet(&mut ana, &mut ben);
    assert_eq!(standing(&mut ana, ANA), Standing::Before { version: first, at: ana.now });
    let second = agrees(&mut ben);
    meet(&mut ana, &mut ben);
    assert_eq!(standing(&mut ana, BEN), Standing::Agreed { at: ben.now });
    let versions: Vec<_> = ana.view().agreement.versions.iter().map(|version| version.id).collect();
    assert_eq!(versions, [second, first], "the latest first, and none is lost");
    // How many sessions are planned is a part of it.
    ben.does(AboutEdit::SetPlanned(Some(5)));
    assert!(matches!(standing(&mut ben, BEN), Standing::Before { version, .. } if version == second));
    // Who goes back to the words goes back to the version.
    ben.undoes();
    assert_eq!(standing(&mut ben, BEN), Standing::Agreed { at: ben.now });
}

#[test]
fn undo_takes_back_that_i_agreed_and_leaves_the_words() {
    let (mut ana, mut ben) = ana_and_ben();
    agrees(&mut ana);
    let words = reads(&mut ana);
    meet(&mut ana, &mut ben);
    let wording = ben.view().agreement.part(AgreementPart::Purpose).wording.expect("it was written down");
    ben.types(TextField::Wording(wording), "In his words");
    meet(&mut ana, &mut ben);
    let undone = ana.undoes();
    assert_eq!((undone.verb, undone.target), (Verb::Agree, Target::Agreement));
    let (_, told) = meet(&mut ana, &mut ben);
    assert_eq!(told, [Change::Agreement(AgreementChange::TakenBack)]);
    assert!(ben.view().agreement.versions.is_empty(), "nobody agrees to it");
    assert_eq!(purpose(&mut ben), "In his words");
    ana.redoes();
    assert_eq!(ana.view().agreement.versions[0].text, words);
    // Long after, without undo: either may stop.
    let version = words.id();
    assert_eq!(ben.try_to(AgreementEdit::TakeBack { version }), Err(Refused::Gone), "he has not agreed");
    ana.does(AgreementEdit::TakeBack { version });
    let (_, told) = meet(&mut ana, &mut ben);
    assert_eq!(told.last(), Some(&Change::Agreement(AgreementChange::TakenBack)));
    assert!(ben.view().agreement.versions.is_empty());
}

/// What one of two does before they hear of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Nothing,
    Agree,
    /// Writes something of their own in the purpose.
    Write,
    WriteAndAgree,
    AgreeAndWrite,
    AgreeAndTakeBack,
}

const ACTS: [Act; 6] =
    [Act::Nothing, Act::Agree, Act::Write, Act::WriteAndAgree, Act::AgreeAndWrite, Act::AgreeAndTakeBack];

impl Act {
    /// Does it; returns the text that the person has agreed to and not taken back, if there is one.
    fn done_by(self, copy: &mut Copy) -> Option<AgreementText> {
        let write = |copy: &mut Copy| {
            let words = format!("In the words of {:?}", copy.me);
            match copy.view().agreement.part(AgreementPart::Purpose).wording {
                Some(wording) => copy.types(TextField::Wording(wording), &words),
                None => copy.does(begin(copy.me.0[0], AgreementPart::Purpose, &words)),
            }
        };
        if matches!(self, Self::Write | Self::WriteAndAgree) {
            write(copy);
        }
        let text = reads(copy);
        let me = copy.me;
        let is_agreed = matches!(standing(copy, me), Standing::Agreed { .. });
        if !matches!(self, Self::Nothing | Self::Write) && !is_agreed {
            copy.does(agrees_to(copy, text.clone()));
        }
        match self {
            Self::AgreeAndWrite => write(copy),
            Self::AgreeAndTakeBack if !is_agreed => drop(copy.undoes()),
            _ => {}
        }
        matches!(self, Self::Agree | Self::WriteAndAgree | Self::AgreeAndWrite).then_some(text)
    }
}

/// `[P 132]`
#[test]
fn two_acceptances_at_once_come_to_one_result_that_both_are_told_whatever_each_did() {
    // Two rounds of everything that each may do before hearing of the other, from a new room.
    for acts in (0..ACTS.len().pow(4)).map(|n| [n, n / 6, n / 36, n / 216].map(|at| ACTS[at % 6])) {
        let (mut ana, mut ben) = ana_and_ben();
        let mut agreed: Vec<(MemberId, AgreementText)> = Vec::new();
        for [hers, his] in [[acts[0], acts[1]], [acts[2], acts[3]]] {
            ana.wait(1_000);
            ben.wait(1_000);
            let new = [(ANA, hers.done_by(&mut ana)), (BEN, his.done_by(&mut ben))];
            let (at_ana, at_ben) = meet(&mut ana, &mut ben);
            for (other, text, told) in [(BEN, &new[1].1, at_ana), (ANA, &new[0].1, at_ben)] {
                let is_new = text.as_ref().is_some_and(|text| !agreed.contains(&(other, text.clone())));
                let last =
                    told.iter().rev().find(|change| !matches!(change, Change::Agreement(AgreementChange::Typed(_))));
                let is_told = last == Some(&Change::Agreement(AgreementChange::Agreed));
                assert_eq!(is_told, is_new, "{acts:?}: {other:?} agreed, {told:?}");
            }
            agreed.extend(new.into_iter().filter_map(|(who, text)| Some((who, text?))));
        }
        // Every text that somebody agreed to is kept, letter by letter, under the name of who did.
        let view = ana.view();
        for (who, text) in &agreed {
            let kept = view.agreement.versions.iter().find(|version| version.id == text.id());
            let kept = kept.unwrap_or_else(|| panic!("{acts:?}: a version is lost"));
            assert_eq!(&kept.text, text);
            assert!(kept.acceptances.iter().any(|one| one.by == *who), "{acts:?}");
        }
        // "Agreed" is said of exactly the text that stands there, on both screens alike.
        for who in [ANA, BEN] {
            let (at_ana, at_ben) = (standing(&mut ana, who), standing(&mut ben, who));
            if agreed.is_empty() {
                continue;
            }
            assert_eq!(at_ana, at_ben, "{acts:?}");
            let now = reads(&mut ana);
            let is_agreed = agreed.iter().any(|(by, text)| *by == who && *text == now);
            assert_eq!(matches!(at_ana, Standing::Agreed { .. }), is_agreed, "{acts:?}");
            let ever = agreed.iter().any(|(by, _)| *by == who);
            assert_eq!(at_ana != Standing::NotYet, ever, "{acts:?}: what was agreed to before is not forgotten");
        }
    }
}

/// `[P 133]`
#[test]
fn the_purpose_is_asked_about_once_a_session_and_each_answers_alone() {
    let (mut ana, mut ben) = ana_and_ben();
    let answer = |right| AgreementEdit::Answer { session: SessionId::FIRST, right };
    ana.does(answer(true));
    ben.does(answer(false));
    let (told, _) = meet(&mut ana, &mut ben);
    assert_eq!(told, [Change::Agreement(AgreementChange::Answered)]);
    assert_eq!(ana.view().agreement.answers[..], [(ANA, true), (BEN, false)]);
    ben.undoes();
    assert_eq!(ben.view().agreement.answers[..], [(ANA, true)]);
    ben.does(AgreementEdit::Settle { session: SessionId::FIRST });
    assert_eq!(ben.view().agreement.settled[..], [BEN]);
    meet(&mut ana, &mut ben);
    ana.does(SessionsEdit::Close { session: SessionId::FIRST });
    assert!(ana.view().agreement.answers.is_empty(), "the next session asks anew");
    assert!(ana.view().agreement.settled.is_empty());
    assert_eq!(ana.try_to(answer(false)), Err(Refused::Gone), "it is closed");
}

#[test]
fn what_two_entries_of_one_person_agreed_to_counts_as_theirs() {
    let (mut ana, mut ben) = ana_and_ben();
    let benny = MemberId(*b"benny---");
    let device = DeviceId([3; 8]);
    let mut phone = Copy::new(3, benny);
    phone.now = ben.now;
    ben.does(MembersEdit::AddKey { public: key(BEN), device });
    meet(&mut ana, &mut ben);
    phone.room.load(&ben.room.snapshot()).expect("a snapshot");
    phone.does(MembersEdit::Join { member: benny, name: "Benny".to_owned(), role: alongside_room::Role::Coachee });
    phone.does(MembersEdit::AddKey { public: key(benny), device });
    phone.does(MembersEdit::AddKey { public: [9; 32], device });
    let version = agrees(&mut phone);
    meet(&mut ben, &mut phone);
    ben.does(MembersEdit::JoinNames { from: benny, into: BEN });
    let view = ben.view();
    let acceptance = view.agreement.versions[0].acceptances[0];
    assert_eq!((acceptance.by, acceptance.signed_as), (BEN, benny));
    assert!(matches!(view.agreement.standing(BEN, version, |_, _| true), Standing::Agreed { .. }));
    let keys = &view.member(BEN).expect("Ben").keys;
    assert_eq!(keys.len(), 2, "the one with the same letters is one key");
    assert!(keys.iter().all(|key| key.signer == SignerId::of(&key.public)));
}

/// `[P 92, 130, 131, 134]`
#[test]
fn what_is_malformed_or_written_under_another_name_counts_as_absent() {
    let bytes = |length: usize| Any::from(vec![7u8; length]);
    let text = |words: &str| AgreementText { planned: None, parts: vec![words.to_owned()] };
    let hex = |id: VersionId| id.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let value = |words: &str| Any::from(vec![Any::Null, Any::from(words.to_owned())]);
    let (genuine, long) = (text("What stays here"), "x".repeat(100_000));
    let signer = SignerId::of(&key(BEN));
    let moment = || Any::from(5i64);
    let mut entries: Vec<(String, Any)> = vec![
        (hex(genuine.id()), value("What stays here")),
        (format!("{}/{BEN}/{signer}", hex(genuine.id())), Any::from(vec![moment(), bytes(64)])),
        // Another text under the name of one; one that is too long; a signature that is none; a name that is none.
        (hex(text("Said").id()), value("Meant")),
        (hex(text(&long).id()), value(&long)),
        (format!("{}/{BEN}/{signer}", hex(text("Said").id())), Any::from(vec![moment(), bytes(64)])),
        (format!("{}/{ANA}/{signer}", hex(genuine.id())), Any::from(vec![moment(), bytes(63)])),
        (format!("{}/{ANA}", hex(genuine.id())), Any::from(vec![moment(), bytes(64)])),
        (format!("{}/{ANA}/{signer}/x", hex(genuine.id())), Any::from(vec![moment(), bytes(64)])),
    ];
    for right in [Any::Null, Any::from(1), Any::from("yes")] {
        entries.push((format!("still/{}/{ANA}", SessionId::FIRST), Any::from(vec![moment(), right])));
    }
    entries.push((format!("settled/{}/{ANA}", SessionId::FIRST), Any::from("now")));
    let update = foreign(|txn| {
        for (key, value) in entries {
            root(txn, "agreement").insert(txn, key, value);
        }
        // Words of a part that there is none of, without a moment, or as a value.
        for (n, added) in
            [(1, vec![moment(), bytes(8), Any::from(8i64)]), (2, vec![Any::Null, bytes(8), Any::from(0i64)])]
        {
            let map = root(txn, "wordings").insert(txn, wording(n).to_string(), MapPrelim::default());
            map.insert(txn, "text", TextPrelim::new("words"));
            map.insert(txn, "added", Any::from(added));
        }
        root(txn, "wordings").insert(txn, wording(3).to_string(), "words");
        // A public key under a name that does not follow from it.
        let keys = [(signer, bytes(32)), (SignerId::of(&[7; 32]), bytes(31)), (SignerId::of(&[7; 32]), bytes(32))];
        for (n, (signer, public)) in keys.into_iter().enumerate() {
            let member = if n < 2 { ANA } else { BEN };
            root(txn, "members").insert(txn, format!("{member}/key/{signer}"), Any::from(vec![public, bytes(8)]));
        }
    });
    let (mut ana, _) = ana_and_ben();
    ana.room.apply(&update).expect("an update");
    let view = ana.view();
    let shown: Vec<_> =
        view.agreement.versions.iter().map(|version| (&version.text, version.acceptances.len())).collect();
    assert_eq!(shown, [(&genuine, 1)]);
    assert!(view.agreement.parts.iter().all(|part| part.wording.is_none()));
    assert!(view.agreement.answers.is_empty() && view.agreement.settled.is_empty());
    let keys: Vec<_> = view.members.iter().map(|member| member.keys.len()).collect();
    assert_eq!(keys, [0, 1]);
}

/// `[P 130, 131]`
#[test]
fn markup_is_letters_and_a_hundred_thousand_of_them_are_no_agreement() {
    let (mut ana, mut ben) = ana_and_ben();
    let markup = "<img src=x onerror=alert(1)> & <b>not</b> \u{202e}backwards";
    ana.does(begin(1, AgreementPart::Purpose, markup));
    meet(&mut ana, &mut ben);
    assert_eq!(purpose(&mut ben), markup);
    let long = "é".repeat(100_000);
    assert_eq!(ana.try_to(begin(2, AgreementPart::Limits, &long)), Err(Refused::Text { length: 100_000, most: 1_000 }));
    // A client that does not mind the limit: what it wrote is read, and nobody can agree to it.
    let update = foreign(|txn| {
        let map = root(txn, "wordings").insert(txn, wording(3).to_string(), MapPrelim::default());
        map.insert(txn, "text", TextPrelim::new(long.as_str()));
        map.insert(txn, "added", Any::from(vec![Any::from(5i64), Any::from(vec![7u8; 8]), Any::from(4i64)]));
    });
    ana.room.apply(&update).expect("an update");
    let text = reads(&mut ana);
    assert_eq!(text.part(AgreementPart::Limits), long);
    assert_eq!(ana.try_to(agrees_to(&ana, text)), Err(Refused::Text { length: 100_000, most: 1_000 }));
    let nothing = AgreementText { planned: Some(5), parts: Vec::new() };
    assert_eq!(ana.try_to(agrees_to(&ana, nothing)), Err(Refused::Text { length: 0, most: 1_000 }));
    assert_eq!(ana.view().agreement.versions.len(), 0);
    assert_eq!(ana.now, Moment(1_000_000));
}

#[test]
fn typing_on_the_agenda_leaves_the_view_of_the_agreement_as_it_is() {
    let (mut ana, _) = ana_and_ben();
    agrees(&mut ana);
    ana.adds(1, "a");
    let before = ana.view().agreement.clone();
    ana.types(TextField::ItemTitle(item(1)), "ab");
    assert!(Rc::ptr_eq(&before, &ana.view().agreement));
}
