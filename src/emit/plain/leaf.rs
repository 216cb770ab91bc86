//! One statement in words.

use crate::rule::{
    ConceptRef, DeriveKind, Leaf, LeafKind, Mention, NodeSpan, Select, SelectKind, Status, Time, TimeKind,
};

use super::lead::happened;
use super::relation::lists_examples;
use super::{Kind, Line, Piece, Plain, has_word, lower_first, of_id, one_line, value};

impl Plain<'_> {
    pub(super) fn leaf(&self, leaf: &Leaf) -> Line {
        let mut pieces = match leaf.kind {
            LeafKind::Narrative => self.narrative(leaf),
            LeafKind::Unparsed => unread(leaf),
            _ => self.event(leaf),
        };
        let mut after = Vec::new();
        let mut below = Vec::new();
        self.details(leaf, &mut pieces, &mut below);
        if leaf.kind == LeafKind::Narrative {
            self.times_within(leaf, &mut below);
        }
        self.relations(leaf, &mut after, &mut below);
        let mut all = vec![Piece::Leaf { place: leaf.span.clone(), of: pieces }];
        all.extend(after);
        Line { pieces: all, below }
    }

    fn narrative(&self, leaf: &Leaf) -> Vec<Piece> {
        let text = one_line(leaf.text.as_deref().unwrap_or_default());
        let about = match leaf.category.as_deref() {
            Some("judgement") => Some(judgement(&text)),
            Some("capability") => Some("ability"),
            Some("other") | None => None,
            Some(category) => Some(category),
        };
        let head = about.map_or_else(|| "narrative: ".to_owned(), |about| format!("narrative ({about}): "));
        let mut pieces =
            vec![Piece::new(Kind::Join, head), Piece::at(Kind::Narrative, format!("“{text}”"), leaf.span.clone())];
        if leaf.concept.is_some() {
            pieces.push(Piece::new(Kind::Join, ", about "));
            pieces.extend(self.event(leaf));
        }
        pieces
    }

    /// Subject, status, kind, qualifiers, name, examples and value.
    fn event(&self, leaf: &Leaf) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut before = String::new();
        if let Some(subject) = &leaf.subject {
            before.push_str(&format!("{}: ", of_id(subject)));
        }
        if let Some(derive) = &leaf.derive {
            before.push_str(match (derive.kind, derive.increase) {
                (DeriveKind::Change, None) => "change of ",
                (DeriveKind::Change, Some(true)) => "increase of ",
                (DeriveKind::Change, Some(false)) => "decrease of ",
                (DeriveKind::PercentChange, None) => "percent change of ",
                (DeriveKind::PercentChange, Some(true)) => "percent increase of ",
                (DeriveKind::PercentChange, Some(false)) => "percent decrease of ",
                (DeriveKind::Ratio, _) => "ratio of ",
            });
        }
        // "severe drug allergy" says by its name that it is one.
        let kind = if leaf.is_named_allergy() { LeafKind::Condition } else { leaf.kind };
        if self.is_other(leaf) {
            before.push_str("other ");
        }
        before.push_str(opening(kind, leaf.status));
        if kind == LeafKind::Allergy {
            before = before.replace("allergy", self.reaction(leaf));
        }
        if let Some(route) = &leaf.route {
            before.push_str(&format!("{} ", of_id(route)));
        }
        for qualifier in leaf.qualifiers.iter().filter(|qualifier| !said_with_time(leaf, qualifier)) {
            before.push_str(&format!("{} ", of_id(qualifier)));
        }
        if !before.is_empty() {
            pieces.push(Piece::at(Kind::Detail, before, leaf.span.clone()));
        }
        let name = self.subject(leaf, &mut pieces);
        if let Some(derive) = leaf.derive.as_ref()
            && let Some(against) = &derive.against
        {
            let word = if derive.kind == DeriveKind::Ratio { "to" } else { "from" };
            pieces.push(Piece::at(Kind::Detail, format!(" {word} {}", self.mention(against)), against.span.clone()));
        }
        if let Some(value) = &leaf.value
            && let Some(of) = name.strip_prefix("number met of ")
            && !value.bounds.is_empty()
        {
            pieces.pop();
            let count = value::bounds(&value.bounds, |n| n.to_string());
            pieces.push(Piece::at(Kind::Value, count, value.span));
            pieces.push(Piece::new(Kind::Join, " of "));
            pieces.push(Piece::at(Kind::Name, of, leaf.concept.as_ref().map_or(&leaf.span, |c| &c.span).clone()));
        } else if let Some(value) = &leaf.value {
            let space = if pieces.is_empty() { "" } else { " " };
            let words = match (leaf.kind, value.is.as_deref()) {
                (LeafKind::Sex, Some("any")) => "any sex".to_owned(),
                _ => self.value(value, &name),
            };
            pieces.push(Piece::at(Kind::Value, format!("{space}{words}"), value.span));
        }
        pieces
    }

    /// The name of what the statement is about, with the examples the text gives.
    fn subject(&self, leaf: &Leaf, pieces: &mut Vec<Piece>) -> String {
        match (&leaf.concept, leaf.kind) {
            (None, LeafKind::Age) => {
                pieces.push(Piece::at(Kind::Name, "age", leaf.span.clone()));
                "age".to_owned()
            }
            (_, LeafKind::Sex) | (None, LeafKind::Narrative) => String::new(),
            (Some(concept), _) => self.concept(concept, !lists_examples(leaf), pieces),
            (None, _) => {
                let words = one_line(leaf.text.as_deref().unwrap_or("something not named"));
                pieces.push(Piece::at(Kind::Unknown, words.clone(), leaf.span.clone()));
                words
            }
        }
    }

    fn concept(&self, concept: &ConceptRef, with_examples: bool, pieces: &mut Vec<Piece>) -> String {
        let (name, known) = self.name(concept.id.as_deref(), &concept.text);
        let kind = if known { Kind::Name } else { Kind::Unknown };
        pieces.push(Piece::at(kind, name.clone(), concept.span.clone()));
        if !with_examples {
            return name;
        }
        if !concept.examples.is_empty() {
            let (before, after) = if concept.open { (" (such as ", " or others)") } else { (" (for example ", ")") };
            pieces.push(Piece::new(Kind::Join, before));
            for (i, example) in concept.examples.iter().enumerate() {
                if i > 0 {
                    pieces.push(Piece::new(Kind::Join, ", "));
                }
                pieces.push(Piece::at(Kind::Detail, self.mention(example), example.span.clone()));
            }
            pieces.push(Piece::new(Kind::Join, after));
        } else if concept.open {
            pieces.push(Piece::new(Kind::Join, " (listed here or not)"));
        }
        name
    }

    /// What is said of the same fact, after commas.
    fn details(&self, leaf: &Leaf, pieces: &mut Vec<Piece>, below: &mut Vec<Line>) {
        let place = &leaf.span;
        let mut say = |kind, text: String, place: NodeSpan| {
            pieces.push(Piece::new(Kind::Join, ", "));
            pieces.push(Piece::at(kind, text, place));
        };
        if let Some(dose) = &leaf.dose {
            let equivalent = leaf.equivalent_to.as_ref().map(|drug| self.name(drug.id.as_deref(), &drug.text).0);
            let equivalent = equivalent.map(|drug| format!(" of {drug} or its equivalent")).unwrap_or_default();
            say(Kind::Value, format!("dose {}{equivalent}", self.value(dose, "")), dose.span.into());
        }
        if let Some(count) = &leaf.count {
            say(Kind::Value, times(&value::bounds(&count.bounds, |n| n.to_string())), count.span.into());
        }
        if let Some(select) = &leaf.select {
            say(Kind::Detail, self.select(select), select.span.into());
        }
        if let Some(outcome) = &leaf.outcome {
            let quote = self.outcome_words(leaf).map(|words| format!(" (“{words}”)")).unwrap_or_default();
            say(Kind::Detail, format!("{}{quote}", happened(outcome)), place.clone());
        }
        self.methods(&leaf.method, pieces);
        let mut say = |kind, text: String, place: NodeSpan| {
            pieces.push(Piece::new(Kind::Join, ", "));
            pieces.push(Piece::at(kind, text, place));
        };
        for setting in &leaf.setting {
            say(Kind::Detail, under(&one_line(&setting.text)), setting.span.clone());
        }
        if leaf.kind == LeafKind::Narrative {
            return;
        }
        let is_ever = leaf.status == Some(Status::Ever);
        let window = leaf.time.iter().position(|time| time.kind == TimeKind::Window).filter(|_| is_ever);
        if is_ever && window.is_none() {
            say(Kind::Detail, "at any time before or now".to_owned(), place.clone());
        }
        for (i, time) in leaf.time.iter().enumerate() {
            pieces.push(Piece::new(Kind::Join, ", "));
            if window == Some(i) {
                pieces.push(Piece::at(Kind::Detail, "at any time ", place.clone()));
            }
            pieces.extend(self.time(time, below));
        }
    }

    /// The times that quoted words give: on a line of their own, for they are of a part of those words.
    fn times_within(&self, leaf: &Leaf, below: &mut Vec<Line>) {
        let mut events = Vec::new();
        let mut pieces = Vec::new();
        for time in &leaf.time {
            // What lasts so long is quoted right above.
            let time = Time { of: None, ..time.clone() };
            let word = if pieces.is_empty() { "times in these words: " } else { "; " };
            pieces.push(Piece::new(Kind::Join, word));
            pieces.extend(self.time(&time, &mut events));
        }
        if !pieces.is_empty() {
            below.push(Line { pieces, below: events });
        }
    }

    /// How it is established: `by biopsy`, `biopsy-confirmed`, and `by imaging or by biopsy` where the text has that word.
    fn methods(&self, methods: &[Mention], pieces: &mut Vec<Piece>) {
        let either = methods
            .windows(2)
            .last()
            .is_some_and(|pair| self.between(&pair[0].span, &pair[1].span).is_some_and(|words| joins_with_or(&words)));
        for (i, method) in methods.iter().enumerate() {
            let words = one_line(&method.text);
            let words = words.strip_suffix(" of").unwrap_or(&words);
            let is_last = i > 0 && i + 1 == methods.len();
            pieces.push(Piece::new(Kind::Join, if is_last && either { " or " } else { ", " }));
            let judged = method.id.as_deref() == Some("investigator_judgement");
            let by = match () {
                () if judged => "as judged by the ",
                () if is_participle(words) => "",
                () => "by ",
            };
            pieces.push(Piece::at(Kind::Detail, format!("{by}{}", lower_first(words)), method.span.clone()));
        }
    }

    fn select(&self, select: &Select) -> String {
        let count = select.count.as_ref().map(|count| value::bounds(&count.bounds, |n| n.to_string()));
        let count = count.map(|count| count.trim_start_matches("exactly ").to_owned());
        let which = match select.kind {
            SelectKind::Latest => "the latest",
            SelectKind::Any => "any",
            SelectKind::Each => "each",
            SelectKind::Mean => "the mean",
            SelectKind::Highest => "the highest",
            SelectKind::Lowest => "the lowest",
        };
        let of = match (&count, select.kind) {
            (Some(count), _) => format!(" of {count} measurements"),
            (None, SelectKind::Any | SelectKind::Each | SelectKind::Latest) => " measurement".to_owned(),
            (None, _) => " of the measurements".to_owned(),
        };
        let apart = select.apart.as_ref().map(|apart| format!(", {} apart", self.length(apart))).unwrap_or_default();
        format!("{which}{of}{apart}")
    }
}

