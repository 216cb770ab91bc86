//! "≤ 2.5 × ULN *(5 × ULN if liver metastases)*", "< 450 ms *(470 ms for females)*": a number alone in brackets that is another
//! limit for some, under the comparator before the brackets.
//!
//! Near misses: "≤ 10 mg *(5 mg daily)*" and "> 240 mg/dL *(6.2 mmol/L)*" name nobody; "(= 5 × ULN if …)" has a sign of its own.

use crate::grammar::{Chunk, ChunkKind, Quantity, QuantityForm};
use crate::lex::Cue;
use crate::lower::context::{Context, Sort};
use crate::lower::partial::Partial;
use crate::lower::share::one_sided;
use crate::rule::Bounds;
use crate::words;

impl Context<'_, '_> {
    /// The brackets with the comparator of the limit before them.
    pub(super) fn limit_again(&self, inner: &[Chunk], partial: &Partial) -> Option<Vec<Chunk>> {
        let own = partial.value.as_ref().filter(|q| q.form == QuantityForm::Limit)?;
        let given = partial.entry().is_some_and(|e| e.kind().is_drug());
        let at = inner.iter().position(|c| self.sort(c) == Sort::Quantity).filter(|_| !given)?;
        let ChunkKind::Quantity(number) = &inner[at].kind else { return None };
        let same = number.shares_unit(own);
        let unsaid = number.unit.is_none() && number.relative_to.is_none();
        let written = self.words(&number.value).starts_with(|c: char| c.is_ascii_digit());
        if !written || number.age || !(same || unsaid) || !self.is_for_whom(inner, at) {
            return None;
        }
        let bounds = one_sided(&own.bounds, number.bounds.eq?)?;
        let (unit, relative_to) = (own.unit.clone(), own.relative_to);
        let limit = Quantity { bounds, unit, relative_to, form: QuantityForm::Limit, ..(**number).clone() };
        let mut again = inner.to_vec();
        again[at].kind = ChunkKind::Quantity(Box::new(limit));
        Some(again)
    }

    /// Whether brackets name for whom the number at `at` is: after it, or a sex before it.
    fn is_for_whom(&self, inner: &[Chunk], at: usize) -> bool {
        let sex = |c: &Chunk| matches!(self.cue(c), Some(Cue::Female | Cue::Male));
        let opens = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::If | Cue::For | Cue::In | Cue::When | Cue::With | Cue::Patient)) || sex(c)
        };
        let (before, after) = (&inner[..at], &inner[at + 1..]);
        let idle = |c: &Chunk| self.is_idle(c) || self.is_cue(c, Cue::For) || self.is_cue(c, Cue::In);
        let led = before.iter().all(|c| idle(c) || sex(c));
        let named = before.iter().any(sex) && after.is_empty();
        led && (named || after.first().is_some_and(opens) && after.len() > usize::from(!after.iter().any(sex)))
    }
}

/// "Age over 60 *(including 60)*": the end of the limit before belongs to it. Near miss: "over 60 (including 70)".
pub(super) fn includes_end(context: &Context<'_, '_>, inner: &[Chunk], partial: &mut Partial) -> bool {
    if includes_limit(context, inner) {
        return partial.value.as_mut().is_some_and(|own| {
            let Bounds { gt, lt, ge, le, .. } = own.bounds;
            (own.bounds.gt, own.bounds.ge, own.bounds.lt, own.bounds.le) = (None, ge.or(gt), None, le.or(lt));
            gt.or(lt).is_some()
        });
    }
    let [including, end] = inner else { return false };
    let (ChunkKind::Quantity(end), Some(own)) = (&end.kind, partial.value.as_mut()) else { return false };
    let same = |end: Option<_>, number| end == Some(number);
    let Some(number) = end.bounds.eq.filter(|_| context.is_cue(including, Cue::Including)) else { return false };
    let Bounds { gt, lt, .. } = own.bounds;
    if same(gt, number) {
        (own.bounds.gt, own.bounds.ge) = (None, gt);
    } else if same(lt, number) {
        (own.bounds.lt, own.bounds.le) = (None, lt);
    }
    same(gt, number) || same(lt, number)
}

/// "over 18 years *(including cutoff value)*": the limit, without its number. Near miss: "(including the value at screening)".
fn includes_limit(context: &Context<'_, '_>, inner: &[Chunk]) -> bool {
    let [including, named @ ..] = inner else { return false };
    let said = |c: &Chunk| {
        let words = context.words(&c.span).to_ascii_lowercase();
        words.split([' ', '-']).all(|word| words::CUTOFFS.contains(&word)) || matches!(context.sort(c), Sort::Dash)
    };
    let value = |c: &Chunk| context.words(&c.span).to_ascii_lowercase().starts_with("cut");
    context.is_cue(including, Cue::Including) && named.iter().any(value) && named.iter().all(said)
}
