//! Where results go: stdout, or a file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

/// Where a command writes.
#[derive(Debug, Clone, clap::Args)]
pub struct Destination {
    /// Where to write it, whole or not at all; the ending (.csv, .parquet, .ndjson, .html, …) can say how.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

impl Destination {
    /// Opens it.
    ///
    /// # Errors
    /// When no file can be made there.
    pub fn open(&self) -> Result<Output> {
        Output::open(self.output.as_deref())
    }

    /// What is named, if it is.
    pub fn path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Whether no file is named.
    pub fn is_stdout(&self) -> bool {
        self.output.is_none()
    }

    /// The ending of the file in lower case; empty where there is none.
    pub fn ending(&self) -> String {
        let ending = self.output.as_deref().and_then(Path::extension);
        ending.map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
    }
}

/// An open output.
pub enum Output {
    /// Standard output.
    Stdout(BufWriter<io::Stdout>),
    /// A file beside the target, which takes the target's place at the end.
    File { temporary: BufWriter<NamedTempFile>, target: PathBuf },
    /// Something that can not be replaced, such as a device or a pipe.
    Device(BufWriter<File>),
}

impl Output {
    /// Standard output where `path` is none or `-`.
    ///
    /// # Errors
    /// When no file can be made where `path` says.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Stdout(BufWriter::with_capacity(1 << 16, io::stdout())));
        };
        let failed = || format!("{} can not be written", path.display());
        // A link stays a link: what it points to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if fs::metadata(&target).is_ok_and(|data| !data.is_file()) {
            let file = File::options().write(true).open(&target).with_context(failed)?;
            return Ok(Self::Device(BufWriter::new(file)));
        }
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = new_file(folder).with_context(failed)?;
        Ok(Self::File { temporary: BufWriter::with_capacity(1 << 16, temporary), target })
    }

    /// Makes everything written so far the output. Until then a file is not touched, and without it never is.
    ///
    /// # Errors
    /// When what is held back can not be written, or the file not put in its place.
    pub fn finish(self) -> Result<()> {
        match self {
            Self::Stdout(mut out) => Ok(out.flush()?),
            Self::Device(mut out) => Ok(out.flush()?),
            Self::File { temporary, target } => {
                let failed = || format!("{} can not be written", target.display());
                let file = temporary.into_inner().map_err(io::IntoInnerError::into_error).with_context(failed)?;
                file.persist(&target).map_err(|error| error.error).with_context(failed)?;
                Ok(())
            }
        }
    }
}

/// A temporary file with the permissions of an ordinary new one.
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".extract-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
    }
    #[cfg(not(unix))]
    builder.tempfile_in(folder)
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File { temporary, .. } => temporary.write(bytes),
            Self::Device(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File { temporary, .. } => temporary.flush(),
            Self::Device(out) => out.flush(),
        }
    }
}
