//! Words that tell, and demand nothing of a patient: what something is for, how a number was rounded, what is going to be done, what
//! a number means.
//!
//! | tells | example | near miss |
//! |---|---|---|
//! | what it is for | DLCO ≥ 40 %, *to assess diffusion capacity*; an ECG *(to rule out long QT)* | treated *to reduce pressure* |
//! | how it is rounded | BMI 18-35, *rounded to the nearest whole number*; 2015 to 2017 *(both dates inclusive)* | age *(18-65 inclusive)* |
//! | what will be done | Pregnancy *(can be re-evaluated post-delivery)* | patients *who* will be re-evaluated |
//! | what is done about it | *Such decisions will be documented*; *Note: forms can be provided in print* | HIV will be documented |
//! | what decides | Dementia. *A screener will be used to determine eligibility* | *must* be used |
//! | what it means | CGI-S ≥ 4 *(denoting moderate impairment)*; CGI-S ≥ 4*, indicating moderate impairment* | CGI-S ≥ 4 (moderate) |
//! | what it may come of | Secondary IgAN: *secondary IgAN may be associated with lupus* | IgAN associated with lupus |
//! | that a result is not asked for | *Testing is required but the result need not be positive* | must be positive |
//! | how a number is reckoned | *BMI is calculated by dividing the weight by …* | eGFR > 60, calculated by MDRD |
//! | why a limit is so | *The upper limit was chosen to include mild disease* | an *age* of 18 was chosen |
//! | what is tested for | *The drugs screened for include cocaine and opiates* | positive for cocaine |
//! | who take part | *The gender ratio shall be no less than one third*; *people with and without HIV will be enrolled* | waist-to-hip ratio |
//!
//! Each is named in a note, its numbers with it.

use crate::grammar::{Chunk, ChunkKind, QuantityForm};
use crate::lex::{Cue, Kind};
use crate::rule::Severity;
use crate::words;

use super::context::{Context, Sort, bytes_of};
use super::narrative::category;
use super::partial::Partial;

/// How many chunks may stand between the parts of "X *may* be *associated with*".
const NEAR: usize = 3;

impl Context<'_, '_> {
    /// Passes over words that are in no rule, and says what they do.
    pub fn pass_over(&mut self, chunks: &[Chunk], what: &str) {
        self.take_whole(chunks);
        let bytes = bytes_of(chunks);
        let words = self.words(&bytes);
        let code = if words.contains(char::is_numeric) { "number-not-in-rule" } else { "remark-not-in-rule" };
        self.say(code, Severity::Note, format!("\"{words}\" {what}, and is in no rule"), &bytes);
    }

