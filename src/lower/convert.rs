//! Conversion factors between UCUM units, through a UCUM library; between mass and amount of substance with the
//! analyte's molar mass. Each pair is worked out once.

use std::cell::RefCell;
use std::collections::HashMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromStr;

/// A conversion: multiply by `multiplier`, divide by `divisor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    multiplier: Decimal,
    divisor: Decimal,
    exact: bool,
}

/// Significant digits kept where a conversion is not exact.
const DIGITS: u32 = 6;

impl Factor {
    /// The number in the other unit: exact between units of one dimension, else to six significant digits.
    pub fn apply(self, n: Decimal) -> Decimal {
        let product = n.checked_mul(self.multiplier).and_then(|p| p.checked_div(self.divisor)).unwrap_or(n);
        let kept = if self.exact { Some(product) } else { product.round_sf(DIGITS) };
        kept.unwrap_or(product).normalize()
    }
}

thread_local! {
    static KNOWN: RefCell<HashMap<String, Option<Factor>>> = RefCell::new(HashMap::new());
}

/// How the unit of a Snellen fraction ends: `{20/N}` is that of "20/40", whose value is 40.
const SNELLEN: &str = "/N}";

/// The factor from one unit to another; `molar_mass` in g/mol, empty where there is none. `None` where the units
/// measure different things.
pub fn factor(from: &str, to: &str, molar_mass: &str) -> Option<Factor> {
    let key = format!("{from}\t{to}\t{molar_mass}");
    KNOWN.with(|known| {
        if let Some(found) = known.borrow().get(&key) {
            return *found;
        }
        let found = work_out(from, to, molar_mass);
        known.borrow_mut().insert(key, found);
        found
    })
}

fn work_out(from: &str, to: &str, molar_mass: &str) -> Option<Factor> {
    // A Snellen fraction grows as letters become fewer, and a remark is the number one to the library.
    if from != to && [from, to].iter().any(|code| code.ends_with(SNELLEN)) {
        return None;
    }
    // The library takes {1.73_m2} for a remark and would turn mL/min/{1.73_m2} into mL/min.
    if from.contains("1.73") != to.contains("1.73") {
        return None;
    }
    if let Some(parts) = from.strip_prefix('/').and_then(|n| Decimal::from_str(n).ok()).filter(|n| !n.is_zero()) {
        // "2/3" is 2 of `/3`: of one, which is a hundred percent.
        let whole = ratio("1", to)?;
        return Some(Factor { divisor: whole.divisor.checked_mul(parts)?, exact: false, ..whole });
    }
    if let Some(plain) = ratio(from, to) {
        return Some(plain);
    }
    let mass = Decimal::from_str(molar_mass).ok().filter(|m| !m.is_zero())?;
    let (multiplier, divisor) = if let (Some(a), Some(b)) = (ratio(from, "g/L"), ratio(to, "mol/L")) {
        (a.multiplier.checked_mul(b.divisor)?, a.divisor.checked_mul(b.multiplier)?.checked_mul(mass)?)
    } else {
        let (a, b) = (ratio(from, "mol/L")?, ratio(to, "g/L")?);
        (a.multiplier.checked_mul(b.divisor)?.checked_mul(mass)?, a.divisor.checked_mul(b.multiplier)?)
    };
    Some(Factor { multiplier, divisor, exact: false })
}

/// The exact ratio of two units of one dimension. Special and arbitrary units are left to those who know the assay.
fn ratio(from: &str, to: &str) -> Option<Factor> {
    let a = octofhir_ucum::analyse(from).ok()?;
    let b = octofhir_ucum::analyse(to).ok()?;
    if a.dimension != b.dimension || a.special.is_some() || b.special.is_some() || a.arbitrary != b.arbitrary {
        return None;
    }
    let quotient = octofhir_ucum::convert(1.0, from, to).ok()?;
    let inverse = octofhir_ucum::convert(1.0, to, from).ok()?;
    // One of both is a whole number for powers of ten and for calendar units; take that one, exactly.
    let whole = |x: f64| {
        ((1.0..1e15).contains(&x) && (x - x.round()).abs() < 1e-9 * x).then(|| Decimal::from(x.round() as u64))
    };
    match (whole(quotient), whole(inverse)) {
        (Some(multiplier), _) => Some(Factor { multiplier, divisor: Decimal::ONE, exact: true }),
        (None, Some(divisor)) => Some(Factor { multiplier: Decimal::ONE, divisor, exact: true }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::factor;

    #[test]
    fn a_third_is_a_share() {
        let two = factor("/3", "%", "").map(|f| f.apply(2.into()).to_string());
        assert_eq!(two.as_deref(), Some("66.6667"));
        assert!(factor("/3", "mg", "").is_none());
    }

    #[test]
    fn a_fraction_of_sight_is_no_number_of_letters() {
        assert!(factor("{20/N}", "{letters}", "").is_none());
        assert!(factor("{6/N}", "{20/N}", "").is_none());
        assert!(factor("mg/dL", "g/L", "").is_some());
    }
}
