//! Rules about one event instead of the person: what else holds of it, and what it is due to.

use super::Truth;
use super::facts::may_be;
use super::findings::classes_in;
use super::patient::Event;
use super::program::{FactTest, Test};
use super::run::Run;
use super::value::Lack;

/// The one event that a rule is about, instead of the person.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope {
    /// What else holds of this event, by its place in the patient's events.
    SameEvent(u32),
    /// What this event is due to.
    Cause(u32),
}

impl Run<'_> {
    /// A test of one event instead of the whole record.
    pub(super) fn scoped_test(&mut self, test: usize, scope: Scope) -> Truth {
        let program = self.program;
        let Test::Facts(test) = &program.tests[test] else { return self.test(test) };
        match scope {
            Scope::Cause(at) => self.is_cause(at, test),
            Scope::SameEvent(at) => self.same_event(at, test),
        }
    }

    /// Whether the event's recorded cause is about the concept.
    fn is_cause(&self, at: u32, test: &FactTest) -> Truth {
        let event = self.event(at);
        let about = |coded| {
            let sets = |id: u32| self.program.index.members[id as usize].contains(&(test.set as u32));
            self.program.index.about_coded(coded, false).iter().any(|a| sets(a.id))
        };
        if event.reasons.iter().any(about) {
            Truth::Met
        } else if event.reasons.is_empty() {
            self.unrecorded(Lack::Cause).truth
        } else {
            Truth::NotMet
        }
    }

    /// What is asked of the event itself (a cancer that is a basal cell carcinoma, a heart failure of class III), or of
    /// what the record says belongs to it. What may belong to it without the record saying so leaves it unknown, unless
    /// it is of the event's own kind: another cancer is another event.
    fn same_event(&mut self, at: u32, test: &FactTest) -> Truth {
        let event = self.event(at);
        let itself = self.facts[test.set].contains(&at);
        if itself && event.subject == test.subject {
            return self.qualifies(at, test).and(|| self.holds(at, test)).truth;
        }
        let linked = |other: &Event| other.part_of.contains(&event.source) || event.part_of.contains(&other.source);
        let mut truth = Truth::NotMet;
        let (mut belongs, mut may_belong) = (false, false);
        for place in 0..self.facts[test.set].len() {
            let other = self.facts[test.set][place];
            if !may_be(self.event(other), test) {
                continue;
            }
            let judged = self.qualifies(other, test).and(|| self.holds(other, test)).truth;
            if linked(self.event(other)) {
                belongs = true;
                truth = truth.max(judged);
            } else if judged != Truth::NotMet {
                may_belong = true;
            }
        }
        let staged = test.value.as_ref().filter(|value| !value.classes.is_empty() && !event.stages.is_empty());
        if let Some(value) = staged.filter(|_| !belongs) {
            return value.classes_hold(&event.stages.iter().flat_map(classes_in).collect::<Vec<_>>()).truth;
        }
        if belongs {
            return if may_belong { truth.max(Truth::Unknown) } else { truth };
        }
        let own_kind = test.kinds.contains(&event.kind);
        let refuted = !self.refuted[test.set].is_empty() || test.closed;
        if own_kind || (refuted && !may_belong) { Truth::NotMet } else { Truth::Unknown }
    }
}
