//! The agreement of a pair: what for, for how long, what stays between them, and how either may stop.
//!
//! Its parts are shared texts. As long as nobody writes in one, the room holds no word of it: each person reads a proposal in their
//! own language. Who agrees writes down exactly what they read, as a version that is named by its hash, and signs it. Versions are
//! never changed. What a signature is made of and whether it is genuine is not known here: that is for `alongside-peer`.

mod part;
mod shown;
mod words;

use std::rc::Rc;

use litemap::LiteMap;
use yrs::{Any, ReadTxn};

pub use self::{
    part::AgreementPart,
    shown::{Acceptance, Agreement, AgreementVersion, OtherWords, PartWords, Signature, Standing},
    words::{AgreementText, VersionId},
};
use crate::{
    concept::{Concept, Found, show_value},
    context::Context,
    id::{MemberId, SessionId, SignerId, WordingId},
    order,
    rows::{self, Deleted, read_deleted},
    schema::{self, Root, Slot, keep, keep_text, of_bytes, of_id, of_number, of_parts},
    text,
    values::{Moment, Refused, Target, TextField, UndoName, Verb},
    writer::Writer,
};

const WORDINGS: Root = Root::new(22, "wordings");
const AGREEMENT: Root = Root::new(23, "agreement");

/// Other wordings of one part that are shown at most.
const MOST_BESIDE: usize = 8;
/// Versions that are shown at most, the latest.
const MOST_VERSIONS: usize = 64;
/// Signatures that are shown of one version at most.
const MOST_ACCEPTANCES: usize = 16;

/// What people do with their agreement.
#[derive(Debug, Clone, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum AgreementEdit {
    /// Begins the words of a part that had none in the room, with what the person read there.
    Begin { wording: WordingId, part: AgreementPart, words: String },
    /// Removes words: of two that were begun at once, those that are not wanted.
    Remove { wording: WordingId },
    /// Agrees to exactly this text, and writes down what of it the room lacks.
    Agree(Box<Agreeing>),
    /// Agrees no longer to this version: either may stop.
    TakeBack { version: VersionId },
    /// Answers "Still right?" of the purpose, once a session.
    Answer { session: SessionId, right: bool },
    /// In this session the person is not asked again to look at the agreement.
    Settle { session: SessionId },
}

/// An acceptance as it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreeing {
    pub text: AgreementText,
    /// Which of the member's devices signs.
    pub signer: SignerId,
    /// The moment that is signed.
    pub at: Moment,
    pub signature: Signature,
}

/// What changed about the agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantNames, strum::IntoStaticStr)]
pub enum AgreementChange {
    /// Words of a part were begun, or letters in them changed.
    Typed(WordingId),
    /// Words of a part went, or came back.
    Changed,
    /// Somebody agreed to a text.
    Agreed,
    /// Somebody took back that they agreed.
    TakenBack,
    /// Somebody answered whether the purpose is still right.
    Answered,
}

/// What the document says about the agreement.
#[derive(Debug, Default)]
pub(crate) struct AgreementFacts {
    wordings: LiteMap<WordingId, WordingFacts>,
    texts: LiteMap<VersionId, AgreementText>,
    acceptances: LiteMap<(VersionId, MemberId, SignerId), (Moment, Signature)>,
    answers: LiteMap<(SessionId, MemberId), bool>,
    settled: LiteMap<(SessionId, MemberId), ()>,
    shown: Shown,
}

/// Whether the view is up to date.
#[derive(Debug, Default, PartialEq)]
enum Shown {
    #[default]
    Stale,
    Fresh,
}

#[derive(Debug)]
struct WordingFacts {
    part: AgreementPart,
    by: MemberId,
    at: Moment,
    words: Rc<str>,
    deleted: Deleted,
}

impl Concept for AgreementFacts {
    type Edit = AgreementEdit;
    type Change = AgreementChange;
    type Before = ();

    const ROOTS: &'static [Root] = &[WORDINGS, AGREEMENT];

