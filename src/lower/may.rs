//! What people *may* receive or have received: allowed, and demanded of nobody.
//!
//! | form | example |
//! |---|---|
//! | after a limit | Hb ≥ 9 g/dL. *Patients may receive transfusion* to meet this criterion |
//! | in brackets | ANC ≥ 1.5 ×10⁹/L *(patients may receive G-CSF)* |
//! | alone | *Participants may have received prior chemotherapy* |
//! | either way | Patients with diabetes *could be untreated or treated with metformin* |
//! | had, in brackets | neurological disorder *(patients may have autism)* |
//!
//! Near misses: "patients *who* may receive" says who they are; "may *not* receive" forbids; "may have received up to *2*
//! lines" and "… *if* stable" set a limit, which is demanded. Where it excludes, "may have" is a suspicion.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Cue, Kind};
use crate::rule::Node;
use crate::words;

use super::clause::also_having;
use super::context::{Context, Sort, bytes_of};
use super::leaves::last_leaf;

impl Context<'_, '_> {
    /// Whether a clause only says what people may receive, or may have received.
    pub fn may_receive(&self, chunks: &[Chunk]) -> bool {
        let Some(at) = self.find(chunks, &[Cue::May]).filter(|_| self.demand || self.in_brackets) else { return false };
        let people = |c: &Chunk| matches!(self.cue(c), Some(Cue::Patient | Cue::The | Cue::Male | Cue::Female));
        let past = |c: &&Chunk| matches!(&*self.words(&c.span).to_ascii_lowercase(), "have" | "be" | "also" | "still");
        let Some(verb) = chunks[at + 1..].iter().find(|c| !past(c)) else { return false };
        let given = matches!(self.cue(verb), Some(Cue::Exposure | Cue::Undergone))
            || words::GIVEN_VERBS.contains(&&*self.words(&verb.span).to_ascii_lowercase())
            || self.is_on_treatment(&chunks[at + 1..]);
        // "may continue it *during the study*" sets no limit.
        let timed = |c: &Chunk| matches!(&c.kind, ChunkKind::Time(time) if !time.bounds.is_empty());
        let limits = |c: &Chunk| {
            self.sort(c) == Sort::Quantity
                || timed(c)
                || matches!(
                    self.cue(c),
                    Some(
                        Cue::Not | Cue::No | Cue::If | Cue::Unless | Cue::Must | Cue::Except | Cue::Allowed | Cue::But
                    )
                )
        };
        given && chunks[..at].iter().all(people) && !chunks[at..self.aim(chunks)].iter().any(limits)
    }

