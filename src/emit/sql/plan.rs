//! Conditions on facts as common table expressions without a subquery that looks outside itself, which not every engine
//! runs and hardly one runs fast: whether a patient has a row that is so is a maximum over the patient's rows.
//!
//! Rows are asked in levels. `r0` is every fact beside every set of concepts it is in, with the limits in its unit (`b0`)
//! and what is asked of many facts (`k0`). `a0` has a row for each patient: whether there is a fact that is so, how many
//! there are, the latest moment of one. `x0` has a row for each fact that another fact of the patient is asked about. `r1`
//! is `r0` with what of these its own conditions need, and so on.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::sharing::{Counts, Sharing, bare, is_flag, is_of_cells, is_worth_a_column};
use super::tables::{Level, Names};
use super::{literal, number, quoted, texts};
use crate::emit::query::condition::{Column, Compare, Condition, Literal, Row};
use crate::emit::query::table::name;

/// Why a condition is left out.
pub(super) const ACROSS: &str = "three facts that are asked about each other";

/// What has been planned.
pub(super) struct Plan {
    /// Ids of concepts, by the number of their set.
    pub(super) sets: Vec<Vec<String>>,
    /// Limits that depend on the unit of a row.
    pub(super) bounds: Names,
    pub(super) levels: Vec<Level>,
    /// Conditions on one row that are written once.
    pub(super) shared: Names,
    sharing: Sharing,
}

/// A row in scope: its variable, what stands before its columns, and the set it is of.
#[derive(Clone, Copy)]
struct Bound {
    row: Row,
    alias: &'static str,
    set: Option<usize>,
}

/// A text, and the level of rows on which it can be asked.
type Placed = (String, usize);

/// A condition that can not be planned.
#[derive(Debug)]
pub(super) struct Unplanned;

type Result<T> = std::result::Result<T, Unplanned>;

impl Plan {
    /// A plan in which every patient has a row.
    fn new(sharing: Sharing) -> Self {
        let mut plan =
            Self { sets: Vec::new(), bounds: Names::default(), levels: Vec::new(), shared: Names::default(), sharing };
        plan.set(&["person".to_owned()]);
        plan.level(0);
        plan
    }

    /// A plan that is made to see what is asked how often.
    pub(super) fn counting() -> Self {
        Self::new(Sharing::Count(Counts::new()))
    }

    /// What has been counted.
    pub(super) fn counts(self) -> Counts {
        match self.sharing {
            Sharing::Count(counts) => counts,
            Sharing::Off | Sharing::On(_) => Counts::new(),
        }
    }

    /// A plan that has a column for what is asked often.
    pub(super) fn sharing(counts: Counts) -> Self {
        Self::new(Sharing::On(counts))
    }

    /// A condition on patients, over the columns of the levels' tables of patients.
    pub(super) fn of_patient(&mut self, condition: &Condition) -> Result<String> {
        Ok(self.text(condition, &[])?.0)
    }

    fn set(&mut self, ids: &[String]) -> usize {
        self.sets.iter().position(|set| set == ids).unwrap_or_else(|| {
            self.sets.push(ids.to_vec());
            self.sets.len() - 1
        })
    }

    fn level(&mut self, at: usize) -> &mut Level {
        while self.levels.len() <= at {
            self.levels.push(Level::default());
        }
        &mut self.levels[at]
    }

    /// The column that stands for a condition on one row.
    fn shared(&mut self, condition: &Condition, scope: &[Bound]) -> Result<Option<String>> {
        let mut rows = BTreeSet::new();
        rows_of(condition, &mut rows);
        let outer = scope.iter().find(|bound| rows.len() == 1 && rows.contains(&bound.row)).copied();
        let Some(outer) = outer.filter(|_| is_of_cells(condition)) else { return Ok(None) };
        let sharing = std::mem::replace(&mut self.sharing, Sharing::Off);
        let text = self.text(condition, &[Bound { alias: "", ..outer }]);
        self.sharing = sharing;
        let text = text?.0;
        match &mut self.sharing {
            Sharing::Off => {}
            Sharing::Count(counts) => *counts.entry(text).or_insert(0) += 1,
            Sharing::On(counts) => {
                if counts.get(&text).is_some_and(|count| is_worth_a_column(&text, *count)) {
                    let next = self.shared.list.len();
                    let name = self.shared.name(text, || format!("k{next}"));
                    return Ok(Some(format!("{}{name} = 1", outer.alias)));
                }
            }
        }
        Ok(None)
    }

