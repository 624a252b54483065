//! The widget's files: built into the program, or in a folder. A file may have compressed versions beside it,
//! `file.br` and `file.gz`.

use std::{
    fmt::Write,
    path::{Component, Path, PathBuf},
};

use axum::http::{HeaderMap, header};
use bytes::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use crate::config::Config;

/// Where the widget's files are.
pub(super) enum Assets {
    /// Built into this program.
    BuiltIn,
    /// In a folder, read anew for every request.
    Folder(PathBuf),
}

/// The result of a lookup.
pub(super) enum Lookup {
    Asset(Asset),
    Nothing,
}

/// A file as it is sent.
pub(super) struct Asset {
    pub(super) bytes: Bytes,
    pub(super) coding: Coding,
    pub(super) etag: String,
}

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Plain,
    Gzip,
    Brotli,
}

#[derive(RustEmbed)]
#[folder = "../../dist"]
struct BuiltIn;

impl Assets {
    pub(super) fn of(config: &Config) -> Self {
        config.assets.clone().map_or(Self::BuiltIn, Self::Folder)
    }

    /// The file at this path, in the best coding that exists, `coding` at most.
    pub(super) async fn find(&self, path: &str, coding: Coding) -> Lookup {
        if !is_plain(path) {
            return Lookup::Nothing;
        }
        for coding in coding.and_simpler() {
            if let Some((bytes, hash)) = self.read(&format!("{path}{}", coding.suffix())).await {
                return Lookup::Asset(Asset { bytes, coding: *coding, etag: etag(&hash) });
            }
        }
        Lookup::Nothing
    }

    async fn read(&self, file: &str) -> Option<(Bytes, [u8; 32])> {
        match self {
            Self::BuiltIn => {
                let EmbeddedFile { data, metadata } = BuiltIn::get(file)?;
                let bytes = match data {
                    std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                    std::borrow::Cow::Owned(bytes) => bytes.into(),
                };
                Some((bytes, metadata.sha256_hash()))
            }
            Self::Folder(folder) => {
                let path = folder.join(file);
                let bytes = tokio::task::spawn_blocking(|| std::fs::read(path)).await.ok()?.ok()?;
                let hash = Sha256::digest(&bytes).into();
                Some((bytes.into(), hash))
            }
        }
    }
}

impl Coding {
    /// The best coding that the client accepts.
    pub(super) fn best(headers: &HeaderMap) -> Self {
        let takes = |coding: &str| {
            let asked = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
            asked.flat_map(|value| value.split(',')).any(|entry| {
                let (name, quality) = entry.split_once(';').unwrap_or((entry, ""));
                let refused = quality.split_once('=').is_some_and(|(_, q)| q.trim().parse() == Ok(0.0));
                name.trim().eq_ignore_ascii_case(coding) && !refused
            })
        };
        match (takes("br"), takes("gzip")) {
            (true, _) => Self::Brotli,
            (false, true) => Self::Gzip,
            (false, false) => Self::Plain,
        }
    }

    /// The coding's name in Content-Encoding.
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }

    fn and_simpler(self) -> &'static [Self] {
        match self {
            Self::Plain => &[Self::Plain],
            Self::Gzip => &[Self::Gzip, Self::Plain],
            // Every client that accepts brotli accepts gzip.
            Self::Brotli => &[Self::Brotli, Self::Gzip, Self::Plain],
        }
    }
}

/// Whether the path stays inside the folder and is not that of a compressed version.
fn is_plain(path: &str) -> bool {
    let is_twin = path.ends_with(".br") || path.ends_with(".gz");
    let stays = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    !is_twin && stays && !path.contains(['%', '\\', '\0'])
}

fn etag(hash: &[u8; 32]) -> String {
    let mut tag = String::from("\"");
    for byte in &hash[..12] {
        // Writing into a string cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for path in ["../secret", "/etc/passwd", "a/../../b", "..", "%2e%2e/x", "a\\..\\b"] {
            assert!(!is_plain(path), "{path}");
        }
        assert!(is_plain("snippets/a/b.js"));
    }

    #[test]
    fn the_best_coding_that_is_not_refused_is_chosen() {
        let best = |accepts: &'static str| {
            Coding::best(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, header::HeaderValue::from_static(accepts))]))
        };
        assert_eq!(best("gzip, deflate, br, zstd"), Coding::Brotli);
        assert_eq!(best("gzip;q=0.8, br;q=0"), Coding::Gzip);
        assert_eq!(best("identity"), Coding::Plain);
    }
}
