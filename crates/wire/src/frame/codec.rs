//! How frames are written and read: a version byte, a type byte, and the body in postcard. `[P 3, 5]`

use serde::{Serialize, de::DeserializeOwned};

use super::{
    from_relay::{
        Bye, CaughtUp, Challenge, Deliver, Durable, Erased, ErrorFrame, Exchanged, FromRelay, InvitationFrame, LogPage,
        PassedOn, PeerDown, PeerUp, RendezvousFrame, SnapshotConflict, SnapshotOk, SnapshotPart, Time, Trimmed,
        Welcome,
    },
    to_relay::{
        Auth, ClaimFrame, Confirm, Deposit, EndRendezvous, Ephemeral, Erase, Exchange, Meet, Pull, Push, SnapshotGet,
        SnapshotPut, TimeAsk, ToRelay, Withdraw,
    },
};
use crate::limits;

/// The protocol's version, first byte of every frame.
pub const VERSION: u8 = 1;

/// What a reader makes of a frame that is well formed as far as it knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded<F> {
    /// A frame.
    Known(F),
    /// A type from the future: ignore and count.
    Unknown {
        /// Its type byte.
        kind: u8,
    },
}

/// Why bytes are not a frame: always the sender's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// Shorter than its two first bytes.
    #[error("a frame of {0} bytes has no version and type")]
    TooShort(usize),
    /// Longer than [`limits::FRAME`].
    #[error("a frame of {0} bytes is over the limit")]
    TooLarge(usize),
    /// Another version of the protocol.
    #[error("a frame of protocol version {0}")]
    Version(u8),
    /// A known type whose body does not read, or goes on after its end.
    #[error("the body of a frame of type {0} does not read")]
    Malformed(u8),
}

macro_rules! frames {
    ($direction:ident { $($kind:literal => $variant:ident $(($body:ident))?),+ $(,)? }) => {
        impl $direction {
            /// The frame's bytes.
            pub fn encode(&self) -> Vec<u8> {
                match self { $(frames!(@pattern $variant $(($body))?, body) => frames!(@encode $kind $(($body))?, body),)+ }
            }

            /// Reads one frame.
            ///
            /// # Errors
            /// [`FrameError`] when it is too long or too short, of another version, or its body does not read.
            pub fn decode(bytes: &[u8]) -> Result<Decoded<Self>, FrameError> {
                let (kind, body) = split(bytes)?;
                Ok(match kind {
                    $($kind => Decoded::Known(frames!(@decode $direction $variant $(($body))?, kind, body)),)+
                    _ => Decoded::Unknown { kind },
                })
            }
        }
    };
    (@pattern $variant:ident ($body:ident), $name:ident) => { Self::$variant($name) };
    (@pattern $variant:ident, $name:ident) => { Self::$variant };
    (@encode $kind:literal ($body:ident), $name:ident) => { encode_body($kind, $name) };
    (@encode $kind:literal, $name:ident) => { vec![VERSION, $kind] };
    (@decode $direction:ident $variant:ident ($body:ident), $kind:ident, $bytes:ident) => { Self::$variant(decode_body::<$body>($kind, $bytes)?) };
    (@decode $direction:ident $variant:ident, $kind:ident, $bytes:ident) => {{
        if !$bytes.is_empty() {
            return Err(FrameError::Malformed($kind));
        }
        Self::$variant
    }};
}

frames!(ToRelay {
    0x01 => Auth(Auth),
    0x02 => Push(Push),
    0x03 => Pull(Pull),
    0x04 => SnapshotPut(SnapshotPut),
    0x05 => SnapshotGet(SnapshotGet),
    0x06 => Ephemeral(Ephemeral),
    0x07 => TimeAsk(TimeAsk),
    0x08 => Erase(Erase),
    0x09 => Bye,
    0x0a => Confirm(Confirm),
    0x0b => Deposit(Deposit),
    0x0c => Withdraw(Withdraw),
    0x0d => Claim(ClaimFrame),
    0x0e => Meet(Meet),
    0x0f => Exchange(Exchange),
    0x10 => EndRendezvous(EndRendezvous),
});

