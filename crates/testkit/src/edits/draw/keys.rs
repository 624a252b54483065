//! Draws edits of devices, keyrings and invitations.

use alongside_room::{
    DevicesEdit, InvitationEnd, InvitationsEdit, KeyId, KeyringEdit, KeyringRoomId, KeyringSecret, MemberId, Moment,
    PARCEL, PARCELS_OF_ROOM, PairingSecret,
};

use super::{Draw, Reach};
use crate::chance::Choices;

impl<C: Choices> Draw<'_, C> {
    pub(super) fn devices(&mut self, variant: &str) -> Option<DevicesEdit> {
        Some(match variant {
            "Add" => {
                let (key, under) = (self.new_key(), KeyId(self.new_id(2)));
                DevicesEdit::Add { key, name: self.words(), under }
            }
            "RotateKey" => {
                let kept = self.choices.below(3);
                let sealed_keys = (0..kept).filter_map(|_| Some((self.device()?, [self.choices.below(256) as u8; 80])));
                let sealed_keys = sealed_keys.collect();
                DevicesEdit::RotateKey { from: KeyId(self.new_id(2)), by: self.device()?, sealed_keys }
            }
            _ => return None,
        })
    }

    pub(super) fn keyring(&mut self, variant: &str) -> Option<KeyringEdit> {
        Some(match variant {
            "Hold" => {
                let (room, secret) = (self.new_keyring_room(), KeyringSecret(self.new_key()));
                let me = MemberId(self.new_id(4));
                KeyringEdit::Hold { room, secret, me, name: self.words(), from: None }
            }
            "TakeOff" if self.reach == Reach::Screen => {
                KeyringEdit::TakeOff { room: self.choices.pick(&self.screen.view.keyring)?.room }
            }
            "TakeOff" => KeyringEdit::TakeOff { room: self.new_keyring_room() },
            "PutParcel" => {
                let (room, at) = (self.new_keyring_room(), self.choices.below(u64::from(PARCELS_OF_ROOM)) as u8);
                KeyringEdit::PutParcel { room, at, parcel: vec![self.choices.below(256) as u8; PARCEL] }
            }
            _ => return None,
        })
    }

    pub(super) fn invitations(&mut self, variant: &str) -> Option<InvitationsEdit> {
        Some(match variant {
            "Invite" => InvitationsEdit::Invite {
                mailbox: self.new_keyring_room(),
                pairing: PairingSecret(self.new_key()),
                under: KeyId(self.new_id(2)),
                lasts: self.choices.below(1_000) as u32,
                first: None,
            },
            "End" => {
                let how = if self.choices.one_in(2) {
                    InvitationEnd::Withdrawn
                } else {
                    InvitationEnd::Used(Moment(1 + self.choices.below(1 << 40)))
                };
                let mailbox = match self.reach {
                    Reach::Screen => self.choices.pick(&self.screen.view.invitations)?.mailbox,
                    Reach::Anything => self.new_keyring_room(),
                };
                InvitationsEdit::End { mailbox, how }
            }
            _ => return None,
        })
    }

    pub(super) fn new_keyring_room(&mut self) -> KeyringRoomId {
        match self.reach {
            Reach::Screen => self.choices.bytes(),
            Reach::Anything => [1 + self.choices.below(2) as u8; 16],
        }
    }
}
