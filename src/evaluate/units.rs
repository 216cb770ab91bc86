//! Conversion between UCUM units: exact, by analyte between mass and amount of substance, and refused wherever a
//! library would quietly mix things that are not the same.

use std::collections::HashMap;
use std::sync::{LazyLock, RwLock};

use octofhir_ucum::{SpecialKind, UnitAnalysis, UnitExpr, analyse};
use rust_decimal::Decimal;

use super::analytes::molar_mass;

/// Avogadro's number as UCUM has it: a mole is so many.
const AVOGADRO: (i128, i32) = (602_214_076, 15);

/// Electrolytes whose ion has one charge, so that a mole is an equivalent.
const MONOVALENT: [&str; 4] = ["bicarbonate", "chloride", "potassium", "sodium"];

/// How a number in one unit becomes one in another: `(x + before) × numerator / denominator − after`.
///
/// The quotient is rounded to 28 digits, which no comparison with a limit written in fewer digits can notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversion {
    numerator: Decimal,
    denominator: Decimal,
    before: Decimal,
    after: Decimal,
}

impl Conversion {
    /// The number stays as it is.
    pub const SAME: Self =
        Self { numerator: Decimal::ONE, denominator: Decimal::ONE, before: Decimal::ZERO, after: Decimal::ZERO };

    /// The converted number; `None` where it is too large to be told exactly.
    pub fn apply(&self, x: Decimal) -> Option<Decimal> {
        if *self == Self::SAME {
            return Some(x);
        }
        let scaled = x.checked_add(self.before)?.checked_mul(self.numerator)?.checked_div(self.denominator)?;
        scaled.checked_sub(self.after)
    }
}

/// How a number in unit `from` becomes one in unit `to`, both UCUM codes.
///
/// `analyte` is our id of what is measured; it permits mass ↔ amount of substance where its molar mass is known.
/// `None` where the units are incommensurable. Refused although UCUM allows it: an amount of substance against a bare
/// count, a ratio of amounts (`mmol/mol`) against any other ratio (HbA1c in percent is another scale), equivalents against
/// moles of anything but the monovalent electrolytes, and any pair of which only one is normalised to body surface
/// (`{1.73_m2}`) or only one counts fibrinogen-equivalent units.
pub fn conversion(from: &str, to: &str, analyte: Option<&str>) -> Option<Conversion> {
    if from == to {
        return Some(Conversion::SAME);
    }
    if guarded(from) != guarded(to) {
        return None;
    }
    let (a, b) = (analyse(from).ok()?, analyse(to).ok()?);
    if a.special.is_some_and(|s| s.is_special()) || b.special.is_some_and(|s| s.is_special()) {
        return temperature(&a, &b);
    }
    let (amount_a, amount_b) = (Amount::of(from), Amount::of(to));
    let monovalent = analyte.is_some_and(|id| MONOVALENT.contains(&id));
    let moles = |amount: &Amount| amount.moles + if monovalent { amount.equivalents } else { 0 };
    if !monovalent && amount_a.equivalents != amount_b.equivalents {
        return None;
    }
    if moles(&amount_a) == moles(&amount_b) && amount_a.is_ratio() != amount_b.is_ratio() {
        return None;
    }
    if a.arbitrary != b.arbitrary {
        return None;
    }
    let (from, to) = (Factor::of(&a.parsed_ast)?, Factor::of(&b.parsed_ast)?);
    let mut factor = from.times(to.inverse())?;
    let steps = moles(&amount_a) - moles(&amount_b);
    if steps == 0 {
        if a.dimension != b.dimension {
            return None;
        }
    } else {
        let mass = integer(molar_mass(analyte?)?);
        let mut shifted = a.dimension;
        shifted.0[2] += i8::try_from(steps).ok()?;
        if steps.abs() != 1 || shifted != b.dimension {
            return None;
        }
        let per_mole = Factor::new(mass).times(Factor::new(AVOGADRO).inverse())?;
        factor = factor.times(if steps == 1 { per_mole } else { per_mole.inverse() })?;
    }
    factor.conversion()
}

