"""Cohort definitions, rendered to SQL and run."""

import functools
import json
import re

from duckcdm.circe import build_cohort_query
from duckcdm.sqlrender import render, split_sql, translate

BEGIN = re.compile("-- Begin .*Criteria( Group)?$")
END = re.compile(" *-- End .*Criteria( Group)?$")


def statements(definition):
    """The statements that fill the cohort, in OHDSI's dialect of SQL."""
    return split_sql(render(build_cohort_query(json.dumps(definition), cdm_schema="main", target_table="main.cohort", cohort_id=1)))


@functools.cache
def translated(text):
    return translate(text, "duckdb")


def for_duckdb(statement):
    """A statement in DuckDB's dialect. Each of its subqueries is translated alone, and once: the time it takes grows
    with the square of the length, and definitions ask the same again and again."""
    held, open_blocks = {}, [[]]
    for line in statement.split("\n"):
        if begin := BEGIN.search(line):
            open_blocks[-1].append(line[:begin.start()])
            open_blocks.append([])
        elif END.match(line):
            text = translated("\n".join(open_blocks.pop()))
            place = f"held_{len(held)}_"
            held[place] = text
            open_blocks[-1].append(place)
        else:
            open_blocks[-1].append(line)
    [lines] = open_blocks
    text = translated("\n".join(lines) + ";")
    for place in reversed(held):
        text = text.replace(place, held[place])
    return text


def run(definition, connection):
    """The people of the cohort, and those for whom each rule holds, by its place."""
    for statement in statements(definition):
        # What is left over is looked at before it goes.
        if not statement.lstrip().startswith(("TRUNCATE", "DROP")):
            connection.execute(for_duckdb(statement))
    rules = {}
    for rule, person in connection.execute("SELECT inclusion_rule_id, person_id FROM inclusion_events").fetchall():
        rules.setdefault(rule, set()).add(person)
    cohort = {person for (person,) in connection.execute("SELECT subject_id FROM cohort").fetchall()}
    for table in ["inclusion_events", "qualified_events", "included_events", "cohort_rows", "final_cohort", "Codesets"]:
        connection.execute(f"DROP TABLE {table}")
    for at in range(len(definition["InclusionRules"])):
        connection.execute(f"DROP TABLE Inclusion_{at}")
    return cohort, rules
