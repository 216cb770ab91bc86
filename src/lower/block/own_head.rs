//! Heads of lists that demand something themselves, beside their list.
//!
//! | head | list | rule |
//! |---|---|---|
//! | adults with diabetes *and one of the following*: | retinopathy, neuropathy | `all(diabetes, any(retinopathy, neuropathy))` |
//! | H. pylori infection *by at least one of the following methods*: | breath test, histology | `all(infection, any(breath test, histology))` |
//! | plaque psoriasis: | PASI ≥ 12, BSA ≥ 10 % | `all(psoriasis, PASI ≥ 12, BSA ≥ 10 %)` |
//! | functionally impairing back pain: | a score > 5 on the RMDQ | `all(back pain, RMDQ > 5)` |
//!
//! Near misses: "*Thrombocytopenia*: platelets < 100", which only says what the name means; "acute throat diseases: pharyngitis,
//! tonsillitis", whose list has its kinds; "Pregnancy: women who are pregnant", which says it again; any head under Exclusion, where
//! the limits are enough.

use crate::grammar::{Chunk, ChunkKind};
use crate::lex::{Comparator, Cue, Entry, Kind, Lex, Lexeme};
use crate::lower::atom::{is_allergy, is_measured};
use crate::lower::clause::at_least;
use crate::lower::context::{Context, Sort, bytes_of};
use crate::lower::group::is_state_of_a_value;
use crate::rule::{Node, Severity};
use crate::words;

/// The most chunks of a head that is looked through for a demand of its own.
const LONGEST_HEAD: usize = 64;

/// Words of structure in a head that say how its list goes on from it.
pub const GOES_ON: [Cue; 11] = [
    Cue::AllFollowing,
    Cue::AnyFollowing,
    Cue::Except,
    Cue::FollowingList,
    Cue::Including,
    Cue::Must,
    Cue::MustMeet,
    Cue::NoneFollowing,
    Cue::OfFollowing,
    Cue::OpenList,
    Cue::SuchAs,
];

/// Words of structure with which a head names more than those of whom its list is.
const SAYS_MORE: [Cue; 2] = [Cue::CriteriaWord, Cue::DefinedAs];

/// Words of structure that say something of the items of a list.
const UNHEARD: [Cue; 9] = [
    Cue::Allowed,
    Cue::If,
    Cue::May,
    Cue::NegatedAbility,
    Cue::No,
    Cue::Not,
    Cue::NotAllowed,
    Cue::Unless,
    Cue::Without,
];

/// What a head demands itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnDemand {
    /// Where its words end.
    pub said: usize,
    /// Where the words of the list begin.
    pub list: usize,
    /// Whether it or the list will do.
    pub any: bool,
    /// Whether it may name the people of whom the list is demanded: "*women of childbearing potential* must have one of".
    pub people: bool,
}

impl OwnDemand {
    /// What stands before a place, all of which is demanded beside the list.
    pub fn before(at: usize) -> Self {
        Self { said: at, list: at, any: false, people: false }
    }
}

/// What a head says that finds no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unheard {
    /// Of the items, so that the list is open: "*Inability to:*".
    Of,
    /// Of something beside them: "laboratory values, *not supported by transfusion*:".
    Beside,
}

/// What the first item of a list says, as far as its head is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstItem {
    /// A limit of something measured, or an age.
    Limit,
    /// A limit that who is well keeps: "ANC > 0.5 × 10⁹/L", "creatinine < 1.5 mg/dL".
    WellKept,
    /// A range of something measured: "SBP 90-139 mmHg".
    Range,
    /// A multiple of the upper limit of normal, which is wider for those with a disease.
    MultipleOfNormal,
    /// A drug.
    Drug,
    /// That something is not there.
    Denial,
    /// How long something has lasted, and nothing that has.
    Length,
    /// Anything else.
    Other,
}

impl FirstItem {
    /// What an item says by its words.
    pub fn of(item: &[Lexeme]) -> Self {
        let first = item.iter().find_map(Lexeme::concept);
        let denies = item.first().and_then(Lexeme::cue).is_some_and(Cue::is_denial);
        let number = item.iter().any(|l| matches!(l.lex, Lex::Number(_)));
        let normal = item.iter().any(|l| l.cue() == Some(Cue::Uln));
        match first {
            _ if denies && first.is_none_or(|e| e.kind() == Kind::Condition) => Self::Denial,
            Some(entry) if is_measured(entry) && number && normal => Self::MultipleOfNormal,
            Some(entry) if is_measured(entry) && number && is_well_kept(entry, item) => Self::WellKept,
            Some(entry) if is_measured(entry) && is_range(item) => Self::Range,
            Some(entry) if is_measured(entry) && number => Self::Limit,
            Some(entry) if entry.kind().is_drug() => Self::Drug,
            None if item.first().is_some_and(|l| l.cue() == Some(Cue::Age)) => Self::Limit,
            None if number && lasts(item) => Self::Length,
            _ => Self::Other,
        }
    }
}