/// [`conversion`], remembered.
pub fn cached_conversion(from: &str, to: &str, analyte: &str) -> Option<Conversion> {
    type Known = HashMap<String, HashMap<String, Vec<(String, Option<Conversion>)>>>;
    static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);
    if from == to {
        return Some(Conversion::SAME);
    }
    if let Ok(known) = KNOWN.read()
        && let Some(of_pair) = known.get(from).and_then(|map| map.get(to))
        && let Some((_, found)) = of_pair.iter().find(|(id, _)| id == analyte)
    {
        return *found;
    }
    let found = conversion(from, to, Some(analyte));
    if let Ok(mut known) = KNOWN.write() {
        let of_pair = known.entry(from.to_owned()).or_default().entry(to.to_owned()).or_default();
        of_pair.push((analyte.to_owned(), found));
    }
    found
}

/// Whether `code` is UCUM.
pub fn is_ucum(code: &str) -> bool {
    static KNOWN: LazyLock<RwLock<HashMap<String, bool>>> = LazyLock::new(RwLock::default);
    if let Some(known) = KNOWN.read().ok().and_then(|map| map.get(code).copied()) {
        return known;
    }
    let valid = octofhir_ucum::validate(code).is_ok();
    if let Ok(mut map) = KNOWN.write() {
        map.insert(code.to_owned(), valid);
    }
    valid
}

/// Whether the unit is a bare number, annotated or not: `1`, `{score}`, `{titer}`, `{INR}`.
pub fn is_unity(code: &str) -> bool {
    code == "1" || (code.starts_with('{') && code.ends_with('}') && code.matches('{').count() == 1)
}

/// What an annotation says that makes numbers with and without it different things.
fn guarded(code: &str) -> [bool; 3] {
    let upper = code.to_ascii_uppercase();
    ["1.73", "FEU", "DDU"].map(|mark| upper.contains(mark))
}

/// Kelvin, Celsius and Fahrenheit among each other; other special units only convert to themselves.
fn temperature(a: &UnitAnalysis, b: &UnitAnalysis) -> Option<Conversion> {
    // `factor × scale × r + offset` is the value in kelvins; a Fahrenheit degree is 5/9 K, which no decimal is.
    let part = |unit: &UnitAnalysis| -> Option<((i128, i32), Decimal)> {
        let one = unit.scale.to_integer_and_exponent() == (1, 0);
        match unit.special {
            Some(SpecialKind::Celsius) if one => Some(((9, 0), Decimal::new(27_315, 2))),
            Some(SpecialKind::Fahrenheit) if one => Some(((5, 0), Decimal::new(45_967, 2))),
            None if unit.dimension.to_string() == "Θ" => {
                let (n, e) = unit.factor.to_integer_and_exponent();
                Some(((n.checked_mul(9)?, e), Decimal::ZERO))
            }
            _ => None,
        }
    };
    let ((scale_a, before), (scale_b, after)) = (part(a)?, part(b)?);
    let scale = Factor::new(scale_a).times(Factor::new(scale_b).inverse())?;
    Some(Conversion { before, after, ..scale.conversion()? })
}

/// How often a unit expression has a mole and an equivalent in its numerator, less those in its denominator.
#[derive(Debug, Default)]
struct Amount {
    moles: i32,
    equivalents: i32,
    /// How often it has either, on whichever side.
    named: i32,
}

impl Amount {
    fn of(code: &str) -> Self {
        let mut amount = Self::default();
        let (mut sign, mut outer) = (1, Vec::new());
        let mut token = String::new();
        let mut annotation = false;
        for c in code.chars().chain(['.']) {
            match c {
                '{' => annotation = true,
                '}' => annotation = false,
                _ if annotation => {}
                '.' | '/' | '(' | ')' => {
                    amount.count(&token, outer.iter().product::<i32>() * sign);
                    token.clear();
                    match c {
                        '/' => sign = -1,
                        '.' => sign = 1,
                        '(' => outer.push(std::mem::replace(&mut sign, 1)),
                        _ => {
                            outer.pop();
                        }
                    }
                }
                _ => token.push(c),
            }
        }
        amount
    }

