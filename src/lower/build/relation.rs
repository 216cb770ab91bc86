//! What one item is related to, in the fields of its leaf: allergies, events, times after an event.

use super::is_length;
use crate::grammar::{Bytes, Quantity, QuantityForm, bound};
use crate::lex::{Comparator, Cue, Entry, Kind, look_up};
use crate::lower::atom::is_reaction_to;
use crate::lower::context::Context;
use crate::lower::convert;
use crate::lower::partial::{Head, Partial, Related, Relation};
use crate::rule::{Anchor, Direction, Leaf, LeafKind, Node, Reference, Status, Time, TimeKind};
use crate::words;

impl Context<'_, '_> {
    /// "vitamin D < 20 ng/mL", "digoxin ≥ 2 ng/mL", "factor VIII < 1 %": a drug with a limit on its concentration in the blood
    /// is measured, by its own words where no table has its level. Near misses: "insulin glargine 100 U/mL", "timolol
    /// 5 mg/mL", "hydrocortisone cream ≤ 1 %" are strengths of what is given.
    pub(super) fn measured_drug(&self, head: &Head, partial: &Partial) -> Option<Head> {
        let quantity = partial.value.as_ref()?;
        let code = quantity.unit.as_ref()?.code.as_deref()?;
        head.entry.filter(|e| e.kind().is_drug())?;
        let level = |noun: &str| look_up(&format!("{} {noun}", self.words(&head.bytes)))?.of(Kind::Analyte);
        if code == "%" {
            return level("activity").map(|entry| Head::new(Some(entry), head.bytes.clone()));
        }
        let (amount, under) = code.split_once('/')?;
        let concentration = matches!(under, "mL" | "dL" | "L" | "uL");
        let in_blood = match under {
            "L" => matches!(amount, "mg" | "ug" | "ng" | "nmol" | "umol" | "mmol" | "m[IU]" | "mU" | "u[IU]"),
            _ => matches!(amount, "ug" | "ng" | "pg" | "nmol" | "pmol" | "m[IU]" | "mU" | "u[IU]" | "uU"),
        };
        if let Some(entry) = level("level").filter(|_| concentration) {
            return Some(Head::new(Some(entry), head.bytes.clone()));
        }
        let unnamed = concentration && in_blood && quantity.form == QuantityForm::Limit;
        unnamed.then(|| Head::new(None, head.bytes.clone()))
    }

    /// A name of two things, of which the limit tells which is meant: "able to walk *≥ 300 m*" is a distance, "Child-Pugh
    /// *≤ 7*" and "ISS *≥ 16*" are points and no class.
    pub(super) fn told_by_limit(&self, head: &Head, partial: &Partial) -> Option<Head> {
        let quantity = partial.value.as_ref()?;
        let digits = |class: &String| class.bytes().all(|b| b.is_ascii_digit());
        let numeric = match quantity.form {
            QuantityForm::Limit => quantity.relative_to.is_none(),
            QuantityForm::Class => quantity.classes.iter().all(digits),
            _ => false,
        };
        let code = quantity.unit.as_ref().and_then(|u| u.code.as_deref());
        let points = |above: u32| {
            let ends = [quantity.bounds.low(), quantity.bounds.high()];
            let beyond = ends.into_iter().flatten().any(|(n, _)| n.0 > above.into());
            numeric && beyond && matches!(code, None | Some("{score}"))
        };
        let (kind, id) = match head.entry?.id() {
            "ambulatory" if matches!(code, Some("m" | "km" | "[ft_i]" | "[mi_i]" | "[yd_i]")) => {
                (Kind::Analyte, "walking_distance")
            }
            "pulmonary_vascular_resistance" if matches!(code, Some("mL" | "cm3" | "L")) => {
                (Kind::Analyte, "post_void_residual")
            }
            "urine_protein" if code == Some("{+}") => (Kind::Analyte, "urine_protein_dipstick"),
            "child_pugh" if points(4) => (Kind::Score, "child_pugh_score"),
            "iss_myeloma" if points(3) => (Kind::Score, "iss_injury"),
            state => (Kind::Analyte, value_of_state(state, quantity)?),
        };
        Some(Head::new(Some(Entry::find(kind, id)?), head.bytes.clone()))
    }

