//! Which concepts of the vocabulary stand below which. A trial lists the members of the classes it names; what stands
//! below these, and above what it names, the vocabulary knows.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lex::Entry;

type Ids = HashMap<&'static str, Vec<&'static str>>;

static BELOW: LazyLock<Ids> = LazyLock::new(|| {
    Entry::all().map(|e| (e.id(), e.members().collect::<Vec<_>>())).filter(|(_, members)| !members.is_empty()).collect()
});

static ABOVE: LazyLock<Ids> = LazyLock::new(|| {
    let mut above: Ids = HashMap::new();
    let mut classes: Vec<_> = BELOW.iter().collect();
    classes.sort_unstable();
    for (class, members) in classes {
        members.iter().for_each(|member| above.entry(member).or_default().push(class));
    }
    above
});

/// The direct members of a class; none where it is no class.
pub(super) fn members(id: &str) -> &'static [&'static str] {
    BELOW.get(id).map_or(&[], Vec::as_slice)
}

/// The classes that a concept is a direct member of.
pub(super) fn classes(id: &str) -> &'static [&'static str] {
    ABOVE.get(id).map_or(&[], Vec::as_slice)
}