    fn count(&mut self, token: &str, sign: i32) {
        if token.ends_with("mol") {
            self.moles += sign;
            self.named += 1;
        } else if token == "eq" || (token.len() == 3 && token.ends_with("eq")) {
            self.equivalents += sign;
            self.named += 1;
        }
    }

    /// Whether it has amounts on both sides, as many on the one as on the other.
    const fn is_ratio(&self) -> bool {
        self.named > 0 && self.moles + self.equivalents == 0
    }
}

fn integer(x: Decimal) -> (i128, i32) {
    let x = x.normalize();
    (x.mantissa(), -i32::try_from(x.scale()).unwrap_or(0))
}

/// A positive number `numerator / denominator × 10^exponent`, exactly: a unit per minute is a sixtieth, which no decimal is.
#[derive(Debug, Clone, Copy)]
struct Factor {
    numerator: i128,
    denominator: i128,
    exponent: i32,
}

impl Factor {
    const ONE: Self = Self { numerator: 1, denominator: 1, exponent: 0 };

    const fn new((numerator, exponent): (i128, i32)) -> Self {
        Self { numerator, denominator: 1, exponent }
    }

    /// The magnitude of a unit in base units.
    fn of(unit: &UnitExpr) -> Option<Self> {
        match unit {
            UnitExpr::Symbol(symbol) => Self::of_symbol(symbol),
            UnitExpr::Numeric(number) => Some(Self::new(number.to_integer_and_exponent())),
            UnitExpr::Power(unit, power) => {
                let unit = Self::of(unit)?;
                let unit = if *power < 0 { unit.inverse() } else { unit };
                (0..power.unsigned_abs()).try_fold(Self::ONE, |product, _| product.times(unit))
            }
            UnitExpr::Annotation(_) => Some(Self::ONE),
            UnitExpr::Annotated(unit, _) => Self::of(unit),
            UnitExpr::Product(units) => {
                units.iter().try_fold(Self::ONE, |product, unit| product.times(Self::of(unit)?))
            }
            UnitExpr::Quotient(above, below) => Self::of(above)?.times(Self::of(below)?.inverse()),
            UnitExpr::Reciprocal(unit) => Some(Self::of(unit)?.inverse()),
        }
    }

    fn of_symbol(symbol: &str) -> Option<Self> {
        // An enzyme unit is a micromole a minute.
        if let Some(prefix) = symbol.strip_suffix('U') {
            let mole = analyse(&format!("{prefix}mol")).ok()?;
            let minute = Self { numerator: 1, denominator: 60, exponent: -6 };
            return Self::new(mole.factor.to_integer_and_exponent()).times(minute);
        }
        Some(Self::new(analyse(symbol).ok()?.factor.to_integer_and_exponent()))
    }

    const fn inverse(self) -> Self {
        Self { numerator: self.denominator, denominator: self.numerator, exponent: -self.exponent }
    }

    fn times(self, other: Self) -> Option<Self> {
        let across = gcd(self.numerator, other.denominator);
        let other_way = gcd(other.numerator, self.denominator);
        Some(Self {
            numerator: (self.numerator / across).checked_mul(other.numerator / other_way)?,
            denominator: (self.denominator / other_way).checked_mul(other.denominator / across)?,
            exponent: self.exponent.checked_add(other.exponent)?,
        })
    }