    /// What brackets after a name or a limit tell, if they demand nothing.
    pub fn told_in_brackets(&self, inner: &[Chunk], partial: &Partial) -> Option<&'static str> {
        let words = plain_words(self.words(&bytes_of(inner)));
        let means = partial.value.is_some() && self.says_what_it_means(inner, &words);
        self.purpose(inner, &words)
            .or_else(|| self.shows_what(inner, &words, partial))
            .or_else(|| self.rounding(inner, &words))
            .or_else(|| self.to_come(inner, &words))
            .or_else(|| self.put_off(inner, &words))
            .or_else(|| self.pregnancy_defined(&bytes_of(inner)).map(|_| "says what pregnancy is"))
            .or_else(|| self.limits_nothing(inner).then_some("limits nothing"))
            .or_else(|| says_what_is_screened(&words).then_some("says what is tested for"))
            .or(is_where_it_applies(&words).then_some("says where it applies"))
            .or(means.then_some("says what the limit means"))
            .or(self.is_reason(inner).then_some("says why"))
    }

    /// What a sentence after another one tells, if it demands nothing.
    pub fn told_beside(&self, chunks: &[Chunk]) -> Option<&'static str> {
        let words = plain_words(self.words(&bytes_of(chunks)));
        self.to_come(chunks, &words)
            .or_else(|| self.asks_no_result(chunks, &words))
            .or_else(|| (is_of_people(&words) || takes_both(&words)).then_some("says who take part"))
            .or_else(|| says_why_chosen(&words).then_some("says why a limit was chosen"))
            .or_else(|| says_what_is_screened(&words).then_some("says what is tested for"))
            .or_else(|| self.may_come_of(chunks))
    }

    /// Whether a sentence does but tell how a number is reckoned.
    pub fn only_reckons(&self, chunks: &[Chunk]) -> bool {
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form != QuantityForm::Bare);
        let measured = chunks.iter().any(|c| self.measured(c).is_some());
        let plain = !chunks.iter().any(limit) && chunks.iter().all(|c| !self.is_denial(c));
        measured && plain && says_how_reckoned(self.words(&bytes_of(chunks)))
    }

    /// The chunks before a remark at their end: ", *to assess diffusion capacity*", ", *rounded to the nearest whole number*", "ISI > 14*,
    /// indicating moderate insomnia*".
    pub fn without_remark<'c>(&mut self, chunks: &'c [Chunk]) -> &'c [Chunk] {
        if let Some(before) = self.without_meaning(chunks) {
            return before;
        }
        let Some(comma) = chunks.iter().rposition(|c| self.sort(c) == Sort::Comma) else { return chunks };
        let (before, tail) = (&chunks[..comma], &chunks[comma + 1..]);
        // "*able* to walk, to determine …", "*agrees to* use a condom, to avoid pregnancy" are one narrative.
        let says = |c: &Chunk| self.words(&c.span).to_ascii_lowercase().split(' ').any(|word| word == "to");
        let plain = || !before.iter().any(says) && category(self.words(&bytes_of(before))).is_none();
        let limits = before.iter().any(|c| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Concept(_)));
        let words = plain_words(self.words(&bytes_of(tail)));
        let told = self.rounding(tail, &words).or_else(|| self.purpose(tail, &words).filter(|_| plain()));
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form != QuantityForm::Bare);
        let means = before.last().is_some_and(limit) && self.says_what_it_means(tail, &words);
        let told = told.or(means.then_some("says what the limit means"));
        match told.filter(|_| limits) {
            Some(what) => {
                self.take(&chunks[comma..=comma]);
                self.pass_over(tail, what);
                before
            }
            None => chunks,
        }
    }

    /// The chunks before what a limit is said to mean directly behind it: "MMSE < 17 *indicating dementia*". Near misses: "MMSE < 17
    /// *consistent with* dementia", of which the disease may be demanded; "… indicating dementia *or stroke*".
    fn without_meaning<'c>(&mut self, chunks: &'c [Chunk]) -> Option<&'c [Chunk]> {
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form != QuantityForm::Bare);
        let at = chunks.iter().rposition(limit)? + 1;
        let (before, tail) = chunks.split_at(at);
        tail.first()?;
        let words = plain_words(self.words(&bytes_of(tail)));
        let verb = matches!(words.first().map(String::as_str), Some("indicating" | "denoting" | "suggesting"));
        let more = tail.iter().any(|c| self.is_separator(c) || self.sort(c) == Sort::Time);
        if !verb || more || !self.says_what_it_means(tail, &words) {
            return None;
        }
        self.pass_over(tail, "says what the limit means");
        Some(before)
    }

    /// "*to rule out* long QT syndrome". A limit after it may be demanded: "to achieve Hb ≥ 9 g/dL".
    fn purpose(&self, chunks: &[Chunk], words: &[String]) -> Option<&'static str> {
        let [to, verb, _, ..] = words else { return None };
        let verbs = |verb: &String| words::PURPOSE_VERBS.contains(&&**verb);
        let opens = to == "to" && verbs(verb) || to == "in" && verb == "order" && words.get(3).is_some_and(verbs);
        let limits = |c: &Chunk| matches!(self.sort(c), Sort::Quantity | Sort::Time | Sort::Group);
        let more = self.find(chunks, &[Cue::Must, Cue::Except, Cue::Unless, Cue::Allowed, Cue::But]).is_some();
        (opens && !more && !chunks.iter().any(limits)).then_some("says what it is for")
    }

    /// "*rounded to the nearest* integer", "*both dates inclusive*".
    fn rounding(&self, chunks: &[Chunk], words: &[String]) -> Option<&'static str> {
        let said: Vec<&str> = words.iter().map(String::as_str).collect();
        let ends = said.iter().all(|word| words::ENDS_INCLUDED.contains(word))
            && said.iter().any(|word| matches!(*word, "dates" | "date" | "days" | "ends"))
            && said.iter().any(|word| word.starts_with("inclu"));
        let rounded = matches!(said.as_slice(), ["rounded", _, ..] | ["when" | "after", "rounded" | "rounding", _, ..])
            && !chunks.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Group));
        (ends || rounded).then_some("says how a number was taken")
    }

    /// "*can be re-evaluated* after delivery", "a screener *will be used to determine eligibility*".
    fn to_come(&self, chunks: &[Chunk], words: &[String]) -> Option<&'static str> {
        let modal = words.iter().position(|word| words::TO_COME.contains(&&**word))?;
        let again = |word: &String| words::DONE_AGAIN.contains(&&**word);
        let again = words[modal + 1..].iter().take(NEAR).any(again);
        let aim = words.windows(2).rposition(|two| two[0] == "to" && words::SETTLING_VERBS.contains(&&*two[1]));
        let decides = aim.is_some_and(|at| {
            at > modal && words[modal] == "will" && words[at..].last().is_some_and(|word| word == "eligibility")
        });
        let more = self.find(chunks, &[Cue::Who, Cue::Except]).is_some();
        let demanded = self.find(chunks, &[Cue::Must]).is_some();
        let done = self.done_by_trial(chunks, words, modal);
        (((again || decides) && !demanded || done) && !more).then_some("says what will be done")
    }

    /// "(*may wait*)", "(*may be screened again* after 14 days)", "(*can be enrolled later*)": that somebody may come back. Near misses: "(may
    /// be *included if* stable)", "(patients *who* may wait)".
    fn put_off(&self, chunks: &[Chunk], words: &[String]) -> Option<&'static str> {
        let modal = words.iter().position(|word| words::TO_COME.contains(&&**word)).filter(|at| *at < NEAR)?;
        let said = || words[modal + 1..].iter().take(NEAR + 1);
        let waits = said().any(|word| words::PUT_OFF.contains(&&**word));
        let back = said().any(|word| words::TAKEN_BACK.contains(&&**word))
            && said().any(|word| matches!(&**word, "again" | "later" | "afterwards"));
        let more = [Cue::Who, Cue::Except, Cue::If, Cue::Unless, Cue::Must, Cue::NotAllowed];
        let named = chunks.iter().any(|c| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity));
        ((waits || back) && !named && self.find(chunks, &more).is_none()).then_some("says what will be done")
    }

    /// "Such decisions *will be documented* should they occur", "forms *can be provided* in print": what a trial does of itself. Near misses:
    /// "*LVEF* will be documented", "consent will be provided".
    fn done_by_trial(&self, chunks: &[Chunk], words: &[String], modal: usize) -> bool {
        let done = words.get(modal + 1).is_some_and(|word| word == "be")
            && words.get(modal + 2).is_some_and(|word| words::DONE_BY_TRIAL.contains(&&**word));
        let concept = |c: &&Chunk| matches!(self.sort(c), Sort::Concept(_) | Sort::Quantity | Sort::Time | Sort::Group);
        let modals = |c: &&Chunk| {
            let words = self.words(&c.span).to_ascii_lowercase();
            words.split(' ').any(|word| words::TO_COME.contains(&word))
        };
        let named = chunks.iter().take_while(|c| !modals(c)).any(|c| concept(&c));
        done && modal > 0 && !named && category(&words[..modal + 3].join(" ")).is_none()
    }

    /// "*Testing is required but the result need not be positive*".
    fn asks_no_result(&self, chunks: &[Chunk], words: &[String]) -> Option<&'static str> {
        let words = format!(" {} ", words.join(" "));
        let asks = [" need not be ", " not need to be ", " not have to be ", " not required to be "];
        let not = asks.iter().any(|said| words.contains(said));
        let found = |c: &Chunk| matches!(self.sort(c), Sort::Term(e) if e.kind() == Kind::Finding);
        (not && chunks.iter().any(found)).then_some("says that no result is asked for")
    }

    /// "*Secondary IgAN may be associated with lupus*" after what is named there again. Near miss: "renal failure that may be
    /// caused by lupus".
    pub fn may_come_of(&self, chunks: &[Chunk]) -> Option<&'static str> {
        let may = self.find(chunks, &[Cue::May]).filter(|at| (1..=NEAR).contains(at))?;
        let of = self.find(&chunks[may..], &[Cue::AttributableTo]).filter(|at| *at <= NEAR)?;
        let concept = |c: &Chunk| match self.sort(c) {
            Sort::Concept(entry) => Some(entry),
            _ => None,
        };
        let named = chunks[..may].iter().find_map(concept)?;
        let start = chunks.first()?.lexemes.start;
        let before = self.lexed.lexemes[..start].iter().any(|lexeme| lexeme.concept() == Some(named));
        let who = self.find(&chunks[..may], &[Cue::Who]).is_some();
        (before && !who && of > 0).then_some("says what it may come of")
    }

    /// "*denoting* moderate impairment", "grades 3-5 *are equivalent to* Gleason scores of 8 or more".
    fn says_what_it_means(&self, inner: &[Chunk], words: &[String]) -> bool {
        let words = words.join(" ");
        let limit = |c: &Chunk| matches!(&c.kind, ChunkKind::Quantity(q) if q.form != QuantityForm::Bare);
        let opens = words::MEANING_OPENINGS
            .iter()
            .any(|opening| words.strip_prefix(opening).is_some_and(|rest| rest.starts_with(' ')));
        let equals = ["are equivalent to", "is equivalent to", "corresponds to", "correspond to"];
        let equals = equals.iter().any(|said| words.find(said).is_some_and(|at| at > 0));
        let other = self.find(inner, &[Cue::Or, Cue::If, Cue::Except, Cue::Must]);
        opens && !inner.iter().any(limit) || equals && other.is_none_or(|at| self.is_cue(&inner[at], Cue::Or))
    }
}

