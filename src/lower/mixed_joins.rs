//! "asthma *and* FEV1 < 60 % *or* COPD": "and" beside "or", where no comma, bracket or rule says which of them joins first. "And"
//! is taken first, as in logic, but whoever wrote it may have meant the other, so that it is said.
//!
//! So does "with" before the first of three: "liver disease *with* ascites, encephalopathy or varices".
//!
//! Near misses: "asthma and FEV1 < 60 %*, or* COPD", whose comma says it; "controlled hypertension and *either* metformin or insulin";
//! "A and B*, C or D*"; "TG > 150 or *HDL < 50 in women, < 40 in men*", which are of one test.

use crate::lex::Kind;
use crate::rule::Severity;

use super::context::Context;
use super::coordination::Join;
use super::partial::{Partial, Relation};

impl Context<'_, '_> {
    /// "liver disease with ascites*, encephalopathy or varices*": the first of three comes with a disease, or with a limit, and nothing says
    /// whether the others do. Near misses: "asthma with COPD*, or* stroke"; "infection with hepatitis B, hepatitis C or HIV"; "asthma with COPD, *chronic* bronchitis or stroke".
    fn say_with_one_or_all(&mut self, partials: &[Partial], joins: &[Join]) {
        let ([first, others @ ..], [comma, or]) = (partials, joins) else { return };
        let condition = |p: &Partial| p.entry().is_some_and(|e| e.kind() == Kind::Condition) && !p.negated;
        let with = first.relation.as_ref().filter(|r| r.relation == Relation::Having);
        let object = with.and_then(|r| r.objects.first()).filter(|object| condition(object));
        let between = first.head.as_ref().zip(object).map(|(head, object)| head.bytes.end..object.bytes.start);
        let near = between.and_then(|b| self.lexed.text.get(b)).is_some_and(|said| said.trim() == "with");
        let bare = |p: &Partial| condition(p) && p.is_unvalued() && p.is_limitless() && p.qualifiers.is_empty();
        let listed = comma.bare && or.tight && !or.bare && comma.all == Some(false) && or.all == Some(false);
        if near
            && listed
            && condition(first)
            && first.entry().is_none_or(|e| e.id() != "infection")
            && others.iter().all(bare)
        {
            let bytes = first.bytes.start..partials[2].bytes.end;
            let message = "\"with\" is read of the first alone, and nothing says whether it is said of the others, too";
            self.say("mixed-joins", Severity::Warning, message, &bytes);
        }
    }

    /// Says where "and" and "or" join what stands between them, each as tightly as the other.
    pub(super) fn say_mixed_joins(&mut self, partials: &[Partial], joins: &[Join]) {
        self.say_with_one_or_all(partials, joins);
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