    fn undo_name(edit: &AgreementEdit) -> UndoName {
        let verb = match edit {
            AgreementEdit::Begin { .. } => Verb::Type,
            AgreementEdit::Agree(_) => Verb::Agree,
            AgreementEdit::Remove { .. }
            | AgreementEdit::TakeBack { .. }
            | AgreementEdit::Answer { .. }
            | AgreementEdit::Settle { .. } => Verb::Set,
        };
        UndoName::new(verb, Target::Agreement)
    }

    fn read(&mut self, found: &Found<'_, impl ReadTxn>, _: &Context, changes: &mut Vec<AgreementChange>) {
        let change = if found.root == WORDINGS { self.read_wording(found) } else { self.read_fact(found) };
        changes.extend(change);
    }

    fn derive(&mut self, read: bool, context: &mut Context) {
        if read || context.renewed.people || context.renewed.series {
            self.shown = Shown::Stale;
        }
    }

    fn before(&self, _: &Context) {}

    fn perform(&self, writer: &mut Writer<'_, '_>, context: &Context, edit: &AgreementEdit) -> Result<(), Refused> {
        match edit {
            AgreementEdit::Begin { wording, part, words } => {
                text::fits(words, text::WORDING)?;
                match self.wordings.get(wording) {
                    Some(known) if known.deleted.is_some() => Err(Refused::Gone),
                    Some(_) => Ok(()),
                    None => {
                        begin(writer, *wording, *part, words);
                        Ok(())
                    }
                }
            }
            AgreementEdit::Remove { wording } => {
                self.wordings.get(wording).filter(|wording| wording.deleted.is_none()).ok_or(Refused::Gone)?;
                rows::delete(writer, slot(*wording, "deleted"));
                Ok(())
            }
            AgreementEdit::Agree(agreeing) => self.agree(writer, agreeing),
            AgreementEdit::TakeBack { version } => {
                let me = writer.who.me;
                let of_version = self.acceptances.keys().filter(|(of, ..)| of == version);
                let mut own = of_version.filter(|(_, by, _)| context.people.same(*by, me)).peekable();
                own.peek().ok_or(Refused::Gone)?;
                for (version, by, signer) in own {
                    writer.set(accepted(version, *by, *signer), Any::Null);
                }
                Ok(())
            }
            AgreementEdit::Answer { session, right } => {
                let slot = of_session("still", *session, writer.who.me);
                self.is_open(context, *session)?;
                writer.set(slot, of_parts([of_number(writer.who.now.0), Any::Bool(*right)]));
                Ok(())
            }
            AgreementEdit::Settle { session } => {
                self.is_open(context, *session)?;
                writer.write(of_session("settled", *session, writer.who.me), of_number(writer.who.now.0));
                Ok(())
            }
        }
    }
}

impl AgreementFacts {
    pub(crate) fn show(&mut self, context: &Context, agreement: &mut Rc<Agreement>) {
        if std::mem::replace(&mut self.shown, Shown::Fresh) == Shown::Fresh {
            return;
        }
        let (people, session) = (&context.people, context.series.open());
        let versions: Rc<[AgreementVersion]> = self.versions(context).into();
        let part = |part| self.part(part, context, &versions);
        let in_session = |(of, _): &(SessionId, MemberId)| *of == session;
        let mut answers = LiteMap::new_vec();
        for ((_, member), right) in self.answers.iter().filter(|(key, _)| in_session(key)) {
            answers.insert(*member, *right);
        }
        let settled: Vec<_> = self.settled.keys().filter(|key| in_session(key)).map(|(_, member)| *member).collect();
        let shown = Agreement {
            parts: AgreementPart::ALL.map(part).into(),
            answers: people.one_each(&answers).collect(),
            settled: people.each_once(&settled),
            versions,
        };
        show_value(agreement, shown);
    }

