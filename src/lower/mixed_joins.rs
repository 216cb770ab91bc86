//! "asthma *and* FEV1 < 60 % *or* COPD": "and" beside "or", where no comma, bracket or rule says which of them joins first. "And"
//! is taken first, as in logic, but whoever wrote it may have meant the other, so that it is said.
//!
//! Near misses: "asthma and FEV1 < 60 %*, or* COPD", whose comma says it; "controlled hypertension and *either* metformin or insulin";
//! "A and B*, C or D*"; "TG > 150 or *HDL < 50 in women, < 40 in men*", which are of one test.

use crate::rule::Severity;

use super::context::Context;
use super::coordination::Join;
use super::partial::Partial;

impl Context<'_, '_> {
    /// Says where "and" and "or" join what stands between them, each as tightly as the other.
    pub(super) fn say_mixed_joins(&mut self, partials: &[Partial], joins: &[Join]) {
        let said = |join: &Join| !join.bare && !join.slash && !join.but;
        let of_sexes = |at: usize| partials[at].by_sex && partials[at + 1].by_sex;
        let mixed = |at: &usize| {
            let (one, other) = (&joins[*at], &joins[*at + 1]);
            let alike = one.tight == other.tight && said(one) && said(other);
            alike && one.all != other.all && !of_sexes(*at) && !of_sexes(*at + 1)
        };
        let Some(at) = (0..joins.len().saturating_sub(1)).find(mixed) else { return };
        let bytes = partials[at].bytes.start..partials[at + 2].bytes.end;
        let message =
            "\"and\" stands beside \"or\", and nothing says which of them joins first: \"and\" is taken first";
        self.say("mixed-joins", Severity::Warning, message, &bytes);
    }
}
