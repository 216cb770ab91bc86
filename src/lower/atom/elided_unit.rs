//! A window whose unit is said once, with the window before it: "rituximab in 12 months, cyclophosphamide *in 6*".
//!
//! Near misses: "rituximab in 12 months, cyclophosphamide *6 mg*"; "found in *3 patients*".

use crate::grammar::{Chunk, Quantity, QuantityForm, TimePhrase, Unit};
use crate::lex::{Kind, Lex};
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;
use crate::rule::{Bounds, Direction, TimeKind};

/// The most lexemes between a window and the next that has its unit.
const FARTHEST_UNIT: usize = 12;

impl Context<'_, '_> {
    /// Takes the number of such a window; whether it is one. As a demand it may be to come, and stays open.
    pub(super) fn window_without_unit(&mut self, q: &Quantity, rest: &[Chunk], partial: &mut Partial) -> bool {
        let plain = q.unit.is_none() && q.scale.is_none() && q.form == QuantityForm::Bare && q.bounds.eq.is_some();
        let within = self.just_before(q.value.start).to_ascii_lowercase();
        let happens = partial.entry().is_some_and(|e| e.kind().is_treatment() || e.kind() == Kind::Condition);
        let ends = |c: &Chunk| matches!(self.sort(c), Sort::Comma | Sort::Semicolon | Sort::Stop);
        let last = rest.first().is_none_or(ends);
        if !(plain && happens && last) || within.rsplit(' ').next() != Some("in") {
            return false;
        }
        let Some(unit) = self.unit_of_window_before(q.value.start) else { return false };
        if self.demand {
            partial.unknown.push(q.value.clone());
            return true;
        }
        let phrase = TimePhrase {
            kind: TimeKind::Window,
            bounds: Bounds { le: q.bounds.eq, ..Bounds::default() },
            unit: Some(unit),
            direction: Some(Direction::Before),
            anchor: None,
            longest_of: Vec::new(),
            shortest_of: Vec::new(),
            calendar: None,
            value: q.value.clone(),
        };
        let time = self.time(&phrase);
        partial.times.push(time);
        true
    }

    /// The unit of the nearest "in 12 *months*" before a place in the text.
    fn unit_of_window_before(&self, start: usize) -> Option<Unit> {
        let lexemes = &self.lexed.lexemes;
        let end = lexemes.partition_point(|l| (l.start as usize) < start);
        let near = (end.saturating_sub(FARTHEST_UNIT).max(2)..end).rev();
        let mut units = near.filter(|at| lexemes[*at].entry(Kind::Unit).is_some_and(|e| e.dimension() == "time"));
        let at = units.next()?;
        let (word, number, unit) = (&lexemes[at - 2], &lexemes[at - 1], &lexemes[at]);
        let within = self.lexed.written(word).eq_ignore_ascii_case("in") && matches!(number.lex, Lex::Number(_));
        let code = unit.entry(Kind::Unit).map(|e| e.id().to_owned());
        within.then_some(Unit { span: unit.start as usize..unit.end as usize, code })
    }
}
