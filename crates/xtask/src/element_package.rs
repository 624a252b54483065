//! Makes the npm package of the element: one script, its types, and nothing else. It is not published.

use std::{
    fs,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

use crate::{
    error::{AboutFile, Error, Result},
    place,
};

/// Packs `packages/alongside-room` as npm would, into `target/package`.
pub(crate) fn pack() -> Result<PathBuf> {
    let folder = place::target().join("package");
    fs::create_dir_all(&folder).about(&folder)?;
    let from = place::root().join(SOURCE);
    let manifest = from.join("package.json");
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&manifest).about(&manifest)?).unwrap_or_default();
    let (Some(name), Some(version)) = (manifest["name"].as_str(), manifest["version"].as_str()) else {
        return Err(Error::Repository(format!("{SOURCE}/package.json names no package and version.")));
    };
    let package = folder.join(format!("{name}-{version}.tgz"));
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for file in FILES {
        let own = from.join(file);
        let path = if own.is_file() { own } else { place::root().join(file) };
        add(&mut archive, file, &path)?;
    }
    let bytes = archive.into_inner().and_then(GzEncoder::finish).about(&package)?;
    fs::write(&package, bytes).about(&package)?;
    println!("{} is made. It is not published: npm install {}", package.display(), package.display());
    Ok(package)
}

fn add(archive: &mut tar::Builder<impl std::io::Write>, name: &str, path: &Path) -> Result<()> {
    let bytes = fs::read(path).about(path)?;
    let mut header = tar::Header::new_ustar();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_mode(0o644);
    header.set_size(bytes.len() as u64);
    header.set_mtime(0);
    archive.append_data(&mut header, format!("package/{name}"), bytes.as_slice()).about(path)
}

/// Where it is, below the root.
const SOURCE: &str = "packages/alongside-room";
/// What is in it. The licences are the root's.
const FILES: &[&str] =
    &["package.json", "README.md", "alongside.js", "alongside.d.ts", "LICENSE-MIT", "LICENSE-APACHE"];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn read(file: &str) -> String {
        fs::read_to_string(place::root().join(file)).unwrap()
    }

    /// The words in quotes of the array that this begins.
    fn listed(script: &str, begins: &str) -> BTreeSet<String> {
        let array = script.split_once(begins).unwrap().1.split_once(']').unwrap().0;
        array.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    }

    /// The names before the colons, or the brackets, of a declaration's members.
    fn members(types: &str, declaration: &str) -> BTreeSet<String> {
        let body = types.split_once(declaration).unwrap().1.split_once("\n}").unwrap().0;
        let members = body.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let name = |line: &str| {
            let name = line.trim().split(['(', '?', ':', '<']).next().unwrap_or_default();
            line.trim().strip_prefix('"').map_or(name, |quoted| quoted.split('"').next().unwrap_or_default()).to_owned()
        };
        members.filter(|line| !line.trim().starts_with(['/', ')', '*'])).map(name).collect()
    }

    fn set(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn the_types_name_exactly_the_attributes_events_and_methods_that_there_are() {
        let (script, types) =
            (read("packages/alongside-room/alongside.js"), read("packages/alongside-room/alongside.d.ts"));
        let mut attributes = listed(&script, "const PASSED = [");
        attributes.extend(set(&["relay", "inline"]));
        assert_eq!(members(&types, "interface AlongsideAttributes {"), attributes);
        assert!(script.contains("observedAttributes = [\"relay\", \"inline\", ...PASSED]"));

        let events = listed(&script, "const EVENTS = [");
        let prefixed = events.iter().map(|name| format!("alongside:{name}")).collect();
        assert_eq!(members(&types, "interface AlongsideEvents {"), prefixed);

        let class = script.split_once("class AlongsideRoom").unwrap().1.split_once("\n}").unwrap().0;
        let methods = class.lines().filter_map(|line| line.strip_prefix("  ")?.split_once('('));
        let methods = methods.map(|(name, _)| name.to_owned()).filter(|name| {
            name.chars().all(char::is_alphabetic) && !name.ends_with("Callback") && name != "constructor"
        });
        let mut declared = members(&types, "class AlongsideRoom extends HTMLElement {");
        assert!(declared.remove("addEventListener"), "its types are narrowed");
        assert_eq!(declared, methods.collect());
    }

    #[test]
    fn the_frame_and_the_page_around_it_speak_of_the_same_things() {
        let (script, guest) = (read("packages/alongside-room/alongside.js"), read("guest.js"));
        let keys = |begins: &str| -> BTreeSet<String> {
            let object = guest.split_once(begins).unwrap().1.split_once("\n};").unwrap().0;
            let lines = object.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
            lines.filter_map(|line| Some(line.trim().split_once(':')?.0.trim_matches('"').to_owned())).collect()
        };
        assert_eq!(keys("const ATTRIBUTES = {"), listed(&script, "const PASSED = ["));
        assert_eq!(keys("const PROPERTIES = {"), listed(&script, "const PROPERTIES = ["));
        assert_eq!(listed(&guest, "const EVENTS = ["), listed(&script, "const EVENTS = ["));
        let version =
            |script: &str| script.split_once("const VERSION = ").unwrap().1.split_once(';').unwrap().0.to_owned();
        assert_eq!(version(&script), version(&guest));
    }

    #[test]
    fn the_package_has_what_its_manifest_says_and_nothing_else() {
        let manifest: serde_json::Value = serde_json::from_str(&read("packages/alongside-room/package.json")).unwrap();
        let mut named: BTreeSet<_> =
            manifest["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
        named.insert("package.json");
        assert_eq!(named, FILES.iter().copied().collect());
        assert_eq!(manifest.get("dependencies"), None);
        assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
        let package = pack().unwrap();
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(fs::File::open(package).unwrap()));
        let packed: BTreeSet<_> =
            archive.entries().unwrap().map(|entry| entry.unwrap().path().unwrap().display().to_string()).collect();
        assert_eq!(packed, FILES.iter().map(|file| format!("package/{file}")).collect());
    }
}
