//! Finishes the widget after Trunk: wasm-opt, esbuild, file names by content, the service worker's list of files, and
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
    split::FOLDER,
};

/// Does all of that to the folder that Trunk and the splitter have written.
pub(crate) fn finish(dist: &Path, optimizer: Option<&Optimizer>) -> Result<()> {
    write_texts(dist)?;
    match optimizer {
        Some(optimizer) => {
            eprintln!("==> wasm-opt and esbuild");
            for module in modules(dist)? {
                optimizer.shrink(&module)?;
            }
            for script in scripts(dist)? {
                optimizer.minify(&script)?;
            }
        }
        None => eprintln!("==> No wasm-opt and no esbuild here: the widget is larger than it may be."),
    }
    name_by_content(dist)?;
    make_page_for_frames(dist)?;
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

/// The widget's wasm modules.
pub(crate) fn modules(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut modules = place::files(dist)?;
    modules.retain(|file| extension(file) == "wasm");
    Ok(modules)
}

/// The scripts that stand beside the modules (the glue, and what loads the parts), and those that come first.
fn scripts(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut scripts = place::files(&dist.join(FOLDER))?;
    scripts.retain(|file| extension(file) == "js");
    scripts.extend(["boot.js", "slash.js", "guest.js", LOADER].map(|file| dist.join(file)));
    Ok(scripts)
}

/// Puts the texts of every language but that of the source, which is in the modules, beside the modules, and names the languages in the page.
fn write_texts(dist: &Path) -> Result<()> {
    let strings = place::root().join("src/strings");
    let compiled = alongside_texts::compile(&strings).map_err(|faults| Error::Repository(faults.to_string()))?;
    let mut tags = Vec::new();
    for alongside_texts::Packed { tag, early, late, pressed, page } in compiled.languages.into_iter().skip(1) {
        // What the page says stands behind the texts of the first screens (boot.js), and what is wanted after a press only comes with the
        // texts of a room.
        for (part, text) in [("", early + &page), (".room", late + &pressed)] {
            let file = dist.join(FOLDER).join(format!("{tag}{part}.txt"));
            fs::write(&file, text).about(&file)?;
        }
        tags.push(tag);
    }
    // What fetches them is named by its content, too.
    let loader = dist.join(TEXT_LOADER);
    fs::rename(&loader, dist.join(FOLDER).join(TEXT_LOADER)).about(&loader)?;
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).about(&page)?;
    let html = html.replace(" data-js=", &format!(" data-languages=\"{}\" data-js=", tags.join(" ")));
    fs::write(&page, html).about(&page)
}

/// Whether a file has the texts of a language.
fn is_text(file: &Path) -> bool {
    extension(file) == "txt"
}

/// Whether a file is only for those who read another language than that of the source.
pub(crate) fn is_for_other_languages(file: &Path) -> bool {
    is_text(file) || file.ends_with(TEXT_LOADER)
}

/// Renames the folder of the modules by a hash of all bytes in it: browsers cache it for good, and another version of a tool
/// makes other bytes of the same source.
fn name_by_content(dist: &Path) -> Result<()> {
    let folder = dist.join(FOLDER);
    let mut digest = Sha256::new();
    for file in place::files(&folder)? {
        digest.update(place::relative(&file, &folder));
        digest.update(Sha256::digest(fs::read(&file).about(&file)?));
    }
    let name = format!("{FOLDER}-{}", &hex(&digest.finalize())[..16]);

    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).about(&page)?;
    fs::write(&page, html.replace(&format!("./{FOLDER}/"), &format!("./{name}/"))).about(&page)?;
    fs::rename(&folder, dist.join(name)).about(&folder)
}

/// Makes the page that other sites show in a frame from the page of its own: the element in it is a guest, and the address of that page
/// has no slash that could be missing.
fn make_page_for_frames(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let mut html = fs::read_to_string(&page).about(&page)?;
    for (own, framed) in FRAMED {
        if !html.contains(own) {
            return Err(Error::Repository(format!("index.html has no `{own}` to be replaced in {EMBED}.")));
        }
        html = html.replace(own, framed);
    }
    let page = dist.join(EMBED);
    fs::write(&page, html).about(&page)
}

/// Whether only pages of other sites load this file: nobody who visits the widget's own page does.
pub(crate) fn is_for_guests(path: &str) -> bool {
    [EMBED, LOADER, "guest.js"].contains(&path)
}

/// Writes the list of files and a build id into the service worker. The id changes with any file, so that the browser
/// installs a new worker. The page and boot.js, whose names never change, are listed in the worker's own source; slash.js is
/// for pages that no worker serves.
fn list_for_service_worker(dist: &Path) -> Result<()> {
    let worker = dist.join("sw.js");
    if !worker.is_file() {
        return Ok(());
    }
    let text = fs::read_to_string(&worker).about(&worker)?;
    let mut digest = Sha256::new();
    digest.update(&text);
    let (mut assets, mut texts) = (Vec::new(), Vec::new());
    for file in originals(dist)?.into_iter().filter(|file| *file != worker) {
        let path = place::relative(&file, dist);
        digest.update(&path);
        digest.update(Sha256::digest(fs::read(&file).about(&file)?));
        if is_text(&file) {
            texts.push(format!("\"{path}\""));
        } else if !["index.html", "boot.js", "slash.js"].contains(&path.as_str()) && !is_for_guests(&path) {
            assets.push(format!("\"{path}\""));
        }
    }
    for line in [ASSETS, TEXTS, BUILD] {
        if !text.contains(line) {
            return Err(Error::Repository(format!("sw.js has no line `{line}` to be filled in.")));
        }
    }
    let text = text
        .replace(ASSETS, &format!("const ASSETS = [{}];", assets.join(", ")))
        .replace(TEXTS, &format!("const TEXTS = [{}];", texts.join(", ")))
        .replace(BUILD, &format!("const BUILD = \"{}\";", &hex(&digest.finalize())[..16]));
    fs::write(&worker, text).about(&worker)
}

