//! "asthma *and* FEV1 < 60 % *or* COPD": "and" beside "or", where no comma, bracket or rule says which of them joins first. "And"
//! is taken first, as in logic, but whoever wrote it may have meant the other, so that it is said.
//!
//! Near misses: "asthma and FEV1 < 60 %*, or* COPD", whose comma says it; "controlled hypertension and *either* metformin or insulin";
//! "A and B*, C or D*".

use crate::rule::Severity;

use super::context::Context;
use super::coordination::Join;
use super::partial::Partial;

impl Context<'_, '_> {
    /// Says where "and" and "or" join what stands between them, each as tightly as the other.
    pub(super) fn say_mixed_joins(&mut self, partials: &[Partial], joins: &[Join]) {
        let said = |join: &Join| !join.bare && !join.slash && !join.but;
        let mixed = |pair: &[Join]| {
            let alike = pair[0].tight == pair[1].tight && said(&pair[0]) && said(&pair[1]);
            alike && pair[0].all != pair[1].all
        };
        let Some(at) = joins.windows(2).position(mixed) else { return };
        let bytes = partials[at].bytes.start..partials[at + 2].bytes.end;
        let message =
            "\"and\" stands beside \"or\", and nothing says which of them joins first: \"and\" is taken first";
        self.say("mixed-joins", Severity::Warning, message, &bytes);
    }
}