    /// "expected to survive *24 hours*" is so long at least, "unlikely to survive *30 days*" less.
    pub(super) fn expected_survival(&self, head: &Head, partial: &mut Partial) {
        let words = self.words(&head.bytes).to_lowercase();
        let expected = head.entry.is_some_and(|e| e.id() == "life_expectancy") && words.ends_with("survive");
        let Some(limit) = partial.value.as_mut().filter(|_| expected) else { return };
        let Some((number, _)) = limit.bounds.low().filter(|_| limit.form != QuantityForm::Class) else { return };
        let unlikely = words.starts_with("unlikely");
        if unlikely || limit.form == QuantityForm::Bare {
            let comparator = if unlikely { Comparator::Lt } else { Comparator::Ge };
            (limit.form, limit.bounds) = (QuantityForm::Limit, bound(comparator, number));
        }
    }

    /// "ALT *twice weekly*", "dialysis *three times per week*": how often it is done or happens is no result of it.
    pub(super) fn count_per_time(&self, head: &Head, partial: &mut Partial) {
        let Some(entry) = head.entry else { return };
        let rate = |q: &Quantity| {
            let code = q.unit.as_ref().and_then(|u| u.code.as_deref());
            matches!(code, Some("/d" | "/wk" | "/mo" | "/a"))
        };
        let measured =
            entry.kind() == Kind::Analyte && !entry.usual_unit().is_some_and(|unit| unit.starts_with(['/', '{']));
        let happens = matches!(entry.kind(), Kind::Condition | Kind::Procedure);
        let counts = |q: &Quantity| rate(q) && (happens || measured && q.form == QuantityForm::Bare);
        if partial.count.is_none()
            && let Some(quantity) = partial.value.take_if(|q| counts(q))
        {
            partial.count = Some(quantity);
            partial.value = partial.second.take();
        }
    }

    /// "(6 weeks for nitrosoureas)", "inhaled corticosteroids 48 hours": a length of time is no dose.
    pub(super) fn length_of_event(&mut self, head: &Head, partial: &mut Partial) {
        let event = head.entry.is_some_and(|e| e.kind().is_treatment());
        let length = |q: &Quantity| !q.age && q.unit.as_ref().is_some_and(|u| is_length(u.code.as_deref()));
        if event && let Some(quantity) = partial.value.take_if(|q| length(q)) {
            partial.value = partial.second.take();
            let time = self.duration(&quantity);
            partial.times.push(time);
        }
    }

    /// "At least 6 months post-stroke": an item that only says how long after an event it is, is about that event.
    pub fn event_counted_from(&mut self, partial: &mut Partial) {
        let Some(bytes) = partial.event_before.take() else { return };
        if self.since_treatment_for(partial, &bytes) {
            return;
        }
        if !(Partial { sex: None, status: None, ..partial.clone() }.is_only_time() && partial.other_times.is_empty()) {
            return;
        }
        let [time] = partial.times.as_mut_slice() else { return };
        if time.of.is_some() {
            // "remission lasting 6 months after chemotherapy" is about the remission.
            return;
        }
        let bytes = self.without_opening(bytes);
        if let Some(begun) = self.what_began(&bytes) {
            partial.outcome = partial.outcome.or(Some("initiated"));
            (time.anchor, time.direction) = (None, Some(Direction::Before));
            partial.head = Some(begun);
            partial.own_times = true;
            return;
        }
        let Some((entry, bytes)) = self.event_named(bytes, time.anchor.as_ref()) else { return };
        (time.anchor, time.direction) = (None, Some(Direction::Before));
        partial.head = Some(Head::new(entry, bytes));
        partial.own_times = true;
    }