fn unread(leaf: &Leaf) -> Vec<Piece> {
    let text = one_line(leaf.text.as_deref().unwrap_or_default());
    let reason = leaf.reason.as_deref().map(|reason| format!(" ({})", one_line(reason)));
    vec![
        Piece::new(Kind::Join, "not understood: "),
        Piece::at(Kind::Unread, format!("“{text}”"), leaf.span.clone()),
        Piece::new(Kind::Detail, reason.unwrap_or_default()),
    ]
}

/// Who is to judge.
fn judgement(text: &str) -> &'static str {
    let text = text.to_lowercase();
    let who = [
        ("investigator", "investigator's judgement"),
        ("physician", "physician's judgement"),
        ("clinician", "clinician's judgement"),
        ("sponsor", "sponsor's judgement"),
    ];
    who.into_iter().find(|(who, _)| text.contains(who)).map_or("judgement", |(_, judgement)| judgement)
}

/// Whether a length of time says the qualifier again: "cured" beside "definitively cured for at least 1 year".
fn said_with_time(leaf: &Leaf, qualifier: &str) -> bool {
    let lasts = leaf.time.iter().filter(|time| time.kind == TimeKind::Duration);
    lasts.filter_map(|time| time.of.as_ref()).any(|of| has_word(&of.text, &[&of_id(qualifier)]))
}

