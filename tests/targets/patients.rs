//! The patients at the edges of the four trials: expected answers, and the targets beside the native evaluator.

use std::collections::BTreeSet;

use trial_extract::emit::query::Query;
use trial_extract::emit::query::table::facts;
use trial_extract::evaluate::Truth;

use crate::answers::expected;
use crate::engines::{Cel, sqlite};
use crate::records::{TRIALS, folder, patients, program};

#[test]
fn targets_decide_as_the_native_evaluator_does_on_every_patient() {
    let (mut compared, mut left_out) = (0, 0);
    for trial in TRIALS {
        let program = program(trial);
        let query = Query::new(&program);
        let whole: Vec<_> = (0..program.criteria.len()).map(|at| query.is_whole(at)).collect();
        let patients = patients(trial);
        let tables: Vec<_> = patients.iter().map(|patient| facts(&program, patient)).collect();
        // SQLite sorts by the patient's id, as the ids are sorted but for the base's.
        let mut by_sql = sqlite(&program, &tables);
        let base = by_sql.pop().unwrap();
        by_sql.insert(0, base);
        let cel = Cel::new(&program);
        for ((patient, by_sql), table) in patients.iter().zip(by_sql).zip(&tables) {
            let native = program.run(patient).criteria;
            let by_cel = cel.run(table);
            for (at, native) in native.iter().enumerate() {
                let id = &program.criteria[at].id;
                for (target, said) in [("SQL", by_sql[at]), ("CEL", by_cel[at])] {
                    let lost = said != *native && !whole[at] && said == Truth::Unknown;
                    assert!(said == *native || lost, "{} {id}: {target} says {said:?}, not {native:?}", patient.id);
                    compared += 1;
                    left_out += u32::from(lost);
                }
            }
        }
    }
    assert!(compared > 5000, "{compared} comparisons");
    assert_eq!(left_out, 0, "the rules of the four trials are said whole");
    if std::env::var_os("SHOW").is_some() {
        eprintln!("{compared} comparisons, {left_out} left out");
    }
}

/// `unmet.tsv` has what is expected and not said, a line each: patient, criterion. Lines may go; new ones are a failure.
#[test]
fn the_native_evaluator_gives_the_expected_answers() {
    let known = std::fs::read_to_string(folder().join("unmet.tsv")).unwrap_or_default();
    let known: BTreeSet<&str> = known.lines().collect();
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for trial in TRIALS {
        let program = program(trial);
        let expected = expected(trial);
        for patient in patients(trial) {
            let answer = program.run(&patient);
            for (id, truth) in expected[&patient.id].clone() {
                let found = if id == "trial" {
                    answer.eligibility
                } else {
                    program.criteria.iter().position(|c| c.id == id).map(|at| answer.criteria[at])
                };
                asked += 1;
                if found != Some(truth) {
                    wrong.push(format!("{trial}/{}\t{id}\t{truth:?}\t{found:?}", patient.id));
                }
            }
        }
    }
    if std::env::var_os("SHOW").is_some() {
        eprintln!("{asked} answers, {} wrong\n{}", wrong.len(), wrong.join("\n"));
    }
    let new = wrong.iter().filter(|line| {
        let mut cells = line.split('\t');
        let place = format!("{}\t{}", cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        !known.contains(place.as_str())
    });
    let new: Vec<_> = new.collect();
    assert!(new.is_empty(), "{} of {asked} answers are wrong: {new:#?}", new.len());
}
