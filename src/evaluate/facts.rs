//! Tests of facts: which of them qualify, and what is asked of those.

use super::Truth;
use super::combine::{extreme, mean};
use super::findings::classes_in;
use super::interval::Count;
use super::patient::{Certainty, Event};
use super::program::{FactTest, Pick, StatusTest, Test};
use super::run::{Finding, Run};
use super::value::{Judged, Lack};

/// A candidate and how far it qualifies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) at: u32,
    pub(super) qualifies: Judged,
}

impl Run<'_> {
    /// What a test of the whole record finds.
    pub(super) fn fact_test(&mut self, test: &FactTest) -> Finding {
        let mut candidates = Vec::new();
        let mut recorded = false;
        for place in 0..self.facts[test.set].len() {
            let at = self.facts[test.set][place];
            let event = self.event(at);
            if !may_be(event, test) || event.subject != test.subject {
                continue;
            }
            if !matches!(test.pick, Pick::Some(_)) && event.result.is_none() && event.findings.is_empty() {
                continue;
            }
            recorded |= counts_as_record(event, test);
            let qualifies = self.qualifies(at, test);
            if qualifies.truth != Truth::NotMet || matches!(test.pick, Pick::Some(_)) {
                candidates.push(Candidate { at, qualifies });
            }
        }
        self.pick(test, candidates, recorded)
    }

    pub(super) fn qualifies(&mut self, at: u32, test: &FactTest) -> Judged {
        let says_which = test.fields.iter().filter(|field| !test.is_asked(field));
        says_which.fold(Judged::MET, |so_far, field| so_far.and(|| self.field(at, field, test)))
    }

    /// Whether a measurement has the value, and what else is asked of it.
    pub(super) fn holds(&mut self, at: u32, test: &FactTest) -> Judged {
        let judged = self.judge(at, test);
        let asked = test.fields.iter().filter(|field| test.is_asked(field));
        asked.fold(judged, |so_far, field| so_far.and(|| self.field(at, field, test)))
    }

    fn pick(&mut self, test: &FactTest, candidates: Vec<Candidate>, recorded: bool) -> Finding {
        let value = test.value.as_ref();
        match &test.pick {
            Pick::Some(count) => self.some(test, *count, &candidates, recorded),
            Pick::Latest => self.latest(test, &candidates),
            Pick::Repeated { count, apart } => self.repeated(test, *count, *apart, &candidates),
            Pick::Each(number) => self.each(test, *number, candidates),
            Pick::Mean(number) => self.combined(candidates, *number, value, mean),
            Pick::Highest => self.combined(candidates, None, value, |numbers| extreme(numbers, true)),
            Pick::Lowest => self.combined(candidates, None, value, |numbers| extreme(numbers, false)),
            Pick::Derived(derived) => self.derived(test, derived, &candidates),
        }
    }

    /// So many facts qualify and have the value.
    fn some(&self, test: &FactTest, count: Count, candidates: &[Candidate], recorded: bool) -> Finding {
        let judged: Vec<_> = candidates.iter().map(|c| (c.at, c.qualifies.and(|| self.judge(c.at, test)))).collect();
        let of = |truth| judged.iter().filter(move |(_, j)| j.truth == truth);
        let (met, open) = (of(Truth::Met).count() as u32, of(Truth::Unknown).count() as u32);
        let refuted = self.refuted[test.set].iter().filter(|at| test.kinds.contains(&self.event(**at).kind));
        let refuted: Vec<u32> = refuted.filter(|at| self.event(**at).subject == test.subject).copied().collect();
        let complete = recorded || test.closed || !refuted.is_empty();
        let truth = count.holds(met, complete.then_some(met + open));
        let lack = of(Truth::Unknown).find_map(|(_, j)| j.lack).unwrap_or(Lack::Record);
        let places = |truth| of(truth).map(|(at, _)| *at).collect::<Vec<_>>();
        let facts = match truth {
            Truth::Met if met > 0 => places(Truth::Met),
            Truth::Unknown => places(Truth::Unknown),
            _ if met > 0 => places(Truth::Met),
            _ if judged.is_empty() => refuted,
            _ => places(Truth::NotMet),
        };
        Finding::new(truth, lack, facts)
    }

    /// The latest fact has the value. Where several may be the latest, because a date is missing, is not precise enough
    /// or is shared, all of them must agree.
    fn latest(&mut self, test: &FactTest, candidates: &[Candidate]) -> Finding {
        let possible = self.possibly_latest(candidates);
        let sure = candidates.iter().any(|c| c.qualifies.truth.is_met());
        if possible.is_empty() {
            return Finding::new(Truth::Unknown, self.nothing(test), Vec::new());
        }
        let judged: Vec<_> = possible.iter().map(|c| (c.at, self.holds(c.at, test))).collect();
        let agreed = Truth::common(judged.iter().map(|(_, j)| j.truth));
        let facts = judged.iter().map(|(at, _)| *at).collect();
        if !sure {
            let lack = possible.iter().find_map(|c| c.qualifies.lack).unwrap_or(Lack::Date);
            return Finding::new(Truth::Unknown, lack, facts);
        }
        let lack = judged.iter().find_map(|(_, j)| j.lack).unwrap_or(Lack::Contradiction);
        Finding::new(agreed, lack, facts)
    }

    /// Those that no other one is surely later than.
    fn possibly_latest<'c>(&self, candidates: &'c [Candidate]) -> Vec<&'c Candidate> {
        let order = |c: &Candidate| self.event(c.at).start.order();
        let sure = candidates.iter().filter(|c| c.qualifies.truth.is_met());
        let bar = sure.map(|c| order(c).0).max();
        candidates.iter().filter(|c| bar.is_none_or(|bar| order(c).1 >= bar)).collect()
    }

    /// Why there is no value: none at all, or none in the window.
    pub(super) fn nothing(&self, test: &FactTest) -> Lack {
        let any = self.facts[test.set].iter().any(|at| may_be(self.event(*at), test));
        if any { Lack::InWindow } else { Lack::Record }
    }

    fn repeated(&self, test: &FactTest, count: Count, apart: Option<Count>, candidates: &[Candidate]) -> Finding {
        if candidates.is_empty() {
            return Finding::new(Truth::Unknown, self.nothing(test), Vec::new());
        }
        let judged: Vec<_> = candidates.iter().map(|c| (c.at, c.qualifies.and(|| self.judge(c.at, test)))).collect();
        let at_least = |least: Truth| {
            let mut kept: Vec<u32> = judged.iter().filter(|(_, j)| j.truth >= least).map(|(at, _)| *at).collect();
            kept.sort_by_key(|at| self.event(*at).start);
            kept
        };
        let (met, possible) = (at_least(Truth::Met), at_least(Truth::Unknown));
        let number = |events: &[u32]| self.spaced(events, apart);
        let truth = count.holds(number(&met), Some(number(&possible)));
        let lack = judged.iter().find_map(|(_, j)| j.lack).unwrap_or(Lack::Date);
        let facts = if met.is_empty() { judged.iter().map(|(at, _)| *at).collect() } else { met };
        Finding::new(truth, lack, facts)
    }

    /// How many of these, in the order of their dates, can be taken so that so many days lie between neighbours.
    fn spaced(&self, events: &[u32], apart: Option<Count>) -> u32 {
        let Some(apart) = apart else { return events.len() as u32 };
        let mut longest = vec![1; events.len()];
        for i in 0..events.len() {
            for j in 0..i {
                let days = self.event(events[i]).start.first.abs_diff(self.event(events[j]).start.first);
                if apart.holds(days, Some(days)).is_met() {
                    longest[i] = longest[i].max(longest[j] + 1);
                }
            }
        }
        longest.into_iter().max().unwrap_or(0)
    }

    /// The latest `number` candidates in the order of their dates; `None` where there are fewer or which they are is open.
    pub(super) fn last(&self, mut candidates: Vec<Candidate>, number: Option<u32>) -> Result<Vec<Candidate>, Lack> {
        candidates.sort_by_key(|c| std::cmp::Reverse((self.event(c.at).start.order(), c.at)));
        let Some(number) = number.map(|n| n as usize) else { return Ok(candidates) };
        if candidates.len() < number {
            return Err(Lack::InWindow);
        }
        let order = |at: usize| candidates.get(at).map(|c| self.event(c.at).start.order());
        if let (Some(last_in), Some(first_out)) = (number.checked_sub(1).and_then(order), order(number))
            && first_out.1 >= last_in.0
        {
            return Err(Lack::Date);
        }
        candidates.truncate(number);
        Ok(candidates)
    }

    fn each(&self, test: &FactTest, number: Option<u32>, candidates: Vec<Candidate>) -> Finding {
        if candidates.is_empty() {
            return Finding::new(Truth::Unknown, self.nothing(test), Vec::new());
        }
        let all: Vec<u32> = candidates.iter().map(|c| c.at).collect();
        let chosen = match self.last(candidates, number) {
            Ok(chosen) => chosen,
            Err(lack) => return Finding::new(Truth::Unknown, lack, all),
        };
        let judged = chosen.iter().map(|c| match (c.qualifies.truth, self.judge(c.at, test)) {
            // One that may not count can not save and can not be blamed.
            (Truth::Unknown, judged) if judged.truth == Truth::NotMet => c.qualifies,
            (_, judged) => judged,
        });
        let judged: Vec<_> = judged.collect();
        let sure = chosen.iter().any(|c| c.qualifies.truth.is_met());
        let truth = Truth::all(judged.iter().map(|j| j.truth));
        let truth = if sure { truth } else { Truth::Unknown };
        let lack = judged.iter().chain(chosen.iter().map(|c| &c.qualifies)).find_map(|j| j.lack).unwrap_or(Lack::Date);
        Finding::new(truth, lack, chosen.iter().map(|c| c.at).collect())
    }

    pub(super) fn candidates(&mut self, test: &FactTest) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for place in 0..self.facts[test.set].len() {
            let at = self.facts[test.set][place];
            let event = self.event(at);
            if test.kinds.contains(&event.kind) && event.subject == test.subject && event.result.is_some() {
                let qualifies = self.qualifies(at, test);
                if qualifies.truth != Truth::NotMet {
                    candidates.push(Candidate { at, qualifies });
                }
            }
        }
        candidates
    }

    /// The latest one, where it is certain which it is.
    pub(super) fn only_latest(&self, candidates: &[Candidate]) -> Option<u32> {
        match self.possibly_latest(candidates)[..] {
            [one] if one.qualifies.truth.is_met() => Some(one.at),
            _ => None,
        }
    }

    /// Whether a fact's own result, stage or dose has the value.
    pub(super) fn judge(&self, at: u32, test: &FactTest) -> Judged {
        let Some(value) = &test.value else { return Judged::MET };
        let event = self.event(at);
        if event.result.is_none() && !event.stages.is_empty() && !value.classes.is_empty() {
            return value.classes_hold(&event.stages.iter().flat_map(classes_in).collect::<Vec<_>>());
        }
        value.judge(event)
    }

    /// The dates of the latest event that meets a test, for a window that is counted from it.
    pub(super) fn anchored(&mut self, test: usize) -> Option<super::date::When> {
        let program = self.program;
        let Test::Facts(facts) = &program.tests[test] else { return None };
        if !self.test(test).is_met() {
            return None;
        }
        let found = self.findings[test].as_ref()?;
        let starts = found.facts.iter().filter(|at| facts.kinds.contains(&self.event(**at).kind));
        starts.map(|at| self.event(*at).start).max_by_key(super::date::When::order)
    }
}

/// Whether a fact can be a candidate: its kind fits, and it is not said not to be so; a test answered with "no" is a
/// result where results are asked for.
pub(super) fn may_be(event: &Event, test: &FactTest) -> bool {
    let denied = event.certainty == Certainty::Refuted && matches!(test.pick, Pick::Some(_));
    test.kinds.contains(&event.kind) && !denied
}

/// Whether an event shows that the concept is recorded for the patient at all, so that what is not there is not there.
/// An intention says nothing about what happened.
fn counts_as_record(event: &Event, test: &FactTest) -> bool {
    let asks = |status| test.fields.iter().any(|f| matches!(f, super::program::Field::Status(s) if *s == status));
    match event.certainty {
        Certainty::Planned => asks(StatusTest::Planned),
        Certainty::Actual => !asks(StatusTest::Planned),
        Certainty::Suspected | Certainty::Refuted => true,
    }
}