/// Whether the first limit of what is measured is on the side of who is well.
fn is_well_kept(measured: Entry, item: &[Lexeme]) -> bool {
    let side = |l: &Lexeme| match (l.lex, l.cue()) {
        (Lex::Comparator(Comparator::Ge | Comparator::Gt), _) | (_, Some(Cue::GeBefore | Cue::GtBefore)) => Some(true),
        (Lex::Comparator(Comparator::Le | Comparator::Lt), _) | (_, Some(Cue::LeBefore | Cue::LtBefore)) => Some(false),
        _ => None,
    };
    match item.iter().find_map(side) {
        Some(true) => words::ANALYTES_OF_RESERVE.contains(&measured.id()),
        Some(false) => words::ANALYTES_OF_DAMAGE.contains(&measured.id()),
        None => false,
    }
}

/// "SBP 90-139 mmHg", "pulse 50 to 100 bpm": two numbers that nothing compares.
fn is_range(item: &[Lexeme]) -> bool {
    let number = |l: &Lexeme| matches!(l.lex, Lex::Number(_));
    let to = |l: &Lexeme| l.lex == Lex::Dash || matches!(l.cue(), Some(Cue::To | Cue::And));
    item.windows(3).any(|three| number(&three[0]) && to(&three[1]) && number(&three[2]))
}

/// "for at least 6 months": a length of time that is no age and of no people.
fn lasts(item: &[Lexeme]) -> bool {
    let time = |l: &Lexeme| l.entry(Kind::Unit).is_some_and(|e| e.dimension() == "time");
    item.iter().any(time) && !item.iter().any(|l| matches!(l.cue(), Some(Cue::Age | Cue::Old | Cue::Patient)))
}