/// Whether the words between two methods join them with "or", and say nothing else.
fn joins_with_or(words: &str) -> bool {
    let said: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    said.contains(&"or") && said.iter().all(|word| ["or", "by", "on", "with", "via", "a", "an", "the"].contains(word))
}

/// Whether a method says of the event how it was established, as in "biopsy-confirmed".
fn is_participle(words: &str) -> bool {
    let last = words.rsplit([' ', '-']).next().unwrap_or_default().to_lowercase();
    ["confirmed", "proven", "documented", "verified", "defined", "diagnosed", "established", "measured"]
        .contains(&last.as_str())
}

/// What goes before the name, by kind and status.
fn opening(kind: LeafKind, status: Option<Status>) -> &'static str {
    match (kind, status) {
        (LeafKind::Drug, None | Some(Status::Ever)) => "use of ",
        (LeafKind::Drug, Some(Status::Current)) => "current use of ",
        (LeafKind::Drug, Some(Status::History)) => "history of use of ",
        (LeafKind::Drug, Some(Status::Planned)) => "planned use of ",
        (LeafKind::Drug, Some(Status::Suspected)) => "suspected use of ",
        (LeafKind::Allergy, None | Some(Status::Current | Status::Ever)) => "allergy to ",
        (LeafKind::Allergy, Some(Status::Suspected)) => "suspected allergy to ",
        (LeafKind::Allergy, Some(_)) => "history of allergy to ",
        (_, None | Some(Status::Ever)) => "",
        (_, Some(Status::Current)) => "current ",
        (_, Some(Status::History)) => "history of ",
        (_, Some(Status::Planned)) => "planned ",
        (_, Some(Status::Suspected)) => "suspected ",
    }
}

/// `more than 2 times`, `at least once`.
fn times(bounds: &str) -> String {
    match bounds {
        "at least 1" => "at least once".to_owned(),
        "exactly 1" => "once".to_owned(),
        _ => format!("{bounds} times"),
    }
}

/// A setting with a preposition before it: `in serum`, `under room air`.
fn under(words: &str) -> String {
    let has_one = words.split_whitespace().next().is_some_and(|first| {
        ["in", "on", "at", "under", "with", "without", "by", "after", "before", "during", "from", "while", "no", "not"]
            .contains(&first.to_lowercase().as_str())
    });
    if has_one || words.ends_with("ing") { words.to_owned() } else { format!("in {words}") }
}
