//! Packages from the npm registry, without npm: a tarball by name and version, verified against a pinned hash.

use std::{
    env, fs,
    io::{IsTerminal, Read, Write},
    path::{Component, Path, PathBuf},
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha512};
use ureq::tls::{RootCerts, TlsConfig};

use crate::error::{AboutFile, Error, Result};

/// One version of a package, and which of its files are kept.
pub(crate) struct Package {
    /// With its scope, if it has one: `@noble/ciphers`.
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// SHA-512 in base64, as in the registry's `dist.integrity`.
    pub(crate) sha512: &'static str,
    /// The files to keep; a folder includes everything in it.
    pub(crate) files: &'static [&'static str],
}

impl Package {
    /// The folder below `into` that the package is unpacked to. Its name has the version in it.
    pub(crate) fn folder(&self, into: &Path) -> PathBuf {
        into.join(format!("{}-{}", self.name, self.version))
    }

    /// Fetches, checks and unpacks the package, unless its folder exists already.
    pub(crate) fn install(&self, into: &Path) -> Result<PathBuf> {
        let folder = self.folder(into);
        self.install_as(&folder)?;
        Ok(folder)
    }

    /// Installs the package into a folder of another name.
    pub(crate) fn install_as(&self, folder: &Path) -> Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        // The registry names a tarball after the package without its scope.
        let bare = self.name.rsplit('/').next().unwrap_or(self.name);
        let url = format!("{}/{}/-/{bare}-{}.tgz", registry(), self.name, self.version);
        let tarball = fetch(&url)?;
        if BASE64_STANDARD.encode(Sha512::digest(&tarball)) != self.sha512 {
            return Err(Error::Tampered { url });
        }
        // Unpacked under another name first, so that a folder of the final name always has every file.
        let part = folder.with_added_extension("part");
        if part.is_dir() {
            fs::remove_dir_all(&part).about(&part)?;
        }
        self.unpack(&tarball, &part)?;
        fs::rename(&part, folder).about(folder)
    }

    fn unpack(&self, tarball: &[u8], into: &Path) -> Result<()> {
        let mut archive = tar::Archive::new(GzDecoder::new(tarball));
        for entry in archive.entries().about(into)? {
            let mut entry = entry.about(into)?;
            let path = entry.path().about(into)?.into_owned();
            // npm archives have one top folder, most often named "package".
            let inner: PathBuf = path.iter().skip(1).collect();
            if !self.files.iter().any(|wanted| inner.starts_with(wanted)) || !stays_below(&inner) {
                continue;
            }
            let file = into.join(&inner);
            if let Some(parent) = file.parent() {
                fs::create_dir_all(parent).about(parent)?;
            }
            entry.unpack(&file).about(&file)?;
        }
        Ok(())
    }
}

/// Whether a path, joined to a folder, stays below that folder.
fn stays_below(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// The registry that this machine is configured to use, from the places where npm looks.
fn registry() -> String {
    let told = env::var("npm_config_registry").or_else(|_| env::var("NPM_CONFIG_REGISTRY")).ok().or_else(npmrc);
    told.as_deref().unwrap_or(REGISTRY).trim_end_matches('/').to_owned()
}

fn npmrc() -> Option<String> {
    let file = match env::var_os("NPM_CONFIG_USERCONFIG") {
        Some(file) => PathBuf::from(file),
        None => env::home_dir()?.join(".npmrc"),
    };
    let text = fs::read_to_string(file).ok()?;
    text.lines()
        .find_map(|line| Some(line.trim().strip_prefix("registry")?.trim().strip_prefix('=')?.trim().to_owned()))
}

fn fetch(url: &str) -> Result<Vec<u8>> {
    let failed = |why: String| Error::Fetch { url: url.to_owned(), why };
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .timeout_connect(Some(Duration::from_secs(20)))
        .timeout_recv_response(Some(Duration::from_secs(60)))
        .timeout_global(Some(Duration::from_secs(900)))
        .build()
        .into();
    let response = agent.get(url).call().map_err(|error| failed(error.to_string()))?;
    let body = response.into_body();
    let expected = body.content_length();
    let mut reader = body.into_with_config().limit(LARGEST).reader();

    let mut progress = Progress::of(url, expected);
    let mut bytes = Vec::new();
    let mut chunk = vec![0; 64 << 10];
    loop {
        match reader.read(&mut chunk).map_err(|error| failed(error.to_string()))? {
            0 => break,
            read => bytes.extend_from_slice(&chunk[..read]),
        }
        progress.at(bytes.len() as u64);
    }
    progress.end();
    Ok(bytes)
}

/// A progress line: rewritten in place on a terminal, written once where standard error is a file or a pipe.
struct Progress<'a> {
    url: &'a str,
    expected: Option<u64>,
    shown: u64,
    live: bool,
}

impl<'a> Progress<'a> {
    fn of(url: &'a str, expected: Option<u64>) -> Self {
        let progress = Progress { url, expected, shown: 0, live: std::io::stderr().is_terminal() };
        progress.show(if progress.live { "" } else { "\n" });
        progress
    }

    fn at(&mut self, bytes: u64) {
        let megabytes = bytes / 1_000_000;
        if self.live && megabytes > self.shown {
            self.shown = megabytes;
            self.show("");
        }
    }

    fn end(&self) {
        if self.live {
            self.show("\n");
        }
    }

    fn show(&self, end: &str) {
        let of = self.expected.map_or(String::new(), |all| format!(" of {} MB", all / 1_000_000));
        let so_far = if self.live { format!("  {}{of}", self.shown) } else { String::new() };
        eprint!("\r    fetching {}{so_far}{end}", self.url);
        // A progress line that cannot be shown is no reason to fail.
        let _ = std::io::stderr().flush();
    }
}

const REGISTRY: &str = "https://registry.npmjs.org";
/// The largest tarball, in bytes. The largest package that is fetched, node's, has some 60 MB.
const LARGEST: u64 = 200 << 20;