    fn text(&mut self, condition: &Condition, scope: &[Bound]) -> Result<Placed> {
        if !matches!(self.sharing, Sharing::Off)
            && let Some(text) = self.shared(condition, scope)?
        {
            return Ok((text, 0));
        }
        let cell = |row: &Row, column: &Column| -> Result<String> {
            let bound = scope.iter().find(|bound| bound.row == *row).ok_or(Unplanned)?;
            Ok(format!("{}{}", bound.alias, name(*column)))
        };
        let text = match condition {
            Condition::Constant(true) => "1 = 1".to_owned(),
            Condition::Constant(false) => "1 = 0".to_owned(),
            Condition::All(parts) => return self.joined(parts, " AND ", scope),
            Condition::Any(parts) => return self.joined(parts, " OR ", scope),
            Condition::Not(part) => return self.negated(part, scope),
            Condition::Is(row, column, compare, value) => {
                let value = match value {
                    Literal::ByUnit(unit, limits) => self.bound(&cell(row, unit)?, limits),
                    value => literal(value),
                };
                format!("{} {} {value}", cell(row, column)?, compare.sign())
            }
            Condition::Cells(a, mine, compare, b, other, more) => {
                let more = match more {
                    0 => String::new(),
                    more if *more < 0 => format!(" - {}", -more),
                    more => format!(" + {more}"),
                };
                format!("{} {} {}{more}", cell(a, mine)?, compare.sign(), cell(b, other)?)
            }
            Condition::Empty(row, column) => format!("{} IS NULL", cell(row, column)?),
            Condition::In(row, column, list) if list.len() == 1 => {
                format!("{} = {}", cell(row, column)?, texts(list))
            }
            Condition::In(row, column, list) => format!("{} IN ({})", cell(row, column)?, texts(list)),
            Condition::Contains(row, column, text) => {
                format!("{} LIKE {}", cell(row, column)?, quoted(&format!("%{text}%")))
            }
            Condition::Lists(a, list, b, item) => {
                // Sources may hold characters that mean something to LIKE.
                format!("REPLACE({0}, '|' || {1} || '|', '') <> {0}", cell(a, list)?, cell(b, item)?)
            }
            Condition::About(row, ids) => {
                let bound = *scope.iter().find(|bound| bound.row == *row).ok_or(Unplanned)?;
                format!("{}s = {}", bound.alias, self.set(ids))
            }
            Condition::SameFact(a, b) => {
                let alias = |row: &Row| scope.iter().find(|bound| bound.row == *row).map(|bound| bound.alias);
                format!("{}fact = {}fact", alias(a).ok_or(Unplanned)?, alias(b).ok_or(Unplanned)?)
            }
            Condition::Exists(row, inner) => return self.exists(*row, inner, scope),
            Condition::AtLeast(count, row, inner) => {
                let bound = self.bound_row(*row, inner, "");
                let (inner, level) = self.text(inner, &[bound])?;
                let counted = format!("COUNT(DISTINCT CASE WHEN {} THEN fact END)", bare(&inner));
                let name = self.of_patients(level, counted, 'n', !scope.is_empty());
                return Ok((format!("{}{name} >= {count}", of_any(scope)), level + 1));
            }
        };
        Ok((text, 0))
    }

