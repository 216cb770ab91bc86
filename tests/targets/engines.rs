//! Runs what the targets write.

use cel::{Context, Program as Compiled, Value as CelValue};
use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, Value as SqlValue};
use trial_extract::emit::query::table::{COLUMNS, Cell, Fact};
use trial_extract::emit::{cel as cel_target, sql};
use trial_extract::evaluate::{Program, Truth};

fn truth(value: Option<bool>) -> Truth {
    value.map_or(Truth::Unknown, Truth::from)
}

fn sql_value(cell: Cell) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(match cell {
        Cell::Empty => SqlValue::Null,
        Cell::Int(n) => SqlValue::Integer(n),
        Cell::Number(x) => SqlValue::Real(x.to_string().parse().unwrap()),
        Cell::Text(text) => SqlValue::Text(text),
    })
}

/// What SQLite says of each patient, by criterion; the last is the whole trial's.
pub fn sqlite(program: &Program, patients: &[Vec<Fact>]) -> Vec<Vec<Truth>> {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(&sql::schema()).unwrap();
    let places = vec!["?"; COLUMNS.len() + 3].join(", ");
    let mut insert = connection.prepare(&format!("INSERT INTO facts VALUES ({places})")).unwrap();
    for row in patients.iter().flatten().flat_map(sql::rows) {
        insert.execute(rusqlite::params_from_iter(row.into_iter().map(sql_value))).unwrap();
    }
    connection.execute_batch("CREATE INDEX of_patient ON facts (patient, concept)").unwrap();
    let (query, _) = sql::compile(program);
    let mut query = connection.prepare(&query).unwrap_or_else(|error| panic!("{error}\n{query}"));
    let columns = query.column_count();
    let rows = query.query_map([], |row| (1..columns).map(|at| row.get::<_, Option<bool>>(at)).collect());
    rows.unwrap().map(|row: rusqlite::Result<Vec<_>>| row.unwrap().into_iter().map(truth).collect()).collect()
}

/// What CEL says of one patient, by criterion; the last is the whole trial's.
pub struct Cel {
    tests: Vec<(String, Compiled)>,
    criteria: Vec<Compiled>,
}

impl Cel {
    pub fn new(program: &Program) -> Self {
        let (expressions, _) = cel_target::compile(program);
        let compiled = |text: &str| Compiled::compile(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let tests = expressions.tests.iter().map(|(name, text)| (name.clone(), compiled(text.as_str().unwrap())));
        let criteria = expressions.criteria.values().map(|text| compiled(text.as_str().unwrap()));
        Self {
            tests: tests.collect(),
            criteria: criteria.chain(expressions.eligible.as_deref().map(compiled)).collect(),
        }
    }

    pub fn run(&self, facts: &[Fact]) -> Vec<Truth> {
        let facts: Vec<_> = facts.iter().map(cel_target::fact).collect();
        let mut context = Context::default();
        context.add_variable("facts", plain(&facts)).unwrap();
        let ask = |program: &Compiled, context: &Context| match program.execute(context) {
            Ok(CelValue::Bool(value)) => Some(value),
            Ok(other) => panic!("{other:?}"),
            Err(_) => None,
        };
        let found: std::collections::BTreeMap<_, _> =
            self.tests.iter().filter_map(|(name, test)| Some((name.clone(), ask(test, &context)?))).collect();
        let mut context = Context::default();
        context.add_variable("t", found).unwrap();
        self.criteria.iter().map(|criterion| truth(ask(criterion, &context))).collect()
    }
}

/// Numbers as doubles or integers, not as the exact digits that the JSON has.
fn plain(facts: &[serde_json::Map<String, serde_json::Value>]) -> CelValue {
    let list = facts.iter().map(|fact| {
        let entries = fact.iter().map(|(key, value)| (key.clone(), cel_value(value)));
        CelValue::from(entries.collect::<std::collections::HashMap<String, CelValue>>())
    });
    CelValue::from(list.collect::<Vec<_>>())
}

fn cel_value(value: &serde_json::Value) -> CelValue {
    match value {
        serde_json::Value::Number(n) if n.to_string().contains('.') => CelValue::Float(n.to_string().parse().unwrap()),
        serde_json::Value::Number(n) => CelValue::Int(n.as_i64().unwrap()),
        serde_json::Value::String(text) => CelValue::from(text.clone()),
        serde_json::Value::Array(items) => CelValue::from(items.iter().map(cel_value).collect::<Vec<_>>()),
        other => panic!("{other}"),
    }
}
