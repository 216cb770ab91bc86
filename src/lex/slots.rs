//! Tables with open addressing that say at which place a key stands: small, and seldom a miss that looks elsewhere,
//! since every slot has some bits of the key's hash. A document asks for few of the tens of thousands of keys, and what
//! it asks for is read from disk and cache a page at a time: so few bytes are what makes the first document quick.
//!
//! This file is compiled twice, into the library and into the build script, so that both use the same layout.

/// Bytes of one slot: in its upper bits some of the hash, in the lower [`PLACE`] the place and one; empty where 0.
pub const SLOT: usize = 4;

/// Bits of a slot that say the place.
const PLACE: u32 = 20;

/// The hash of a key (FNV-1a).
pub fn hash(key: &[u8]) -> u64 {
    key.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

/// Where the search begins among `slots` (a power of two), and what the upper bits of the slot say.
fn begin(hash: u64, slots: usize) -> (usize, u32) {
    ((hash ^ (hash >> 32)) as usize & (slots - 1), (hash >> 32) as u32 & !0 << PLACE)
}

/// The place of the key with this hash, of which `is` says whether it stands at a place.
#[allow(dead_code, reason = "the build script makes tables and asks none")]
pub fn find(slots: &[[u8; SLOT]], hash: u64, is: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut at, tag) = begin(hash, slots.len());
    loop {
        let slot = u32::from_le_bytes(slots[at]);
        let place = (slot & !(!0 << PLACE)).checked_sub(1)? as usize;
        if slot & !0 << PLACE == tag && is(place) {
            return Some(place);
        }
        at = (at + 1) & (slots.len() - 1);
    }
}

/// A table of the keys with these hashes, each at its place in the list, at most half full.
#[allow(dead_code, reason = "the library asks tables and makes none")]
pub fn table(hashes: &[u64]) -> Vec<[u8; SLOT]> {
    assert!(hashes.len() < (1 << PLACE) - 1, "a place fits its bits");
    let mut slots = vec![[0; SLOT]; (hashes.len() * 2).next_power_of_two()];
    for (place, hash) in (1..).zip(hashes) {
        let (mut at, tag) = begin(*hash, slots.len());
        while slots[at] != [0; SLOT] {
            at = (at + 1) & (slots.len() - 1);
        }
        slots[at] = (tag | place).to_le_bytes();
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_at_its_place_and_no_other_is() {
        let keys: Vec<String> = (0..5000).map(|n| format!("key {n}")).collect();
        let slots = table(&keys.iter().map(|key| hash(key.as_bytes())).collect::<Vec<_>>());
        let find = |key: &str| find(&slots, hash(key.as_bytes()), |at| keys[at] == key);
        for (at, key) in keys.iter().enumerate() {
            assert_eq!(find(key), Some(at));
        }
        assert_eq!((5000..9000).find_map(|n| find(&format!("key {n}"))), None);
    }

    #[test]
    fn keys_with_one_hash_are_told_apart() {
        let slots = table(&[7, 7, 7]);
        assert_eq!(find(&slots, 7, |at| at == 2), Some(2));
        assert_eq!(find(&slots, 7, |_| false), None);
    }
}
