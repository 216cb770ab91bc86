//! The leaf of one item: its kind, its concept, and its fields.

use crate::grammar::Quantity;
use crate::lex::{Cue, Entry, Kind, Lexeme, narrower_id, stem_class};
use crate::lower::atom::is_allergy;
use crate::lower::concept::{is_scored_in_parts, leaf_kind};
use crate::lower::context::Context;
use crate::lower::partial::{Head, Partial};
use crate::lower::target::OTHER;
use crate::lower::tense::status_by_verb;
use crate::rule::{Bounds, ConceptRef, Direction, Leaf, LeafKind, Node, Severity, Status, Time, TimeKind};
use crate::words;

impl Context<'_, '_> {
    /// A leaf that names its concept and nothing else.
    pub fn bare_node(&mut self, head: &Head, status: Option<Status>) -> Node {
        self.leaf(head, Partial { status, bytes: head.bytes.clone(), ..Partial::default() }).into()
    }

    pub fn concept(&mut self, head: &Head, partial: &Partial) -> ConceptRef {
        let id = head.entry.map(|e| self.concepts.note(e).to_owned());
        ConceptRef {
            id: id.clone(),
            text: self.words(&head.bytes).to_owned(),
            span: self.span(&head.bytes).into(),
            open: partial.open,
            // "cerebrovascular accident (e.g., stroke)": a name is no example of itself.
            examples: partial.examples.iter().filter(|e| e.id.is_none() || e.id != id).cloned().collect(),
        }
    }

    pub fn leaf(&mut self, head: &Head, mut partial: Partial) -> Leaf {
        let narrowed = narrower_class(head, &mut partial);
        let head = narrowed.as_ref().unwrap_or(head);
        let kind = self.kind_of(head, &partial);
        let other = self.with_other(head, &mut partial);
        let head = other.as_ref().unwrap_or(head);
        self.unknown_unit(head, &mut partial);
        if kind != LeafKind::Condition && partial.qualifiers.contains(&"newly_diagnosed") {
            // "*newly diagnosed* patients with prior biopsy": of what is not said.
            partial.qualifiers.retain(|q| *q != "newly_diagnosed");
            partial.unknown.extend(partial.last_qualifier.clone());
        }
        for words in std::mem::take(&mut partial.unknown) {
            self.not_understood(&words);
        }
        let mut leaf = Leaf::new(kind, self.span(&partial.bytes));
        leaf.concept = Some(self.concept(head, &partial));
        leaf.status = partial.status.or_else(|| status_by_verb(&partial, kind));
        leaf.subject = partial.subject.map(str::to_owned);
        leaf.qualifiers = partial.qualifiers.iter().map(|q| (*q).to_owned()).collect();
        leaf.qualifiers.dedup();
        // "*concurrent* malignancy" is one beside the disease under study.
        let beside = self.words(&head.bytes).get(..11).is_some_and(|word| word.eq_ignore_ascii_case("concurrent "));
        if (partial.other || beside) && matches!(kind, LeafKind::Condition | LeafKind::Allergy) {
            leaf.qualifiers.push(OTHER.to_owned());
        }
        leaf.route = partial.route.map(str::to_owned);
        leaf.outcome = partial.outcome.map(str::to_owned);
        leaf.method = std::mem::take(&mut partial.methods);
        leaf.setting = std::mem::take(&mut partial.settings);
        leaf.time = std::mem::take(&mut partial.lead_times);
        leaf.time.append(&mut partial.times);
        leaf.illustrations = std::mem::take(&mut partial.illustrations);
        leaf.permits = std::mem::take(&mut partial.permits);
        leaf.due_to = partial.due_to.take().map(Box::new);
        let same = |e: &Head| e.entry.is_some() && e.entry == head.entry;
        if partial.value.is_none() && partial.equivalent.take_if(|e| same(e)).is_some() {
            // "chest pain *or equivalent*": without a dose, whatever is like it.
            leaf.concept.iter_mut().for_each(|concept| concept.open = true);
        }
        if let Some(equivalent) = partial.equivalent.take() {
            leaf.equivalent_to = Some(Box::new(self.concept(&equivalent, &Partial::default())));
        }
        leaf.select = self.selected(&leaf, &mut partial).map(Box::new);
        self.named_change(head, &mut partial);
        leaf.derive = self.derived(head, &mut partial).map(Box::new);
        if let Some(count) = partial.count.take().filter(|count| !is_class(head) || self.counts_doses(count, head)) {
            leaf.count = Some(Box::new(self.value(&count, None)));
        }
        self.look_ahead(&mut leaf);
        self.within_implied(&mut leaf);
        self.limit(head, &mut partial, &mut leaf);
        self.open_recovery(&leaf);
        let bytes = partial.bytes.clone();
        if let Some(related) = partial.relation.take() {
            self.apply(related, &mut partial, &mut leaf, &bytes);
        }
        let defined = std::mem::take(&mut partial.defined_by);
        if !defined.is_empty() {
            leaf.defined_by = Some(Box::new(self.joined(defined, true, &bytes)));
        }
        let mut having = std::mem::take(&mut partial.having);
        for cause in std::mem::take(&mut partial.not_due_to) {
            let mut same = Leaf::new(leaf.kind, cause.span().clone());
            same.concept.clone_from(&leaf.concept);
            same.due_to = Some(Box::new(cause));
            having.push(self.not(same.into(), &bytes));
        }
        for qualifier in std::mem::take(&mut partial.other_qualifiers) {
            let mut same = Leaf::new(leaf.kind, leaf.span.clone());
            same.concept.clone_from(&leaf.concept);
            same.qualifiers = vec![qualifier.to_owned()];
            having.push(self.not(same.into(), &bytes));
        }
        for node in std::mem::take(&mut partial.other_than) {
            // It reaches no further than what is denied, so that other words of the item are not denied with it.
            having.push(match node {
                Node::Not { of, .. } => *of,
                node => Node::Not { span: node.span().clone(), of: Box::new(node) },
            });
        }
        if !having.is_empty() {
            leaf.having = Some(Box::new(self.joined(having, true, &bytes)));
        }
        leaf
    }

