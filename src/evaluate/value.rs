//! Whether a recorded result is within a limit.

use rust_decimal::Decimal;

use super::Truth;
use super::findings::{above, amount, below, classes_in, finding_of, flagged, in_range, is_subclass, written};
use super::interval::Interval;
use super::patient::{Coded, Event, Finding, Quantity, Result as Recorded};
use super::settings::Unitless;
use super::units::{cached_conversion, is_unity};
use crate::rule::{Bounds, Components, Reference};

/// A limit on a result, lowered.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ValueTest {
    /// The limit on a number, and the same limit in another unit, where the text gives both. A result is compared
    /// with the one whose unit it has, else with the first it converts to.
    pub limits: Vec<Limit>,
    /// What the limits are multiples of.
    pub reference: Option<Reference>,
    /// The classes or grades that fulfil it, normalised; empty where it is no matter of classes.
    pub classes: Vec<String>,
    /// The finding that fulfils it.
    pub is: Option<String>,
    /// Which parts of a score count.
    pub components: Option<Components>,
    /// Our id of what is measured.
    pub analyte: String,
    /// What a number without a unit means.
    pub unitless: Unitless,
    /// The words.
    pub text: String,
}

/// Bounds in a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The bounds.
    pub bounds: Bounds,
    /// Their unit in UCUM; `None` where the text gives none and none follows from the concept.
    pub unit: Option<String>,
}

/// Why a result does not decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lack {
    /// There is no record of the concept.
    Record,
    /// There is none in the window.
    InWindow,
    /// The fact has no result, or one of another kind.
    Result,
    /// The number has no unit.
    Unit,
    /// The unit can not be converted into that of the limit.
    Commensurable,
    /// There is no reference range.
    ReferenceRange,
    /// There is no baseline, predicted value or the like to compare with.
    Comparison,
    /// The number is known within limits that do not decide.
    Precision,
    /// The date is missing or not precise enough.
    Date,
    /// The parts of the score are not recorded.
    Components,
    /// The fact does not say its dose.
    Dose,
    /// The fact does not say its severity, activity or the like.
    Qualifier,
    /// The fact does not say how the drug is given.
    Route,
    /// The fact does not say how it turned out.
    Outcome,
    /// The fact does not say by which method it was established.
    Method,
    /// The fact does not say in which setting it was measured.
    Setting,
    /// The fact does not say what it is due to.
    Cause,
    /// The record does not say what belongs to the same event.
    SameEvent,
    /// The diagnosis is not confirmed.
    Confirmation,
    /// Several values of one time contradict each other.
    Contradiction,
    /// Nothing that is recorded could say.
    Uncomputable,
}

impl Lack {
    /// In words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Record => "no record, neither that there is one nor that there is none",
            Self::InWindow => "no value in the window",
            Self::Result => "the record has no result that can be compared",
            Self::Unit => "the number has no unit",
            Self::Commensurable => "the unit does not convert to that of the limit",
            Self::ReferenceRange => "no reference range beside the value",
            Self::Comparison => "no value to compare with",
            Self::Precision => "the value is only known within limits",
            Self::Date => "the date is missing or not precise enough",
            Self::Components => "the parts of the score are not recorded",
            Self::Dose => "no dose a day that can be compared",
            Self::Qualifier => "severity or activity is not recorded",
            Self::Route => "the route is not recorded",
            Self::Outcome => "the outcome is not recorded",
            Self::Method => "the method is not recorded",
            Self::Setting => "the setting is not recorded",
            Self::Cause => "the cause is not recorded",
            Self::SameEvent => "not recorded whether it belongs to the same event",
            Self::Confirmation => "the diagnosis is not confirmed",
            Self::Contradiction => "values of the same time contradict each other",
            Self::Uncomputable => "nothing that is recorded could say",
        }
    }
}

/// A truth and, where it is unknown, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// The truth.
    pub truth: Truth,
    /// Why it is unknown.
    pub lack: Option<Lack>,
}

impl Judged {
    pub(super) const MET: Self = Self { truth: Truth::Met, lack: None };

    pub(super) const fn unknown(lack: Lack) -> Self {
        Self { truth: Truth::Unknown, lack: Some(lack) }
    }

    /// A truth, with the reason in case it is unknown.
    pub(super) fn of(truth: Truth, lack: Lack) -> Self {
        Self { truth, lack: truth.is_unknown().then_some(lack) }
    }

    /// Kleene conjunction; the first reason that decides is kept.
    pub(super) fn and(self, other: impl FnOnce() -> Self) -> Self {
        if self.truth == Truth::NotMet {
            return self;
        }
        let other = other();
        if other.truth < self.truth { other } else { self }
    }
}

