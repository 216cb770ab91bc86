//! Clauses that say first which people they are about.
//!
//! | pattern | example | rule |
//! |---|---|---|
//! | people, and what they have | *women with* asthma or COPD | `all(sex female, any(asthma, COPD))` |
//! | a class of them | *ASA I-II patients* undergoing knee or hip surgery | `all(ASA, any(…))` |
//! | for people, then a comma | *for females,* pregnancy or lactation | `if sex female: any(pregnancy, lactation)` |
//! | a heading of some people | *Women of childbearing potential:* negative test | `if C: R` |
//! | the last of a list alone | pregnant, or not using contraception *if of childbearing potential* | `any(A, if C: B)` |
//!
//! Near misses: "pregnant women with asthma" names a state, "men with asthma or women with COPD" two kinds of people,
//! "for 3 months, …" a time.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::lower::context::{Context, Sort, bytes_of};
use crate::rule::Node;

impl Context<'_, '_> {
    /// "Women *with asthma or COPD*": what follows is said of those people, all of it.
    pub(super) fn people_who(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let classed = self.class_before_people(chunks);
        let at = chunks[classed..].iter().position(|c| !self.may_name_people(c)).filter(|at| *at > 0)? + classed;
        let opens = |cue| matches!(cue, Cue::With | Cue::Who | Cue::Undergone | Cue::Exposure | Cue::Known);
        let planned = classed > 0 && self.is_cue(&chunks[at], Cue::Planned);
        let at_risk = || self.opens_risk(&chunks[at..]);
        if !planned && !self.cue(&chunks[at]).is_some_and(opens) && !at_risk() {
            return None;
        }
        let (subject, rest) = chunks.split_at(at);
        let known = |c: &Chunk| {
            matches!(self.cue(c), Some(Cue::Female | Cue::Male)) || matches!(&c.kind, ChunkKind::Quantity(_))
        };
        let person = |c: &Chunk| matches!(self.cue(c), Some(Cue::Patient | Cue::Female | Cue::Male | Cue::SexAny));
        // "*age ≥ 18 years* with asthma or COPD"
        let aged = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.age || q.code() == Some("a"));
        if classed == 0 && !subject.iter().any(known)
            || !subject.iter().any(|c| person(c) || aged(c) || self.is_cue(c, Cue::Adult))
        {
            return None;
        }
        let list = |c: &Chunk| self.is_separator(c);
        let other = |c: &Chunk| person(c) || self.limits_age(c) || matches!(self.cue(c), Some(Cue::Age | Cue::Adult));
        if !rest.iter().any(list) || rest.iter().any(other) {
            return None;
        }
        let skipped = rest.iter().take_while(|c| matches!(self.cue(c), Some(Cue::With | Cue::Who | Cue::Be))).count();
        // "women *(18 to 45 years)* with …"
        let plain = |c: &Chunk| match &c.kind {
            ChunkKind::Group(inner) => inner.to_vec(),
            _ => vec![c.clone()],
        };
        self.take(subject);
        let subject: Vec<Chunk> = subject.iter().flat_map(plain).collect();
        let when = self.coordination(&subject)?;
        self.take(&rest[..skipped]);
        let then = self.clause(&rest[skipped..]);
        Some(self.joined(std::iter::once(when).chain(then).collect(), true, &bytes_of(chunks)))
    }

    /// "adults *at high or very high* cardiovascular risk": what people are at. Near miss: "women at *the clinic*".
    fn opens_risk(&self, chunks: &[Chunk]) -> bool {
        let word = |c: &Chunk| self.words(&c.span).to_ascii_lowercase();
        let risk = |c: &Chunk| word(c).split(' ').any(|word| word == "risk");
        let ends = |c: &&Chunk| matches!(self.sort(c), Sort::Comma | Sort::Quantity | Sort::Time | Sort::Group);
        let (Some(at), Some(degree)) = (chunks.first(), chunks.get(1)) else { return false };
        let degree = matches!(self.sort(degree), Sort::Term(e) if e.kind() == Kind::Qualifier)
            || matches!(self.sort(degree), Sort::Word | Sort::Term(_));
        word(at).starts_with("at") && (degree || risk(at)) && chunks.iter().take_while(|c| !ends(c)).any(risk)
    }

    /// "*ASA I-II* patients undergoing …": how many chunks a class is that stands before people.
    fn class_before_people(&self, chunks: &[Chunk]) -> usize {
        let [scale, class, people, ..] = chunks else { return 0 };
        let graded = matches!(self.sort(scale), Sort::Concept(e) if e.is_graded());
        let classes = matches!(&class.kind, ChunkKind::Quantity(q) if q.form == QuantityForm::Class);
        if graded && classes && self.is_cue(people, Cue::Patient) { 2 } else { 0 }
    }

    /// "*For females,* pregnancy or lactation", "*For individuals undergoing biopsy,* keloids".
    pub(super) fn for_people(&mut self, chunks: &[Chunk]) -> Option<Node> {
        let opens = matches!(self.cue(chunks.first()?), Some(Cue::For | Cue::In));
        let comma = chunks.iter().position(|c| self.sort(c) == Sort::Comma).filter(|at| opens && *at > 1)?;
        let (subject, rest) = (&chunks[1..comma], &chunks[comma + 1..]);
        if !self.opens_with_people(subject) || rest.iter().all(|c| self.is_idle(c) || self.sort(c) == Sort::Time) {
            return None;
        }
        self.take(&chunks[..1]);
        self.take(&chunks[comma..=comma]);
        // "For all patients, …" is said of everybody.
        let Some(when) = self.clause(subject) else { return self.clause(rest) };
        let then = self.clause(rest)?;
        Some(self.if_node(when, then, &bytes_of(chunks)))
    }

    /// Whom alone a heading names: "*For males:*", "*Women of childbearing potential:*", "*Specific to smokers:*".
    pub fn people_of_head(&mut self, head: &[Chunk]) -> Option<Node> {
        let head = self.trimmed(head);
        if let [specific, to, subject @ ..] = head
            && self.words(&specific.span).eq_ignore_ascii_case("specific")
            && matches!(self.cue(to), Some(Cue::To | Cue::For))
        {
            self.take(head);
            return self.clause(subject);
        }
        // "*Those with atrial fibrillation only:*"
        let only = head.split_last().filter(|(last, _)| self.words(&last.span).eq_ignore_ascii_case("only"));
        let said = matches!(self.cue(head.first()?), Some(Cue::For | Cue::In | Cue::If));
        let subject = only.map_or(head, |(_, named)| named);
        let subject = &subject[usize::from(said)..];
        let lists = [
            Cue::FollowingList,
            Cue::AnyFollowing,
            Cue::AllFollowing,
            Cue::OfFollowing,
            Cue::NoneFollowing,
            Cue::Must,
            Cue::MustMeet,
            Cue::Including,
            Cue::SuchAs,
        ];
        let limited = |c: &Chunk| self.sort(c) == Sort::Quantity && !self.limits_age(c);
        if subject.iter().any(|c| limited(c) || self.sort(c) == Sort::Time) || self.find(subject, &lists).is_some() {
            return None;
        }
        let one_sex = |c: &Chunk| matches!(self.cue(c), Some(Cue::Female | Cue::Male));
        let menopause =
            |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) | Sort::Term(e) if e.id().contains("menopaus"));
        let told = |c: &Chunk| one_sex(c) || self.is_childbearing(c) || menopause(c);
        let alone = subject.iter().all(|c| told(c) || self.may_name_people(c)) && subject.iter().any(told);
        let named = (said && self.opens_with_people(subject) || only.is_some())
            && subject.iter().any(|c| matches!(self.sort(c), Sort::Concept(_)));
        if !alone && !named {
            return None;
        }
        self.take(head);
        self.clause(subject)
    }

    /// "Pregnant, lactating, *or not using contraception if of childbearing potential*": in an exclusion, who can bear a
    /// child is told of contraception alone.
    pub(super) fn last_if_of(&mut self, rest: &[Chunk], condition: &[Chunk]) -> Option<Node> {
        if self.demand || !condition.iter().any(|c| self.is_childbearing(c)) {
            return None;
        }
        let [before, joint, last] = self.last_alternative(rest, &[Cue::Or, Cue::AndOr])?;
        let contraception = |chunks: &[Chunk]| self.spoken_category(chunks) == Some("contraception");
        if before.is_empty() || contraception(before) || !contraception(last) {
            return None;
        }
        self.take(joint);
        let first = self.clause(before)?;
        let when = self.condition(condition)?;
        let then = self.clause(last)?;
        let bytes = last[0].span.start..bytes_of(condition).end;
        let last = self.if_node(when, then, &bytes);
        Some(self.joined(vec![first, last], false, &(before[0].span.start..bytes.end)))
    }

    /// Whether words begin with people, an article, an adjective or "adult" before them: "the *female patients*".
    fn opens_with_people(&self, chunks: &[Chunk]) -> bool {
        let before = |c: &&Chunk| match self.sort(c) {
            Sort::Term(entry) => entry.kind() == Kind::Qualifier,
            Sort::Cue(cue) => matches!(cue, Cue::The | Cue::All | Cue::Any | Cue::Adult | Cue::Other),
            _ => false,
        };
        let first = chunks.iter().find(|c| !before(c));
        first.is_some_and(|c| {
            matches!(self.cue(c), Some(Cue::Patient | Cue::Female | Cue::Male | Cue::SexAny)) || self.is_childbearing(c)
        })
    }

    /// Whether a chunk says no more of people than who they are: their sex, their age, that they take part.
    fn may_name_people(&self, chunk: &Chunk) -> bool {
        match self.sort(chunk) {
            Sort::Cue(cue) => matches!(
                cue,
                Cue::The
                    | Cue::All
                    | Cue::Any
                    | Cue::Adult
                    | Cue::Patient
                    | Cue::Female
                    | Cue::Male
                    | Cue::SexAny
                    | Cue::Age
                    | Cue::Old
            ),
            Sort::Comma => true,
            Sort::Quantity => self.limits_age(chunk),
            Sort::Group => match &chunk.kind {
                ChunkKind::Group(inner) => inner.iter().all(|c| self.may_name_people(c)),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a chunk is a limit of years, or of nothing.
    fn limits_age(&self, chunk: &Chunk) -> bool {
        let ChunkKind::Quantity(quantity) = &chunk.kind else { return false };
        let years = quantity.unit.as_ref().is_none_or(|u| u.code.as_deref() == Some("a"));
        quantity.form == QuantityForm::Limit && (quantity.age || years && quantity.relative_to.is_none())
    }

    pub fn is_childbearing(&self, chunk: &Chunk) -> bool {
        matches!(self.sort(chunk), Sort::Concept(e) if e.kind() == Kind::Observation && e.id().contains("childbearing"))
    }
}
