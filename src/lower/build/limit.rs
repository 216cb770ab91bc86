//! The limit of one item in its leaf: the value, a class or grade of a scale, the parts of a score.

use super::leaf::{counts_courses, counts_days};
use crate::grammar::{Bytes, Quantity, QuantityForm, word_before_aside};
use crate::lex::{Cue, Entry, Kind, Lex, Lexeme, look_up};
use crate::lower::context::Context;
use crate::lower::group::is_other_side;
use crate::lower::partial::{Head, Partial};
use crate::rule::{Bounds, Direction, Leaf, LeafKind, Node, TimeKind, Value};
use crate::words;

/// How many words between a measurement and its number are looked at for a sign.
const WORDS_COMPARED: usize = 8;

impl Context<'_, '_> {
    /// Puts limit and finding where they belong: value, dose, or a graded measurement of the same event.
    pub(super) fn limit(&mut self, head: &Head, partial: &mut Partial, leaf: &mut Leaf) {
        if let Some(quantity) = partial.value.take_if(|q| is_number_of_infection(head, q)) {
            self.not_understood(&quantity.value);
        }
        if let Some(quantity) = partial.value.take_if(|q| self.is_away_from_words(q)) {
            self.not_understood(&quantity.value);
        }
        if let Some(quantity) = partial.value.take_if(|q| self.is_mere_count(head, q)) {
            self.not_understood(&quantity.value);
        }
        let bare = |q: &Quantity| q.form == QuantityForm::Bare;
        if let Some(quantity) = partial.value.take_if(|q| bare(q) && is_length_of_unmeasured(head, leaf, q)) {
            self.length_of_unmeasured(head, &quantity, leaf);
        }
        if let Some(quantity) = partial.value.take_if(|q| bare(q) && self.is_compared_with_words(head, q.value.start)) {
            self.not_understood(&quantity.value);
        }
        if let Some(quantity) = partial.value.take() {
            let after = partial.finding.take_if(|(finding, bytes)| {
                let result = matches!(*finding, "positive" | "negative" | "detectable" | "undetectable");
                result && bytes.start >= quantity.value.end
            });
            if let Some((_, bytes)) = after {
                // "IHC 2+ with FISH *positive*": a result beside the limit that is no part of it.
                self.not_understood(&bytes);
            }
            let at_most = quantity.bounds.low().is_none() && !quantity.bounds.is_empty();
            let graded = quantity.form == QuantityForm::Class && leaf.kind != LeafKind::Measurement && !at_most;
            let mere_number =
                quantity.form == QuantityForm::Bare && quantity.unit.is_none() && quantity.scale.is_none();
            let measured = matches!(leaf.kind, LeafKind::Measurement | LeafKind::Drug) || head.entry.is_none();
            if mere_number && !measured {
                // "type 2 diabetes before 60": a number beside a disease measures nothing of it.
                self.not_understood(&quantity.value);
            } else if graded {
                let node = self.graded(partial, &quantity);
                partial.having.push(node);
            } else if leaf.kind == LeafKind::Condition && counts_courses(&quantity) {
                // "lymphoma relapsed after ≥ 2 lines of therapy": so many treatments of it.
                let words = quantity.unit.as_ref().map_or(quantity.value.clone(), |u| u.span.clone());
                let mut given = Leaf::new(LeafKind::Measurement, self.span(&quantity.value));
                given.concept = Some(self.concept(&Head::new(None, words), &Partial::default()));
                given.value = Some(Box::new(self.value(&quantity, None)));
                partial.having.push(given.into());
            } else if leaf.kind == LeafKind::Drug
                && (counts_courses(&quantity) || counts_days(&quantity) || self.counts_uses(&quantity))
            {
                // "no more than 2 lines of systemic therapy": how often it was given.
                leaf.count = Some(Box::new(self.value(&quantity, None)));
            } else if leaf.kind == LeafKind::Drug && is_concentration(&quantity) {
                // "response (*≥ 50 K/uL*) to IVIg": no drug is given in this, it is measured.
                self.not_understood(&quantity.value);
            } else if leaf.kind == LeafKind::Drug {
                leaf.dose = Some(Box::new(self.value(&quantity, None)));
            } else {
                let entry = head.entry;
                self.score_parts(head, partial);
                let mut value = self.value(&quantity, entry);
                value.scale = value.scale.take().or_else(|| self.scale_of(head, &quantity, partial));
                if !partial.only_parts.is_empty() || !partial.without_parts.is_empty() {
                    value.components = Some(Box::new(crate::rule::Components {
                        only: partial.only_parts.clone(),
                        without: partial.without_parts.clone(),
                    }));
                }
                leaf.value = Some(Box::new(value));
                if leaf.kind != LeafKind::Age {
                    leaf.kind = LeafKind::Measurement;
                }
            }
        } else if let Some((finding, bytes)) = partial.finding.take() {
            leaf.kind = LeafKind::Measurement;
            leaf.value = Some(Box::new(Value {
                is: Some(finding.to_owned()),
                text: self.words(&bytes).to_owned(),
                span: self.span(&bytes),
                ..Value::default()
            }));
        }
    }

