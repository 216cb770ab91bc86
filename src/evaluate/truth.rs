use serde::{Deserialize, Serialize};

/// Kleene's three truth values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// False whatever the missing data are.
    NotMet,
    /// The data do not decide it.
    Unknown,
    /// True whatever the missing data are.
    Met,
}

impl Truth {
    /// Kleene conjunction: the least true of the parts; of none, met.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut least = Self::Met;
        for part in parts {
            least = least.min(part);
            if least == Self::NotMet {
                break;
            }
        }
        least
    }

    /// Kleene disjunction: the truest of the parts; of none, not met.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut most = Self::NotMet;
        for part in parts {
            most = most.max(part);
            if most == Self::Met {
                break;
            }
        }
        most
    }

    /// What is certain when one of these is the case and nobody knows which: their common value, else unknown.
    pub fn common(alternatives: impl IntoIterator<Item = Self>) -> Self {
        let mut alternatives = alternatives.into_iter();
        match alternatives.next() {
            Some(first) if alternatives.all(|other| other == first) => first,
            _ => Self::Unknown,
        }
    }

    /// `then` where this is met, `otherwise` where it is not; where it is unknown, their common value.
    pub fn choose(self, then: Self, otherwise: Self) -> Self {
        match self {
            Self::Met => then,
            Self::NotMet => otherwise,
            Self::Unknown => Self::common([then, otherwise]),
        }
    }

    /// Whether this is met.
    pub fn is_met(self) -> bool {
        self == Self::Met
    }

    /// Whether this is unknown.
    pub fn is_unknown(self) -> bool {
        self == Self::Unknown
    }

    /// The words for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::Unknown => "unknown",
        }
    }
}

/// Kleene negation.
impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Met => Self::NotMet,
            Self::NotMet => Self::Met,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::Met } else { Self::NotMet }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, Met, NotMet, Unknown};

    const ALL: [Truth; 3] = [Met, NotMet, Unknown];

    #[test]
    fn kleene_tables() {
        let and = |a, b| Truth::all([a, b]);
        let or = |a, b| Truth::any([a, b]);
        assert_eq!(ALL.map(|b| and(Met, b)), [Met, NotMet, Unknown]);
        assert_eq!(ALL.map(|b| and(NotMet, b)), [NotMet, NotMet, NotMet]);
        assert_eq!(ALL.map(|b| and(Unknown, b)), [Unknown, NotMet, Unknown]);
        assert_eq!(ALL.map(|b| or(Met, b)), [Met, Met, Met]);
        assert_eq!(ALL.map(|b| or(NotMet, b)), [Met, NotMet, Unknown]);
        assert_eq!(ALL.map(|b| or(Unknown, b)), [Met, Unknown, Unknown]);
        assert_eq!(ALL.map(|a| !a), [NotMet, Met, Unknown]);
        assert_eq!((Truth::all([]), Truth::any([])), (Met, NotMet));
    }

    #[test]
    fn a_condition_that_is_unknown_gives_what_both_branches_share() {
        assert_eq!(ALL.map(|w| w.choose(Met, NotMet)), [Met, NotMet, Unknown]);
        assert_eq!(ALL.map(|w| w.choose(Met, Met)), [Met, Met, Met]);
        assert_eq!(ALL.map(|w| w.choose(NotMet, NotMet)), [NotMet, NotMet, NotMet]);
        assert_eq!(ALL.map(|w| w.choose(Unknown, Met)), [Unknown, Met, Unknown]);
    }

    #[test]
    fn a_choice_is_two_conjunctions_and_their_consensus() {
        for when in ALL {
            for then in ALL {
                for other in ALL {
                    let spelt_out =
                        Truth::any([Truth::all([when, then]), Truth::all([!when, other]), Truth::all([then, other])]);
                    assert_eq!(when.choose(then, other), spelt_out, "{when:?} {then:?} {other:?}");
                }
            }
        }
    }
}
