//! What is wrong with a file of texts, and where.

use std::{error::Error, fmt, path::PathBuf};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: PathBuf,
    /// Its line, from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// Everything that is wrong with the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}", self.file.display())?;
        if self.line > 0 {
            write!(to, ":{}", self.line)?;
        }
        write!(to, ": {}", self.what)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|fault| writeln!(to, "{fault}"))
    }
}

impl Error for Faults {}
