//! The fuzzing corpora. Each target has one tar archive, `fuzz/corpus/<target>.tar`, which the tests replay. A fuzzer
//! needs a folder of files: `fuzz/unpacked/<target>/`, which git ignores.

use std::{
    collections::BTreeMap,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use crate::{
    error::{AboutFile, Error, Result},
    place,
};

/// Writes the inputs of these targets, or of all, to `fuzz/unpacked`.
pub(crate) fn unpack(targets: &[String]) -> Result<()> {
    for corpus in wanted(targets)? {
        let folder = corpus.folder();
        if folder.is_dir() {
            fs::remove_dir_all(&folder).about(&folder)?;
        }
        fs::create_dir_all(&folder).about(&folder)?;
        for (name, input) in &corpus.inputs {
            let file = folder.join(name);
            fs::write(&file, input).about(&file)?;
        }
        println!("{}: {} inputs", folder.display(), corpus.inputs.len());
    }
    Ok(())
}

/// Packs the archives of these targets, or of all, from `fuzz/unpacked`.
pub(crate) fn pack(targets: &[String]) -> Result<()> {
    for mut corpus in wanted(targets)? {
        let folder = corpus.folder();
        let files = place::files(&folder)?;
        if files.is_empty() {
            if targets.is_empty() {
                continue;
            }
            return Err(Error::Usage(format!("there is nothing in {}.", folder.display())));
        }
        corpus.inputs.clear();
        for file in files {
            corpus.insert(&place::relative(&file, &folder), fs::read(&file).about(&file)?)?;
        }
        corpus.write()?;
    }
    Ok(())
}

/// Adds one input to a target's archive, under a name that says what the input is.
pub(crate) fn add(target: &str, file: &Path, name: &str) -> Result<()> {
    let mut corpus = Corpus::read(target)?;
    let input = fs::read(file).about(file)?;
    if let Some((same, _)) = corpus.inputs.iter().find(|(other, bytes)| *other != name && **bytes == input) {
        return Err(Error::Usage(format!("{target} has that input already; there it is called “{same}”.")));
    }
    corpus.insert(name, input)?;
    corpus.write()
}

/// The inputs of one target, by name.
struct Corpus {
    target: String,
    inputs: BTreeMap<String, Vec<u8>>,
}

impl Corpus {
    /// Reads a target's archive. A new target has none yet.
    fn read(target: &str) -> Result<Self> {
        let known = targets()?;
        if known.iter().all(|known| known != target) {
            return Err(Error::Usage(format!("there is no fuzz target “{target}”; there are: {}.", known.join(", "))));
        }
        let archive = archive(target);
        let mut inputs = BTreeMap::new();
        if archive.is_file() {
            let mut entries = tar::Archive::new(fs::File::open(&archive).about(&archive)?);
            for entry in entries.entries().about(&archive)? {
                let mut entry = entry.about(&archive)?;
                let name = entry.path().about(&archive)?.to_string_lossy().into_owned();
                let mut input = Vec::new();
                entry.read_to_end(&mut input).about(&archive)?;
                inputs.insert(name, input);
            }
        }
        Ok(Self { target: target.to_owned(), inputs })
    }

    fn insert(&mut self, name: &str, input: Vec<u8>) -> Result<()> {
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
            return Err(Error::Usage(format!("“{name}” is no name for an input: letters, digits, “-”, “_” and “.”.")));
        }
        self.inputs.insert(name.to_owned(), input);
        Ok(())
    }

    /// Writes the archive. The same inputs give the same bytes on every machine: sorted by name, without times and
    /// owners.
    fn write(&self) -> Result<()> {
        let archive = archive(&self.target);
        let mut entries = tar::Builder::new(Vec::new());
        for (name, input) in &self.inputs {
            let mut header = tar::Header::new_ustar();
            header.set_entry_type(tar::EntryType::Regular);
            header.set_size(input.len() as u64);
            header.set_mode(0o644);
            entries.append_data(&mut header, name, input.as_slice()).about(&archive)?;
        }
        let bytes = entries.into_inner().about(&archive)?;
        fs::write(&archive, bytes).about(&archive)?;
        println!("{}: {} inputs", archive.display(), self.inputs.len());
        Ok(())
    }

    fn folder(&self) -> PathBuf {
        place::root().join("fuzz/unpacked").join(&self.target)
    }
}

fn wanted(named: &[String]) -> Result<Vec<Corpus>> {
    let all = if named.is_empty() { targets()? } else { named.to_vec() };
    all.iter().map(|target| Corpus::read(target)).collect()
}

fn targets() -> Result<Vec<String>> {
    let files = place::files(&place::root().join("fuzz/corpus"))?;
    Ok(files.iter().filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned())).collect())
}

fn archive(target: &str) -> PathBuf {
    place::root().join("fuzz/corpus").join(format!("{target}.tar"))
}
