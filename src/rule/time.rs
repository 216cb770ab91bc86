use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bounds, Mention, Node, NodeSpan, Span};

/// What a length of time says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    /// The event lies within (or beyond) so long before or after the anchor.
    Window,
    /// It lasted so long; with a direction and an anchor, so long from the anchor on ("until 6 months after the last
    /// dose").
    Duration,
    /// It has been unchanged so long.
    Stability,
    /// It happens at such intervals.
    Frequency,
    /// It holds at, or during, the anchor; no length.
    At,
}

/// On which side of the anchor a window lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Before the anchor.
    Before,
    /// After the anchor.
    After,
    /// On either side.
    Around,
}

/// One statement about time: "within 7 days before lymphodepletion", "for at least 2 months", "at screening".
///
/// A limit is compared with the distance from the anchor (window), with a length (duration, stability) or with an
/// interval (frequency).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// What the length says.
    pub kind: TimeKind,
    /// What it is said of, where that is less than the leaf ("stable *dose* for 2 weeks").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Mention>,
    /// The limits, in `unit`.
    #[serde(flatten)]
    pub bounds: Bounds,
    /// The unit as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The unit in UCUM; `{half-life}` for half-lives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The length as an ISO 8601 duration, where there is one number and a calendar unit. Of a window of the calendar the
    /// first and the last day as an interval, `..` where it is open: "since 2010" is `2010-01-01/..`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso8601: Option<String>,
    /// On which side of the anchor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// What the window is counted from; absent where the text names nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// The longest of these holds ("4 weeks or 3 half-lives, whichever is longer"). Then there are no bounds here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub longest_of: Vec<Time>,
    /// The shortest of these holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shortest_of: Vec<Time>,
    /// Whether it comes from a heading; `span` then says where.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inherited: bool,
    /// The words, without the anchor.
    pub text: String,
    /// Where they stand.
    pub span: NodeSpan,
}

impl Time {
    /// A time without limits, anchor or direction.
    pub fn new(kind: TimeKind, text: impl Into<String>, span: Span) -> Self {
        Self {
            kind,
            of: None,
            bounds: Bounds::default(),
            unit: None,
            code: None,
            iso8601: None,
            direction: None,
            anchor: None,
            longest_of: Vec::new(),
            shortest_of: Vec::new(),
            inherited: false,
            text: text.into(),
            span: span.into(),
        }
    }
}

impl Time {
    /// The first and the last day of a window of the calendar ("between 2010 and 2018"), each none where it is open; none of
    /// any other time.
    ///
    /// ```
    /// use trial_extract::rule::{Span, Time, TimeKind};
    /// let mut time = Time::new(TimeKind::Window, "since 2010", Span::new(0, 10));
    /// assert_eq!(time.calendar(), None);
    /// time.iso8601 = Some("2010-01-01/..".to_owned());
    /// assert_eq!(time.calendar(), Some(("2010-01-01".parse().ok(), None)));
    /// ```
    pub fn calendar(&self) -> Option<(Option<Date>, Option<Date>)> {
        let (first, last) = self.iso8601.as_deref()?.split_once('/')?;
        let day = |words: &str| if words == ".." { Some(None) } else { words.parse().ok().map(Some) };
        Some((day(first)?, day(last)?))
    }

    /// A window of the calendar in words, `from 2010-01-01 to 2018-12-31`; none of any other time.
    ///
    /// ```
    /// use trial_extract::rule::{Span, Time, TimeKind};
    /// let mut time = Time::new(TimeKind::Window, "before 2015", Span::new(0, 11));
    /// time.iso8601 = Some("../2014-12-31".to_owned());
    /// assert_eq!(time.calendar_words().as_deref(), Some("to 2014-12-31"));
    /// ```
    pub fn calendar_words(&self) -> Option<String> {
        let (first, last) = self.calendar()?;
        let day = |word: &str, day: Option<Date>| day.map(|day| format!("{word} {day}"));
        Some([day("from", first), day("to", last)].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

/// What a window is counted from: a moment of the trial, or another event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Anchor {
    /// Another event, as a rule.
    Event(Box<Node>),
    /// A moment of the trial or of a life. `id` is from the lexicon of anchors, or `null`.
    Point(Mention),
}