    /// "antibiotics *2 weeks before screening*": what somebody takes, has or had is not looked for on that one day alone, so
    /// the length is a window. Near misses: "HbA1c 3 months before surgery" is a test of that day, "at 2 weeks before".
    fn within_implied(&mut self, leaf: &mut Leaf) {
        let done = leaf.kind == LeafKind::Procedure && !self.demand;
        let happens = done || matches!(leaf.kind, LeafKind::Drug | LeafKind::Condition | LeafKind::Observation);
        let happens = happens && leaf.status != Some(Status::Planned);
        for time in leaf.time.iter_mut().filter(|_| happens) {
            let text = time.text.to_ascii_lowercase();
            let said =
                text.starts_with(char::is_alphanumeric) && !["at ", "for "].iter().any(|word| text.starts_with(word));
            let bare = time.direction == Some(Direction::Before) && time.anchor.is_some() && time.of.is_none() && said;
            let ago = time.direction == Some(Direction::Before) && time.anchor.is_none() && time.of.is_none() && said;
            if ago && leaf.outcome.as_deref() == Some("discontinued") {
                // "unless stopped *4 weeks ago*": so long ago at least.
                time.bounds.ge = time.bounds.ge.or(time.bounds.eq.take());
                continue;
            }
            if leaf.kind == LeafKind::Drug && time.kind == TimeKind::Frequency && text.starts_with("wash") {
                // "strong inhibitors *(washout 2 weeks)*": how long before they must have been stopped.
                let least = time.bounds.eq.or(time.bounds.ge).filter(|_| !self.demand);
                if let Some(length) = least {
                    time.bounds = Bounds { lt: Some(length), ..Bounds::default() };
                    (time.kind, time.direction) = (TimeKind::Window, Some(Direction::Before));
                } else {
                    let message = format!("not understood: \"{}\"", time.text);
                    self.say_at("not-understood", Severity::Warning, message, time.span.span());
                }
                continue;
            }
            let labelled =
                !self.demand && leaf.kind == LeafKind::Drug && self.is_set_beside(time, leaf.concept.as_ref());
            if labelled {
                time.direction = Some(Direction::Before);
                for part in time.longest_of.iter_mut().chain(&mut time.shortest_of) {
                    part.bounds.le = part.bounds.le.or(part.bounds.eq.take());
                    time.kind = TimeKind::Window;
                }
            }
            // "need to *stop 14 days before*": so long at least.
            let stops =
                leaf.concept.as_ref().is_some_and(|concept| concept.text.to_ascii_lowercase().ends_with("stop"));
            let bare = bare || labelled || ago && !stops && !self.demand;
            if let Some(length) = time.bounds.eq.take_if(|_| bare) {
                (time.bounds.le, time.kind) = (Some(length), TimeKind::Window);
                let message = format!("\"{}\" is read as the time up to then", time.text);
                self.say_at("within-implied", Severity::Note, message, time.span.span());
            }
        }
    }

