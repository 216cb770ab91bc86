//! Where the walk through the vocabulary goes with its first token: a table with open addressing, made by the build
//! script. Most tokens begin no term, and most walks end after the first, so this saves most of the walking.
//!
//! This file is compiled twice, into the library and into the build script, so that both use the same layout.

/// Bytes of one slot: where the token begins in the names, its length, the node it leads to, what has been put out.
/// The length of an empty slot is 0.
pub const SLOT: usize = 16;

/// Where the search for a token begins, among `slots` (a power of two).
pub fn slot(token: &str, slots: usize) -> usize {
    let fnv = token
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    (fnv ^ (fnv >> 32)) as usize & (slots - 1)
}