impl ValueTest {
    /// Whether the event's result is within the limit.
    pub fn judge(&self, event: &Event) -> Judged {
        self.judge_number(event).and(|| self.judge_class(event)).and(|| self.judge_finding(event))
    }

    fn judge_number(&self, event: &Event) -> Judged {
        if self.limits.is_empty() {
            return Judged::MET;
        }
        match self.reference {
            Some(Reference::Uln) => self.multiple(event, event.upper_limit.as_ref(), Finding::High),
            Some(Reference::Lln) => self.multiple(event, event.lower_limit.as_ref(), Finding::Low),
            Some(Reference::DetectionLimit) => self.detected(event, true),
            Some(
                Reference::QuantificationLimit
                | Reference::LowerQuantificationLimit
                | Reference::UpperQuantificationLimit,
            ) => self.detected(event, false),
            Some(Reference::Baseline | Reference::Normal) => Judged::unknown(Lack::Comparison),
            Some(Reference::Predicted) | None => match self.quantity(event).and_then(|q| self.chosen(&q)) {
                Ok((number, limit)) => Judged::of(number.within(&limit.bounds), Lack::Precision),
                Err(lack) => Judged::unknown(lack),
            },
        }
    }

    /// Whether a quantity is within the limits (a dose, a mean).
    pub(super) fn judge_quantity(&self, quantity: &Quantity) -> Judged {
        match self.chosen(quantity) {
            Ok((number, limit)) => Judged::of(number.within(&limit.bounds), Lack::Precision),
            Err(lack) => Judged::unknown(lack),
        }
    }

    /// The result as a number in the unit of the first limit.
    pub(super) fn number(&self, event: &Event) -> Result<Interval, Lack> {
        let quantity = self.quantity(event)?;
        match self.limits.first() {
            Some(limit) => self.in_unit(&quantity, limit, &self.analyte),
            None => Ok(quantity.number),
        }
    }

    /// The quantity that is compared: the result, or what its parts add up to.
    pub(crate) fn quantity(&self, event: &Event) -> Result<Quantity, Lack> {
        let Some(Recorded::Quantity(total)) = &event.result else { return Err(Lack::Result) };
        let Some(components) = &self.components else { return Ok(total.clone()) };
        let part = |name: &String| {
            let wanted = crate::lex::normal::key(name);
            let named = |concept: &Coded| concept.names.iter().any(|n| crate::lex::normal::key(n).contains(&wanted));
            event.components.iter().find(|(concept, _)| named(concept)).map(|(_, quantity)| quantity.number)
        };
        let sum = |names: &[String]| {
            let zero = Some(Interval::exact(Decimal::ZERO));
            names.iter().fold(zero, |sum, name| sum?.plus(&part(name)?))
        };
        let number = if components.only.is_empty() {
            sum(&components.without).and_then(|without| total.number.plus(&without.negated()))
        } else {
            sum(&components.only)
        };
        Ok(Quantity { number: number.ok_or(Lack::Components)?, ..total.clone() })
    }

    /// The limit that the quantity is compared with, and the quantity in its unit.
    fn chosen(&self, quantity: &Quantity) -> Result<(Interval, &Limit), Lack> {
        let same = self.limits.iter().find(|limit| limit.unit.is_some() && limit.unit == quantity.unit);
        if let Some(limit) = same {
            return Ok((quantity.number, limit));
        }
        let mut lack = Lack::Result;
        for analyte in ["", self.analyte.as_str()] {
            for limit in &self.limits {
                match self.in_unit(quantity, limit, analyte) {
                    Ok(number) => return Ok((number, limit)),
                    Err(why) => lack = why,
                }
            }
        }
        Err(lack)
    }

    fn in_unit(&self, quantity: &Quantity, limit: &Limit, analyte: &str) -> Result<Interval, Lack> {
        match (&quantity.unit, &limit.unit) {
            (None, None) => Ok(quantity.number),
            (Some(unit), None) if is_unity(unit) => Ok(quantity.number),
            (Some(_), None) => Err(Lack::Commensurable),
            (None, Some(unit)) if is_unity(unit) || self.unitless == Unitless::AsLimit => Ok(quantity.number),
            (None, Some(_)) => Err(Lack::Unit),
            (Some(from), Some(to)) if is_unity(from) && is_unity(to) => Ok(quantity.number),
            (Some(from), Some(to)) => {
                let conversion = cached_conversion(from, to, analyte).ok_or(Lack::Commensurable)?;
                quantity.number.map(|x| conversion.apply(x)).ok_or(Lack::Commensurable)
            }
        }
    }

