//! Finishes the widget after Trunk: wasm-opt, file names by content, the service worker's list of files, and
//! compressed copies.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::{
    error::{AboutFile, Error, Result},
    optimizer::Optimizer,
    place::{self, hex},
};

/// Finishes the folder that Trunk has written.
pub(crate) fn finish(dist: &Path, optimizer: Option<&Optimizer>) -> Result<()> {
    let module = module(dist)?;
    match optimizer {
        Some(optimizer) => {
            eprintln!("==> wasm-opt");
            optimizer.shrink(&module)?;
        }
        None => eprintln!("==> No wasm-opt here: the widget is larger than it may be."),
    }
    name_by_content(dist, &module)?;
    list_for_service_worker(dist)?;
    eprintln!("==> Compress");
    for file in originals(dist)? {
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

/// Renames the module and its glue by a hash of their bytes. Trunk's names hash the compiler's output, but browsers
/// cache the files for ever, and another version of wasm-opt makes other bytes from the same output.
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

/// Writes the list of files and a build id into the service worker. The id changes with any file, so that the browser
/// installs a new worker. The page and boot.js, whose names never change, are listed in the worker's own source.
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

/// Writes `file.br` and `file.gz` beside a file, if they are smaller.
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

/// The extensions of files worth compressing. Pictures and fonts are compressed already.
const TEXT: &[&str] = &["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];
/// Two lines of sw.js in the repository, which the build replaces.
const ASSETS: &str = "const ASSETS = [];";
const BUILD: &str = "const BUILD = \"\";";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_content_and_the_page_follows_the_names() {
        let dist = Dist::as_trunk_leaves_it("names", "the module");
        finish(&dist.0, None).unwrap();
        let other = Dist::as_trunk_leaves_it("other-names", "the module, smaller");
        finish(&other.0, None).unwrap();

        let [name, other_name] = [&dist, &other].map(|dist| {
            let glue = dist.only("js", |name| name.starts_with("alongside-"));
            let name = glue.trim_end_matches(".js").to_owned();
            assert!(dist.0.join(format!("{name}_bg.wasm")).is_file());
            let page = dist.read("index.html");
            assert!(page.contains(&format!("./{name}.js")) && page.contains(&format!("./{name}_bg.wasm")), "{page}");
            name
        });
        assert_ne!(name, other_name);
        assert_eq!(name.len(), "alongside-0123456789abcdef".len());
    }

    #[test]
    fn the_service_worker_keeps_what_was_built_and_is_another_one_for_another_build() {
        let dist = Dist::as_trunk_leaves_it("worker", "the module");
        finish(&dist.0, None).unwrap();
        let other = Dist::as_trunk_leaves_it("other-worker", "the module, smaller");
        finish(&other.0, None).unwrap();

        let worker = dist.read("sw.js");
        let name = dist.only("js", |name| name.starts_with("alongside-"));
        let name = name.trim_end_matches(".js");
        assert!(
            worker.contains(&format!("const ASSETS = [\"{name}.js\", \"{name}_bg.wasm\", \"page-1.css\"];")),
            "{worker}"
        );
        let build = |worker: &str| worker.lines().find(|line| line.starts_with("const BUILD")).unwrap().to_owned();
        assert_ne!(build(&worker), build(&other.read("sw.js")));
    }

    #[test]
    fn compressed_files_decompress_to_the_originals() {
        let dist = Dist::as_trunk_leaves_it("compressed", &"the module ".repeat(99));
        finish(&dist.0, None).unwrap();
        let module = dist.only("wasm", |_| true);
        let mut opened = Vec::new();
        brotli::BrotliDecompress(&mut dist.read_bytes(&format!("{module}.br")).as_slice(), &mut opened).unwrap();
        assert_eq!(opened, dist.read_bytes(&module));
        let mut opened = Vec::new();
        let zipped = dist.read_bytes(&format!("{module}.gz"));
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(zipped.as_slice()), &mut opened).unwrap();
        assert_eq!(opened, dist.read_bytes(&module));
    }

    /// A folder that is deleted when this is dropped.
    struct Dist(PathBuf);

    impl Dist {
        fn as_trunk_leaves_it(name: &str, module: &str) -> Self {
            let dist = Self(std::env::temp_dir().join(format!("alongside-dist-{}-{name}", std::process::id())));
            fs::create_dir_all(&dist.0).unwrap();
            let page =
                "<script src=\"./boot.js\" data-js=\"./alongside-5eed.js\" data-wasm=\"./alongside-5eed_bg.wasm\">";
            for (file, text) in [
                ("index.html", page),
                ("boot.js", "import(script.dataset.js)"),
                ("sw.js", "const BUILD = \"\";\nconst ASSETS = [];\n"),
                ("page-1.css", "body {}"),
                ("alongside-5eed.js", "glue"),
                ("alongside-5eed_bg.wasm", module),
            ] {
                fs::write(dist.0.join(file), text).unwrap();
            }
            dist
        }

        fn only(&self, ending: &str, is_it: impl Fn(&str) -> bool) -> String {
            let files = place::files(&self.0).unwrap().into_iter().filter(|file| extension(file) == ending);
            let names: Vec<String> =
                files.map(|file| place::relative(&file, &self.0)).filter(|name| is_it(name)).collect();
            assert_eq!(names.len(), 1, "{names:?}");
            names[0].clone()
        }

        fn read(&self, file: &str) -> String {
            String::from_utf8(self.read_bytes(file)).unwrap()
        }

        fn read_bytes(&self, file: &str) -> Vec<u8> {
            fs::read(self.0.join(file)).unwrap()
        }
    }

    impl Drop for Dist {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}
