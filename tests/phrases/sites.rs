//! Words for a site that are routes of drugs as well.

use super::all_read;

#[test]
fn a_site_before_another_takes_the_noun_of_the_disease() {
    all_read(&[
        (
            "Active ocular or periocular infection",
            "any(condition active eye infectious disorder, condition active periocular infection)",
        ),
        ("Ocular or systemic infection", "any(condition eye infectious disorder, condition systemic infection)"),
        ("Oral or esophageal candidiasis", "any(condition oral candidiasis, condition esophageal candidiasis)"),
        // Near misses.
        ("Oral or intravenous antibiotics", "any(drug antibiotic [route: oral], drug antibiotic [route: intravenous])"),
        ("Oral or topical antifungals", "any(drug antifungal [route: oral], drug antifungal [route: topical])"),
    ]);
}

#[test]
fn a_backslash_between_words_is_a_slash() {
    all_read(&[
        (
            "Intravenous\\intramuscular antibiotics",
            "any(drug antibiotic [route: intravenous], drug antibiotic [route: intramuscular])",
        ),
        // Near miss: it escapes a sign.
        ("Hb \\> 9 g/dL", "Hb > 9 g/dL"),
    ]);
}