    /// "≥ 6 months since initiation of *dialysis*": the treatment that was begun then. Near miss: "since onset of *symptoms*", no treatment.
    fn what_began(&self, bytes: &Bytes) -> Option<Head> {
        let words = self.words(bytes).to_ascii_lowercase();
        let opens = |opening: &&&str| words.strip_prefix(**opening).is_some_and(|rest| rest.starts_with(' '));
        let opening = words::START_OPENINGS.iter().filter(opens).max_by_key(|opening| opening.len())?;
        let begun = self.without_opening(bytes.start + opening.len() + 1..bytes.end);
        let (entry, bytes) = self.event_named(begun, None)?;
        Some(Head::new(Some(entry.filter(|e| e.kind().is_treatment())?), bytes))
    }

    /// "since *prior* chemotherapy", "after *the last* dose of rituximab": the words that name the event alone.
    pub(super) fn without_opening(&self, mut bytes: Bytes) -> Bytes {
        loop {
            let words = self.words(&bytes);
            let Some((first, rest)) = words.split_once(' ') else { return bytes };
            let opens = look_up(first).and_then(|g| g.cue());
            let opens = opens.is_some_and(|cue| matches!(cue, Cue::Prior | Cue::The | Cue::Past | Cue::Any));
            if look_up(words).is_some() || !opens {
                return bytes;
            }
            bytes.start += words.len() - rest.len();
        }
    }

    pub(super) fn allergy(&mut self, related: Related, partial: Partial) -> Node {
        let mut nodes = Vec::new();
        for object in related.objects {
            let mut leaf = Leaf::new(LeafKind::Allergy, self.span(&partial.bytes));
            leaf.status = partial.status;
            leaf.qualifiers = partial.qualifiers.iter().map(|q| (*q).to_owned()).collect();
            let bytes = object.head.as_ref().map_or(object.bytes.clone(), |h| h.bytes.clone());
            let entry = object.entry();
            leaf.concept = Some(self.concept(&Head::new(entry, bytes), &object));
            leaf.time = partial.times.iter().chain(&object.times).cloned().collect();
            if !object.having.is_empty() {
                leaf.having = Some(Box::new(self.joined(object.having, true, &partial.bytes)));
            }
            nodes.push(leaf.into());
        }
        // "Allergy to A *and* B" excludes for either.
        let listed = related.all && self.excluding && nodes.len() > 1 && !partial.negated;
        if listed {
            self.say_and_lists(&partial.bytes);
        }
        self.joined(nodes, related.all && !listed, &partial.bytes)
    }

    /// "prior radiotherapy with *concurrent cisplatin*": given at the time of what has been, and not now. Near miss:
    /// "radiotherapy with concurrent cisplatin", of which nothing says when.
    fn concurrent_with_past(&self, related: &mut Related, status: Option<Status>) {
        let past = matches!(status, Some(Status::History | Status::Ever)) && related.relation == Relation::Having;
        for object in related.objects.iter_mut().filter(|object| past && object.status == Some(Status::Current)) {
            let words = self.words(&object.bytes).to_ascii_lowercase();
            if words::AT_THE_SAME_TIME.iter().any(|word| words.starts_with(word)) {
                object.status = None;
            }
        }
    }

    pub(super) fn apply(&mut self, mut related: Related, partial: &mut Partial, leaf: &mut Leaf, bytes: &Bytes) {
        self.concurrent_with_past(&mut related, leaf.status.or(partial.status));
        // "without A and B": neither of them.
        let all = related.all && related.relation != Relation::NotHaving;
        // "anaphylaxis to A *and* B" excludes for either.
        let reaction = related.relation == Relation::DueTo && partial.head.as_ref().is_some_and(is_reaction_to);
        let listed = all && reaction && self.excluding && !partial.negated;
        if listed {
            self.say_and_lists(bytes);
        }
        let all = all && !listed;
        let event = related.objects.first().map_or(bytes.clone(), |object| object.bytes.clone());
        let node = if related.relation == Relation::After {
            self.event_with_parts(related.objects, bytes)
        } else {
            let nodes: Vec<Node> = related.objects.into_iter().map(|o| self.node_of(o)).collect();
            self.joined(nodes, all, bytes)
        };
        match related.relation {
            Relation::Having | Relation::AllergyTo => partial.having.push(node),
            Relation::NotHaving => partial.other_than.push(node),
            Relation::DueTo => leaf.due_to = Some(Box::new(node)),
            Relation::After => leaf.time.push(self.after(node, &event)),
        }
    }