    /// "anaphylaxis of any cause *in 12 months*", "enzyme modifying drugs: *30 days*", of what excludes: in that time before. Any
    /// other such length is told.
    fn length_of_unmeasured(&mut self, head: &Head, quantity: &Quantity, leaf: &mut Leaf) {
        let before = self.just_before(quantity.value.start).to_ascii_lowercase();
        let named = self.words(&head.bytes).to_ascii_lowercase();
        let drugs = named.rsplit(' ').next().is_some_and(|noun| words::DRUG_NOUNS.contains(&noun));
        let within = before.ends_with(" in") || before.ends_with(':') && drugs;
        let to_come = named.rsplit(' ').next().is_some_and(|word| words::VERBS_TO_COME.contains(&word));
        if self.demand || !within || to_come || quantity.bounds.eq.is_none() || quantity.code() == Some("h") && !drugs {
            return self.not_understood(&quantity.value);
        }
        let bounds = Bounds { le: quantity.bounds.eq, ..Bounds::default() };
        let mut time = self.duration(&Quantity { bounds, ..quantity.clone() });
        (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
        leaf.time.push(time);
    }

    /// "PSA *> nadir +* 2 ng/mL", "creatinine *> baseline +* 0.5 mg/dL": a sign that compares with words, so that the number
    /// at `end` is no value that the measurement has. Near misses: "PSA *> 2* ng/mL", "PSA *= 2* ng/mL", "WBC (*<* 4) 3.5".
    fn is_compared_with_words(&self, head: &Head, end: usize) -> bool {
        let from = self.lexed.lexemes.partition_point(|l| (l.start as usize) < head.bytes.end);
        let within = |l: &&Lexeme| (l.start as usize) < end;
        let mut between = self.lexed.lexemes[from..].iter().take_while(within).take(WORDS_COMPARED);
        let sign = between.any(|l| matches!(l.lex, Lex::Comparator(_)));
        sign && between.next().is_some_and(|l| !matches!(l.lex, Lex::Number(_)))
    }

    /// "hemoglobin *2 g/dL below* normal": by how much it differs from what is named, and no value of its own. Near miss:
    /// "hemoglobin < 2 g/dL".
    fn is_away_from_words(&self, quantity: &Quantity) -> bool {
        let after = self.lexed.text[quantity.value.end..].trim_start();
        let away = |word: &&str| after.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let bare = quantity.form == QuantityForm::Bare && quantity.relative_to.is_none() && quantity.unit.is_some();
        bare && words::AWAY_FROM.iter().any(away)
    }

    /// What is excepted from a score is a part of it that does not count.
    fn score_parts(&mut self, head: &Head, partial: &mut Partial) {
        if head.entry.is_none_or(|e| e.kind() != Kind::Score) {
            return;
        }
        for node in std::mem::take(&mut partial.other_than) {
            node.each_leaf(&mut |leaf| {
                partial.without_parts.extend(leaf.concept.as_ref().map(|c| c.text.clone()));
            });
        }
    }

    /// The class that a quantity names, and its scale where the condition has one.
    pub(super) fn class_head(&self, partial: &mut Partial, quantity: &Quantity) -> Head {
        let named = partial.grade.take();
        let own = quantity
            .scale
            .filter(|id| matches!(*id, "t_stage" | "n_stage" | "m_stage" | "metavir" | "portal_vein_invasion"));
        if let Some(entry) = own.and_then(|id| Entry::find(Kind::Score, id)) {
            // "clinical stage ≥ T2c": the letter says on which scale.
            return Head::new(Some(entry), quantity.value.clone());
        }
        if let Some(head) = named.as_ref().filter(|h| h.entry.is_some()) {
            return head.clone();
        }
        let from = self.lexed.lexemes.partition_point(|l| (l.start as usize) < quantity.value.start);
        // "*stage* IIIB or IV": the word before a class that is a Roman numeral is no part of its value.
        let dash = from.checked_sub(1).is_some_and(|at| self.lexed.lexemes[at].lex == Lex::Dash);
        let before = from.checked_sub(1 + usize::from(dash));
        let named_before = before.filter(|at| self.lexed.lexemes[*at].cue() == Some(Cue::ClassWord));
        let from = named_before.unwrap_or(from);
        let within = self.lexed.lexemes[from..].iter().take_while(|l| (l.start as usize) < quantity.value.end);
        let mut words = within.filter(|l| l.cue() == Some(Cue::ClassWord));
        let word = words.next().map(|l| l.start as usize..l.end as usize);
        // "*stage* IIIB (with effusion) or IV"
        let aside = || Some(&self.lexed.lexemes[word_before_aside(self.lexed, from)?]);
        let word = word.or_else(|| aside().map(|l| l.start as usize..l.end as usize));
        let bytes = named.map(|h| h.bytes).or(word).unwrap_or_else(|| quantity.value.clone());
        let of = partial.head.as_ref().or(self.last_condition.as_ref());
        let condition = of.map_or("", |h| self.words(&h.bytes));
        let scale = |word: &&str| look_up(&format!("{condition} {word}"))?.of(Kind::Score);
        // A "class" is on a scale of classes and no stage.
        let written = self.words(&bytes).to_lowercase();
        let words = ["class", "grade", "stage"];
        let named = words.iter().position(|word| written.starts_with(word));
        let words = named.map_or(&words[..], |at| &words[at..=at]);
        let entry = words.iter().filter(|_| !condition.is_empty()).find_map(scale);
        // The stage of a disease that has no scale of its own is that of tumours, where it is a Roman numeral.
        let roman = quantity.classes.iter().all(|class| class.starts_with(['I', 'V']));
        let stage =
            || look_up("stage").and_then(|g| g.of(Kind::Score)).filter(|_| roman && written.starts_with("stage"));
        Head::new(entry.or_else(stage), bytes)
    }

    /// Whether the class that begins there follows brackets behind another one.
    pub fn follows_class_aside(&self, start: usize) -> bool {
        let at = self.lexed.lexemes.partition_point(|l| (l.start as usize) < start);
        word_before_aside(self.lexed, at).is_some()
    }

    /// "class III or IV heart failure": the class is measured of that heart failure.
    fn graded(&mut self, partial: &mut Partial, quantity: &Quantity) -> Node {
        let head = self.class_head(partial, quantity);
        let inner = Partial { bytes: head.bytes.clone(), ..Partial::default() };
        let mut leaf = self.leaf(&head, inner);
        leaf.value = Some(Box::new(self.value(quantity, head.entry)));
        leaf.kind = LeafKind::Measurement;
        leaf.into()
    }
}

impl Context<'_, '_> {
    /// One limit for everybody and another for some. "≤ 1.5 × ULN (≤ 3 × ULN if Gilbert syndrome)" lets more in: who is within
    /// either. "> 1.5 × ULN (*≤ 3 × ULN* if Gilbert syndrome)" saves those within the second. "> 1.5 × ULN (*> 3 × ULN* if Gilbert syndrome)" takes less out, so that the first limit is not said of those.
    pub fn limit_of_some(&self, general: Node, when: Node, special: Node, bytes: &Bytes) -> Node {
        let span = self.span(bytes).into();
        if is_part_of(&special, &general) {
            return Node::If { when: Box::new(when), then: Box::new(special), otherwise: Box::new(general), span };
        }
        let kept = !self.demand && is_kept(&special, &general);
        let branch = self.joined(vec![when, special], true, bytes);
        if kept {
            let saved = self.not(branch, bytes);
            return self.joined(vec![general, saved], true, bytes);
        }
        self.joined(vec![general, branch], false, bytes)
    }
}

/// Whether what excludes has a limit on one side, and what some of the people keep one on the other.
fn is_kept(special: &Node, general: &Node) -> bool {
    let (Node::Leaf(a), Node::Leaf(b)) = (special, general) else { return false };
    let limits = a.value.as_ref().zip(b.value.as_ref());
    a.concept_id() == b.concept_id() && limits.is_some_and(|(a, b)| is_other_side(&b.bounds, &a.bounds))
}

/// Whether a limit lets in only some of those whom another limit of the same thing does.
fn is_part_of(special: &Node, general: &Node) -> bool {
    let (a, b) = match (special, general) {
        (Node::Leaf(a), Node::Leaf(b)) => (a, b),
        (_, Node::If { otherwise, .. }) => return is_part_of(special, otherwise),
        _ => return false,
    };
    let limit = |leaf: &Leaf| leaf.value.clone().or(leaf.dose.clone());
    let (Some(a), Some(b)) = (limit(a), limit(b)) else { return false };
    let ends = |b: &Bounds| (b.low().map(|(n, _)| n), b.high().map(|(n, _)| n));
    (&a.code, &a.relative_to) == (&b.code, &b.relative_to)
        && match (ends(&a.bounds), ends(&b.bounds)) {
            ((Some(special), None), (Some(general), None)) => special > general,
            ((None, Some(special)), (None, Some(general))) => special < general,
            _ => false,
        }
}

/// Whether a unit of this kind names what is counted.
pub(super) fn counts_things(kind: &str) -> bool {
    matches!(kind, "count" | "energy")
}

/// Whether a number without a unit is said of an infection, which it cannot measure: "*HIV*-negative men reporting *at least
/// 1* partner". Near misses: "HIV > 50 copies/mL"; "HIV < 200 CD4 cells/µL", whose number is of what follows.
fn is_number_of_infection(head: &Head, quantity: &Quantity) -> bool {
    let infection = |e: Entry| e.kind() == Kind::Condition && words::INFECTIONS_TESTED.contains(&e.id());
    let number = matches!(quantity.form, QuantityForm::Limit | QuantityForm::Bare);
    let at_least = quantity.bounds.high().is_none();
    number && at_least && quantity.unit.is_none() && quantity.relative_to.is_none() && head.entry.is_some_and(infection)
}

/// "tumour free *3 years*", "back *in 3 months*": a length beside what is not measured in time is no value that it has. Near misses:
/// "*2 hours* of sleep", an amount; "life expectancy 3 months", a measurement; "aged 3 months"; "insulin 3 months", which counts how long it was given.
fn is_length_of_unmeasured(head: &Head, leaf: &Leaf, quantity: &Quantity) -> bool {
    let measured = |e: Entry| matches!(e.kind(), Kind::Analyte | Kind::Score);
    let other = !matches!(leaf.kind, LeafKind::Age | LeafKind::Drug) && !head.entry.is_some_and(measured);
    let behind = quantity.value.start > head.bytes.start;
    other && behind && !quantity.age && matches!(quantity.code(), Some("a" | "mo" | "wk" | "d" | "h"))
}

/// Whether a unit is of what is measured in blood or urine, and of no dose. Near misses: "10*6/kg", "mg/mL", "L/min".
fn is_concentration(quantity: &Quantity) -> bool {
    let code = quantity.code().unwrap_or_default();
    ["/dL", "/uL", "/L"].iter().any(|volume| code.ends_with(volume)) || matches!(code, "mg/g" | "ug/mg")
}
