/// Why an input can not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// There is nothing in it.
    #[error("{name}: no criteria: the input is empty")]
    Empty {
        /// The file's name.
        name: String,
    },
    /// It is no text.
    #[error("{name}: not text: {reason}")]
    Binary {
        /// The file's name.
        name: String,
        /// What it looks like.
        reason: &'static str,
    },
    /// It looks like a known container, and is broken.
    #[error("{name}: {reason}")]
    Malformed {
        /// The file's name, with the line or element if there are several.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// It could not be read at all.
    #[error("{name}: {source}")]
    Io {
        /// The file's name.
        name: String,
        /// What the system says.
        source: std::io::Error,
    },
}
