//! What is measured of a thing, where the words behind its limit say so: "a lesion > 4 cm *in longest dimension*".
//!
//! Near misses: "a defect ≥ 3 mm deep", "> 4 cm in the liver"; "a lesion > 4 cm in *size*", which says no more than the unit.

use crate::words;

/// The most words of the name of a dimension.
const LONGEST: usize = 4;

/// The words that name the dimension directly behind a limit that ends at `end`, as bytes of the text.
pub(super) fn after(text: &str, end: usize) -> Option<(usize, usize)> {
    let rest = text.get(end..)?.strip_prefix(" in ")?;
    let rest = ["the ", "its ", "their "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let start = text.len() - rest.len();
    let mut last = start;
    for word in rest.split(' ').take(LONGEST) {
        let bare = word.trim_end_matches([',', ';', '.', ':', ')', '\n', '\r']);
        last += usize::from(last > start) + bare.len();
        if words::DIMENSIONS.iter().any(|name| name.eq_ignore_ascii_case(bare)) {
            return (last > start + bare.len()).then_some((start, last));
        }
        if bare.len() < word.len() || bare.is_empty() || !bare.chars().all(|c| c.is_alphanumeric() || c == '-') {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::after;

    fn dimension<'a>(text: &'a str, limit: &str) -> Option<&'a str> {
        let end = text.find(limit)? + limit.len();
        after(text, end).map(|(first, last)| &text[first..last])
    }

    #[test]
    fn a_dimension_behind_a_limit_is_what_is_limited() {
        assert_eq!(dimension("a lesion > 4 cm in the longest dimension.", "> 4 cm"), Some("longest dimension"));
        assert_eq!(dimension("thrombus ≥ 5 mm in AP diameter on CT", "≥ 5 mm"), Some("AP diameter"));
        for text in
            ["> 4 cm in the liver", "> 4 cm in size", "> 4 cm deep", "> 4 cm in liver, size", "> 4 cm in a b c d size"]
        {
            assert_eq!(dimension(text, "> 4 cm"), None, "{text}");
        }
    }
}
