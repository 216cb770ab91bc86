//! One statement in words.

use crate::rule::{ConceptRef, DeriveKind, Leaf, LeafKind, Node, NodeSpan, Select, SelectKind, Status};

use super::{Kind, Line, Piece, Plain, lower_first, of_id, one_line, value, width};

/// The longest relation that stands on the line of its statement.
const SHORT: usize = 70;

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
        self.relations(leaf, &mut after, &mut below);
        let mut all = vec![Piece::Leaf { place: leaf.span.clone(), of: pieces }];
        all.extend(after);
        Line { pieces: all, below }
    }

    fn narrative(&self, leaf: &Leaf) -> Vec<Piece> {
        let category = match leaf.category.as_deref() {
            Some("consent") => "consent: ",
            Some("compliance") => "compliance: ",
            Some("contraception") => "contraception: ",
            Some("judgement") => "somebody's judgement: ",
            Some("participation") => "participation: ",
            Some("capability") => "ability: ",
            _ => "in words only: ",
        };
        let text = one_line(leaf.text.as_deref().unwrap_or_default());
        let mut pieces =
            vec![Piece::new(Kind::Join, category), Piece::at(Kind::Narrative, format!("“{text}”"), leaf.span.clone())];
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
        before.push_str(opening(kind, leaf.status));
        if let Some(route) = &leaf.route {
            before.push_str(&format!("{} ", of_id(route)));
        }
        for qualifier in &leaf.qualifiers {
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
        if let Some(value) = &leaf.value {
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
            (Some(concept), _) => self.concept(concept, pieces),
            (None, _) => {
                let words = one_line(leaf.text.as_deref().unwrap_or("something not named"));
                pieces.push(Piece::at(Kind::Unknown, words.clone(), leaf.span.clone()));
                words
            }
        }
    }

    fn concept(&self, concept: &ConceptRef, pieces: &mut Vec<Piece>) -> String {
        let (name, known) = self.name(concept.id.as_deref(), &concept.text);
        let kind = if known { Kind::Name } else { Kind::Unknown };
        pieces.push(Piece::at(kind, name.clone(), concept.span.clone()));
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
            pieces.push(Piece::new(Kind::Join, " (others count too)"));
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
            say(Kind::Detail, happened(outcome), place.clone());
        }
        for method in &leaf.method {
            let words = one_line(&method.text);
            let words = words.strip_suffix(" of").unwrap_or(&words);
            say(Kind::Detail, format!("by {}", lower_first(words)), method.span.clone());
        }
        for setting in &leaf.setting {
            say(Kind::Detail, under(&one_line(&setting.text)), setting.span.clone());
        }
        for time in &leaf.time {
            pieces.push(Piece::new(Kind::Join, ", "));
            pieces.extend(self.time(time, below));
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

    /// What is said of the same event by rules of their own: on the line where they are short, else below it.
    fn relations(&self, leaf: &Leaf, after: &mut Vec<Piece>, below: &mut Vec<Line>) {
        let mut placed = |word: &str, node: &Node, at: Option<&NodeSpan>| {
            let join = |text: String| match at {
                Some(at) => Piece::at(Kind::Join, text, at.clone()),
                None => Piece::new(Kind::Join, text),
            };
            match self.inline(node).filter(|pieces| width(pieces) <= SHORT) {
                Some(pieces) => {
                    after.push(Piece::new(Kind::Join, ", "));
                    after.push(join(format!("{word} ")));
                    after.extend(pieces);
                }
                None => {
                    let mut line = self.headed(word, node);
                    if let Some(Piece::Words { text, .. }) = line.pieces.first() {
                        line.pieces[0] = join(text.clone());
                    }
                    below.push(line);
                }
            };
        };
        let mut relate = |word: &str, node: &Node| placed(word, node, None);
        if let Some(cause) = &leaf.due_to {
            relate("due to", cause);
        }
        match leaf.having.as_deref() {
            Some(Node::Not { of, .. }) => match same_but(leaf, of) {
                Some(cause) => relate("unless due to", cause),
                None => relate("other than", of),
            },
            Some(node) => relate("with", node),
            None => {}
        }
        if let Some(meaning) = &leaf.defined_by {
            relate("which here means", meaning);
        }
        if let [example] = leaf.illustrations.as_slice() {
            relate("for example", example);
        }
        for permitted in &leaf.permits {
            // "Prophylactic use of *these drugs* is allowed": what is allowed may be named elsewhere, these words say that.
            placed("allowing", permitted, Some(permitted.span()));
        }
        if leaf.illustrations.len() > 1 {
            let examples = leaf.illustrations.iter().map(|example| self.line(example)).collect();
            below.push(Line::joining("for example:", examples));
        }
    }

    /// A line that begins with a word and goes on with the head of what it governs: `with any of these:`.
    pub(super) fn headed(&self, word: &str, node: &Node) -> Line {
        let mut line = self.line(node);
        match line.pieces.first_mut() {
            Some(Piece::Words { kind: Kind::Join, text, .. }) => *text = format!("{word} {text}"),
            _ => line.pieces.insert(0, Piece::new(Kind::Join, format!("{word} "))),
        }
        line
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

/// The cause, where an exception is the same statement with a cause and nothing else.
fn same_but<'a>(leaf: &Leaf, exception: &'a Node) -> Option<&'a Node> {
    let Node::Leaf(except) = exception else { return None };
    (except.concept_id().is_some() && except.concept_id() == leaf.concept_id() && except.value.is_none())
        .then_some(except.due_to.as_deref()?)
}

/// What goes before the name, by kind and status.
fn opening(kind: LeafKind, status: Option<Status>) -> &'static str {
    match (kind, status) {
        (LeafKind::Drug, None) => "use of ",
        (LeafKind::Drug, Some(Status::Current)) => "current use of ",
        (LeafKind::Drug, Some(Status::History)) => "earlier use of ",
        (LeafKind::Drug, Some(Status::Ever)) => "current or earlier use of ",
        (LeafKind::Drug, Some(Status::Planned)) => "planned use of ",
        (LeafKind::Drug, Some(Status::Suspected)) => "suspected use of ",
        (LeafKind::Allergy, None | Some(Status::Current)) => "allergy to ",
        (LeafKind::Allergy, Some(Status::Suspected)) => "suspected allergy to ",
        (LeafKind::Allergy, Some(_)) => "history of allergy to ",
        (_, None) => "",
        (_, Some(Status::Current)) => "current ",
        (_, Some(Status::History)) => "history of ",
        (_, Some(Status::Ever)) => "current or earlier ",
        (_, Some(Status::Planned)) => "planned ",
        (_, Some(Status::Suspected)) => "suspected ",
    }
}

/// What became of it.
fn happened(outcome: &str) -> String {
    match outcome {
        "failed" => "without success",
        "failed_or_intolerant" => "without success or not tolerated",
        "intolerant" => "not tolerated",
        "naive" => "never given before",
        "not_recovered" => "not recovered from it",
        "recovered" => "recovered from it",
        "responded" => "with a response",
        other => return of_id(other),
    }
    .to_owned()
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
