//! What Trunk leaves undone: a small module, names that change with the content, the service worker's list,
//! and every file compressed beside itself.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::{
    error::{About, Error, Result},
    optimizer::Optimizer,
    place,
    widget::hex,
};

/// What is worth compressing: pictures and fonts already are.
const TEXT: &[&str] = &["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// In sw.js, as committed: replaced by what was built.
const ASSETS: &str = "const ASSETS = [];";
const BUILD: &str = "const BUILD = \"\";";

/// Finishes what Trunk has written.
pub(crate) fn finish(optimizer: Option<&Optimizer>) -> Result<()> {
    let dist = place::dist();
    let module = module(&dist)?;
    match optimizer {
        Some(optimizer) => {
            eprintln!("==> wasm-opt");
            optimizer.shrink(&module)?;
        }
        None => eprintln!("==> No wasm-opt here: the widget is larger than it may be."),
    }
    name_by_content(&dist, &module)?;
    list_for_service_worker(&dist)?;
    eprintln!("==> Compress");
    for file in originals(&dist)? {
        compress(&file)?;
    }
    Ok(())
}

/// The files that are not the compressed form of another.
pub(crate) fn originals(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut files = place::files(dist)?;
    files.retain(|file| !matches!(extension(file), "br" | "gz"));
    Ok(files)
}

fn module(dist: &Path) -> Result<PathBuf> {
    let mut modules = place::files(dist)?;
    modules.retain(|file| extension(file) == "wasm");
    match modules.as_slice() {
        [module] => Ok(module.clone()),
        others => Err(Error::Repository(format!("Trunk left {} wasm modules in dist, not one.", others.len()))),
    }
}

/// Trunk names module and glue after what the compiler wrote. What is cached for good must be named after what is
/// sent: the same source gives other bytes with another wasm-opt.
fn name_by_content(dist: &Path, module: &Path) -> Result<()> {
    let base = module.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let old = base.trim_end_matches("_bg.wasm");
    let glue = dist.join(format!("{old}.js"));
    let mut digest = Sha256::new();
    for file in [module, &glue] {
        digest.update(fs::read(file).about(file)?);
    }
    let name = old.rsplit_once('-').map_or(old, |(name, _)| name);
    let new = format!("{name}-{}", &hex(&digest.finalize())[..16]);

    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).about(&page)?;
    fs::write(&page, html.replace(old, &new)).about(&page)?;
    for (from, to) in [(module, format!("{new}_bg.wasm")), (&glue, format!("{new}.js"))] {
        fs::rename(from, dist.join(to)).about(from)?;
    }
    Ok(())
}

/// The service worker keeps what was built, and is another one whenever any of it changes. The page and boot.js, whose
/// names stay, it knows by itself.
fn list_for_service_worker(dist: &Path) -> Result<()> {
    let worker = dist.join("sw.js");
    if !worker.is_file() {
        return Ok(());
    }
    let mut digest = Sha256::new();
    let mut assets = Vec::new();
    for file in originals(dist)?.into_iter().filter(|file| *file != worker) {
        let path = place::relative(&file, dist);
        digest.update(&path);
        digest.update(Sha256::digest(fs::read(&file).about(&file)?));
        if !["index.html", "boot.js"].contains(&path.as_str()) {
            assets.push(format!("\"{path}\""));
        }
    }
    let text = fs::read_to_string(&worker).about(&worker)?;
    for line in [ASSETS, BUILD] {
        if !text.contains(line) {
            return Err(Error::Repository(format!("sw.js has no line `{line}` to be filled in.")));
        }
    }
    let text = text
        .replace(ASSETS, &format!("const ASSETS = [{}];", assets.join(", ")))
        .replace(BUILD, &format!("const BUILD = \"{}\";", &hex(&digest.finalize())[..16]));
    fs::write(&worker, text).about(&worker)
}

/// Writes `file.br` and `file.gz`, where they are smaller.
fn compress(file: &Path) -> Result<()> {
    if !TEXT.contains(&extension(file)) {
        return Ok(());
    }
    let bytes = fs::read(file).about(file)?;
    for (ending, small) in [("br", brotli(&bytes).about(file)?), ("gz", gzip(&bytes).about(file)?)] {
        if small.len() < bytes.len() {
            let beside = PathBuf::from(format!("{}.{ending}", file.display()));
            fs::write(&beside, small).about(&beside)?;
        }
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let best = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &best)?;
    Ok(small)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn extension(file: &Path) -> &str {
    file.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}