    /// The words of a part: those that were begun first, and others beside them.
    fn part(&self, part: AgreementPart, context: &Context, versions: &[AgreementVersion]) -> PartWords {
        let all = self.of_part(part);
        let mut all = all.iter().copied();
        let Some((wording, first)) = all.next() else {
            return PartWords { part, wording: None, words: Rc::from(""), beside: Rc::from([]) };
        };
        // What somebody agreed to is kept with the versions.
        let is_kept = |words: &str| versions.iter().any(|version| version.text.part(part) == words);
        let is_other = |words: &str| !words.trim().is_empty() && *words != *first.words && !is_kept(words);
        let beside = all.filter(|(_, other)| is_other(&other.words)).take(MOST_BESIDE);
        let beside = beside.map(|(wording, other)| OtherWords {
            wording,
            by: context.people.person(other.by),
            words: other.words.clone(),
        });
        PartWords { part, wording: Some(wording), words: first.words.clone(), beside: beside.collect() }
    }

    /// The wordings of a part that were not removed, the first one first. Those of one moment stand in the order of who began them, so that
    /// of two agreements that were written down at once, one counts in all its parts.
    fn of_part(&self, part: AgreementPart) -> Vec<(WordingId, &WordingFacts)> {
        let all = self.wordings.iter().filter(|(_, facts)| facts.part == part && facts.deleted.is_none());
        let mut sorted: Vec<(WordingId, &WordingFacts)> = Vec::new();
        for (id, facts) in all {
            let key = |(id, facts): (WordingId, &WordingFacts)| (facts.at, facts.by, id);
            let at = sorted.partition_point(|other| key(*other) < key((*id, facts)));
            sorted.insert(at, (*id, facts));
        }
        sorted
    }

    fn versions(&self, context: &Context) -> Vec<AgreementVersion> {
        let versions = self.texts.iter().filter_map(|(id, text)| {
            let of_version = self.acceptances.iter().filter(|((version, ..), _)| version == id);
            let acceptances = of_version.map(|((_, signed_as, signer), (at, signature))| Acceptance {
                by: context.people.person(*signed_as),
                signed_as: *signed_as,
                signer: *signer,
                at: *at,
                signature: *signature,
            });
            let acceptances = order::by_key(acceptances, |one| (one.at.0, 0, one.signer.0));
            let acceptances: Rc<[_]> = acceptances.into_iter().take(MOST_ACCEPTANCES).collect();
            (!acceptances.is_empty()).then(|| AgreementVersion { id: *id, text: text.clone(), acceptances })
        });
        let latest = |version: &AgreementVersion| version.acceptances.last().map_or(0, |one| one.at.0);
        let mut sorted: Vec<AgreementVersion> = Vec::new();
        for version in versions {
            let key = |version: &AgreementVersion| (u64::MAX - latest(version), version.id);
            let at = sorted.partition_point(|other| key(other) < key(&version));
            sorted.insert(at, version);
        }
        sorted.truncate(MOST_VERSIONS);
        sorted
    }

    fn read_wording(&mut self, found: &Found<'_, impl ReadTxn>) -> Option<AgreementChange> {
        let id = found.key.parse().ok()?;
        let old = self.wordings.get(&id);
        let new = found.map().and_then(|map| {
            let [added, words, deleted] = schema::fields(found.txn, map, ["added", "text", "deleted"]);
            let added = schema::plain(&added);
            let part = schema::number(schema::part(added, 2)).and_then(|part| usize::try_from(part).ok());
            Some(WordingFacts {
                at: schema::moment(schema::part(added, 0))?,
                by: schema::id(schema::part(added, 1)).map(MemberId)?,
                part: *AgreementPart::ALL.get(part?)?,
                words: keep_text(old.map(|old| &old.words), &schema::shared(found.txn, &words)),
                deleted: read_deleted(schema::plain(&deleted)),
            })
        });
        let is_there = |facts: Option<&WordingFacts>| facts.is_some_and(|facts| facts.deleted.is_none());
        let words = |facts: Option<&WordingFacts>| facts.map(|facts| facts.words.clone());
        let change = match (is_there(old), is_there(new.as_ref())) {
            (false, true) if old.is_none() => Some(AgreementChange::Typed(id)),
            (true, true) if words(old) != words(new.as_ref()) => Some(AgreementChange::Typed(id)),
            (before, after) => (before != after).then_some(AgreementChange::Changed),
        };
        keep(&mut self.wordings, id, new);
        change
    }