/// Writes `file.br` and `file.gz` beside a file, if they are smaller.
fn compress(file: &Path) -> Result<()> {
    if !COMPRESSED.contains(&extension(file)) {
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
const COMPRESSED: &[&str] = &["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];
/// What fetches the texts of a language.
const TEXT_LOADER: &str = "languages.js";
/// The page that other sites show in a frame.
const EMBED: &str = "embed.html";
/// The script that makes that frame; it has no name that follows from its content, since pages of other sites name it.
const LOADER: &str = "alongside.js";
/// What that page has in place of what the page of its own has.
const FRAMED: &[(&str, &str)] = &[
    ("<alongside-room page>", "<alongside-room frame>"),
    ("<script defer src=\"?slash.js\"></script>", "<script type=\"module\" src=\"./guest.js\"></script>"),
];
/// Three lines of sw.js in the repository, which the build replaces.
const ASSETS: &str = "const ASSETS = [];";
const TEXTS: &str = "const TEXTS = [];";
const BUILD: &str = "const BUILD = \"\";";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_content_and_the_page_follows_the_name() {
        let dist = Dist::as_the_splitter_leaves_it("names", "the module");
        finish(&dist.0, None).unwrap();
        let other = Dist::as_the_splitter_leaves_it("other-names", "the module, smaller");
        finish(&other.0, None).unwrap();

        let [name, other_name] = [&dist, &other].map(|dist| {
            let name = dist.folder();
            let page = dist.read("index.html");
            let names = ["alongside.js", "alongside_bg.wasm"].map(|file| format!("./{name}/{file}"));
            assert!(names.iter().all(|name| page.contains(name)), "{page}");
            name
        });
        assert!(dist.read("index.html").contains(" data-languages=\"ar de es fr\" "));
        assert_ne!(name, other_name);
        assert_eq!(name.len(), "alongside-0123456789abcdef".len());
    }

    #[test]
    fn the_page_for_frames_has_a_guest_in_it_and_the_same_files() {
        let dist = Dist::as_the_splitter_leaves_it("frames", "the module");
        finish(&dist.0, None).unwrap();
        let page = dist.read(EMBED);
        assert!(page.contains("<alongside-room frame>") && !page.contains("slash.js"), "{page}");
        assert!(page.contains(&format!("./{}/alongside.js", dist.folder())), "{page}");
        assert!(!dist.read("sw.js").contains(EMBED), "who visits the widget's own page does not load it");
    }

    #[test]
    fn the_service_worker_keeps_what_was_built_and_is_another_one_for_another_build() {
        let dist = Dist::as_the_splitter_leaves_it("worker", "the module");
        finish(&dist.0, None).unwrap();
        let other = Dist::as_the_splitter_leaves_it("other-worker", "the module, smaller");
        finish(&other.0, None).unwrap();

        let worker = dist.read("sw.js");
        let name = dist.folder();
        assert!(
            worker.contains(&format!(
                "const ASSETS = [\"{name}/alongside.js\", \"{name}/alongside_bg.wasm\", \"{name}/languages.js\", \"page-1.css\"];"
            )),
            "{worker}"
        );
        let texts = worker.lines().find(|line| line.starts_with("const TEXTS")).unwrap();
        assert!(texts.contains(&format!("\"{name}/de.txt\", \"{name}/es.room.txt\"")), "{texts}");
        let build = |worker: &str| worker.lines().find(|line| line.starts_with("const BUILD")).unwrap().to_owned();
        assert_ne!(build(&worker), build(&other.read("sw.js")));
    }

    #[test]
    fn compressed_files_decompress_to_the_originals() {
        let dist = Dist::as_the_splitter_leaves_it("compressed", &"the module ".repeat(99));
        finish(&dist.0, None).unwrap();
        let module = format!("{}/alongside_bg.wasm", dist.folder());
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
        fn as_the_splitter_leaves_it(name: &str, module: &str) -> Self {
            let dist = Self(std::env::temp_dir().join(format!("alongside-dist-{}-{name}", std::process::id())));
            fs::create_dir_all(dist.0.join(FOLDER)).unwrap();
            let page = "<script defer src=\"?slash.js\"></script><alongside-room page></alongside-room><script src=\"./boot.js\" data-js=\"./alongside/alongside.js\" data-wasm=\"./alongside/alongside_bg.wasm\">";
            for (file, text) in [
                ("index.html", page),
                ("boot.js", "import(script.dataset.js)"),
                ("languages.js", "fetch"),
                ("sw.js", "const BUILD = \"\";\nconst ASSETS = [];\nconst TEXTS = [];\n"),
                ("page-1.css", "body {}"),
                ("alongside/alongside.js", "glue"),
                ("alongside/alongside_bg.wasm", module),
            ] {
                fs::write(dist.0.join(file), text).unwrap();
            }
            dist
        }

        /// The folder of the modules.
        fn folder(&self) -> String {
            let mut folders =
                fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir());
            let folder = folders.next().expect("a folder").file_name().into_string().unwrap();
            assert!(folders.next().is_none(), "one folder");
            folder
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