    fn joined(&mut self, parts: &[Condition], sign: &str, scope: &[Bound]) -> Result<Placed> {
        let mut level = 0;
        let mut texts = Vec::new();
        for part in parts {
            let (text, on) = self.text(part, scope)?;
            level = level.max(on);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        let text = if texts.len() == 1 { texts.remove(0) } else { format!("({})", texts.join(sign)) };
        Ok((text, level))
    }

    fn negated(&mut self, part: &Condition, scope: &[Bound]) -> Result<Placed> {
        let (text, level) = self.text(part, scope)?;
        let text = match part {
            Condition::Empty(..) => text.replace(" IS NULL", " IS NOT NULL"),
            // A flag is never empty.
            _ if is_flag(&text) => text.replace(" = 1", " = 0"),
            Condition::AtLeast(..) => text.replace(" >= ", " < "),
            // An empty cell makes a comparison unknown to SQL, which is false here.
            _ => format!("NOT COALESCE({text}, FALSE)"),
        };
        Ok((text, level))
    }

    /// The limit in the unit of the row: a column of the rows.
    fn bound(&mut self, unit: &str, limits: &[(Option<String>, rust_decimal::Decimal)]) -> String {
        let (alias, column) = unit.split_at(unit.find('.').map_or(0, |dot| dot + 1));
        let mut text = format!("CASE COALESCE({column}, '')");
        for (unit, limit) in limits {
            let _ = write!(text, " WHEN {} THEN {}", quoted(unit.as_deref().unwrap_or_default()), number(*limit));
        }
        text.push_str(" END");
        let next = self.bounds.list.len();
        format!("{alias}{}", self.bounds.name(text, || format!("b{next}")))
    }

    fn of_patients(&mut self, level: usize, text: String, letter: char, needed: bool) -> String {
        let level_of = self.level(level);
        let next = level_of.patients.list.len();
        let name = level_of.patients.name(text, || format!("{letter}{level}_{next}"));
        if needed {
            level_of.needed.insert(name.clone());
        }
        name
    }

    fn bound_row(&mut self, row: Row, condition: &Condition, alias: &'static str) -> Bound {
        let set = match condition {
            Condition::About(about, ids) if *about == row => Some(self.set(ids)),
            Condition::All(parts) => parts.iter().find_map(|part| match part {
                Condition::About(about, ids) if *about == row => Some(self.set(ids)),
                _ => None,
            }),
            _ => None,
        };
        Bound { row, alias, set }
    }

    fn exists(&mut self, row: Row, inner: &Condition, scope: &[Bound]) -> Result<Placed> {
        let mut free = BTreeSet::new();
        rows_of(inner, &mut free);
        let outer: Vec<Bound> = scope.iter().filter(|bound| free.contains(&bound.row)).copied().collect();
        match outer[..] {
            [] => {
                let bound = self.bound_row(row, inner, "");
                let (text, level) = self.text(inner, &[bound])?;
                let flag = format!("MAX(CASE WHEN {} THEN 1 ELSE 0 END)", bare(&text));
                let name = self.of_patients(level, flag, 'e', !scope.is_empty());
                Ok((format!("{}{name} = 1", of_any(scope)), level + 1))
            }
            [outer] => match self.beyond(row, inner, outer)? {
                Some(placed) => Ok(placed),
                None => self.beside(row, inner, outer),
            },
            _ => Err(Unplanned),
        }
    }

    /// Some other fact that is so lies on one side of this one: so does the outermost of them.
    fn beyond(&mut self, row: Row, inner: &Condition, outer: Bound) -> Result<Option<Placed>> {
        let Condition::All(parts) = inner else { return Ok(None) };
        let asks_outer = |part: &&Condition| {
            let mut rows = BTreeSet::new();
            rows_of(part, &mut rows);
            rows.contains(&outer.row)
        };
        let (across, own): (Vec<&Condition>, Vec<&Condition>) = parts.iter().partition(asks_outer);
        let [Condition::Cells(a, mine, compare, b, other, more)] = across[..] else { return Ok(None) };
        if *a != row || *b != outer.row {
            return Ok(None);
        }
        let outermost = match compare {
            Compare::Gt | Compare::Ge => "MAX",
            Compare::Lt | Compare::Le => "MIN",
            Compare::Eq | Compare::Ne => return Ok(None),
        };
        let own = Condition::all(own.into_iter().cloned());
        let bound = self.bound_row(row, &own, "");
        let (text, level) = self.text(&own, &[bound])?;
        let extreme = format!("{outermost}(CASE WHEN {} THEN {} END)", bare(&text), name(*mine));
        let extreme = self.of_patients(level, extreme, 'm', true);
        let more = if *more == 0 { String::new() } else { format!(" + ({more})") };
        let text = format!("{}{extreme} {} {}{}{more}", outer.alias, compare.sign(), outer.alias, name(*other));
        Ok(Some((text, level + 1)))
    }

    /// Some other fact is so beside this one.
    fn beside(&mut self, row: Row, inner: &Condition, outer: Bound) -> Result<Placed> {
        let first = Bound { alias: "o.", ..outer };
        let second = self.bound_row(row, inner, "i.");
        let (text, at) = self.text(inner, &[first, second])?;
        let level = self.level(at);
        level.pair_sets.insert((first.set, second.set));
        let next = level.pairs.list.len();
        let name =
            level.pairs.name(format!("MAX(CASE WHEN {} THEN 1 ELSE 0 END)", bare(&text)), || format!("x{at}_{next}"));
        Ok((format!("{}{name} = 1", outer.alias), at + 1))
    }
}

/// What stands before a column that all rows of a patient share: of two rows in scope, either has it.
fn of_any(scope: &[Bound]) -> &'static str {
    scope.first().map_or("", |bound| bound.alias)
}

/// The rows that a condition is about.
fn rows_of(condition: &Condition, rows: &mut BTreeSet<Row>) {
    match condition {
        Condition::Constant(_) => {}
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| rows_of(part, rows)),
        Condition::Not(part) | Condition::Exists(_, part) | Condition::AtLeast(_, _, part) => rows_of(part, rows),
        Condition::Is(row, ..)
        | Condition::Empty(row, _)
        | Condition::In(row, ..)
        | Condition::Contains(row, ..)
        | Condition::About(row, _) => {
            rows.insert(*row);
        }
        Condition::Cells(a, _, _, b, ..) | Condition::Lists(a, _, b, _) | Condition::SameFact(a, b) => {
            rows.extend([*a, *b]);
        }
    }
}
