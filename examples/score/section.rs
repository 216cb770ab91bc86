//! What a file's name says of its text.

use trial_extract::rule::Section;

/// Chia's texts have no headings; their names end in the section.
pub fn of(name: &str) -> Option<Section> {
    match name {
        _ if name.ends_with("_inc") => Some(Section::Inclusion),
        _ if name.ends_with("_exc") => Some(Section::Exclusion),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_ending_names_the_section() {
        assert_eq!(of("NCT1_inc"), Some(Section::Inclusion));
        assert_eq!(of("NCT1_exc"), Some(Section::Exclusion));
        assert_eq!(of("NCT1_inc_part"), None);
    }
}