    /// "Patients with diabetes *could be untreated or treated* with metformin": whether a clause only says that people may be treated
    /// or not. Near miss: "patients *who* may be untreated".
    pub fn may_be_either(&self, chunks: &[Chunk]) -> bool {
        let Some(at) = self.find(chunks, &[Cue::May]).filter(|at| self.demand && *at > 0) else { return false };
        let (who, said) = (&chunks[..at], &chunks[at + 1..]);
        let or = self.find(said, &[Cue::Or]).filter(|or| (1..=3).contains(or));
        let untreated = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            words::UNTREATED.iter().any(|word| words.ends_with(word))
        };
        let treated = |or: usize| said.get(or + 1).is_some_and(|c| self.is_cue(c, Cue::Exposure) || self.is_treated(c));
        let people = self.find(who, &[Cue::Patient]).is_some();
        people
            && self.find(chunks, &[Cue::Who, Cue::Must, Cue::If, Cue::Unless]).is_none()
            && or.is_some_and(|or| said[..or].iter().any(untreated) && treated(or))
    }

    /// "may be *on tamoxifen*", "may be *taking metformin*". Near misses: "may be on *the waiting list*", "may be *elevated*".
    fn is_on_treatment(&self, said: &[Chunk]) -> bool {
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let verb = said.iter().position(|c| !matches!(&*word(c), "be" | "also" | "still" | "have"));
        let Some([on, rest @ ..]) = verb.map(|at| &said[at..]) else { return false };
        let on = matches!(&*word(on), "on" | "taking" | "using" | "receiving");
        let given = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        on && rest.iter().take(3).any(given)
    }

    /// "treated", "on", "receiving".
    fn is_treated(&self, chunk: &Chunk) -> bool {
        let words = self.words(&chunk.span).to_ascii_lowercase();
        words.starts_with("treated") || words.starts_with("on ") || words == "on"
    }

    /// "neurological disorder *(patients may have autism)*": what brackets let people have beside what stands before them. Near
    /// misses: "(*who* may have autism)", "(patients may have *up to 2* relapses)".
    pub fn may_have(&self, inner: &[Chunk]) -> bool {
        let Some(at) = self.find(inner, &[Cue::May]) else { return false };
        let (who, said) = (&inner[..at], &inner[at + 1..]);
        let have = self.words(&inner[at].span).to_ascii_lowercase().ends_with("have")
            || said.first().is_some_and(|c| self.words(&c.span).eq_ignore_ascii_case("have"));
        let people = who.last().is_some_and(|c| self.is_cue(c, Cue::Patient)) && who.len() <= 3;
        let disease = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind() == Kind::Condition);
        let limits = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time) || self.is_denial(c);
        let more = [Cue::Who, Cue::Must, Cue::If, Cue::Unless, Cue::Except, Cue::But, Cue::Allowed];
        have && people && said.iter().any(disease) && !said.iter().any(limits) && self.find(inner, &more).is_none()
    }

    /// Says of what was read before what people may receive beside it; alone, it demands nothing. Whether anything was.
    pub fn may_also_receive(&mut self, chunks: &[Chunk], nodes: &mut Vec<Node>) -> bool {
        let Some(node) = self.allowed_with_aim(chunks) else { return false };
        let mut last = None;
        if let Some(before) = nodes.last_mut() {
            last_leaf(before, &mut last);
        }
        match last {
            Some(leaf) => leaf.permits.push(node),
            None => nodes.push(Node::permission(node, self.demand)),
        }
        true
    }

    /// What such a clause allows, with what is to come of it ("*so as to have Hb ≥ 9 g/dL*") where that is a limit.
    pub fn allowed_with_aim(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let (said, aim) = chunks.split_at(self.aim(chunks));
        let said = self.without_going_on(said);
        let allowing = std::mem::replace(&mut self.allowing, true);
        let node = self.clause(said);
        self.allowing = allowing;
        let mut node = node?;
        if aim.iter().any(|c| self.sort(c) == Sort::Quantity) {
            if let Some(target) = self.coordination(aim) {
                node.each_leaf_mut(&mut |leaf| also_having(leaf, target.clone()));
            }
        } else if !aim.is_empty() {
            self.take_whole(aim);
            let bytes = bytes_of(aim);
            if self.words(&bytes).contains(char::is_numeric) {
                // "to maintain remission *for at least 6 months*": more than an aim, of which no part holds the number.
                self.not_understood(&bytes);
            } else {
                let words = self.span(&bytes);
                self.placed.push(words);
            }
        }
        Some(node)
    }

    /// "patients may *continue* metformin": what follows is what they may be given.
    fn without_going_on<'c>(&mut self, said: &'c [Chunk]) -> &'c [Chunk] {
        let Some(may) = self.find(said, &[Cue::May]) else { return said };
        let goes_on = |c: &Chunk| self.words(&c.span).eq_ignore_ascii_case("continue");
        let after = said[may + 1..].iter().take(2).position(goes_on);
        let Some(start) = after.map(|at| may + at + 2).filter(|at| *at < said.len()) else { return said };
        self.take_whole(&said[..start]);
        &said[start..]
    }

    /// Where the words begin that say what something is to achieve: "*to meet* this criterion", "*in order to have* …".
    pub fn aim(&self, chunks: &[Chunk]) -> usize {
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let opens = |two: &[Chunk]| {
            let to = word(&two[0]);
            (to == "to" || to.ends_with(" to")) && words::AIM_VERBS.contains(&&*word(&two[1]))
        };
        // "to achieve" is a cue of its own.
        let one = |c: &Chunk| word(c).strip_prefix("to ").is_some_and(|verb| words::AIM_VERBS.contains(&verb));
        let at = chunks.windows(2).position(|two| opens(two) || one(&two[0]));
        let Some(mut at) = at.filter(|at| *at > 0) else { return chunks.len() };
        while at > 0 && matches!(&*word(&chunks[at - 1]), "so" | "as" | "so as" | "order" | "in" | "in order") {
            at -= 1;
        }
        at
    }
}
