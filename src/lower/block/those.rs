//! People before a colon whom alone a limit after it binds, though no word like "for" says so.
//!
//! | form | rule |
//! |---|---|
//! | *HIV positive participants:* CD4 ≥ 100 cells/mm³ | `if HIV: CD4 ≥ 100` |
//! | *HIV:* CD4 ≥ 100 cells/mm³ | `if HIV: CD4 ≥ 100` |
//! | *Patients on insulin:* ≤ 1.0 U/kg | `if insulin: insulin ≤ 1.0 U/kg` |
//! | *Brain metastases, unless all of the following apply:* treated, stable | `all(metastases, not(all(…)))`, among what excludes |
//!
//! Near misses: "*Plaque psoriasis:* PASI ≥ 12", the disease of the trial; "*Chronic hepatitis B:* HBV DNA ≥ 2000 IU/mL", a limit on the
//! side of who is ill; "*Insulin:* ≤ 1.0 U/kg".

use crate::grammar::{Bytes, Chunk, ChunkKind};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;
use crate::words;

use super::own_head::FirstItem;

impl Context<'_, '_> {
    /// People with a disease that a trial lets them have beside its own, before a limit that who is well keeps.
    pub(super) fn those_with_other(&mut self, head: &[Chunk], items: &[&[Chunk]]) -> Option<Node> {
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        };
        let mut concepts = head.iter().filter_map(named);
        let (first, None) = (concepts.next()?, concepts.next()) else { return None };
        let beside = first.kind() == Kind::Condition && words::BESIDE_CONDITIONS.contains(&first.id());
        let people = |c: &Chunk| {
            named(c).is_some()
                || matches!(self.cue(c), Some(Cue::Patient | Cue::With | Cue::Who | Cue::Be | Cue::The | Cue::Adult))
                || matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding && e.id() == "positive")
        };
        let item = items.first()?;
        let limited = self.is_limited_item(item);
        let kept = match self.first_item(items) {
            FirstItem::WellKept | FirstItem::MultipleOfNormal => true,
            // How many CD4 cells there are is asked of those alone who have HIV.
            FirstItem::Limit | FirstItem::Range => first.id() == "hiv_infection",
            _ => false,
        };
        let alike = |cue| matches!(cue, Cue::Allowed | Cue::If | Cue::Unless | Cue::Except);
        let plain = !item.iter().any(|c| self.cue(c).is_some_and(alike));
        if !beside || !limited || !kept || !plain || !head.iter().all(people) {
            return None;
        }
        let when = self.clause(head)?;
        self.take(head);
        Some(when)
    }

    /// "*No smoking for 4 months:* CO ≤ 10 ppm": whether a limit after the colon shows that somebody does not smoke. Near miss: "no smoking:
    /// *CO > 10 ppm*".
    pub(super) fn is_abstinence_shown(&self, head: &[Chunk], item: &[Chunk]) -> bool {
        let smoking = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.id() == "smoking");
        let marks = |c: &Chunk| self.measured(c).is_some_and(|e| words::SMOKE_MARKERS.contains(&e.id()));
        let upper = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.bounds.low().is_none() && q.bounds.high().is_some());
        let denied = head.first().is_some_and(|c| self.is_denial(c) || self.is_cue(c, Cue::Non));
        self.demand && denied && head.iter().any(smoking) && item.iter().any(marks) && item.iter().any(upper)
    }

    /// "*Brain metastases, unless all of the following apply:* treated, stable for 28 days": what the list lifts. Near miss: "*Brain
    /// metastases that meet all of the following:* …".
    pub(super) fn unless_listed(
        &mut self,
        head: &[Chunk],
        items: &[&[Chunk]],
        bytes: &Bytes,
        nodes: &mut Vec<Node>,
    ) -> bool {
        let Some(lifted) = self.unless_head(head) else { return false };
        let named = lifted.said.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        if !named || items.iter().all(|item| item.is_empty()) {
            return false;
        }
        let all = self.find(lifted.tail, &[Cue::AnyFollowing]).is_none();
        let Some(own) = self.clause(lifted.said) else { return false };
        self.take_whole(lifted.tail);
        let mut parts = Vec::new();
        for item in items {
            self.said_of = self.only_condition(lifted.said);
            parts.extend(self.condition(item));
        }
        self.said_of = None;
        if parts.is_empty() {
            nodes.push(own);
            return true;
        }
        let when = self.joined(parts, all, bytes);
        nodes.push(self.unless(own, when, bytes));
        true
    }

    /// "*Patients on insulin:* ≤ 1.0 U/kg", "*Those on insulin:* dose ≤ 1.0 U/kg": how much those may take.
    pub(super) fn dose_of_those(
        &mut self,
        head: &[Chunk],
        items: &[&[Chunk]],
        bytes: &Bytes,
        nodes: &mut Vec<Node>,
    ) -> bool {
        let [item] = items else { return false };
        let [people, on, drug] = head else { return false };
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_drug());
        let on =
            matches!(self.cue(on), Some(Cue::Exposure | Cue::In)) || self.words(&on.span).eq_ignore_ascii_case("on");
        let dosed = |c: &Chunk| matches!(self.cue(c), Some(Cue::Dose | Cue::Daily | Cue::Be | Cue::The));
        let limit = item.iter().skip_while(|c| dosed(c));
        let amount = limit.clone().count() == 1 && limit.clone().all(|c| self.sort(c) == Sort::Quantity);
        if !self.is_cue(people, Cue::Patient) || !on || !given(drug) || !amount {
            return false;
        }
        let Some(when) = self.clause(&head[2..]) else { return false };
        self.take(head);
        let said: Vec<Chunk> = std::iter::once(drug).chain(item.iter()).cloned().collect();
        let Some(then) = self.clause(&said) else { return false };
        let whole = bytes.start..bytes_of(item).end;
        nodes.push(self.if_node(when, then, &whole));
        true
    }
}
