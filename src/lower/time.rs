//! A time phrase to a [`Time`]: UCUM and ISO 8601 units, direction, anchor.

use crate::grammar::{AnchorPhrase, Bytes, Quantity, TimePhrase};
use crate::lex::{Cue, Entry, Kind};
use crate::rule::{Anchor, Bounds, Direction, Severity, Time, TimeKind};

use super::context::Context;
use crate::words;

impl Context<'_, '_> {
    /// The time a phrase states.
    pub fn time(&mut self, phrase: &TimePhrase) -> Time {
        let time = self.length(phrase);
        // "for six months thereafter" is counted from something as well.
        let thereafter = phrase.kind == TimeKind::Duration && phrase.direction == Some(Direction::After);
        if (phrase.kind == TimeKind::Window || thereafter) && time.anchor.is_none() && !self.says_since(phrase) {
            let words = self.words(&phrase.value).to_owned();
            self.say(
                "window-without-anchor",
                Severity::Note,
                format!("\"{words}\" does not say what it is counted from"),
                &phrase.value,
            );
        }
        time
    }

    /// "at least 2 weeks *since the last chemotherapy*", "must have elapsed since": what it is counted from is the event.
    fn says_since(&self, phrase: &TimePhrase) -> bool {
        let after = self.lexed.text[phrase.value.end..].split_whitespace().take(4).map(str::to_lowercase);
        let mut after = after.skip_while(|word| {
            ["must", "should", "has", "have", "had", "be", "elapsed", "passed", "lapsed"].contains(&word.as_str())
        });
        after.next().is_some_and(|word| word == "since")
    }

    /// A number of years, months, weeks or days that says how long something has lasted.
    pub fn duration(&mut self, quantity: &Quantity) -> Time {
        self.length(&TimePhrase {
            kind: TimeKind::Duration,
            bounds: quantity.bounds.clone(),
            unit: quantity.unit.clone(),
            direction: None,
            anchor: None,
            longest_of: Vec::new(),
            shortest_of: Vec::new(),
            calendar: None,
            value: quantity.value.clone(),
        })
    }

    fn length(&mut self, phrase: &TimePhrase) -> Time {
        let mut time = Time::new(phrase.kind, self.words(&phrase.value), self.span(&phrase.value));
        time.bounds = phrase.bounds.clone();
        if self.demand && phrase.kind == TimeKind::Window && self.says_since(phrase) {
            // "*4 weeks* since chemotherapy" have passed, and it may be more.
            time.bounds.ge = time.bounds.ge.or(time.bounds.eq.take());
        }
        if let Some(unit) = &phrase.unit {
            time.unit = Some(self.words(&unit.span).trim().to_owned());
            time.code.clone_from(&unit.code);
            time.iso8601 = iso8601(&phrase.bounds, unit.code.as_deref());
        }
        if phrase.unit.is_none() && phrase.anchor.as_ref().is_some_and(|a| a.id == Some("own_birth")) {
            // "before age 40"
            self.in_years = true;
            time.code = Some("a".to_owned());
            time.iso8601 = iso8601(&phrase.bounds, Some("a"));
        }
        if phrase.calendar.is_some() {
            time.iso8601.clone_from(&phrase.calendar);
        }
        time.direction = phrase.direction;
        let during = self.begins_with(&phrase.value, Cue::During);
        time.anchor = phrase.anchor.as_ref().map(|a| self.anchor(a, during));
        time.longest_of = phrase.longest_of.iter().map(|t| self.length(t)).collect();
        time.shortest_of = phrase.shortest_of.iter().map(|t| self.length(t)).collect();
        // "bleeding controlled *within 6 min*" says how long that takes.
        let takes = time.anchor.is_none() && matches!(time.code.as_deref(), Some("s" | "min"));
        let takes = takes || self.says_how_soon(phrase);
        if phrase.kind == TimeKind::Window && phrase.direction.is_none() && phrase.calendar.is_none() && !takes {
            // "within 3 months" of an event in a criterion looks back from an index date the text does not name.
            let after = self.is_to_begin(phrase) || self.is_to_quit(phrase) || self.is_after_birth(phrase);
            let side = if after { Direction::After } else { Direction::Before };
            time.direction = Some(side);
        }
        time
    }

