//! NATS that lets in whom it knows: by TLS, with passwords, certificates and credentials files.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use alongside_testkit::nats_server::NatsServer;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use nkeys::KeyPair;
use rcgen::CertifiedKey;
use serde_json::{Value, json};

use crate::{
    client::{RoomKey, sealed_as},
    process::{self, join_at},
};

/// Writes a certificate, which vouches for itself, and its key; returns their paths.
fn certify(folder: &Path, name: &str) -> [PathBuf; 2] {
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(names).unwrap();
    let paths = ["cert", "key"].map(|what| folder.join(format!("{name}.{what}.pem")));
    fs::write(&paths[0], cert.pem()).unwrap();
    fs::write(&paths[1], signing_key.serialize_pem()).unwrap();
    paths
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// What the relay says when it cannot begin.
fn refusal(servers: &str, more: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_alongside-relay"));
    command.args(["--listen", "127.0.0.1:0", "--nats-replicas", "1", "--nats-prefix", "refused", "--nats", servers]);
    let Output { status, stderr, .. } = command.args(more).output().unwrap();
    assert!(!status.success());
    String::from_utf8(stderr).unwrap()
}

/// Two people at two relays that reach NATS in this way.
async fn two_are_in_one_room(servers: &str, how: &[&str]) {
    let relays = [0, 1].map(|_| process::over_nats(servers, "secured", 1, how));
    let room = RoomKey::numbered(1);
    let (mut ana, _) = join_at(&relays[0], &room, 1).await;
    let (mut ben, _) = join_at(&relays[1], &room, 2).await;
    let seq = ana.pushed(1, 0, b"through a guarded door").await;
    let heard = ben.deliver().await.frame;
    assert_eq!((heard.seq, heard.sealed), (seq, sealed_as(b"through a guarded door")));
}

#[tokio::test]
async fn relays_reach_nats_by_tls_with_a_password_and_a_certificate_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let [[nats_cert, nats_key], [own_cert, own_key]] = ["nats", "relay"].map(|name| certify(folder.path(), name));
    let server = NatsServer::alone(&format!(
        "tls {{ cert_file: {nats_cert:?}, key_file: {nats_key:?}, ca_file: {own_cert:?}, verify: true }}\n\
         authorization {{ user: relay, password: \"se:cr@et\" }}"
    ));
    let servers = server.url().replace("nats://", "tls://relay:se%3Acr%40et@");
    let ca = ["--nats-ca", text(&nats_cert)];
    let own = ["--nats-cert", text(&own_cert), "--nats-key", text(&own_key)];
    two_are_in_one_room(&servers, &[&ca[..], &own].concat()).await;

    // Who is not known does not get in, and is told what is missing, without the password.
    let unknown = refusal(&servers, &own);
    assert!(unknown.contains("--nats-ca") && !unknown.contains("cr%40et"), "{unknown}");
    let nobody = refusal(&servers, &ca);
    assert!(!nobody.contains("cr%40et"), "{nobody}");
    let stranger = refusal(&servers.replace("se%3Acr%40et", "guessed"), &[&ca[..], &own].concat());
    assert!(stranger.contains("NATS refuses this relay") && !stranger.contains("guessed"), "{stranger}");
}

#[tokio::test]
async fn relays_reach_nats_by_a_credentials_file_of_an_account() {
    let [operator, system, account, user, other] = [
        KeyPair::new_operator(),
        KeyPair::new_account(),
        KeyPair::new_account(),
        KeyPair::new_user(),
        KeyPair::new_user(),
    ];
    let few = json!({
        "subs": -1, "data": -1, "payload": -1, "imports": -1, "exports": -1, "wildcards": true, "conn": -1, "leaf": -1,
    });
    let mut limits = few.clone();
    for what in ["mem_storage", "disk_storage", "streams", "consumer"] {
        limits[what] = json!(-1);
    }
    let of_operator = token(&operator, &operator, "operator", json!({ "type": "operator", "version": 2 }));
    let of_system = token(&operator, &system, "SYS", json!({ "limits": few, "type": "account", "version": 2 }));
    let of_account = token(&operator, &account, "coach", json!({ "limits": limits, "type": "account", "version": 2 }));
    let server = NatsServer::alone(&format!(
        "operator: {of_operator}\nsystem_account: {0}\nresolver: MEMORY\nresolver_preload {{ {0}: {of_system}, {1}: {of_account} }}",
        system.public_key(),
        account.public_key(),
    ));
    let folder = tempfile::tempdir().unwrap();
    // What the account may say of a user; one of them is of an account that NATS does not know.
    let credentials = |name: &str, user: &KeyPair, account: &KeyPair| {
        let said =
            token(account, user, name, json!({ "subs": -1, "data": -1, "payload": -1, "type": "user", "version": 2 }));
        let path = folder.path().join(name);
        let seed = user.seed().unwrap();
        let file = format!(
            "-----BEGIN NATS USER JWT-----\n{said}\n------END NATS USER JWT------\n\n\
             -----BEGIN USER NKEY SEED-----\n{seed}\n------END USER NKEY SEED------\n"
        );
        fs::write(&path, file).unwrap();
        path
    };
    let known = credentials("known", &user, &account);
    two_are_in_one_room(&server.url(), &["--nats-credentials", text(&known)]).await;

    let stranger = credentials("stranger", &other, &KeyPair::new_account());
    let refused = refusal(&server.url(), &["--nats-credentials", text(&stranger)]);
    assert!(refused.contains("NATS refuses this relay"), "{refused}");
    let without = refusal(&server.url(), &[]);
    assert!(without.contains("--nats-credentials"), "{without}");
    let none = refusal(&server.url(), &["--nats-credentials", "/nowhere/relay.creds"]);
    assert!(none.contains("/nowhere/relay.creds"), "{none}");
}

/// What one key says of another, as NATS reads it.
fn token(issuer: &KeyPair, subject: &KeyPair, name: &str, claims: Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string().as_bytes());
    let header = json!({ "typ": "JWT", "alg": "ed25519-nkey" });
    let body = json!({
        "jti": name, "iat": 1_700_000_000, "iss": issuer.public_key(), "name": name, "sub": subject.public_key(), "nats": claims,
    });
    let said = format!("{}.{}", part(&header), part(&body));
    let signature = issuer.sign(said.as_bytes()).unwrap();
    format!("{said}.{}", BASE64_URL_SAFE_NO_PAD.encode(&signature))
}