/// "*The gender ratio shall be no less than one third*". Near miss: "waist-to-hip ratio".
fn is_of_people(words: &[String]) -> bool {
    let words = format!(" {} ", words.join(" "));
    words::RATIOS_OF_PEOPLE.iter().any(|ratio| words.contains(&format!(" {ratio} ")))
}

/// "People *living with, and without, HIV will be enrolled*".
fn takes_both(words: &[String]) -> bool {
    let both = |three: &[String]| three[0] == "with" && matches!(&*three[1], "and" | "or") && three[2] == "without";
    let enrolled = words.last().is_some_and(|word| matches!(&**word, "enrolled" | "included" | "recruited"));
    enrolled && words.windows(3).any(both)
}

/// "*BMI is calculated by* dividing the weight by the square of the height", "*BMI = weight (kg) / height² (m²)*": whether words tell how a
/// number is reckoned, and limit nothing. Near misses: "eGFR *> 60, calculated by* MDRD", "eGFR is calculated *and must be* > 60".
pub fn says_how_reckoned(text: &str) -> bool {
    let words = format!(" {} ", text.to_lowercase());
    let reckoned = words::RECKONED.iter().any(|said| words.contains(&format!(" {said} ")));
    let formula = text.contains('=') && text.contains('/');
    let more = [" must ", " and should ", " who ", " if "].iter().any(|word| words.contains(word));
    (reckoned || formula) && !more && !text.contains(['<', '>', '≤', '≥', '≦', '≧'])
}

