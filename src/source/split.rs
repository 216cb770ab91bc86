//! A stream of JSON to its objects, as raw bytes: a single one, one a line, the elements of an array, or those of
//! `{"studies": […]}`.

use std::io::BufRead;

/// Iterates over the objects of a stream. Memory is bounded by the largest object.
#[derive(Debug)]
pub(super) struct Values<R> {
    reader: R,
    place: Place,
    /// Whether no container and no second value has been seen.
    single: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between values that follow each other, maybe over several lines each.
    Top,
    /// Between lines, each of which is a value.
    Line,
    /// Between the elements of an array.
    Array,
    /// Between the elements of the array under "studies".
    Studies,
    /// Nothing comes any more.
    End,
}

/// The JSON text that is being gone through.
#[derive(Debug, Default)]
struct Scan {
    buffer: Vec<u8>,
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// Where the last string of the outermost object starts and ends in the buffer.
    string: (usize, usize),
    key_is_studies: bool,
}

/// What a byte brings about.
enum Step {
    More,
    /// The value is complete.
    Complete,
    /// The array under "studies" begins.
    Studies,
}

impl Scan {
    fn step(&mut self, byte: u8, top: bool) -> Step {
        self.buffer.push(byte);
        if self.in_string {
            if self.escaped {
                self.escaped = false;
            } else if byte == b'\\' {
                self.escaped = true;
            } else if byte == b'"' {
                self.in_string = false;
                self.string.1 = self.buffer.len() - 1;
            }
            return Step::More;
        }
        match byte {
            b'"' => {
                self.in_string = true;
                self.string.0 = self.buffer.len();
            }
            b':' if self.depth == 1 => {
                self.key_is_studies = self.buffer.get(self.string.0..self.string.1) == Some(b"studies")
            }
            b',' if self.depth == 1 => self.key_is_studies = false,
            b'[' if top && self.depth == 1 && self.key_is_studies => return Step::Studies,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    return Step::Complete;
                }
            }
            _ => {}
        }
        Step::More
    }
}

impl<R: BufRead> Values<R> {
    /// `peek` is the beginning of what `reader` gives.
    pub(super) fn new(reader: R, peek: &[u8]) -> Self {
        let mut lines = peek.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or_default();
        let second = lines.next().unwrap_or_default();
        // An object of several lines may have one of them begin with an inner one.
        let goes_on = first.ends_with(b":") || first.ends_with(b",") || first.ends_with(b"[");
        let by_line = first.starts_with(b"{") && second.starts_with(b"{") && !goes_on;
        Self { reader, place: if by_line { Place::Line } else { Place::Top }, single: !by_line }
    }

    /// Whether the stream seems to be one object and nothing else.
    pub(super) const fn is_single(&self) -> bool {
        self.single
    }

    /// The next value. After an error nothing comes.
    pub(super) fn next(&mut self) -> Option<Result<Vec<u8>, String>> {
        let value = if self.place == Place::Line { self.line() } else { self.value() };
        if matches!(value, Some(Err(_)) | None) {
            self.place = Place::End;
        }
        value
    }

    fn line(&mut self) -> Option<Result<Vec<u8>, String>> {
        loop {
            let mut line = Vec::new();
            match self.reader.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => return Some(Ok(line.trim_ascii().to_vec())),
                Err(error) => return Some(Err(error.to_string())),
            }
        }
    }

    fn value(&mut self) -> Option<Result<Vec<u8>, String>> {
        loop {
            let byte = match self.peek_byte() {
                Ok(Some(byte)) => byte,
                Ok(None) if self.place == Place::Top => return None,
                Ok(None) if self.place == Place::End => return None,
                Ok(None) => return Some(Err("the JSON ends in the middle of an array".to_owned())),
                Err(error) => return Some(Err(error.to_string())),
            };
            match (self.place, byte) {
                (Place::End, _) => return None,
                (_, b'{') => match self.object() {
                    Ok(Some(bytes)) => return Some(Ok(bytes)),
                    Ok(None) => {}
                    Err(error) => return Some(Err(error)),
                },
                (Place::Top, b'[') => (self.place, self.single) = (Place::Array, false),
                (Place::Array, b']') => self.place = Place::Top,
                (Place::Studies, b']') => {
                    self.reader.consume(1);
                    if let Err(error) = self.skip_object() {
                        return Some(Err(error));
                    }
                    self.place = Place::Top;
                    continue;
                }
                (_, byte) if byte.is_ascii_whitespace() || matches!(byte, b',' | 0xef | 0xbb | 0xbf) => {}
                _ => return Some(Err("an object was expected in the JSON".to_owned())),
            }
            if byte != b'{' {
                self.reader.consume(1);
            }
        }
    }

    fn peek_byte(&mut self) -> std::io::Result<Option<u8>> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    /// Reads an object; nothing if it turned out to be the one around "studies".
    fn object(&mut self) -> Result<Option<Vec<u8>>, String> {
        let top = self.place == Place::Top;
        let mut scan = Scan::default();
        loop {
            let chunk = self.reader.fill_buf().map_err(|error| error.to_string())?;
            if chunk.is_empty() {
                return Err("the JSON ends in the middle of an object".to_owned());
            }
            let mut used = 0;
            let mut outcome = Step::More;
            for &byte in chunk {
                used += 1;
                outcome = scan.step(byte, top);
                if !matches!(outcome, Step::More) {
                    break;
                }
            }
            self.reader.consume(used);
            match outcome {
                Step::More => {}
                Step::Studies => {
                    (self.place, self.single) = (Place::Studies, false);
                    return Ok(None);
                }
                Step::Complete => {
                    if top && !scan.buffer.contains(&b'\n') && self.rest_of_line_is_blank()? {
                        self.place = Place::Line;
                    }
                    return Ok(Some(scan.buffer));
                }
            }
        }
    }

    /// Whether a line break follows, and something after it: then the values are one a line.
    fn rest_of_line_is_blank(&mut self) -> Result<bool, String> {
        loop {
            let chunk = self.reader.fill_buf().map_err(|error| error.to_string())?;
            let Some(&byte) = chunk.first() else { return Ok(false) };
            let has_line = byte == b'\n';
            if !has_line && !byte.is_ascii_whitespace() {
                return Ok(false);
            }
            self.reader.consume(1);
            if has_line {
                let more = self.reader.fill_buf().map_err(|error| error.to_string())?;
                self.single = more.trim_ascii().is_empty();
                return Ok(true);
            }
        }
    }

    /// Skips what is left of the object around "studies".
    fn skip_object(&mut self) -> Result<(), String> {
        let mut scan = Scan { depth: 1, ..Scan::default() };
        while let Some(byte) = self.peek_byte().map_err(|error| error.to_string())? {
            self.reader.consume(1);
            if matches!(scan.step(byte, false), Step::Complete) {
                return Ok(());
            }
            scan.buffer.clear();
        }
        Ok(())
    }
}
