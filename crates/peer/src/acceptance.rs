//! Signatures under an agreement: by which device of whom, to exactly which text, at what moment.
//!
//! ```text
//! secret:     HKDF-SHA256(device secret, salt "alongside signer v1"), 32 bytes: an Ed25519 seed
//! statement:  "alongside acceptance v1" ‖ 00 ‖ member 8 ‖ moment u64 little-endian ‖ SHA-256 of the text 32
//! ```
//!
//! The secret follows from what the device has for itself in the room, so it leaves no device, is stored nowhere else, and stays the same when
//! the room goes on under another key. What a signature proves and what not stands in docs/threat-model.md. `[P 134–135]`

use alongside_room::{
    Acceptance, Agreeing, AgreementEdit, AgreementText, Edit, MemberId, MembersEdit, Moment, Signature, SignerId,
};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::sealed_key::DeviceSecret;

/// The edits by which the member at this device agrees to a text: one lists the key, one holds the signature.
pub fn agree(device: &DeviceSecret, me: MemberId, at: Moment, text: AgreementText) -> [Edit; 2] {
    let key = signing_key(device);
    let public = key.verifying_key().to_bytes();
    let signature = Signature(key.sign(&statement(me, at, &text)).to_bytes());
    let agreeing = Agreeing { text, signer: SignerId::of(&public), at, signature };
    [MembersEdit::AddKey { public, device: device.id() }.into(), AgreementEdit::Agree(Box::new(agreeing)).into()]
}

/// Whether the owner of this public key signed that they agree to exactly this text, as this member, at this moment.
pub fn is_genuine(public: &[u8; 32], text: &AgreementText, acceptance: &Acceptance) -> bool {
    let statement = statement(acceptance.signed_as, acceptance.at, text);
    let signature = ed25519_dalek::Signature::from_bytes(&acceptance.signature.0);
    SignerId::of(public) == acceptance.signer
        && VerifyingKey::from_bytes(public).is_ok_and(|key| key.verify_strict(&statement, &signature).is_ok())
}

/// What is signed. `[P 135]`
fn statement(member: MemberId, at: Moment, text: &AgreementText) -> Vec<u8> {
    [&b"alongside acceptance v1\0"[..], &member.0, &at.0.to_le_bytes(), &text.digest()].concat()
}

fn signing_key(device: &DeviceSecret) -> SigningKey {
    let mut seed = Zeroizing::new([0; 32]);
    // 32 bytes are always within what HKDF can expand to.
    let _ = Hkdf::<Sha256>::new(Some(b"alongside signer v1"), device.as_bytes()).expand(&[], &mut *seed);
    SigningKey::from_bytes(&seed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: MemberId = MemberId(*b"ana-----");
    const BEN: MemberId = MemberId(*b"ben-----");

    fn device(byte: u8) -> DeviceSecret {
        DeviceSecret::from_bytes([byte; 32])
    }

    fn text(purpose: &str) -> AgreementText {
        AgreementText { planned: Some(5), parts: vec![purpose.to_owned()] }
    }

    /// The public key that is listed, and the acceptance as a reader has it.
    fn agreed(by: u8, me: MemberId, at: u64, words: &str) -> ([u8; 32], Acceptance) {
        let [listed, agreed] = agree(&device(by), me, Moment(at), text(words));
        let (Edit::Members(MembersEdit::AddKey { public, .. }), Edit::Agreement(AgreementEdit::Agree(agreed))) =
            (listed, agreed)
        else {
            panic!("other edits");
        };
        let Agreeing { signer, at, signature, .. } = *agreed;
        (public, Acceptance { by: me, signed_as: me, signer, at, signature })
    }

    /// `[P 134, 135]`
    #[test]
    fn a_signature_is_genuine_for_its_key_its_text_its_member_and_its_moment_alone() {
        let (key, acceptance) = agreed(1, BEN, 1_000, "Lead a project");
        assert!(is_genuine(&key, &text("Lead a project"), &acceptance));
        // Replayed for another version, or with another number of sessions.
        assert!(!is_genuine(&key, &text("Lead a project."), &acceptance));
        assert!(!is_genuine(&key, &AgreementText { planned: None, ..text("Lead a project") }, &acceptance));
        // Put under another name, or at another time.
        for forged in [
            Acceptance { signed_as: ANA, ..acceptance },
            Acceptance { at: Moment(1_001), ..acceptance },
            Acceptance { signer: SignerId([0; 8]), ..acceptance },
            Acceptance { signature: Signature([0; 64]), ..acceptance },
        ] {
            assert!(!is_genuine(&key, &text("Lead a project"), &forged), "{forged:?}");
        }
        // Another device's key, and bytes that are no key.
        let (other, _) = agreed(2, BEN, 1_000, "Lead a project");
        assert!(!is_genuine(&other, &text("Lead a project"), &acceptance));
        let as_other = Acceptance { signer: SignerId::of(&other), ..acceptance };
        assert!(!is_genuine(&other, &text("Lead a project"), &as_other));
        assert!(!is_genuine(&[255; 32], &text("Lead a project"), &acceptance));
    }

    #[test]
    fn every_flipped_bit_of_a_signature_is_noticed() {
        let (key, acceptance) = agreed(1, BEN, 1_000, "Lead a project");
        for at in 0..64 * 8 {
            let mut forged = acceptance;
            forged.signature.0[at / 8] ^= 1 << (at % 8);
            assert!(!is_genuine(&key, &text("Lead a project"), &forged), "bit {at}");
        }
    }

    /// A key of small order "signs" everything: nobody agrees by it.
    #[test]
    fn a_weak_key_signs_nothing() {
        let mut weak = [0; 32];
        weak[0] = 1;
        let mut signature = [0; 64];
        signature[0] = 1;
        let (signer, at) = (SignerId::of(&weak), Moment(1));
        let forged = Acceptance { by: BEN, signed_as: BEN, signer, at, signature: Signature(signature) };
        assert!(!is_genuine(&weak, &text("Lead a project"), &forged));
    }
}
