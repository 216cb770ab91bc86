//! "High risk of bleeding", "at risk for diabetes": a risk is neither the disease nor a suspicion of it, and no record of
//! the disease says whether there is one. Its concept has no id, and the qualifier says what it is.
//!
//! Near miss: "suspected bleeding", "possible pregnancy" are suspicions.

use crate::lex::{Cue, Lexeme};
use crate::rule::{Direction, LeafKind, Node, NodeSpan, Span, Status, Time};
use crate::words;

use super::context::Context;
use super::leaves::each_deep_leaf;

/// The id of the qualifier.
const AT_RISK: &str = "at_risk";

impl Context<'_, '_> {
    /// Tells risks from suspicions, which have been read alike.
    pub fn tell_risks(&self, rule: &mut Node) {
        let cues: Vec<(Span, bool)> = self.lexed.lexemes.iter().filter_map(|lexeme| self.suspicion(lexeme)).collect();
        if !cues.iter().any(|(_, risk)| *risk) {
            return;
        }
        each_deep_leaf(rule, &mut |leaf| {
            let suspected = leaf.status == Some(Status::Suspected) && leaf.kind != LeafKind::Narrative;
            let Some(concept) = leaf.concept.as_mut().filter(|_| suspected) else { return };
            let NodeSpan::Here(span) = concept.span else { return };
            // "bleeding risk" says so after the name.
            let before = cues.iter().rev().find(|(cue, _)| cue.start < span.end);
            if before.or(cues.first()).is_some_and(|(_, risk)| *risk) {
                concept.id = None;
                leaf.status = None;
                leaf.qualifiers.insert(0, AT_RISK.to_owned());
                leaf.time.iter_mut().for_each(foresee);
            }
        });
    }

    /// A word of suspicion, and whether it is one of risk.
    fn suspicion(&self, lexeme: &Lexeme) -> Option<(Span, bool)> {
        let bytes = lexeme.start as usize..lexeme.end as usize;
        let words = self.words(&bytes).to_ascii_lowercase();
        let risk = words.contains("risk") || words.contains("suscept");
        (lexeme.cue() == Some(Cue::Suspected)).then(|| (self.span(&bytes), risk))
    }
}

/// "high risk of death *within 24 h*": what is foreseen comes after, where nothing says from when. Near miss: "risk of bleeding *in the
/// past month*".
fn foresee(time: &mut Time) {
    let within = time.text.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("within"));
    let past = time.text.split(' ').any(|word| words::LOOKING_BACK.contains(&&*word.to_ascii_lowercase()));
    if time.anchor.is_none() && time.direction == Some(Direction::Before) && within && !past {
        time.direction = Some(Direction::After);
    }
}
