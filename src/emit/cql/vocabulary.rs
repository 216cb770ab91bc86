//! The words and codes of the rules' concepts, as tables that the library looks up: `|key|key|=id,id;`.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{list, quoted};
use crate::evaluate::Program;
use crate::lex::{Form, Kind, forms, look_up, normal};

/// Keys by what they stand for.
type Rows = BTreeMap<Vec<String>, BTreeSet<String>>;

/// The tables `Names`, `Capitals` and `Codes`.
pub(super) fn tables(program: &Program) -> String {
    let ids = program.concept_ids();
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut capitals = names.clone();
    for (name, ids) in program.own_names() {
        names.entry(key(name)).or_default().extend(ids.into_iter().map(str::to_owned));
    }
    let concepts = ids.iter().flat_map(|id| forms(id)).filter(|form| form.entry.kind().is_concept());
    for form in concepts {
        let table = if form.capitals { &mut capitals } else { &mut names };
        table.entry(key(&form.key)).or_default().insert(form.entry.id().to_owned());
    }
    for id in &ids {
        for words in narrower(id) {
            names.entry(words).or_insert_with(|| BTreeSet::from([(*id).to_owned()]));
        }
    }
    let codes = program.codes().into_iter().map(|((system, code), ids)| {
        (format!("{system} {code}"), ids.into_iter().map(str::to_owned).collect::<BTreeSet<_>>())
    });
    [("Names", names), ("Capitals", capitals), ("Codes", codes.collect())]
        .map(|(name, table)| define(name, &by_meaning(table)))
        .concat()
}

/// The words for a class that a qualifier makes of a wider one: "long-acting G-CSF".
fn narrower(id: &str) -> Vec<String> {
    let of = |id: &str, kind| {
        let forms = forms(id).iter().filter(move |form| form.entry.kind() == kind && !form.capitals);
        forms.map(|form| form.key.as_str()).collect::<Vec<_>>()
    };
    let splits =
        id.match_indices('_').map(|(at, _)| (of(&id[..at], Kind::Qualifier), of(&id[at + 1..], Kind::DrugClass)));
    let words = splits.flat_map(|(qualifiers, classes)| {
        let pairs = qualifiers.iter().flat_map(|qualifier| classes.iter().map(move |class| (*qualifier, *class)));
        pairs.map(|(qualifier, class)| key(&format!("{qualifier} {class}"))).collect::<Vec<_>>()
    });
    words.collect()
}

/// How a drug's name tells how many of its milligrams count as the same dose of another one.
pub(super) fn doses(name: &str, doses: &BTreeMap<String, rust_decimal::Decimal>) -> String {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for form in doses.keys().flat_map(|id| forms(id)).filter(|form| form.entry.kind() == Kind::Drug) {
        // Of several drugs of one name the first counts, and forms in capitals are too short to be of these.
        let first = look_up(&form.key).and_then(|group| group.of(Kind::Drug));
        if let (Some(dose), true) = (doses.get(form.entry.id()), first == Some(form.entry)) {
            keys.entry(key(&form.key)).or_default().insert(dose.normalize().to_string());
        }
    }
    for (id, dose) in doses {
        keys.entry(key(id)).or_insert_with(|| BTreeSet::from([dose.normalize().to_string()]));
    }
    define(name, &by_meaning(keys))
}

/// The words that stand for an entry, or are these, and those that do only in capitals: two lists.
pub(super) fn named_forms<'f>(forms: impl Iterator<Item = &'f Form>, words: &[&str]) -> String {
    let mut keys: BTreeSet<String> = words.iter().map(|words| key(&normal::key(words))).collect();
    let mut capitals = BTreeSet::new();
    for Form { key: form, capitals: cased, .. } in forms {
        if *cased { &mut capitals } else { &mut keys }.insert(key(form));
    }
    format!("{}, {}", list(&keys), list(&capitals))
}

/// A key as the library makes it: without the characters that the tables are built with.
fn key(normal: &str) -> String {
    let words: Vec<_> = normal.split([' ', '|', '=', ';']).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn by_meaning(table: BTreeMap<String, BTreeSet<String>>) -> Rows {
    let mut rows = Rows::new();
    for (key, ids) in table {
        if !key.is_empty() {
            rows.entry(ids.into_iter().collect()).or_default().insert(key);
        }
    }
    rows
}

fn define(name: &str, rows: &Rows) -> String {
    let rows: Vec<_> = rows
        .iter()
        .map(|(ids, keys)| {
            let keys = keys.iter().map(String::as_str).collect::<Vec<_>>().join("|");
            format!("  {}", quoted(&format!("|{keys}|={};", ids.join(","))))
        })
        .collect();
    if rows.is_empty() {
        return format!("define \"{name}\": ''\n\n");
    }
    format!("define \"{name}\": Combine({{\n{} }}, '')\n\n", rows.join(",\n"))
}