    /// "after *induction therapy*": from that event on.
    pub(super) fn after(&self, event: Node, bytes: &Bytes) -> Time {
        let mut time = Time::new(TimeKind::At, self.words(bytes), self.span(bytes));
        time.direction = Some(Direction::After);
        time.anchor = Some(Anchor::Event(Box::new(event)));
        time
    }

    /// "after induction, including A and B": the first object is the event, the others are parts of it. "After *two*
    /// induction regimens, including A and B": after so many at least, of which one had A and one had B.
    fn event_with_parts(&mut self, mut objects: Vec<Partial>, bytes: &Bytes) -> Node {
        let mut parts = objects.split_off(1);
        let mut event = objects.remove(0);
        if let Some(count) = event.count.as_mut().filter(|count| count.form == QuantityForm::Bare) {
            count.bounds.ge = count.bounds.ge.or(count.bounds.eq.take());
        }
        // What is allowed beside the last part is allowed beside them all.
        event.permits.extend(parts.last_mut().map(|last| std::mem::take(&mut last.permits)).unwrap_or_default());
        let several = event.count.as_ref().is_some_and(|count| count.bounds.ge.is_some_and(|n| n > 1.into()));
        let head = event.head.clone().filter(|_| several && parts.len() > 1);
        if parts.is_empty() {
            return self.node_of(event);
        }
        let parts: Vec<Node> = parts.into_iter().map(|part| self.node_of(part)).collect();
        let Some(head) = head else {
            event.having.push(self.joined(parts, true, bytes));
            return self.node_of(event);
        };
        let mut nodes = vec![self.node_of(event)];
        for part in parts {
            let one =
                Partial { head: Some(head.clone()), having: vec![part], bytes: bytes.clone(), ..Partial::default() };
            nodes.push(self.node_of(one));
        }
        self.joined(nodes, true, bytes)
    }
}

/// What a limit is where it has told what it is of: points are no class, and who is "able to walk *10 meters*" walks that
/// far at least.
pub(super) fn as_told(head: &Head, told: &Head, partial: &mut Partial) {
    let Some(limit) = partial.value.as_mut() else { return };
    let score = told.entry.is_some_and(|e| e.kind() == Kind::Score);
    if score && limit.form == QuantityForm::Class {
        (limit.form, limit.classes) = (QuantityForm::Limit, Vec::new());
    }
    if head.entry.is_some_and(|e| e.id() == "ambulatory")
        && limit.form == QuantityForm::Bare
        && let Some(number) = limit.bounds.eq.take()
    {
        (limit.form, limit.bounds) = (QuantityForm::Limit, bound(Comparator::Ge, number));
    }
}

/// What is too high or too low in a state that has a limit of its own: "*anemia* < 9 g/dL", "*thrombocytopenia* < 100 × 10⁹/L". Near
/// misses: "anemia *grade ≥ 2*", "anemia for *< 3 months*", in no unit of what is measured.
fn value_of_state(state: &str, quantity: &Quantity) -> Option<&'static str> {
    let of = words::STATES_OF_VALUES.iter().find_map(|row| row.split_once(' ').filter(|(id, _)| *id == state))?.1;
    let analyte = Entry::find(Kind::Analyte, of)?;
    let usual = analyte.usual_unit()?;
    let limit = matches!(quantity.form, QuantityForm::Limit | QuantityForm::Reference);
    let normal = matches!(quantity.relative_to, Some(Reference::Uln | Reference::Lln));
    let converts = |code: &str| convert::factor(code, usual, analyte.molar_mass()).is_some();
    let measured = quantity.code().is_some_and(|code| code == usual || converts(code));
    (limit && (normal || quantity.relative_to.is_none() && measured)).then_some(of)
}
