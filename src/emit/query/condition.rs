//! Conditions on rows of the table of facts: two-valued, so that every language that has "and", "or", "not" and "there
//! is a row" can say them. Three values are two such conditions, one for met and one for not met.

use rust_decimal::Decimal;

/// The columns of the table, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(usize)]
#[allow(missing_docs, reason = "the table of columns in `table` says what each means")]
pub enum Column {
    Kind,
    Subject,
    Certainty,
    Lasting,
    BeginFirst,
    BeginLast,
    EndFirst,
    EndLast,
    CalendarBeginFirst,
    CalendarBeginLast,
    CalendarAfterFirst,
    CalendarAfterLast,
    CalendarEndFirst,
    CalendarEndLast,
    OrderFirst,
    OrderLast,
    Seconds,
    Measured,
    Result,
    Low,
    LowClosed,
    High,
    HighClosed,
    Unit,
    UlnLow,
    UlnLowClosed,
    UlnHigh,
    UlnHighClosed,
    LlnLow,
    LlnLowClosed,
    LlnHigh,
    LlnHighClosed,
    Detection,
    Quantification,
    Positive,
    Detectable,
    AboveNormal,
    BelowNormal,
    Normal,
    Words,
    Classes,
    Stages,
    Names,
    Qualifiers,
    Route,
    Outcome,
    Methods,
    DoseLow,
    DoseLowClosed,
    DoseHigh,
    DoseHighClosed,
    DoseUnit,
    PrednisoneLow,
    PrednisoneHigh,
    Reasons,
    Source,
    PartOf,
}

/// A variable that stands for a row.
pub type Row = usize;

/// How two things compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
}

impl Compare {
    /// The sign that most languages have for it.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Eq => "=",
            Self::Ne => "<>",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }
}

/// Something a column is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A whole number: a day, a flag.
    Int(i64),
    /// A measured number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A measured number by the unit in another column of the row; `None` is no unit. In another unit there is none, and
    /// the comparison is false.
    ByUnit(Column, Vec<(Option<String>, Decimal)>),
}

/// A condition that is true or false, never unknown: a comparison with an empty cell is false.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The same for everybody.
    Constant(bool),
    /// All of these.
    All(Vec<Condition>),
    /// One of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// A cell compares so with a value.
    Is(Row, Column, Compare, Literal),
    /// A cell compares so with a cell of another row and so many more.
    Cells(Row, Column, Compare, Row, Column, i64),
    /// A cell is empty.
    Empty(Row, Column),
    /// A cell's text is one of these.
    In(Row, Column, Vec<String>),
    /// A cell's text contains this.
    Contains(Row, Column, String),
    /// A cell's list of `|a|b|` contains the text of another row's cell.
    Lists(Row, Column, Row, Column),
    /// The row is about one of these concepts.
    About(Row, Vec<String>),
    /// Both rows are of one fact.
    SameFact(Row, Row),
    /// Some row of the patient is so.
    Exists(Row, Box<Condition>),
    /// At least so many different facts of the patient are so.
    AtLeast(u32, Row, Box<Condition>),
}

impl Condition {
    /// All of these, without what goes without saying.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut out = Vec::new();
        for part in parts {
            match part {
                Self::Constant(true) => {}
                Self::Constant(false) => return Self::Constant(false),
                Self::All(inner) => out.extend(inner),
                other => out.push(other),
            }
        }
        match out.len() {
            0 => Self::Constant(true),
            1 => out.remove(0),
            _ => Self::All(out),
        }
    }

    /// One of these, without what goes without saying.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut out = Vec::new();
        for part in parts {
            match part {
                Self::Constant(false) => {}
                Self::Constant(true) => return Self::Constant(true),
                Self::Any(inner) => out.extend(inner),
                other => out.push(other),
            }
        }
        match out.len() {
            0 => Self::Constant(false),
            1 => out.remove(0),
            _ => Self::Any(out),
        }
    }

    /// Some row of the patient is so.
    pub fn exists(row: Row, condition: Self) -> Self {
        match condition {
            Self::Constant(false) => Self::Constant(false),
            condition => Self::Exists(row, Box::new(condition)),
        }
    }

    /// A whole number in a cell.
    pub fn int(row: Row, column: Column, compare: Compare, value: impl Into<i64>) -> Self {
        Self::Is(row, column, compare, Literal::Int(value.into()))
    }

    /// A text in a cell.
    pub fn text(row: Row, column: Column, value: &str) -> Self {
        Self::Is(row, column, Compare::Eq, Literal::Text(value.to_owned()))
    }
}

impl std::ops::Not for Condition {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(!value),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

/// Three values as two conditions that are never both true; neither is unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Rails {
    /// When it is met.
    pub met: Condition,
    /// When it is not met.
    pub not_met: Condition,
}

impl Rails {
    /// Met.
    pub const MET: Self = Self { met: Condition::Constant(true), not_met: Condition::Constant(false) };
    /// Not met.
    pub const NOT_MET: Self = Self { met: Condition::Constant(false), not_met: Condition::Constant(true) };
    /// Unknown.
    pub const UNKNOWN: Self = Self { met: Condition::Constant(false), not_met: Condition::Constant(false) };

    /// What is never unknown.
    pub fn sure(condition: Condition) -> Self {
        Self { not_met: !condition.clone(), met: condition }
    }

    /// Kleene conjunction.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let (met, not_met): (Vec<_>, Vec<_>) = parts.into_iter().map(|p| (p.met, p.not_met)).unzip();
        Self { met: Condition::all(met), not_met: Condition::any(not_met) }
    }

    /// Kleene disjunction.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let (met, not_met): (Vec<_>, Vec<_>) = parts.into_iter().map(|p| (p.met, p.not_met)).unzip();
        Self { met: Condition::any(met), not_met: Condition::all(not_met) }
    }

    /// This where the condition holds, else `other`.
    pub fn only_if(self, condition: Condition, other: Self) -> Self {
        let rail = |this, other| {
            Condition::any([Condition::all([condition.clone(), this]), Condition::all([!condition.clone(), other])])
        };
        Self { met: rail(self.met, other.met), not_met: rail(self.not_met, other.not_met) }
    }

    /// So many of the parts are met; `None` where there are too many ways to choose them.
    pub fn at_least(number: usize, parts: &[Self]) -> Option<Self> {
        match (number, parts.len()) {
            (0, _) => Some(Self::MET),
            (n, len) if n > len => Some(Self::NOT_MET),
            (_, len) if len > 12 => None,
            (n, _) => {
                let (first, rest) = parts.split_first()?;
                let with = Self::all([first.clone(), Self::at_least(n - 1, rest)?]);
                Some(Self::any([with, Self::at_least(n, rest)?]))
            }
        }
    }
}

/// Kleene negation.
impl std::ops::Not for Rails {
    type Output = Self;

    fn not(self) -> Self {
        Self { met: self.not_met, not_met: self.met }
    }
}
