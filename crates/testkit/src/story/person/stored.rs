//! What a person's browser stores of the widget, and what becomes of it.

use alongside_peer::wrapping::WrappingKey;
use serde_json::Value;

use super::Person;

/// The secrets that a browser stores, opened as the widget opens them.
pub struct StoredSecrets {
    /// The room secret and the device secret of the only room.
    pub room: Vec<u8>,
    pub device: Vec<u8>,
    /// What the link of the room's invitation carries, and until when it is good, if nobody has taken it.
    pub invitation: Option<Vec<u8>>,
    /// The keyring's printed key, if the device has a keyring.
    pub keyring: Option<String>,
}

impl Person {
    /// The secrets that this person's browser stores.
    #[track_caller]
    pub fn stored_secrets(&self) -> StoredSecrets {
        let stored = self.ask_page(SECRETS);
        let key = WrappingKey::from_bytes(bytes(&stored["key"]).expect("bytes").try_into().expect("a wrapping key"));
        let id = stored["id"].as_str().expect("a room");
        let of_room = |name: &str| {
            let wrapped = bytes(&stored["room"][name])?;
            Some(key.unwrap(&format!("room {id} {name}"), &wrapped).expect("it opens").to_vec())
        };
        let keyring = bytes(&stored["keyring"])
            .map(|wrapped| key.unwrap("preference keyring", &wrapped).expect("it opens").to_vec());
        StoredSecrets {
            room: of_room("secret").expect("a room secret"),
            device: of_room("device").expect("a device secret"),
            invitation: of_room("invitation"),
            keyring: keyring.map(|text| String::from_utf8(text).expect("a text")),
        }
    }

    /// Everything that this person's browser stores for the page's origin: every key and value of every database, and what
    /// other storage a page has; each text as its bytes.
    #[track_caller]
    pub fn everything_stored(&self) -> Vec<Vec<u8>> {
        let stored = self.ask_page(EVERYTHING);
        let parts = stored.as_array().expect("a list").iter();
        parts
            .map(|part| part.as_str().map_or_else(|| bytes(part).expect("bytes"), |text| text.as_bytes().to_vec()))
            .collect()
    }

    /// The person clears the site's data in the browser's settings, under the open pages.
    pub fn clears_site_data(&self) {
        self.browser.clear_site_data_of(&self.origin);
    }

    /// Something else deletes the widget's database under the open page, and waits until that is done.
    #[track_caller]
    pub fn loses_the_database(&self) {
        self.ask_page(&format!("return {}", DELETION));
    }

    /// The same, in a browser that opens no database any more.
    #[track_caller]
    pub fn loses_the_database_for_good(&self) {
        self.ask_page(&format!(
            "IDBFactory.prototype.open = () => {{ throw new DOMException('no more', 'UnknownError'); }};
             return {DELETION}"
        ));
    }

    /// Waits until a page that is opened now finds the room and a preference on the device.
    #[track_caller]
    pub fn has_stored_everything_again(&self) {
        self.page_becomes("the room is on the device again", STORED);
    }
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    let all = value.as_array()?.iter();
    Some(all.map(|byte| byte.as_u64().and_then(|byte| byte.try_into().ok()).expect("a byte")).collect())
}

/// Deletes the widget's database.
const DELETION: &str = "new Promise((done, failed) => {
    const deletion = indexedDB.deleteDatabase('alongside');
    deletion.onsuccess = () => done();
    deletion.onerror = deletion.onblocked = () => failed('it is not deleted');
})";

/// The wrapping key, opened by its guard; the record of the only room; the keyring.
const SECRETS: &str = "return new Promise((done) => {
    const opening = indexedDB.open('alongside');
    opening.onsuccess = () => {
        const reading = opening.result.transaction(['rooms', 'prefs']), found = {};
        const read = (store, what, then) => { reading.objectStore(store)[what]().onsuccess = (event) => then(event.target.result); };
        read('rooms', 'getAllKeys', ([id]) => { found.id = id; });
        read('rooms', 'getAll', ([room]) => { found.room = room; });
        reading.objectStore('prefs').get('keyring').onsuccess = (event) => { found.keyring = event.target.result; };
        reading.objectStore('prefs').get('wrapping key').onsuccess = (event) => { found.wrapping = event.target.result; };
        reading.oncomplete = async () => {
            opening.result.close();
            const { guard, key } = found.wrapping;
            const open = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: key.slice(0, 12) }, guard, key.slice(12));
            const list = (value) => (value ? [...value] : null), { secret, device, invitation } = found.room;
            done({
                id: found.id, key: [...new Uint8Array(open)], keyring: list(found.keyring),
                room: { secret: list(secret), device: list(device), invitation: list(invitation) },
            });
        };
    };
})";

/// Texts, and bytes as lists, wherever a page can store some.
const EVERYTHING: &str = "return (async () => {
    const parts = [];
    const take = (value) => {
        if (typeof value === 'string') parts.push(value);
        else if (value instanceof ArrayBuffer) parts.push([...new Uint8Array(value)]);
        else if (ArrayBuffer.isView(value)) take(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
        else if (value instanceof CryptoKey) { if (value.extractable) throw 'a key that can be extracted'; }
        else if (value && typeof value === 'object') { for (const [name, part] of Object.entries(value)) { take(name); take(part); } }
    };
    const answer = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = failed; });
    for (const { name } of await indexedDB.databases()) {
        const database = await answer(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
            const reading = database.transaction(store).objectStore(store);
            const [keys, values] = await Promise.all([answer(reading.getAllKeys()), answer(reading.getAll())]);
            take([keys, values]);
        }
        database.close();
    }
    take([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie]);
    for (const name of await caches.keys()) {
        take(name);
        for (const request of await (await caches.open(name)).keys()) take(request.url);
    }
    return parts;
})()";

/// Whether the only room can be opened from the device: its record, the key that it is wrapped under, and content.
const STORED: &str = "return new Promise((done) => {
    const opening = indexedDB.open('alongside');
    opening.onsuccess = () => {
        if (!opening.result.objectStoreNames.contains('prefs')) { opening.result.close(); return done('no stores'); }
        const reading = opening.result.transaction(['rooms', 'prefs', 'snapshots', 'checkpoints']), found = [];
        const count = (store) => { reading.objectStore(store).count().onsuccess = (event) => { if (event.target.result) found.push(store); }; };
        ['rooms', 'snapshots', 'checkpoints'].forEach(count);
        reading.objectStore('prefs').get('wrapping key').onsuccess = (event) => { if (event.target.result) found.push('key'); };
        reading.oncomplete = () => { opening.result.close(); done(found.length === 4 || found.join()); };
    };
})";
