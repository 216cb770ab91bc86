//! How much of a trial a program can decide, as a bar and in words.

use maud::{Markup, html};

use crate::rule::{Coverage, Criterion, Role, Trial};

/// How many criteria a program can decide wholly, partly and not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Wholly.
    pub computable: usize,
    /// Partly.
    pub partial: usize,
    /// Not.
    pub narrative: usize,
}

impl Counts {
    /// The criteria of a trial; groups are counted by what is in them.
    pub fn of(trial: &Trial) -> Self {
        let mut counts = Self::default();
        let mut stack: Vec<&Criterion> = trial.criteria.iter().collect();
        while let Some(criterion) = stack.pop() {
            stack.extend(&criterion.criteria);
            match criterion.coverage.filter(|_| criterion.role == Role::Criterion) {
                Some(Coverage::Computable) => counts.computable += 1,
                Some(Coverage::Partial) => counts.partial += 1,
                Some(Coverage::Narrative) => counts.narrative += 1,
                None => {}
            }
        }
        counts
    }

    /// All of them.
    pub const fn total(&self) -> usize {
        self.computable + self.partial + self.narrative
    }

    /// The share in percent that a program can decide wholly; 0 where there are none.
    pub const fn percent(&self) -> usize {
        match self.total() {
            0 => 0,
            total => (200 * self.computable + total) / (2 * total),
        }
    }
}

/// A bar with its numbers beside it.
pub fn bar(counts: &Counts) -> Markup {
    let Counts { computable, partial, narrative } = *counts;
    html! {
        span.coverage {
            (bare(counts))
            span { "● " b { (computable) } " computable  ◐ " b { (partial) } " partial  ○ " b { (narrative) } " narrative" }
        }
    }
}

/// The bar alone.
pub fn bare(counts: &Counts) -> Markup {
    let parts = [("computable", counts.computable), ("partial", counts.partial), ("narrative", counts.narrative)];
    let total = counts.total().max(1);
    let mut x = 0;
    html! {
        svg.bar viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true" {
            @for (class, count) in parts {
                @let width = 1000 * count / total;
                @if width > 0 { rect class=(class) x=(x) y="0" width=(width) height="100" {} }
                ({ x += width; "" })
            }
        }
    }
}
