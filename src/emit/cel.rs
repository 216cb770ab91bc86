//! CEL over a list of facts: an expression for each test of one patient's `facts` ([`query::table`](super::query::table),
//! with a list of `concepts` and without the empty cells), and one for each criterion over the results `t` of the tests.
//!
//! What is unknown is an error, which "and" and "or" absorb; a test that fails is left out of `t`.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Map, Value};

use super::query::condition::{Column, Compare, Condition, Literal, Rails};
use super::query::table::{COLUMNS, Cell, Fact, name};
use super::query::{Logic, Loss, Query};
use crate::evaluate::Program;

/// A trial in CEL.
#[derive(Debug, Serialize)]
pub struct Expressions {
    /// The trial.
    pub trial: String,
    /// The index date.
    pub on: String,
    /// An expression over `facts` for each test, by its name in `t`.
    pub tests: Map<String, Value>,
    /// An expression over `t` for each criterion, by its id.
    pub criteria: Map<String, Value>,
    /// How they combine.
    pub eligible: Option<String>,
}

/// The expressions for a program, and what they leave out.
pub fn compile(program: &Program) -> (Expressions, Vec<Loss>) {
    let query = Query::new(program);
    let tests = query.tests.iter().enumerate().map(|(at, test)| (format!("t{at}"), three_valued(test).into()));
    let criteria = program.criteria.iter().zip(query.criteria());
    let expressions = Expressions {
        trial: program.trial.clone(),
        on: program.settings.on.to_string(),
        tests: tests.collect(),
        criteria: criteria.map(|(criterion, logic)| (criterion.id.clone(), of(&logic).into())).collect(),
        eligible: query.eligibility().as_ref().map(of),
    };
    (expressions, query.losses())
}

/// A fact as CEL reads it: empty cells are left out, measured numbers are doubles.
pub fn fact(fact: &Fact) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("fact".to_owned(), fact.number.into());
    map.insert("concepts".to_owned(), fact.concepts.clone().into());
    for ((_, name, _, _), cell) in COLUMNS.iter().zip(&fact.cells) {
        let value = match cell {
            Cell::Empty => continue,
            Cell::Int(n) => Value::from(*n),
            Cell::Number(x) => double(*x),
            Cell::Text(text) => Value::from(text.as_str()),
        };
        map.insert((*name).to_owned(), value);
    }
    map
}

/// A number with a point, which makes it a double for every reader.
fn double(x: Decimal) -> Value {
    serde_json::from_str(&double_text(x)).unwrap_or(Value::Null)
}

fn double_text(x: Decimal) -> String {
    let text = x.normalize().to_string();
    if text.contains('.') { text } else { format!("{text}.0") }
}

/// What is unknown, whatever the facts are.
const UNKNOWN: &str = "1 / 0 == 0";

fn of(logic: &Logic) -> String {
    match logic {
        Logic::Constant(Some(value)) => value.to_string(),
        Logic::Constant(None) => format!("({UNKNOWN})"),
        Logic::All(parts) => joined(parts.iter().map(of), " && "),
        Logic::Any(parts) => joined(parts.iter().map(of), " || "),
        Logic::Not(part) => format!("!{}", of(part)),
        Logic::AtLeast(number, parts) => of(&at_least(*number, parts)),
        Logic::Test(at) => format!("t.t{at}"),
    }
}

/// So many of the parts are met, as every way to choose them: what is unknown can not be counted here.
fn at_least(number: u32, parts: &[Logic]) -> Logic {
    match parts.split_first() {
        _ if number == 0 => Logic::Constant(Some(true)),
        Some((first, rest)) if number as usize <= parts.len() => {
            Logic::any([Logic::all([first.clone(), at_least(number - 1, rest)]), at_least(number, rest)])
        }
        _ => Logic::Constant(Some(false)),
    }
}

fn joined(parts: impl Iterator<Item = String>, sign: &str) -> String {
    format!("({})", parts.collect::<Vec<_>>().join(sign))
}

