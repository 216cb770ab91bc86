//! Rules about one event: what it is due to, and what else holds of it, as conditions on rows.

use super::Builder;
use super::condition::{Column, Condition, Rails, Row};
use crate::evaluate::program::{FactTest, Pick, Predicate, Test};
use crate::evaluate::settings::Unrecorded;

/// What a rule about one event is asked of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope {
    SameEvent(Row),
    Cause(Row),
}

impl Builder<'_> {
    /// A rule about one event.
    pub(super) fn scoped(&mut self, node: &Predicate, scope: Scope) -> Rails {
        let mut parts = |of: &[Predicate]| of.iter().map(|part| self.scoped(part, scope)).collect::<Vec<_>>();
        match node {
            Predicate::Constant(true) => Rails::MET,
            Predicate::Constant(false) => Rails::NOT_MET,
            Predicate::Unknown(_) => Rails::UNKNOWN,
            Predicate::All(of) => Rails::all(parts(of)),
            Predicate::Any(of) => Rails::any(parts(of)),
            Predicate::Not(of) => !self.scoped(of, scope),
            Predicate::AtLeast(count, of) => {
                let parts = parts(of);
                let low = count.low.map_or(Some(Rails::MET), |n| Rails::at_least(n as usize, &parts));
                let high = count.high.map_or(Some(Rails::NOT_MET), |n| Rails::at_least(n as usize + 1, &parts));
                match (low, high) {
                    (Some(low), Some(high)) => Rails::all([low, !high]),
                    _ => self.lose("a count over very many parts"),
                }
            }
            Predicate::If { when, then, otherwise } => {
                let [when, then, other] = [when, then, otherwise].map(|part| self.scoped(part, scope));
                Rails::any([
                    Rails::all([when.clone(), then.clone()]),
                    Rails::all([!when, other.clone()]),
                    Rails::all([then, other]),
                ])
            }
            Predicate::Criterion(_) => self.lose("another criterion, asked of one event"),
            Predicate::Test(at) => {
                let program = self.program;
                match (&program.tests[*at], scope) {
                    (Test::Facts(_), _) if self.depth > 4 => self.lose("rules about events of events"),
                    (Test::Facts(test), Scope::Cause(row)) => self.is_cause(row, test),
                    (Test::Facts(test), Scope::SameEvent(row)) => self.same_event(row, test),
                    (other, _) => self.test(other),
                }
            }
        }
    }

    fn is_cause(&mut self, row: Row, test: &FactTest) -> Rails {
        let ids = &self.program.sets[test.set].ids;
        let is = Condition::any(ids.iter().map(|id| Condition::Contains(row, Column::Reasons, format!("|{id}|"))));
        let none = Condition::Empty(row, Column::Reasons);
        let not_met = Condition::all([!none.clone(), !is.clone()]);
        match self.program.settings.unrecorded {
            Unrecorded::Accept => Rails { met: Condition::any([is, none]), not_met },
            Unrecorded::Unknown => Rails { met: is, not_met },
        }
    }

    /// What is asked of the event itself, or of what the record says belongs to it.
    fn same_event(&mut self, row: Row, test: &FactTest) -> Rails {
        self.depth += 1;
        let itself_row = self.row();
        let subject = match &test.subject {
            Some(subject) => Condition::text(row, Column::Subject, subject),
            None => Condition::Empty(row, Column::Subject),
        };
        let about = self.about(itself_row, test.set);
        let itself = Condition::exists(itself_row, Condition::all([Condition::SameFact(itself_row, row), about]));
        let itself = Condition::all([itself, subject]);
        let own = Rails::all([self.qualifies(row, test), self.judged(row, test)]);
        let others = self.others(row, test);
        self.depth -= 1;
        own.only_if(itself, others)
    }

    fn others(&mut self, row: Row, test: &FactTest) -> Rails {
        let other = self.row();
        let denied = match test.pick {
            Pick::Some(_) => Condition::text(other, Column::Certainty, "refuted"),
            _ => Condition::Constant(false),
        };
        let may_be = Condition::all([self.about(other, test.set), self.kind(other, test), !denied]);
        let judged = Rails::all([self.qualifies(other, test), self.judged(other, test)]);
        let linked = Condition::any([
            Condition::Lists(other, Column::PartOf, row, Column::Source),
            Condition::Lists(row, Column::PartOf, other, Column::Source),
        ]);
        let some = |parts: [Condition; 3]| Condition::exists(other, Condition::all(parts));
        let belongs = some([may_be.clone(), linked.clone(), Condition::Constant(true)]);
        let holds = some([may_be.clone(), linked.clone(), judged.met]);
        let not_ruled_out = some([may_be.clone(), linked.clone(), !judged.not_met.clone()]);
        let may_belong = some([may_be, !linked, !judged.not_met]);
        let by_links = Rails { met: holds, not_met: Condition::all([!not_ruled_out, !may_belong.clone()]) };
        let none_row = self.row();
        let refuted = if test.closed {
            Condition::Constant(true)
        } else {
            Condition::exists(none_row, self.refuted(none_row, test.set))
        };
        let nothing = Condition::any([self.kind(row, test), Condition::all([refuted, !may_belong])]);
        let mut without = Rails { met: Condition::Constant(false), not_met: nothing };
        if let Some(value) = test.value.as_ref().filter(|value| !value.classes.is_empty()) {
            let staged = !Condition::Empty(row, Column::Stages);
            let mut lost = Vec::new();
            let by_stage = super::value::has_class(row, Column::Stages, &value.classes, &mut |why| {
                lost.push(why.to_owned());
            });
            self.losses.extend(lost);
            without = by_stage.only_if(staged, without);
        }
        by_links.only_if(belongs, without)
    }
}