frames!(FromRelay {
    0x41 => Challenge(Challenge),
    0x42 => Welcome(Welcome),
    0x43 => Deliver(Deliver),
    0x44 => Durable(Durable),
    0x45 => Page(LogPage),
    0x46 => CaughtUp(CaughtUp),
    0x47 => SnapshotPart(SnapshotPart),
    0x48 => SnapshotOk(SnapshotOk),
    0x49 => SnapshotConflict(SnapshotConflict),
    0x4a => PassedOn(PassedOn),
    0x4b => PeerUp(PeerUp),
    0x4c => PeerDown(PeerDown),
    0x4d => Time(Time),
    0x4e => Erased(Erased),
    0x4f => Error(ErrorFrame),
    0x50 => Bye(Bye),
    0x51 => Trimmed(Trimmed),
    0x52 => Invitation(InvitationFrame),
    0x53 => Rendezvous(RendezvousFrame),
    0x54 => Exchanged(Exchanged),
});

impl FromRelay {
    /// Whether these are the bytes of a [`Deliver`], without reading the rest of them.
    pub fn is_deliver(bytes: &[u8]) -> bool {
        const DELIVER: u8 = 0x43;
        matches!(bytes, [VERSION, DELIVER, ..])
    }
}

fn split(bytes: &[u8]) -> Result<(u8, &[u8]), FrameError> {
    if bytes.len() > limits::FRAME {
        return Err(FrameError::TooLarge(bytes.len()));
    }
    match bytes {
        [VERSION, kind, body @ ..] => Ok((*kind, body)),
        [version, _, ..] => Err(FrameError::Version(*version)),
        short => Err(FrameError::TooShort(short.len())),
    }
}

fn encode_body<B: Serialize>(kind: u8, body: &B) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    bytes.extend([VERSION, kind]);
    // Serialising plain structs into a growing vector has nothing that could fail.
    postcard::to_extend(body, bytes).unwrap_or_default()
}

fn decode_body<B: DeserializeOwned>(kind: u8, bytes: &[u8]) -> Result<B, FrameError> {
    match postcard::take_from_bytes(bytes) {
        Ok((body, [])) => Ok(body),
        _ => Err(FrameError::Malformed(kind)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        frame::from_relay::Logged,
        id::{Counter, ReplicaId, Seq},
    };

    /// `[P 3]`
    #[test]
    fn a_frame_is_right_to_its_last_byte_or_it_is_nothing() {
        let frame = ToRelay::Pull(Pull { after: Seq(300) }).encode();
        assert_eq!(frame, [VERSION, 0x03, 0xac, 0x02]);
        assert_eq!(ToRelay::decode(&frame[..3]), Err(FrameError::Malformed(0x03)));
        let long = [&frame[..], &[0]].concat();
        assert_eq!(ToRelay::decode(&long), Err(FrameError::Malformed(0x03)));
        assert_eq!(ToRelay::decode(&[VERSION, 0x09, 0]), Err(FrameError::Malformed(0x09)));
    }

    /// `[P 5]`
    #[test]
    fn a_type_from_the_future_is_unknown_and_a_version_is_an_error() {
        assert_eq!(ToRelay::decode(&[VERSION, 0x3f, 1, 2]), Ok(Decoded::Unknown { kind: 0x3f }));
        assert_eq!(ToRelay::decode(&[9, 0x03, 0]), Err(FrameError::Version(9)));
        assert_eq!(ToRelay::decode(&[]), Err(FrameError::TooShort(0)));
        assert_eq!(ToRelay::decode(&vec![VERSION; limits::FRAME + 1]), Err(FrameError::TooLarge(limits::FRAME + 1)));
    }

    /// `[P 4]`
    #[test]
    fn the_largest_sealed_blob_fits_a_page_of_one() {
        let sealed = vec![7; limits::SEALED];
        let logged = Logged { seq: Seq(u64::MAX), replica: ReplicaId([1; 16]), counter: Counter(u64::MAX), sealed };
        let page = FromRelay::Page(LogPage { after: Seq(u64::MAX), frames: vec![logged.clone()] }).encode();
        assert!(page.len() <= limits::FRAME);
        assert!(FromRelay::Deliver(Deliver { prev: Seq(u64::MAX), frame: logged }).encode().len() <= limits::FRAME);
    }

    proptest! {
        #[test]
        fn junk_never_panics_and_what_reads_writes_back_the_same(bytes in proptest::collection::vec(any::<u8>(), 0..300), kind in 0u8..0x60) {
            let bytes = [&[VERSION, kind], &bytes[..]].concat();
            if let Ok(Decoded::Known(frame)) = ToRelay::decode(&bytes) {
                prop_assert_eq!(ToRelay::decode(&frame.encode()), Ok(Decoded::Known(frame)));
            }
            if let Ok(Decoded::Known(frame)) = FromRelay::decode(&bytes) {
                prop_assert_eq!(FromRelay::decode(&frame.encode()), Ok(Decoded::Known(frame)));
            }
        }
    }
}
