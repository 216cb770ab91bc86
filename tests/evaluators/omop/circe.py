"""Cohort definitions, rendered to SQL and run."""

import json

from duckcdm.circe import build_cohort_query
from duckcdm.sqlrender import render, split_sql, translate


def statements(definition):
    """The statements that fill the cohort, in OHDSI's dialect of SQL."""
    return split_sql(render(build_cohort_query(json.dumps(definition), cdm_schema="main", target_table="main.cohort", cohort_id=1)))


def run(definition, connection):
    """The people of the cohort, and those for whom each rule holds, by its place."""
    for statement in statements(definition):
        # Each alone, for the translation takes long over long texts; and what is left over is looked at before it goes.
        if not statement.lstrip().startswith(("TRUNCATE", "DROP")):
            connection.execute(translate(statement + ";", "duckdb"))
    rules = {}
    for rule, person in connection.execute("SELECT inclusion_rule_id, person_id FROM inclusion_events").fetchall():
        rules.setdefault(rule, set()).add(person)
    cohort = {person for (person,) in connection.execute("SELECT subject_id FROM cohort").fetchall()}
    for table in ["inclusion_events", "qualified_events", "included_events", "cohort_rows", "final_cohort", "Codesets"]:
        connection.execute(f"DROP TABLE {table}")
    for at in range(len(definition["InclusionRules"])):
        connection.execute(f"DROP TABLE Inclusion_{at}")
    return cohort, rules
