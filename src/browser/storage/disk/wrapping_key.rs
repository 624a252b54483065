//! The wrapping key of this device's database, under which every secret in it is wrapped.
//!
//! It is drawn once and kept in the database itself, encrypted (AES-GCM) by a guard: a `CryptoKey` that the browser made, keeps
//! beside it, and shows to no script. Where the browser makes none (a page without https) or cannot store one (some private
//! windows), the wrapping key is kept as it is. What that protects from, and what not, is in `docs/threat-model.md`.
//!
//! Two pages may look for the key of a new database at one moment: whoever comes second takes what the first has put there.

use alongside_peer::wrapping::WrappingKey;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, AesKeyGenParams, CryptoKey, IdbDatabase, IdbTransactionMode, SubtleCrypto};
use zeroize::Zeroizing;

use crate::browser::{
    BrowserError, entropy,
    storage::disk::{
        fields::{bytes, field},
        request::{committed, put, store, transaction, value},
        stores::PREFS,
    },
};

/// The wrapping key's name among the preferences. Its value is no text, so it is not taken for one.
const NAME: &str = "wrapping key";
/// The fields of its value: the wrapping key, and the guard that it is encrypted by, if any.
const KEY: &str = "key";
const GUARD: &str = "guard";

const ALGORITHM: &str = "AES-GCM";
const KEY_BITS: u16 = 256;
/// The bytes of an initialisation vector, which stands before what is encrypted.
const IV: usize = 12;

/// How a wrapping key is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeptBy {
    /// Encrypted by a guard.
    Guard,
    /// As it is.
    Nothing,
}

/// The wrapping key of the database, and how it is kept. Draws one where there is none, and where the one that is there does
/// not open: nothing else opens what was wrapped under that.
pub(super) async fn find(database: &IdbDatabase) -> Result<(WrappingKey, KeptBy), BrowserError> {
    let mut kept = read(database).await?;
    // Another page may come first, once; and then the browser may be unable to store a guard.
    for by in [KeptBy::Guard, KeptBy::Guard, KeptBy::Nothing] {
        if let Some((key, by)) = opened(&kept).await {
            return Ok((key.clone(), if by == KeptBy::Guard { by } else { guarded_now(database, &kept, &key).await }));
        }
        // Whether the new one took the place is seen by reading it back: nothing is wrapped under a key that did not.
        if let Ok(new) = keepable(&WrappingKey::from_bytes(entropy::seed()?), by).await {
            let _ = replace(database, &kept, &new).await;
        }
        kept = read(database).await?;
    }
    opened(&kept).await.ok_or(BrowserError { doing: "finding the wrapping key", why: "it does not open".to_owned() })
}

/// Puts a guard around a wrapping key that was kept without one, if the browser has one by now.
async fn guarded_now(database: &IdbDatabase, kept: &JsValue, key: &WrappingKey) -> KeptBy {
    match keepable(key, KeptBy::Guard).await {
        Ok(new) if replace(database, kept, &new).await.is_ok() => KeptBy::Guard,
        _ => KeptBy::Nothing,
    }
}

async fn read(database: &IdbDatabase) -> Result<JsValue, BrowserError> {
    let reading = transaction(database, &[PREFS], IdbTransactionMode::Readonly)?;
    value(&store(&reading, PREFS)?, &NAME.into())?.await
}

/// Puts `new` in the place of `old`, unless another page has put something there meanwhile.
async fn replace(database: &IdbDatabase, old: &JsValue, new: &JsValue) -> Result<(), BrowserError> {
    let writing = transaction(database, &[PREFS], IdbTransactionMode::Readwrite)?;
    let is_committed = committed(&writing);
    let now = value(&store(&writing, PREFS)?, &NAME.into())?.await?;
    if bytes(&field(&now, KEY)) == bytes(&field(old, KEY)) {
        put(&writing, PREFS, &NAME.into(), new)?;
    }
    is_committed.await
}

/// The wrapping key in a value of the database. None if there is none, or it does not open.
async fn opened(kept: &JsValue) -> Option<(WrappingKey, KeptBy)> {
    let key = Zeroizing::new(bytes(&field(kept, KEY))?);
    let (key, by) = match field(kept, GUARD).dyn_into::<CryptoKey>() {
        Ok(guard) => (Zeroizing::new(decrypt(&guard, &key).await.ok()?), KeptBy::Guard),
        Err(_) => (key, KeptBy::Nothing),
    };
    Some((WrappingKey::from_bytes(key.as_slice().try_into().ok()?), by))
}

/// A wrapping key as a value of the database, under a guard of its own.
async fn keepable(key: &WrappingKey, by: KeptBy) -> Result<JsValue, BrowserError> {
    let value = Object::new();
    let set = |name: &str, field: &JsValue| {
        // Setting a field of a fresh object does not fail.
        let _ = Reflect::set(&value, &name.into(), field);
    };
    match by {
        KeptBy::Nothing => set(KEY, &Uint8Array::from(key.as_bytes().as_slice())),
        KeptBy::Guard => {
            let guard = make_guard().await?;
            set(KEY, &encrypt(&guard, key.as_bytes()).await?);
            set(GUARD, &guard);
        }
    }
    Ok(value.into())
}

async fn make_guard() -> Result<CryptoKey, BrowserError> {
    const DOING: &str = "making a guard";
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let made = subtle(DOING)?
        .generate_key_with_object(&AesKeyGenParams::new(ALGORITHM, KEY_BITS), false, &uses)
        .map_err(BrowserError::while_(DOING))?;
    JsFuture::from(made).await.map(JsCast::unchecked_into).map_err(BrowserError::while_(DOING))
}

async fn encrypt(guard: &CryptoKey, key: &[u8]) -> Result<JsValue, BrowserError> {
    const DOING: &str = "encrypting the wrapping key";
    let iv = entropy::bytes::<IV>()?;
    let parameters = AesGcmParams::new(ALGORITHM, &Uint8Array::from(iv.as_slice()));
    let encrypted = subtle(DOING)?
        .encrypt_with_object_and_js_u8_array(&parameters, guard, &Uint8Array::from(key))
        .map_err(BrowserError::while_(DOING))?;
    let encrypted = JsFuture::from(encrypted).await.map_err(BrowserError::while_(DOING))?;
    let all = [&iv[..], &Uint8Array::new(&encrypted).to_vec()].concat();
    Ok(Uint8Array::from(all.as_slice()).into())
}

async fn decrypt(guard: &CryptoKey, encrypted: &[u8]) -> Result<Vec<u8>, BrowserError> {
    const DOING: &str = "decrypting the wrapping key";
    let (iv, encrypted) = encrypted.split_at(encrypted.len().min(IV));
    let parameters = AesGcmParams::new(ALGORITHM, &Uint8Array::from(iv));
    let key = subtle(DOING)?
        .decrypt_with_object_and_js_u8_array(&parameters, guard, &Uint8Array::from(encrypted))
        .map_err(BrowserError::while_(DOING))?;
    Ok(Uint8Array::new(&JsFuture::from(key).await.map_err(BrowserError::while_(DOING))?).to_vec())
}

/// The browser's cryptography: only a page that came by https, or from this machine, has it.
fn subtle(doing: &'static str) -> Result<SubtleCrypto, BrowserError> {
    let crypto = gloo::utils::window().crypto().map_err(BrowserError::while_(doing))?;
    let subtle = crypto.subtle();
    if subtle.is_undefined() {
        return Err(BrowserError { doing, why: "no cryptography".to_owned() });
    }
    Ok(subtle)
}
