"""Whether every target of a folder of trials is accepted by its own readers, and how much of the rules it says.

usage: accept.py WORK FOLDER

SQL is planned by SQLite, DuckDB and PostgreSQL (EXPLAIN over an empty table); an EvidenceVariable is read by fhir.resources.
Then, by target: the share of the criteria that a program can decide of which nothing is left out.
"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
from fhir.resources.evidencevariable import EvidenceVariable


def extract(folder, *arguments):
    command = [os.environ["EXTRACT"], "--quiet", folder, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def schema():
    return subprocess.run([os.environ["EXTRACT"], "table", "--schema"], check=True, capture_output=True, text=True).stdout


def queries(text):
    parts = text.split("ORDER BY patient;\n")
    return [f"EXPLAIN {part}ORDER BY patient;" for part in parts if part.strip()]


def refusals(explain, statements):
    """What is refused, in the engine's words."""
    refused = []
    for statement in statements:
        try:
            explain(statement)
        except Exception as error:  # noqa: BLE001 (every engine has errors of its own)
            refused.append(f"{statement.splitlines()[0]}: {error}")
    return refused


def postgresql(work, statements):
    """One session for all; an error names its line."""
    script = Path(work) / "explain.sql"
    begin = "DROP TABLE IF EXISTS facts;\n" + schema()
    script.write_text(begin + "\n".join(statements))
    command = ["psql", "--quiet", "--no-psqlrc", "--output", os.devnull, "-f", str(script)]
    output = subprocess.run(command, capture_output=True, text=True, check=True)
    return [line for line in output.stderr.splitlines() if "ERROR" in line or "FATAL" in line]


def variables(lines):
    refused = []
    for line in lines:
        variable = json.loads(line)
        try:
            EvidenceVariable.model_validate(variable)
        except ValueError as error:
            refused.append(f"{variable.get('title')}: {error}")
    return refused


def computable(lines):
    """The criteria that a program can decide, by document."""
    found = set()

    def visit(document, criteria):
        for criterion in criteria:
            if criterion.get("coverage") == "computable" and criterion.get("role") == "criterion" and "id" in criterion:
                found.add((document, criterion["id"]))
            visit(document, criterion.get("criteria", []))

    for line in lines:
        trial = json.loads(line)
        visit(trial["source"]["name"], trial["criteria"])
    return found


def main(work, folder):
    day = ("--on", "2025-06-01")
    texts = {}
    lost = {}
    for target in ("sql", "cel", "fhir"):
        loss = Path(work) / f"{target}.loss"
        texts[target] = extract(folder, "-f", target, *day, "--loss", loss)
        losses = [json.loads(line) for line in loss.read_text().splitlines()] if loss.exists() else []
        lost[target] = {(line["document"], line["criterion"]) for line in losses if not line.get("records")}
    statements = queries(texts["sql"])
    (sqlite, duck) = (sqlite3.connect(":memory:"), duckdb.connect())
    sqlite.executescript(schema())
    duck.execute(schema())
    accepted = {
        "sqlite": (len(statements), refusals(lambda text: sqlite.execute(text).fetchall(), statements)),
        "duckdb": (len(statements), refusals(duck.execute, statements)),
        "postgresql": (len(statements), postgresql(work, statements)),
        "fhir.resources": (texts["fhir"].count("\n"), variables(texts["fhir"].splitlines())),
    }
    for reader, (documents, refused) in accepted.items():
        for line in refused[:10]:
            print(f"{reader}: {line[:400]}")
        print(f"{reader}: {documents} documents read, {len(refused)} refused")
    asked = computable(extract(folder).splitlines())
    for target, parts in lost.items():
        whole = len(asked - parts)
        print(f"{target}: says {whole} of {len(asked)} computable criteria whole, {100 * whole / max(len(asked), 1):.1f} %")
    return 1 if any(refused or not documents for documents, refused in accepted.values()) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
