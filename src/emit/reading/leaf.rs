//! A leaf: its kind, name and value, then what stands in brackets.

use crate::rule::{ConceptRef, DeriveKind, Leaf, LeafKind, Number, Select, SelectKind, Status};

use super::Printer;

impl Printer<'_> {
    pub(super) fn leaf(&mut self, leaf: &Leaf) {
        match leaf.kind {
            LeafKind::Narrative => self.quoted("«", leaf.category.as_deref(), leaf, "»"),
            LeafKind::Unparsed => self.quoted("‹", None, leaf, "›"),
            _ => self.event(leaf),
        }
        self.brackets(leaf);
        self.relations(leaf);
    }

    /// A leaf that is its words.
    fn quoted(&mut self, open: &str, label: Option<&str>, leaf: &Leaf, close: &str) {
        self.push(open);
        if let Some(label) = label {
            self.id(label);
            self.push(": ");
        }
        self.words(leaf.text.as_deref().unwrap_or_default());
        if let Some(reason) = &leaf.reason {
            self.push(": ");
            self.words(reason);
        }
        self.push(close);
        if leaf.concept.is_some() {
            self.push(" ");
            self.event(leaf);
        } else {
            self.spaced_value(leaf);
        }
        if !leaf.quantities.is_empty() {
            self.push(" {");
            self.list(&leaf.quantities, "; ", |p, value| p.value(value, ""));
            self.push("}");
        }
    }

    /// Kind, status, qualifiers, name, examples and value.
    fn event(&mut self, leaf: &Leaf) {
        let kind = match leaf.kind {
            LeafKind::Age => "age",
            LeafKind::Sex => "sex",
            LeafKind::Condition => "condition",
            LeafKind::Procedure => "procedure",
            LeafKind::Drug => "drug",
            LeafKind::Allergy => "allergy",
            LeafKind::Observation => "observation",
            LeafKind::Measurement | LeafKind::Narrative | LeafKind::Unparsed => "",
        };
        let status = leaf.status.map(|status| match status {
            Status::Current => "current",
            Status::History => "history of",
            Status::Ever => "ever",
            Status::Planned => "planned",
            Status::Suspected => "suspected",
        });
        let start = self.out.len();
        for word in [kind, status.unwrap_or_default()].into_iter().filter(|word| !word.is_empty()) {
            self.push(word);
            self.push(" ");
        }
        for qualifier in &leaf.qualifiers {
            self.id(qualifier);
            self.push(" ");
        }
        match (&leaf.concept, leaf.kind) {
            (Some(concept), LeafKind::Age | LeafKind::Sex) if self.says_nothing_new(concept, kind) => {}
            (Some(concept), _) => self.concept(concept),
            (None, LeafKind::Age | LeafKind::Sex | LeafKind::Narrative | LeafKind::Unparsed) => {}
            (None, _) => self.words(leaf.text.as_deref().unwrap_or("?")),
        }
        if self.out.len() > start && self.out.ends_with(' ') {
            self.out.pop();
        }
        self.spaced_value(leaf);
    }

    /// Whether the concept of an age or a sex is only the word for it.
    fn says_nothing_new(&self, concept: &ConceptRef, kind: &str) -> bool {
        self.name_of(concept.id.as_deref()).is_none_or(|name| name.eq_ignore_ascii_case(kind))
    }

    fn spaced_value(&mut self, leaf: &Leaf) {
        if let Some(value) = &leaf.value {
            self.push(" ");
            let name = leaf.concept.as_ref().map(|c| self.name_of(c.id.as_deref()).unwrap_or(&c.text).to_owned());
            self.value(value, &name.unwrap_or_default());
        }
    }

    fn concept(&mut self, concept: &ConceptRef) {
        self.named(concept.id.as_deref(), &concept.text);
        match (concept.open, concept.examples.is_empty()) {
            (false, true) => {}
            (true, true) => self.push(" {open}"),
            (open, false) => {
                self.push(if open { " {open: " } else { " {examples: " });
                self.list(&concept.examples, ", ", |p, example| p.mention(example));
                self.push("}");
            }
        }
    }

    /// Everything in square brackets, in a fixed order.
    fn brackets(&mut self, leaf: &Leaf) {
        if let Some(subject) = &leaf.subject {
            self.bracket("of ", |p| p.id(subject));
        }
        if let Some(route) = &leaf.route {
            self.bracket("route: ", |p| p.id(route));
        }
        if leaf.dose.is_some() || leaf.equivalent_to.is_some() {
            self.bracket("dose", |p| p.dose(leaf));
        }
        if let Some(count) = &leaf.count {
            self.bracket("count ", |p| p.value(count, ""));
        }
        if let Some(derive) = &leaf.derive {
            let what = match (derive.kind, derive.increase) {
                (DeriveKind::Change, None) => "change",
                (DeriveKind::Change, Some(true)) => "increase",
                (DeriveKind::Change, Some(false)) => "decrease",
                (DeriveKind::PercentChange, None) => "percent change",
                (DeriveKind::PercentChange, Some(true)) => "percent increase",
                (DeriveKind::PercentChange, Some(false)) => "percent decrease",
                (DeriveKind::Ratio, _) => "ratio",
            };
            self.bracket(what, |p| {
                if let Some(against) = &derive.against {
                    p.push(if derive.kind == DeriveKind::Ratio { " to " } else { " from " });
                    p.mention(against);
                }
            });
        }
        if let Some(select) = &leaf.select {
            self.bracket("", |p| p.select(select));
        }
        if let Some(outcome) = &leaf.outcome {
            self.bracket("outcome: ", |p| p.id(outcome));
        }
        if !leaf.method.is_empty() {
            self.bracket("by ", |p| p.list(&leaf.method, "; ", |p, method| p.mention(method)));
        }
        if !leaf.setting.is_empty() {
            self.bracket("setting: ", |p| p.list(&leaf.setting, "; ", |p, setting| p.mention(setting)));
        }
        if !leaf.time.is_empty() {
            self.bracket("", |p| p.list(&leaf.time, "; ", |p, time| p.time(time)));
        }
    }

    fn bracket(&mut self, label: &str, print: impl FnOnce(&mut Self)) {
        self.push(" [");
        self.push(label);
        print(self);
        self.push("]");
    }

    fn dose(&mut self, leaf: &Leaf) {
        if let Some(dose) = &leaf.dose {
            self.push(" ");
            self.value(dose, "");
        }
        if let Some(drug) = &leaf.equivalent_to {
            self.push(" ");
            self.concept(drug);
            self.push("-equivalent");
        }
    }

    fn select(&mut self, select: &Select) {
        self.push(match select.kind {
            SelectKind::Latest => "latest",
            SelectKind::Any => "any",
            SelectKind::Each => "each",
            SelectKind::Mean => "mean",
            SelectKind::Highest => "highest",
            SelectKind::Lowest => "lowest",
        });
        if let Some(count) = &select.count {
            self.push(" of ");
            match count.bounds.eq {
                Some(Number(n)) => self.push(&n.to_string()),
                None => self.value(count, ""),
            }
        }
        if let Some(apart) = &select.apart {
            self.push(", ");
            self.length(apart);
            self.push(" apart");
        }
    }
}