    /// "able to *commence* therapy *within 8 weeks of* surgery", "must *start* treatment within 7 days of randomization": what is to
    /// begin comes after. Near misses: "*started* therapy within 8 weeks of screening"; "within 8 weeks of *the start*".
    fn is_to_begin(&self, phrase: &TimePhrase) -> bool {
        let before = self.just_before(phrase.value.start).to_ascii_lowercase();
        let clause = before.rsplit([',', ';', '.', '(']).next().unwrap_or_default();
        let words: Vec<&str> = clause.split_whitespace().collect();
        let ahead = |word: &str| matches!(word, "to" | "must" | "will" | "should" | "can" | "shall" | "be");
        let verb = |word: &str| words::BEGINNING_INFINITIVES.contains(&word);
        phrase.anchor.is_some() && words.windows(2).any(|pair| ahead(pair[0]) && verb(pair[1]))
    }

    /// "*willing to quit* within 30 days", "motivation to stop smoking within a month": what somebody wants to do is to come. Near
    /// miss: "*tried to quit* within 30 days".
    fn is_to_quit(&self, phrase: &TimePhrase) -> bool {
        let before = self.just_before(phrase.value.start).to_ascii_lowercase();
        let clause = before.rsplit([',', ';', '.', '(']).next().unwrap_or_default();
        let words: Vec<&str> = clause.split_whitespace().collect();
        let at = words.windows(2).position(|pair| pair[0] == "to" && words::QUITTING_VERBS.contains(&pair[1]));
        at.is_some_and(|at| words[..at].iter().any(|word| words::WISHING_WORDS.contains(word)))
    }

    /// "*postpartum* individuals within one year *of delivery*": who has given birth is dated from it. Near miss: "surgery within one
    /// year of delivery".
    fn is_after_birth(&self, phrase: &TimePhrase) -> bool {
        let Some(anchor) = &phrase.anchor else { return false };
        let named = self.words(&anchor.span).to_ascii_lowercase();
        let born = named.rsplit(' ').next().is_some_and(|last| matches!(last, "delivery" | "birth" | "childbirth"));
        let before = self.just_before(phrase.value.start).to_ascii_lowercase();
        let clause = before.rsplit([',', ';', '.', '(']).next().unwrap_or_default();
        let after = ["postpartum", "post-partum", "puerper", "breastfeeding", "lactating", "gave birth"];
        born && after.iter().any(|word| clause.contains(word))
    }

    /// "no response *within 16 weeks of treatment*": how long that takes, under what is given meanwhile. Near miss: "no surgery within 4
    /// weeks of treatment".
    fn says_how_soon(&self, phrase: &TimePhrase) -> bool {
        let treated = phrase.anchor.as_ref().is_some_and(|a| {
            let words = self.words(&a.span).to_ascii_lowercase();
            words.rsplit(' ').next().is_some_and(|last| matches!(last, "treatment" | "therapy"))
        });
        let before = self.just_before(phrase.value.start).to_ascii_lowercase();
        let last = before.split_whitespace().next_back();
        treated && last.is_some_and(|word| words::RESPONSE_WORDS.contains(&word))
    }

    /// What a time is counted from. "during the study" is the whole of it, not the moment that "before the study" is.
    fn anchor(&mut self, phrase: &AnchorPhrase, during: bool) -> Anchor {
        self.used[phrase.lexemes.clone()].fill(true);
        let period = |id| Entry::find(Kind::Anchor, id).and_then(Entry::period);
        let id = phrase.id.map(|id| period(id).filter(|_| during).unwrap_or(id));
        Anchor::Point(self.mention(id, &phrase.span))
    }

    /// Whether the words begin with this cue.
    fn begins_with(&self, bytes: &Bytes, cue: Cue) -> bool {
        let at = self.lexed.lexemes.partition_point(|l| (l.start as usize) < bytes.start);
        self.lexed.lexemes.get(at).is_some_and(|l| l.cue() == Some(cue))
    }
}

/// The length as an ISO 8601 duration, where there is one number in a calendar unit.
pub fn iso8601(bounds: &Bounds, code: Option<&str>) -> Option<String> {
    let (number, other) = match (bounds.low(), bounds.high()) {
        (Some(low), None) => (low.0, None),
        (None, Some(high)) => (high.0, None),
        (Some(low), Some(high)) => (low.0, Some(high.0)),
        (None, None) => return None,
    };
    if other.is_some_and(|o| o != number) {
        return None;
    }
    let n = number.0.normalize();
    Some(match code? {
        "s" => format!("PT{n}S"),
        "min" => format!("PT{n}M"),
        "h" => format!("PT{n}H"),
        "d" => format!("P{n}D"),
        "wk" => format!("P{n}W"),
        "mo" => format!("P{n}M"),
        "a" => format!("P{n}Y"),
        _ => return None,
    })
}
