//! What must hold of one fact beside its result, as conditions on its row.

use super::Builder;
use super::condition::{Column, Compare, Condition, Rails, Row};
use super::pick::kind_code;
use super::same_event::Scope;
use super::time::{began_by, began_from, by, day, ended_from, lasting};
use super::value::{DOSE, PREDNISONE, listed, quantity, searchable};
use crate::evaluate::date::Day;
use crate::evaluate::patient::EventKind;
use crate::evaluate::program::{Equivalence, FactTest, Field, StatusTest};
use crate::evaluate::settings::Unrecorded;
use crate::evaluate::value::ValueTest;
use crate::evaluate::{EXCLUSIVE, SYSTEMIC};
use crate::lex::normal;

impl Builder<'_> {
    pub(super) fn field(&mut self, row: Row, field: &Field, test: &FactTest) -> Rails {
        match field {
            Field::Status(status) => self.status(row, *status, test),
            Field::When(when) => self.when(row, when, test),
            Field::Qualifier(qualifier) => self.qualifier(row, qualifier),
            Field::Route(route) => self.same(row, Column::Route, &[route]),
            Field::Outcome(outcome) if outcome == "failed_or_intolerant" => {
                self.same(row, Column::Outcome, &[outcome, "failed", "intolerant"])
            }
            Field::Outcome(outcome) => self.same(row, Column::Outcome, &[outcome]),
            Field::Method(id, words) => {
                let named = self.named(row, id, words);
                let none = !Condition::Contains(row, Column::Methods, "|".to_owned());
                let accept = self.program.settings.unrecorded == Unrecorded::Accept;
                let met = if accept { Condition::any([named.clone(), none.clone()]) } else { named.clone() };
                Rails { met, not_met: Condition::all([!none, !named]) }
            }
            Field::Setting(id, words) => {
                let key = normal::key(words);
                let in_name = searchable(&key).then(|| Condition::Contains(row, Column::Names, format!(" {key} ")));
                let named = Condition::any(std::iter::once(self.named(row, id, words)).chain(in_name));
                match self.program.settings.unrecorded {
                    Unrecorded::Accept => Rails::MET,
                    Unrecorded::Unknown => Rails { met: named, ..Rails::UNKNOWN },
                }
            }
            Field::Dose(value, equivalence) => self.dose(row, value, equivalence.as_ref()),
            Field::DueTo(scoped) => self.scoped(&scoped.0, Scope::Cause(row)),
            Field::Having(scoped) => self.scoped(&scoped.0, Scope::SameEvent(row)),
            Field::Unknown(_) => Rails::UNKNOWN,
        }
    }

    fn status(&mut self, row: Row, status: StatusTest, test: &FactTest) -> Rails {
        let is = |code: &str| Condition::text(row, Column::Certainty, code);
        match status {
            StatusTest::Planned => return Rails::sure(is("planned")),
            StatusTest::Suspected => return Rails::sure(is("suspected")),
            _ => {}
        }
        let refuted = Condition::all([is("refuted"), Condition::Empty(row, Column::Result)]);
        let no = Condition::any([is("planned"), refuted]);
        let yes = Condition::all([!no.clone(), !is("suspected")]);
        let certain = Rails { met: yes, not_met: no };
        let begun = |limit: Day| {
            let undated = Condition::all([
                day(row, Column::BeginFirst, Compare::Le, crate::evaluate::date::FIRST),
                day(row, Column::BeginLast, Compare::Ge, crate::evaluate::date::LAST),
            ]);
            Rails::MET.only_if(undated, began_by(row, limit))
        };
        let placed = match status {
            StatusTest::Current { on, since } => {
                let lasts = Rails::all([begun(on), ended_from(row, on)]);
                let once = Rails::all([began_by(row, on), began_from(row, since)]);
                let recent = Rails { met: began_from(row, since).met, ..Rails::UNKNOWN };
                let observed = Rails::all([certain.clone(), begun(on), recent]);
                let state = Condition::text(row, Column::Kind, kind_code(EventKind::Observation));
                let state = Condition::all([state, !lasting(row)]);
                let usual = Rails::all([lasts.only_if(lasting(row), once), certain]);
                let observed = Rails::NOT_MET.only_if(self.denied_since(row, on, test), observed);
                return observed.only_if(state, usual);
            }
            StatusTest::Begun { by } => begun(by),
            _ => Rails::MET,
        };
        Rails::all([placed, certain])
    }

    /// It was denied after this row.
    fn denied_since(&mut self, row: Row, on: Day, test: &FactTest) -> Condition {
        let other = self.row();
        let denied = Condition::all([
            self.refuted(other, test.set),
            Condition::text(other, Column::Kind, kind_code(EventKind::Observation)),
            day(other, Column::BeginFirst, Compare::Le, on),
            Condition::Cells(other, Column::OrderFirst, Compare::Gt, row, Column::OrderLast, 0),
        ]);
        Condition::exists(other, denied)
    }

    fn same(&mut self, row: Row, column: Column, wanted: &[&str]) -> Rails {
        let is = Condition::In(row, column, wanted.iter().map(|w| (*w).to_owned()).collect());
        let none = Condition::Empty(row, column);
        let not_met = Condition::all([!none.clone(), !is.clone()]);
        match self.program.settings.unrecorded {
            Unrecorded::Accept => Rails { met: Condition::any([is, none]), not_met },
            Unrecorded::Unknown => Rails { met: is, not_met },
        }
    }

    /// The methods of a fact name this one.
    fn named(&mut self, row: Row, id: &str, words: &str) -> Condition {
        let keys = [normal::key(words), normal::key(&id.replace('_', " "))];
        let mut parts = Vec::new();
        for key in keys {
            match listed(&key) {
                Some(listed) => parts.push(Condition::Contains(row, Column::Methods, listed)),
                None => {
                    self.lose("a method whose words can not be searched for");
                }
            }
        }
        // Ids of the vocabulary stand in the list with their underscores as spaces.
        Condition::any(parts)
    }

    fn qualifier(&mut self, row: Row, wanted: &str) -> Rails {
        let words = normal::key(&wanted.replace('_', " "));
        if !searchable(&words) {
            return self.lose("a qualifier whose words can not be searched for");
        }
        let has = |word: &str| Condition::Contains(row, Column::Qualifiers, format!("|{word}|"));
        let named = Condition::Contains(row, Column::Names, format!(" {words} "));
        let own = Condition::any([has(&words), named]);
        let unrecorded = match self.program.settings.unrecorded {
            Unrecorded::Accept => Rails::MET,
            Unrecorded::Unknown => Rails::UNKNOWN,
        };
        let group = EXCLUSIVE.iter().find(|group| group.contains(&wanted)).copied().unwrap_or_default();
        let other = Condition::any(group.iter().map(|word| has(word)));
        let mut rest = Rails::NOT_MET.only_if(other, unrecorded);
        if matches!(wanted, "cured" | "adequately_treated") {
            let index = self.program.settings.index();
            rest = by(row, Column::EndFirst, Column::EndLast, index).only_if(lasting(row), rest);
        }
        if wanted == "systemic" {
            let routes = SYSTEMIC.iter().map(|route| (*route).to_owned()).collect();
            let by_route = Rails::sure(Condition::In(row, Column::Route, routes));
            rest = rest.only_if(Condition::Empty(row, Column::Route), by_route);
        }
        if wanted == "active" {
            rest = Rails::MET.only_if(Condition::any([has("recurrence"), has("relapse")]), rest);
        }
        Rails::MET.only_if(own, rest)
    }

    fn dose(&mut self, row: Row, value: &ValueTest, equivalence: Option<&Equivalence>) -> Rails {
        match equivalence {
            None => quantity(row, value, DOSE, Column::DoseUnit),
            Some(e) if e.doses.is_empty() => Rails::UNKNOWN,
            Some(e) if e.doses.get(&e.to) == e.doses.get("prednisone") => {
                quantity(row, value, PREDNISONE, Column::DoseUnit)
            }
            Some(_) => self.lose("doses in milligrams of a drug other than prednisone"),
        }
    }
}