    fn read_fact(&mut self, found: &Found<'_, impl ReadTxn>) -> Option<AgreementChange> {
        let (value, mut key) = (found.value(), found.key.split('/'));
        let (first, second, third) = (key.next()?, key.next(), key.next());
        if key.next().is_some() {
            return None;
        }
        match (first, second, third) {
            ("still", Some(session), Some(member)) => {
                let key = (session.parse().ok()?, member.parse().ok()?);
                let right = value.and_then(|value| {
                    schema::moment(schema::part(value, 0))?;
                    match schema::part(value, 1) {
                        Any::Bool(right) => Some(*right),
                        _ => None,
                    }
                });
                let is_another = self.answers.get(&key).copied() != right;
                keep(&mut self.answers, key, right);
                is_another.then_some(AgreementChange::Answered)
            }
            ("settled", Some(session), Some(member)) => {
                let key = (session.parse().ok()?, member.parse().ok()?);
                keep(&mut self.settled, key, value.and_then(schema::moment).map(drop));
                None
            }
            (version, None, None) => {
                let id = schema::wide_id(version)?;
                keep(&mut self.texts, id, value.and_then(|value| AgreementText::read(id, value)));
                None
            }
            (version, Some(member), Some(signer)) => {
                let key = (schema::wide_id(version)?, member.parse().ok()?, signer.parse().ok()?);
                let acceptance = value.and_then(|value| {
                    let signature = schema::bytes(schema::part(value, 1))?.try_into().ok()?;
                    Some((schema::moment(schema::part(value, 0))?, Signature(signature)))
                });
                let change = match (self.acceptances.contains_key(&key), acceptance.is_some()) {
                    (false, true) => Some(AgreementChange::Agreed),
                    (true, false) => Some(AgreementChange::TakenBack),
                    _ => None,
                };
                keep(&mut self.acceptances, key, acceptance);
                change
            }
            _ => None,
        }
    }

    fn agree(&self, writer: &mut Writer<'_, '_>, agreeing: &Agreeing) -> Result<(), Refused> {
        let Agreeing { text, signer, at, signature } = agreeing;
        text.check()?;
        let (me, version) = (writer.who.me, text.id());
        // To agree to the very same text again changes nothing.
        if self.texts.contains_key(&version) && self.acceptances.contains_key(&(version, me, *signer)) {
            return Ok(());
        }
        for (part, words) in AgreementPart::ALL.into_iter().zip(text.parts.iter()) {
            let wording = WordingId::written_down(*signer, at.0, part as u8);
            let is_free = self.of_part(part).is_empty() && !self.wordings.contains_key(&wording);
            if is_free && !words.is_empty() {
                begin(writer, wording, part, words);
                // Undo takes back that I agreed; what was written down stays, the other may be at work in it.
                writer.parts.pop();
            }
        }
        writer.write(Slot::flat(AGREEMENT, schema::wide_key(&version)), text.write());
        writer.set(accepted(&version, me, *signer), of_parts([of_number(at.0), of_bytes(&signature.0)]));
        Ok(())
    }

    /// An answer of a session that was closed meanwhile is not one of the next.
    fn is_open(&self, context: &Context, session: SessionId) -> Result<(), Refused> {
        if context.series.open() == session { Ok(()) } else { Err(Refused::Gone) }
    }
}

/// The slot of a field of a wording.
pub(crate) fn slot(wording: WordingId, field: &'static str) -> Slot {
    Slot::field(WORDINGS, wording, field)
}

fn begin(writer: &mut Writer<'_, '_>, wording: WordingId, part: AgreementPart, words: &str) {
    writer.create(WORDINGS, wording.to_string(), &[("text", TextField::Wording(wording), words)]);
    let added = of_parts([of_number(writer.who.now.0), of_id(writer.who.me.0), of_number(part as u64)]);
    writer.write(slot(wording, "added"), added);
}

fn accepted(version: &VersionId, by: MemberId, signer: SignerId) -> Slot {
    Slot::flat(AGREEMENT, format!("{}/{by}/{signer}", schema::wide_key(version)))
}

fn of_session(fact: &str, session: SessionId, member: MemberId) -> Slot {
    Slot::flat(AGREEMENT, format!("{fact}/{session}/{member}"))
}
