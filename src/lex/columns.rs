//! What the columns of the tables say of an entry, by name: which column of which table holds what is known here alone.

use super::{Entry, Kind};

impl Entry {
    /// The usual name.
    pub fn name(self) -> &'static str {
        self.cell(1)
    }

    /// Its abbreviations, as they are written: none where no letter of its terms may be other than it is.
    pub fn abbreviations(self) -> impl Iterator<Item = &'static str> {
        self.cell(3).split('|').filter(|form| !form.is_empty())
    }

    /// Its codes in public vocabularies, "loinc:2141-0": of a concept.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        let cell = if self.kind().is_concept() { self.cell(4) } else { "" };
        cell.split('|').filter(|code| !code.is_empty())
    }

    /// What kind of unit it is, "time" or "mass": of an entry of `units.tsv`.
    pub fn dimension(self) -> &'static str {
        self.cell(4)
    }

    /// The UCUM code of the unit in which it is usually told: of what is measured, where it has one.
    pub fn usual_unit(self) -> Option<&'static str> {
        let measured = matches!(self.kind(), Kind::Analyte | Kind::Score);
        Some(self.cell(5)).filter(|unit| measured && !unit.is_empty())
    }

    /// Its molar mass in g/mol as the table writes it: of an analyte; empty where it has none.
    pub fn molar_mass(self) -> &'static str {
        if self.kind() == Kind::Analyte { self.cell(6) } else { "" }
    }

    /// Whether it is an analyte that a laboratory measures.
    pub fn is_laboratory(self) -> bool {
        self.kind() == Kind::Analyte && self.cell(7) == "laboratory"
    }

    /// Whether it is a score of classes, grades or stages, and not of points.
    pub fn is_graded(self) -> bool {
        self.kind() == Kind::Score && matches!(self.cell(6), "class" | "grade" | "stage")
    }

    /// The classes of a scale, from the first to the last; none where it is a score of points.
    pub fn scale(self) -> impl Iterator<Item = &'static str> {
        let cell = if self.kind() == Kind::Score { self.cell(7) } else { "" };
        cell.split('|').filter(|class| !class.is_empty())
    }

    /// The lowest and the highest value that a person can have, as the table writes them: of what is measured; empty where it
    /// has none.
    pub fn extremes(self) -> [&'static str; 2] {
        [self.cell(8), self.cell(9)]
    }

    /// The ids of its members: of a class, a panel, a score of parts; none where it is none of these.
    pub fn members(self) -> impl Iterator<Item = &'static str> {
        let cell = match self.kind() {
            Kind::Condition | Kind::Procedure | Kind::DrugClass | Kind::Observation => self.cell(5),
            Kind::Analyte | Kind::Score => self.cell(10),
            _ => "",
        };
        cell.split('|').filter(|id| !id.is_empty())
    }

    /// The id of the disease that it classifies: of a set of criteria.
    pub fn classified(self) -> Option<&'static str> {
        Some(self.cell(4)).filter(|id| self.kind() == Kind::Method && !id.is_empty())
    }

    /// The id of the period that "during" it names, "during treatment": of an anchor that is the start of one.
    pub fn period(self) -> Option<&'static str> {
        Some(self.cell(3)).filter(|id| self.kind() == Kind::Anchor && !id.is_empty())
    }

    /// The id of what is not given in this setting, the bronchodilator of "pre-bronchodilator".
    pub fn without(self) -> Option<&'static str> {
        Some(self.cell(3)).filter(|id| self.kind() == Kind::Setting && !id.is_empty())
    }
}