    /// A multiple of a limit of normal. Without one beside the value, the laboratory's own flag may decide.
    fn multiple(&self, event: &Event, normal: Option<&Quantity>, beyond: Finding) -> Judged {
        let Some(limit) = self.limits.first() else { return Judged::MET };
        let percent = limit.unit.as_deref() == Some("%");
        let times = |b: Decimal| if percent { b / Decimal::ONE_HUNDRED } else { b };
        let Some(normal) = normal else {
            return Judged::of(flagged(event, beyond).within(&limit.bounds.map(times)), Lack::ReferenceRange);
        };
        let (Some(Recorded::Quantity(value)), Some(x)) = (&event.result, normal.number.as_exact()) else {
            return Judged::unknown(Lack::Result);
        };
        let to_normal = Limit { bounds: limit.bounds.map(|b| times(b).saturating_mul(x)), unit: normal.unit.clone() };
        match self.in_unit(value, &to_normal, &self.analyte) {
            Ok(number) => Judged::of(number.within(&to_normal.bounds), Lack::Precision),
            Err(lack) => Judged::unknown(lack),
        }
    }

    /// A multiple of what an assay can detect or quantify: a plain number is above it, `<x` and "not detected" below.
    /// Whether a plain number is above an *upper* limit of quantification nothing tells.
    fn detected(&self, event: &Event, detection: bool) -> Judged {
        let below = Interval { low: None, high: Some((Decimal::ONE, false)) };
        let above = Interval { low: Some((Decimal::ONE, false)), high: None };
        let finding = finding_of(event);
        let ratio = match &event.result {
            Some(Recorded::Quantity(q)) if q.number.low.is_none() => below,
            Some(Recorded::Quantity(q)) if q.number.high.is_none() => above,
            Some(Recorded::Quantity(_)) if detection => above,
            _ if finding == Some(Finding::Negative) => below,
            Some(Recorded::Coded(coded)) if coded.label().to_lowercase().starts_with("below") => below,
            _ if finding == Some(Finding::Positive) && detection => above,
            _ => return Judged::unknown(Lack::Result),
        };
        match self.limits.first() {
            Some(limit) => Judged::of(ratio.within(&limit.bounds), Lack::Precision),
            None => Judged::MET,
        }
    }

    fn judge_class(&self, event: &Event) -> Judged {
        if self.classes.is_empty() {
            return Judged::MET;
        }
        let found = match &event.result {
            Some(Recorded::Quantity(quantity)) => {
                quantity.number.as_exact().map(|x| vec![x.normalize().to_string()]).unwrap_or_default()
            }
            Some(Recorded::Coded(coded)) => classes_in(coded),
            _ => Vec::new(),
        };
        self.classes_hold(&found)
    }

    /// Whether one of the classes that are recorded is one of those demanded.
    pub(super) fn classes_hold(&self, found: &[String]) -> Judged {
        if found.is_empty() {
            return Judged::unknown(Lack::Result);
        }
        let holds = found
            .iter()
            .any(|class| self.classes.contains(class) || self.classes.iter().any(|wanted| is_subclass(class, wanted)));
        Judged { truth: holds.into(), lack: None }
    }

    fn judge_finding(&self, event: &Event) -> Judged {
        let Some(is) = self.is.as_deref() else { return Judged::MET };
        let finding = finding_of(event);
        let is_one_of = |yes: &[Finding], no: &[Finding]| match finding {
            Some(found) if yes.contains(&found) => Truth::Met,
            Some(found) if no.contains(&found) => Truth::NotMet,
            _ => Truth::Unknown,
        };
        use Finding::{Abnormal, High, Low, Negative, Normal, Positive};
        let truth = match is {
            "positive" => is_one_of(&[Positive], &[Negative]),
            "negative" => is_one_of(&[Negative], &[Positive]),
            "detectable" => Truth::any([is_one_of(&[Positive], &[Negative]), amount(event)]),
            "undetectable" => !Truth::any([is_one_of(&[Positive], &[Negative]), amount(event)]),
            "high" => is_one_of(&[High], &[Low, Normal]).or_else(|| above(event)),
            "low" => is_one_of(&[Low], &[High, Normal]).or_else(|| below(event)),
            "normal" => is_one_of(&[Normal], &[High, Low, Abnormal]).or_else(|| in_range(event)),
            "abnormal" => !is_one_of(&[Normal], &[High, Low, Abnormal]).or_else(|| in_range(event)),
            other => written(event, other),
        };
        Judged::of(truth, Lack::Result)
    }
}
