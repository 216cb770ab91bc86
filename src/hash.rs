//! How a digest is written, and a hash for look-ups that are asked of nearly every word or fact. The standard one
//! withstands keys chosen to collide and takes several times as long; these keys are the program's own, or a few for each
//! criterion.

use std::hash::Hasher;

/// Multiplies and rotates, a word at a time.
#[derive(Debug, Clone, Copy, Default)]
pub struct FastHasher(u64);

/// An odd number whose bits are as good as random: 2⁶⁴ divided by the golden ratio.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl FastHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    }
}

impl Hasher for FastHasher {
    fn finish(&self) -> u64 {
        // The table looks at the lowest and the highest bits; the best ones are in the middle and above.
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            self.add(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.add(n.into());
    }

    fn write_u32(&mut self, n: u32) {
        self.add(n.into());
    }

    fn write_u64(&mut self, n: u64) {
        self.add(n);
    }

    fn write_usize(&mut self, n: usize) {
        self.add(n as u64);
    }
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> u64 {
        let mut hasher = FastHasher::default();
        hasher.write(text.as_bytes());
        hasher.finish()
    }

    #[test]
    fn a_digest_is_written_in_two_digits_a_byte() {
        assert_eq!(hex(&[0, 10, 255]), "000aff");
    }

    #[test]
    fn words_that_differ_in_one_letter_have_other_hashes() {
        let words = ["inclusion", "exclusion", "inclusions", "nclusion", "inclusioo", "a", "b", ""];
        let mut hashes: Vec<u64> = words.iter().map(|word| hash(word)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), words.len());
        assert_eq!(hash("inclusion"), hash("inclusion"));
    }
}