/// "*The upper limit for eGFR was chosen to* include mild disease", "*this age range was selected because* …". Near miss: "patients who were
/// *selected* because of asthma".
fn says_why_chosen(words: &[String]) -> bool {
    let Some(at) = words.windows(2).position(|two| {
        matches!(&*two[0], "was" | "were" | "is" | "are" | "been") && words::CHOSEN.contains(&&*two[1])
    }) else {
        return false;
    };
    let limit = words[..at].iter().any(|word| words::LIMITS_CHOSEN.contains(&&**word));
    let why = words
        .get(at + 2)
        .is_some_and(|word| matches!(&**word, "to" | "because" | "based" | "as" | "in" | "so" | "for"));
    limit && why && matches!(&*words[0], "the" | "this" | "these" | "a" | "an")
}

/// "*A minimum list of drugs that will be screened for include* cocaine", "*the drugs tested are* cocaine and opiates". Near miss: "drugs
/// *of abuse* include cocaine".
fn says_what_is_screened(words: &[String]) -> bool {
    let has = |list: &[&str]| words.iter().position(|word| list.contains(&&**word));
    let listed = has(&["list", "drugs", "substances", "panel"]).is_some_and(|at| at < NEAR);
    let tested = has(&["screened", "tested", "screen"]);
    let says = has(&["include", "includes", "included", "are", "is"]);
    listed
        && tested.zip(says).is_some_and(|(tested, says)| tested > 0 && says > 0)
        && matches!(&*words[0], "the" | "a" | "minimum" | "drugs" | "substances")
}

/// The words in small letters, each without its signs.
fn plain_words(words: &str) -> Vec<String> {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    words.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
}

/// "stable dose *(if applicable)*": of whom it is said is plain from what it is about. Near miss: "(if *diabetic*)".
fn is_where_it_applies(words: &[String]) -> bool {
    matches!(words, [first, last] if matches!(&**first, "if" | "where" | "when" | "as") && last == "applicable")
}