fn three_valued(rails: &Rails) -> String {
    let not_met = match &rails.not_met {
        Condition::Constant(false) => UNKNOWN.to_owned(),
        condition => format!("({} ? false : {UNKNOWN})", condition_of(condition)),
    };
    match &rails.met {
        Condition::Constant(false) => not_met,
        condition => format!("{} ? true : {not_met}", condition_of(condition)),
    }
}

fn condition_of(condition: &Condition) -> String {
    let cell = |row: &usize, column: &Column| format!("r{row}.{}", name(*column));
    let has = |row: &usize, column: &Column| format!("has({})", cell(row, column));
    match condition {
        Condition::Constant(value) => value.to_string(),
        Condition::All(parts) => joined(parts.iter().map(condition_of), " && "),
        Condition::Any(parts) => joined(parts.iter().map(condition_of), " || "),
        Condition::Not(part) => format!("!({})", condition_of(part)),
        Condition::Is(row, column, compare, Literal::ByUnit(unit, limits)) => {
            by_unit(&cell(row, column), &cell(row, unit), sign(*compare), limits)
        }
        Condition::Is(row, column, compare, value) => {
            format!("({} && {} {} {})", has(row, column), cell(row, column), sign(*compare), literal(value))
        }
        Condition::Cells(a, mine, compare, b, other, more) => {
            let more = if *more == 0 { String::new() } else { format!(" + ({more})") };
            let [x, y] = [cell(a, mine), cell(b, other)];
            format!("({} && {} && {x} {} {y}{more})", has(a, mine), has(b, other), sign(*compare))
        }
        Condition::Empty(row, column) => format!("!{}", has(row, column)),
        Condition::In(row, column, list) => {
            format!("({} && {} in {})", has(row, column), cell(row, column), texts(list))
        }
        Condition::Contains(row, column, text) => {
            format!("({} && {}.contains({}))", has(row, column), cell(row, column), quoted(text))
        }
        Condition::Lists(a, list, b, item) => {
            let [x, y] = [cell(a, list), cell(b, item)];
            format!("({} && {} && {x}.contains(\"|\" + {y} + \"|\"))", has(a, list), has(b, item))
        }
        Condition::About(row, ids) => format!("r{row}.concepts.exists(c, c in {})", texts(ids)),
        Condition::SameFact(a, b) => format!("r{a}.fact == r{b}.fact"),
        Condition::Exists(row, inner) => format!("facts.exists(r{row}, {})", condition_of(inner)),
        Condition::AtLeast(count, row, inner) => {
            format!("size(facts.filter(r{row}, {})) >= {count}", condition_of(inner))
        }
    }
}

/// A number against the limit in its unit.
fn by_unit(number: &str, unit: &str, sign: &str, limits: &[(Option<String>, Decimal)]) -> String {
    let none = limits.iter().find(|(unit, _)| unit.is_none());
    let none = none.map(|(_, limit)| format!("!has({unit}) && {number} {sign} {}", double_text(*limit)));
    let named: Vec<_> =
        limits.iter().filter_map(|(unit, x)| Some((quoted(unit.as_deref()?), double_text(*x)))).collect();
    let units: Vec<_> = named.iter().map(|(unit, _)| unit.as_str()).collect();
    let pairs: Vec<_> = named.iter().map(|(unit, x)| format!("{unit}: {x}")).collect();
    let [units, pairs] = [units, pairs.iter().map(String::as_str).collect()].map(|list: Vec<&str>| list.join(", "));
    let named = (!named.is_empty())
        .then(|| format!("has({unit}) && {unit} in [{units}] && {number} {sign} {{{pairs}}}[{unit}]"));
    let sides: Vec<_> = none.into_iter().chain(named).collect();
    format!("(has({number}) && ({}))", sides.join(" || "))
}

const fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Eq => "==",
        Compare::Ne => "!=",
        other => other.sign(),
    }
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::Int(n) => n.to_string(),
        Literal::Number(x) => double_text(*x),
        Literal::Text(text) => quoted(text),
        Literal::ByUnit(..) => UNKNOWN.to_owned(),
    }
}

fn texts(list: &[String]) -> String {
    format!("[{}]", list.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