    /// "investigational drugs: *30 days*", "live vaccine - *8 weeks*", "statins *(4 weeks)*", "biologics *12 weeks or 5 half-lives, whichever is
    /// longer*": a length alone beside a drug that excludes, which is how long before it must have been stopped. Near misses: "statins *for*
    /// 4 weeks", "*on* statins 4 weeks", "*4 weeks of* statins".
    fn is_set_beside(&self, time: &Time, drug: Option<&ConceptRef>) -> bool {
        let alone = time.kind == TimeKind::Duration && time.direction.is_none() && time.anchor.is_none();
        let long = ["day", "week", "wk", "month", "mth", "mo", "year", "yr", "half"];
        let text = time.text.to_ascii_lowercase();
        let digit = text.starts_with(|c: char| c.is_ascii_digit());
        let before = self.text_before(time.span.span());
        let beside = before.trim_end();
        let dashed = before.ends_with(' ') && beside.ends_with(['-', '–', '—']);
        let taken =
            |before: &str| before.trim_end().rsplit(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("on"));
        let named = drug.and_then(|drug| beside.strip_suffix(&*drug.text)).is_some_and(|before| !taken(before));
        let apart = long.iter().any(|unit| text.contains(unit)) && (dashed || beside.ends_with('(') || named);
        alone && digit && (beside.ends_with(':') || apart)
    }

    /// "Planned surgery within 4 weeks", "*planned* surgery within 4 weeks *of* randomization", "likely to *die* within 24 hours", "*thinking of* quitting
    /// within 30 days": a window of what is to come looks ahead, unless it says that it looks back. Near miss: "planned surgery within 4 weeks
    /// *before* randomization".
    fn look_ahead(&self, leaf: &mut Leaf) {
        let concept = leaf.concept.as_ref();
        let told = |text: &str| {
            text.split(' ').any(|word| words::OUTCOMES_TO_COME.iter().any(|w| word.eq_ignore_ascii_case(w)))
        };
        let intended = |text: &str| words::INTENTIONS.iter().any(|word| text.to_ascii_lowercase().starts_with(word));
        // "moribund (*death* within 24 h)": nobody who is asked has died.
        let own = |text: &str| text.eq_ignore_ascii_case("death") && leaf.subject.is_none();
        let dying = |text: &str| told(text) || own(text);
        let unnamed = |id: Option<&str>| id.is_none_or(|id| words::OUTCOMES_TO_COME.contains(&id));
        let outcome =
            concept.is_some_and(|c| unnamed(c.id.as_deref()) && dying(&c.text) || c.id.is_none() && intended(&c.text));
        let planned =
            leaf.status == Some(Status::Planned) || leaf.concept_id().is_some_and(|id| id.starts_with("planning_"));
        if !(planned || outcome) {
            return;
        }
        let back = |time: &Time| words::LOOKING_BACK.iter().any(|word| time.text.to_ascii_lowercase().contains(word));
        for time in
            leaf.time.iter_mut().filter(|t| t.kind == TimeKind::Window && t.direction == Some(Direction::Before))
        {
            let of = self
                .text_after(time.span.span())
                .trim_start()
                .get(..3)
                .is_some_and(|word| word.eq_ignore_ascii_case("of "));
            if (time.anchor.is_none() || planned && of) && !back(time) {
                time.direction = Some(Direction::After);
            }
        }
    }

    /// "not recovered from surgery within 2 weeks": the window may date the surgery or the recovery.
    fn open_recovery(&mut self, leaf: &Leaf) {
        let window = leaf.time.iter().find(|t| t.kind == TimeKind::Window);
        let Some(window) = window.filter(|_| leaf.outcome.as_deref() == Some("not_recovered")) else { return };
        let span = window.span.span();
        // "major surgery or trauma within 2 weeks": one window is said once, however many events share it.
        if self.diagnostics.iter().any(|d| d.code == "window-scope" && d.span == span) {
            return;
        }
        let message = "the window may date the event or the recovery from it; taken as that of the event";
        self.say_at("window-scope", Severity::Note, message, span);
    }
}

/// Whether a limit counts how often a drug was given.
pub fn counts_courses(quantity: &Quantity) -> bool {
    let code = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
    code.is_some_and(|code| matches!(code, "{line}" | "{regimen}" | "{course}" | "{cycle}" | "{lines}"))
}