impl Context<'_, '_> {
    /// Whether a colon stands between a disease that is demanded and how much of it there must be: "*Plaque psoriasis*:
    /// PASI ≥ 12, BSA ≥ 10 %", or what of its treatment has failed: "*OCD*: failed ≥ 2 SSRIs". Near misses: "*Thrombocytopenia*: platelets < 100 x 10^9/L", which only says what the name
    /// means, and any head under Exclusion, where the limits are enough.
    pub(super) fn is_disease_with_limits(&self, head: &[Chunk], items: &[&[Chunk]]) -> bool {
        let Some((last, before)) = head.split_last().filter(|_| self.demand && !self.excluding) else { return false };
        let Sort::Concept(disease) = self.sort(last) else { return false };
        let measured = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if is_measured(e));
        // "*Epilepsy*: failure of ≥ 2 antiepileptic drugs"
        let treated = |c: &Chunk| matches!(self.sort(c), Sort::Concept(e) if e.kind().is_treatment());
        let outcome = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Outcome);
        let said =
            |item: &[Chunk]| item.iter().any(measured) || item.iter().any(treated) && item.first().is_some_and(outcome);
        let value = is_state_of_a_value(disease.name());
        let limited = |item: &&[Chunk]| {
            let limit = !value && said(item) && item.iter().any(|c| self.sort(c) == Sort::Quantity);
            limit || self.says_more_than(disease, item)
        };
        let qualifies = |c: &Chunk| match self.sort(c) {
            Sort::Term(entry) => entry.kind() == Kind::Qualifier,
            Sort::Cue(cue) => matches!(cue, Cue::And | Cue::Or | Cue::The | Cue::To),
            _ => false,
        };
        disease.kind() == Kind::Condition && before.iter().all(qualifies) && items.first().is_some_and(limited)
    }

    /// Whether a demanded disease, with more said of it before the colon, has no kinds of itself after it: "*Functionally impairing
    /// back pain*: a score > 5 on the RMDQ", "*COPD according to GOLD criteria*: FEV1 < 50 %", "*Non-traumatic back pain*: no trauma".
    /// `first` is the first item.
    pub fn is_disease_told_apart(&self, head: &[Chunk], first: FirstItem) -> bool {
        const LISTS: [Cue; 6] = [
            Cue::AllFollowing,
            Cue::AnyFollowing,
            Cue::FollowingList,
            Cue::NoneFollowing,
            Cue::OfFollowing,
            Cue::OpenList,
        ];
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        };
        let concepts: Vec<Entry> = head.iter().filter_map(named).collect();
        let disease = concepts.iter().rev().find(|e| e.kind() == Kind::Condition);
        let Some(disease) = disease.filter(|e| e.id() != "study_disease") else { return false };
        // "*Beside* the cardiac conditions: no …": what the list has nothing to do with.
        let apart = head.first().is_some_and(|c| {
            let word = self.words(&c.span).to_ascii_lowercase();
            words::SETTING_ASIDE.iter().any(|aside| word.starts_with(aside))
        });
        // "*For* multiple myeloma: …", "*known* diabetes: …" are of those who have it.
        let known =
            |c: &Chunk| self.is_cue(c, Cue::Known) && self.words(&c.span).to_ascii_lowercase().starts_with("known");
        let of_some =
            head.first().is_some_and(|c| matches!(self.cue(c), Some(Cue::For | Cue::In | Cue::If)) || known(c));
        let treated = concepts.iter().any(|e| e.kind().is_treatment());
        // "metabolic syndrome *(at least three of the following)*"
        let counts = |c: &Chunk| matches!(&c.kind, ChunkKind::Group(inner) if inner.iter().any(|c| LISTS.iter().any(|cue| self.is_cue(c, *cue))));
        let plain = |c: &Chunk| !LISTS.iter().any(|cue| self.is_cue(c, *cue)) && !counts(c);
        let demanded =
            self.demand && !self.excluding && !head.iter().any(|c| self.is_denial(c)) && !apart && !of_some && !treated;
        let other = match first {
            FirstItem::Limit | FirstItem::Range | FirstItem::WellKept => !is_state_of_a_value(disease.name()),
            FirstItem::Denial | FirstItem::Length => true,
            // "*Type 2 diabetes*: on metformin", and not "*allergies to*: aspirin".
            FirstItem::Drug => head.last().and_then(named).is_some_and(|e| e == *disease && !is_allergy(e)),
            FirstItem::MultipleOfNormal | FirstItem::Other => false,
        };
        demanded && other && head.iter().all(plain)
    }

    /// "criteria", "risk factors", "methods", "met": words for the members of a list, or that these hold.
    pub fn names_members(&self, chunk: &Chunk) -> bool {
        let word = self.words(&chunk.span).to_ascii_lowercase();
        let stems = || words::MEMBER_STEMS.iter().chain(words::METHOD_STEMS).chain(words::BEING_MET);
        word.split(' ').any(|word| stems().any(|stem| word.starts_with(stem)))
    }

    /// Whether a head says something of its items that no part of the program gives to them: "*Inability
    /// to:*", "*Patients may have received:*". Near misses: "*Known or suspected:*", "*Must not have:*", whose words are known;
    /// "*Patients will be excluded if:*", which says what the section says.
    pub fn unheard_head(&mut self, head: &[Chunk]) -> Option<Unheard> {
        let lists = |c: &Chunk| self.cue(c).is_some_and(|cue| matches!(cue, Cue::AnyFollowing | Cue::OfFollowing));
        let says = |c: &Chunk| match self.sort(c) {
            // "abnormal:", and not the "abnormalities:" that it lists.
            Sort::Term(entry) => match entry.kind() {
                Kind::Finding => !self.words(&c.span).to_ascii_lowercase().contains("abnormalit"),
                kind => kind == Kind::Outcome,
            },
            Sort::Concept(entry) => entry.id() == "contraindication",
            Sort::Cue(cue) => UNHEARD.contains(&cue),
            _ => matches!(&c.kind, ChunkKind::Group(inner) if inner.iter().any(lists)),
        };
        let words = head.first().map_or("", |_| self.words(&bytes_of(head))).to_ascii_lowercase();
        let of_section = words::TAKING_PART_STEMS.iter().any(|stem| words.contains(stem));
        let several = head.iter().any(|c| self.sort(c) == Sort::Stop);
        let at = head.iter().rposition(says).filter(|_| !of_section && !several)?;
        if self.is_head_of_words(head) {
            return None;
        }
        let lasts = head.iter().any(|c| matches!(self.cue(c), Some(Cue::Allowed | Cue::If | Cue::May | Cue::Unless)));
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Word | Sort::Quantity | Sort::Time);
        let apart = !lasts && head[at + 1..].iter().any(|c| named(c) && !self.names_members(c));
        Some(if apart { Unheard::Beside } else { Unheard::Of })
    }

    /// For whom alone a list is, as its head says: "*If on dialysis:*", "*For participants with asthma:*", "*in patients with liver
    /// metastases:*". Near misses: "*For inclusion:*", "*If any of the following:*".
    pub fn people_of_list(&mut self, head: &[Chunk], item: FirstItem) -> Option<Node> {
        let (first, subject) = head.split_first()?;
        // "*Patients with liver metastases:* ALT ≤ 5 × ULN"
        let wider = item == FirstItem::MultipleOfNormal && self.is_cue(first, Cue::Patient);
        let people = subject.first().is_some_and(|c| self.is_cue(c, Cue::Patient));
        let some = self.is_cue(first, Cue::If) || matches!(self.cue(first), Some(Cue::For | Cue::In)) && people;
        let named = |c: &Chunk| matches!(self.sort(c), Sort::Concept(_));
        let plain = |c: &Chunk| !self.cue(c).is_some_and(|cue| GOES_ON.contains(&cue) || SAYS_MORE.contains(&cue));
        if !(some || wider) || !subject.iter().any(named) || !subject.iter().all(plain) {
            return None;
        }
        let when = self.condition(subject)?;
        self.take(std::slice::from_ref(first));
        Some(when)
    }

    /// Says of a head that names something of another kind than its list that it is taken for the name of the list: "*Kidney
    /// transplantation:* tacrolimus, azathioprine". Near misses: "Cardiovascular disease: infarction, heart failure", a class and its
    /// members; "organ function as defined by: ANC > 1.5", "use of the following antibiotics: …", words of a list.
    pub fn note_name(&mut self, head: &[Chunk], first: Option<Entry>) {
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) if entry.kind() == Kind::Condition || entry.kind().is_treatment() => Some(entry),
            _ => None,
        };
        let opens = |c: &Chunk| {
            let says = |cue: Cue| GOES_ON.contains(&cue) || SAYS_MORE.contains(&cue) || cue == Cue::Exposure;
            self.cue(c).is_some_and(says)
        };
        let Some(own) = head.iter().filter_map(named).next_back().filter(|_| !head.iter().any(opens)) else { return };
        let kind = |e: Entry| (e.kind() == Kind::Condition, e.kind().is_drug());
        let other = first.is_some_and(|e| kind(e) != kind(own) && !is_measured(e));
        let bytes = bytes_of(head);
        let words = self.words(&bytes).trim_end_matches([':', ' ']).to_owned();
        if other && !is_allergy(own) {
            let message = format!("\"{words}\" is taken for the name of the list, which alone decides");
            self.say("head-as-name", Severity::Note, message, &bytes);
        }
    }

    /// "*DMD*: age 4-7 years", "*uveitis*: prednisone ≤ 10 mg/day", "*typhoid*: fever ≥ 38 °C", "*candidemia*: positive blood
    /// culture": whether the first item after the colon says of those with a disease how old they are, what they take, another
    /// finding, or a test that shows it. Near miss: "*Pregnancy*: negative test".
    fn says_more_than(&self, disease: Entry, item: &[Chunk]) -> bool {
        let opens = item.iter().find(|c| !self.is_idle(c));
        let positive =
            |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding && e.id() == "positive");
        if opens.is_some_and(positive) {
            return item.len() > 1;
        }
        let beside = opens.is_some_and(|c| match self.sort(c) {
            Sort::Concept(entry) => entry.kind().is_drug() || entry.kind() == Kind::Condition && entry != disease,
            Sort::Cue(cue) => cue == Cue::Age,
            _ => false,
        });
        let allowed = self.find(item, &[Cue::Allowed, Cue::If, Cue::Unless]).is_some();
        beside && !allowed && item.iter().any(|c| self.sort(c) == Sort::Quantity)
    }

    /// What a head demands itself, before the words that open its list. Near miss: "*refractory SLE* defined as one of: *refractory
    /// SLE*: …", whose list says it again; `first` is what the first item names.
    pub fn own_demand(&self, head: &[Chunk], first: Option<Entry>) -> Option<OwnDemand> {
        if head.len() > LONGEST_HEAD {
            return None;
        }
        if let Some(demand) = self.sex_eligible_if(head) {
            return Some(demand);
        }
        (1..head.len()).find_map(|at| {
            let (own, cue) = (&head[..at], self.cue(&head[at]));
            let has = |sort: Sort| own.iter().any(|c| self.sort(c) == sort);
            // "*follow-up for at least 15 years* and one of the following"
            let lasting = cue == Some(Cue::And) && has(Sort::Time) && has(Sort::Word);
            let says = lasting || own.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity));
            let denied = own.last().is_some_and(|c| self.is_denial(c));
            let again = cue == Some(Cue::DefinedAs)
                && own.iter().any(|c| first.is_some_and(|e| self.sort(c) == Sort::Concept(e)));
            if denied || again || !says || !self.joins_list(own, &head[at], &head[at + 1..]) {
                return None;
            }
            let list =
                at + usize::from(!matches!(cue, Some(Cue::Either | Cue::Exposure | Cue::Planned | Cue::Undergone)));
            let any = matches!(cue, Some(Cue::Or | Cue::AndOr));
            let which = || matches!(&*self.words(&head[at].span).to_ascii_lowercase(), "which" | "that");
            let people = cue == Some(Cue::Must) || cue == Some(Cue::Who) && !which();
            Some(OwnDemand { said: at, list, any, people })
        })
    }

    /// Whether a word joins what stands before it to the list that the rest of the head opens.
    fn joins_list(&self, own: &[Chunk], joiner: &Chunk, rest: &[Chunk]) -> bool {
        let opens = || {
            self.opens_members(rest)
                || rest.first().is_some_and(|c| self.is_cue(c, Cue::Either)) && self.ends_in_either(rest)
        };
        // "defined by *the presence of*:"
        let present = |c: &Chunk| self.words(&c.span).to_ascii_lowercase().ends_with("presence of");
        let ends = || rest.iter().all(|c| self.is_idle(c) || present(c));
        let counts = || self.count_of_list(rest).is_some();
        let limited = || self.names_disease_or_limit(own);
        let word = || self.words(&joiner.span).to_ascii_lowercase();
        match self.cue(joiner) {
            // "*CKD* and the following:"
            Some(Cue::And) => opens() || counts() || self.demand && limited() && self.is_following_alone(rest),
            // "*Infection* with any of the following": which ones.
            Some(Cue::With) => {
                counts() || limited() && (opens() || ends() && word() == "with") && !self.names_infection(own)
            }
            Some(Cue::Or | Cue::AndOr) => opens() || self.names_people_who(rest),
            // "patients with asthma are eligible *if* they meet all of the following"
            // "*NSCLC* which is:", and not "patients with asthma who:", of whom the list is
            Some(Cue::Who) if matches!(&*word(), "which" | "that") => {
                opens() || ends() && self.names_disease_last(own) && self.find(own, &[Cue::Patient]).is_none()
            }
            Some(Cue::Who | Cue::If) => opens(),
            // "*Organ function* must meet one of the following" only names the list.
            Some(Cue::Must) => opens() && self.names_more_than_observation(own) || limited() && ends(),
            // "osteoarthritis *undergoing* one of the following procedures"
            Some(Cue::Undergone | Cue::Planned | Cue::Need | Cue::Including) => limited() && opens(),
            // "heart failure, *either*:"
            Some(Cue::Either) => limited() && ends(),
            Some(Cue::AccordingTo) => limited() && opens(),
            Some(Cue::DefinedAs) if words::CONFIRMING.contains(&&*word()) => self.demand && limited() && opens(),
            // "urothelial carcinoma, *defined as*:", and not "anemia *defined as*:", which the list says whole.
            Some(Cue::DefinedAs) => self.demand && self.names_disease_last(own) && (opens() || ends()),
            // "diabetes *treated with* one of the following", and not "4) *use of* any of the following".
            Some(Cue::Exposure) => {
                let given = words::BEING_GIVEN.iter().any(|verb| word().starts_with(verb));
                given && limited() && opens()
            }
            // "primary biliary cholangitis, *two of three*:"
            _ if self.sort(joiner) == Sort::Comma => limited() && self.counts_following(rest),
            _ => self.words(&joiner.span).eq_ignore_ascii_case("plus") && (opens() || counts()),
        }
    }

    /// "*Aplastic anemia* with at least 2 of the following", "*scheduled for surgery* with one of the following risk factors".
    pub(super) fn names_disease_or_limit(&self, own: &[Chunk]) -> bool {
        let of_kind = |c: &Chunk, kind: Kind| matches!(self.sort(c), Sort::Concept(e) if e.kind() == kind);
        let done = |c: &Chunk| matches!(self.cue(c), Some(Cue::Planned | Cue::Undergone | Cue::Patient));
        own.iter().any(|c| of_kind(c, Kind::Condition) || self.sort(c) == Sort::Quantity)
            || own.iter().any(|c| of_kind(c, Kind::Procedure)) && own.iter().any(done)
    }

    fn names_disease_last(&self, own: &[Chunk]) -> bool {
        let named = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        };
        let last = own.iter().rev().find_map(named);
        last.is_some_and(|e| e.kind() == Kind::Condition && !is_state_of_a_value(e.name()))
    }

    /// Near miss: "*pulmonary function (patients* must meet one of", which only names the list.
    fn names_more_than_observation(&self, own: &[Chunk]) -> bool {
        let observed = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry.kind() == Kind::Observation),
            Sort::Quantity => Some(false),
            _ => None,
        };
        self.find(own, &[Cue::Female, Cue::Male]).is_some()
            || own.iter().any(|c| self.is_childbearing(c))
            || own.iter().find_map(observed).is_none_or(|observed| !observed)
    }

    fn names_infection(&self, own: &[Chunk]) -> bool {
        own.last().is_some_and(|c| self.words(&c.span).to_ascii_lowercase().ends_with("infection"))
    }

    /// "pregnant women*, or women who:*": people, of whom the list says more.
    fn names_people_who(&self, rest: &[Chunk]) -> bool {
        let people = |c: &Chunk| matches!(self.cue(c), Some(Cue::Female | Cue::Male | Cue::Patient)) || self.is_idle(c);
        let end = rest.iter().rposition(|c| self.sort(c) != Sort::Colon).map_or(0, |at| at + 1);
        let Some((last, before)) = rest[..end].split_last() else { return false };
        let who = matches!(self.cue(last), Some(Cue::Who | Cue::With));
        who && !before.is_empty() && before.iter().all(people)
    }

    /// Whether nothing but the words that open a list stands here, after what joins it: "*have at least one of the following*".
    pub fn opens_members(&self, rest: &[Chunk]) -> bool {
        let joins = |c: &Chunk| {
            self.is_idle(c)
                || matches!(
                    self.cue(c),
                    Some(
                        Cue::Must
                            | Cue::Who
                            | Cue::With
                            | Cue::AccordingTo
                            | Cue::Exposure
                            | Cue::TherapyWord
                            | Cue::To
                            | Cue::Prior
                            | Cue::Known
                            | Cue::HistoryOf
                    )
                )
        };
        // "with *the diagnostic criteria fitting* any of the following"
        let fits =
            |c: &Chunk| self.names_members(c) || words::FITTING.contains(&&*self.words(&c.span).to_ascii_lowercase());
        let from = rest.iter().take_while(|c| joins(c) || fits(c)).count();
        (0..=from).any(|at| self.counts_following(&rest[at..]))
    }

    /// "fever and *at least one of the following*", "infection by *one of the following methods*": nothing but a number of what
    /// follows.
    fn counts_following(&self, head: &[Chunk]) -> bool {
        let Some((first, rest)) = head.split_first() else { return false };
        if rest.is_empty() && (self.is_out_of_list(first) || self.is_one_at_least(first)) || self.is_one_or_both(head) {
            return true;
        }
        let counts = matches!(&first.kind, ChunkKind::Quantity(q) if at_least(q).is_some());
        let last = rest.iter().skip(1).all(|c| self.is_idle(c));
        let of = rest.first().is_some_and(|of| {
            counts && (self.is_cue(of, Cue::OfFollowing) || last && matches!(self.cue(of), Some(Cue::Of | Cue::From)))
        });
        let end = if of { &rest[1..] } else { rest };
        // "one of the following methods *of contraception*"
        let contraception = |c: &Chunk| self.words(&c.span).to_ascii_lowercase().contains("contracept");
        let member = |c: &Chunk| self.names_members(c) || contraception(c);
        let opens = matches!(self.cue(first), Some(Cue::AnyFollowing | Cue::AllFollowing | Cue::MustMeet));
        // "at least one of the following *weight-related comorbidities*"
        let noun = |c: &Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            self.names_members(c) || words::DISEASE_CLASS_NOUNS.contains(&words.rsplit(' ').next().unwrap_or(""))
        };
        let named = self.without_name_of_list(head) < head.len() && rest.last().is_some_and(noun);
        if named && (of || opens) {
            return true;
        }
        (of || opens)
            && end
                .iter()
                .all(|c| self.is_idle(c) || member(c) || self.sort(c) == Sort::Time || self.is_cue(c, Cue::TherapyWord))
    }
}