    /// Multiplication by this number.
    fn conversion(self) -> Option<Conversion> {
        let power = Self::new((10_i128.checked_pow(self.exponent.unsigned_abs())?, 0));
        let whole = Self { exponent: 0, ..self }.times(if self.exponent < 0 { power.inverse() } else { power })?;
        Some(Conversion {
            numerator: Decimal::try_from_i128_with_scale(whole.numerator, 0).ok()?,
            denominator: Decimal::try_from_i128_with_scale(whole.denominator, 0).ok()?,
            ..Conversion::SAME
        })
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs().max(1) } else { gcd(b, a % b) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn convert(x: &str, from: &str, to: &str, analyte: Option<&str>) -> Option<String> {
        let y = conversion(from, to, analyte)?.apply(x.parse().unwrap())?;
        Some(y.round_dp(10).normalize().to_string())
    }

    #[test]
    fn units_of_one_kind_convert_exactly() {
        assert_eq!(convert("8.0", "g/dL", "g/L", None).as_deref(), Some("80"));
        assert_eq!(convert("1500", "/uL", "10*9/L", None).as_deref(), Some("1.5"));
        assert_eq!(convert("1.5", "10*3/uL", "10*9/L", None).as_deref(), Some("1.5"));
        assert_eq!(convert("0.55", "1", "%", None).as_deref(), Some("55"));
        assert_eq!(convert("90", "min", "h", None).as_deref(), Some("1.5"));
        assert_eq!(convert("1000", "mg/g", "g/g", None).as_deref(), Some("1"));
        assert_eq!(convert("1", "g/(24.h)", "mg/d", None).as_deref(), Some("1000"));
        assert_eq!(convert("1", "ukat/L", "U/L", None).as_deref(), Some("60"));
        assert_eq!(convert("60", "mL/min", "mL/s", None).as_deref(), Some("1"));
    }

    #[test]
    fn temperatures_have_an_offset() {
        assert_eq!(convert("100.4", "[degF]", "Cel", None).as_deref(), Some("38"));
        assert_eq!(convert("38", "Cel", "[degF]", None).as_deref(), Some("100.4"));
        assert_eq!(convert("311.15", "K", "Cel", None).as_deref(), Some("38"));
        assert_eq!(convert("7", "[pH]", "mol/L", None), None);
    }

    #[test]
    fn mass_and_amount_convert_for_a_known_analyte_alone() {
        assert_eq!(convert("1", "mg/dL", "umol/L", Some("creatinine")).as_deref(), Some("88.4016973126"));
        assert_eq!(convert("113.12", "umol/L", "mg/L", Some("creatinine")).as_deref(), Some("12.7961344"));
        assert_eq!(convert("1", "mg/dL", "umol/L", None), None);
        assert_eq!(convert("1", "mg/dL", "umol/L", Some("no_such_analyte")), None);
    }

    #[test]
    fn what_is_not_the_same_is_not_mixed() {
        assert_eq!(convert("60", "mL/min", "mL/min/{1.73_m2}", None), None);
        assert_eq!(convert("60", "mL/s/{1.73_m2}", "mL/min/{1.73_m2}", None).as_deref(), Some("3600"));
        assert_eq!(convert("1", "mmol/L", "10*9/L", None), None);
        assert_eq!(convert("1", "meq/L", "mmol/L", Some("calcium")), None);
        assert_eq!(convert("4", "meq/L", "mmol/L", Some("potassium")).as_deref(), Some("4"));
        assert_eq!(convert("1", "[IU]/mL", "{copies}/mL", None), None);
        assert_eq!(convert("1", "[IU]/mL", "[IU]/L", None).as_deref(), Some("1000"));
        assert_eq!(convert("1", "mg/L", "kPa", None), None);
        assert_eq!(convert("500", "ng/mL{FEU}", "ng/mL", None), None);
        assert_eq!(convert("70", "mmol/mol", "%", Some("hba1c")), None);
        assert_eq!(convert("8", "%", "mmol/mol", Some("hba1c")), None);
        assert_eq!(convert("70", "mmol/mol", "umol/mmol", None).as_deref(), Some("70"));
    }
}