impl Context<'_, '_> {
    /// "at least 2 *doses of* COVID-19 vaccine": how often it was given, and not how many of the class.
    pub(in crate::lower) fn counts_doses(&self, count: &Quantity, head: &Head) -> bool {
        let lexemes = &self.lexed.lexemes;
        let from = lexemes.partition_point(|l| (l.start as usize) < count.value.end);
        let between = lexemes[from..].iter().take_while(|l| (l.start as usize) < head.bytes.start);
        let given = |l: &Lexeme| {
            l.cue() == Some(Cue::Dose)
                || matches!(
                    self.lexed.normal(l),
                    "course" | "courses" | "cycle" | "cycles" | "injections" | "uses" | "uses of"
                )
        };
        // "steroids *> 7* of the last 14 days": on so many days.
        let after = self.just_after(count.value.end).to_ascii_lowercase();
        let days = ["of the last ", "of the past ", "of the previous ", "of the preceding "];
        let on_days = count.value.start > head.bytes.end && days.iter().any(|words| after.starts_with(words));
        on_days || between.into_iter().any(given) || self.counts_doses_behind(count, head)
    }
}

impl Context<'_, '_> {
    /// "more than 3 *opioid doses* per week": the doses stand behind the drug, and a time that they are counted in behind them. Near miss:
    /// "two *antidepressant doses* that were adequate".
    fn counts_doses_behind(&self, count: &Quantity, head: &Head) -> bool {
        let rate = count.unit.as_ref().and_then(|u| u.code.as_deref()).is_some_and(|code| code.starts_with('/'));
        rate && count.value.end <= head.bytes.start
    }
}

/// Whether a limit says on how many days something is taken: "on *10 or more days a month*".
pub(super) fn counts_days(quantity: &Quantity) -> bool {
    let code = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
    code.is_some_and(|code| matches!(code, "d" | "d/wk" | "d/mo" | "d/a"))
}

/// The class that a qualifier and a class of drugs are together: "*long-acting* G-CSF" is one of its own.
fn narrower_class(head: &Head, partial: &mut Partial) -> Option<Head> {
    let class = head.entry.filter(|e| e.kind() == Kind::DrugClass)?;
    let narrower = |q: &str| Entry::find(Kind::DrugClass, &narrower_id(q, class.id()));
    let at = partial.qualifiers.iter().position(|q| narrower(q).is_some())?;
    let qualifier = partial.qualifiers.remove(at);
    Some(Head { entry: narrower(qualifier), ..head.clone() })
}

/// Whether so many of what an item names are so many different ones: members of a class, parts that are graded by
/// themselves ("two BILAG B-grade organ domain scores").
pub(super) fn is_class(head: &Head) -> bool {
    head.entry.is_some_and(|e| e.kind() == Kind::DrugClass || is_scored_in_parts(e))
}

impl Context<'_, '_> {
    /// What kind of leaf an item is: its concept's, or, for unknown words, what the words around them say.
    fn kind_of(&self, head: &Head, partial: &Partial) -> LeafKind {
        if head.entry.is_none() && partial.of_drugs {
            // "third-generation beta blocker (nebivolol, carvedilol)"
            return LeafKind::Drug;
        }
        match head.entry.map(Entry::kind) {
            // "severe allergies", "latex allergy": to nothing that the name does not say.
            Some(Kind::Condition) if head.entry.is_some_and(is_allergy) => LeafKind::Allergy,
            Some(kind) => leaf_kind(kind),
            None => match partial.exposure {
                _ if self.ends_in_stem(head) => LeafKind::Drug,
                Some(Cue::Exposure) if self.is_drug_like(head) => LeafKind::Drug,
                Some(Cue::Exposure) => LeafKind::Observation,
                Some(_) => LeafKind::Procedure,
                None if partial.therapy.as_ref() == Some(&head.bytes) => LeafKind::Procedure,
                None => LeafKind::Condition,
            },
        }
    }

    /// "vepdegestrant" is no drug by its ending, "newtuzumab" is.
    fn ends_in_stem(&self, head: &Head) -> bool {
        stem_class(&self.words(&head.bytes).to_lowercase()).is_some()
    }

    /// Whether unknown words look like the name of something given: a code, or one or two words with a capital that
    /// does not only open the sentence.
    pub fn is_drug_like(&self, head: &Head) -> bool {
        let words = self.words(&head.bytes);
        // An abbreviation in capitals alone is more often a device or a test.
        let code = |w: &str| w.contains(|c: char| c.is_ascii_digit()) && w.contains(|c: char| c.is_uppercase());
        let short = words.split_whitespace().count() <= 2;
        let brand =
            |w: &str| w.len() > 3 && w.starts_with(char::is_uppercase) && w.chars().skip(1).any(char::is_lowercase);
        short && (words.split_whitespace().any(code) || head.bytes.start > 0 && words.split_whitespace().all(brand))
    }
}
