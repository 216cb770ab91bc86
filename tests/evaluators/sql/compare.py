"""Compares what SQL engines say of the edge patients with what the native evaluator says.

usage: compare.py WORK ENGINE…    (duckdb, postgresql, spark; see `run`)

The two must give the same three values for every patient and criterion; a criterion with a part that the loss report names
may be unknown instead. A criterion of which the report names nothing must be the same.
"""

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

TRUTHS = {True: "met", False: "not met", None: "unknown"}
ROOT = Path(__file__).resolve().parents[3]


def extract(*arguments):
    subprocess.run([os.environ["EXTRACT"], *map(str, arguments)], check=True, stderr=subprocess.DEVNULL)


def column(criterion):
    return "eligible" if criterion == "trial" else criterion.lower().replace(".", "_")


def duckdb(folder):
    import duckdb as engine

    connection = engine.connect()
    connection.execute(f"CREATE TABLE facts AS FROM '{folder / 'facts.parquet'}'")
    result = connection.execute((folder / "trial.sql").read_text())
    names = [name for name, *_ in result.description]
    return [dict(zip(names, row)) for row in result.fetchall()]


def psql(*arguments):
    command = ["psql", "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def postgresql(folder):
    psql("-c", "DROP TABLE IF EXISTS facts")
    psql("-f", folder / "facts.sql")
    psql("-c", "ANALYZE facts")
    values = {"t": True, "f": False, "": None}
    rows = csv.DictReader(io.StringIO(psql("--csv", "-f", folder / "trial.sql")))
    return [{name: cell if name == "patient" else values[cell] for name, cell in row.items()} for row in rows]


def spark(folder):
    """One Spark for all trials: it takes longer to start than to run."""
    if not (folder / "spark.ndjson").exists():
        folders = sorted(folder.parent.glob("*/trial.sql"))
        program = Path(__file__).with_name("spark.py")
        command = [os.environ["SPARK_PYTHON"], program, *(trial.parent for trial in folders)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [json.loads(line) for line in (folder / "spark.ndjson").read_text().splitlines()]


def compare(engine, rows, native, lost):
    """What differs, how many truths were compared, and how many of them are left out."""
    wrong, compared, left_out = [], 0, 0
    rows = {row["patient"]: row for row in rows}
    for patient, answers in native.items():
        for criterion, expected in answers.items():
            said = TRUTHS[rows[patient][column(criterion)]]
            compared += 1
            if said != expected:
                parts = (name for name in lost if criterion in ("trial", name) or name.startswith(criterion + "."))
                if said == "unknown" and any(parts):
                    left_out += 1
                else:
                    wrong.append(f"{engine} {patient} {criterion}: {said}, not {expected}")
    if rows.keys() != native.keys():
        wrong.append(f"{engine}: other patients than those of the table")
    return wrong, compared, left_out


def prepare(folder, trial, arguments):
    """Query, losses and table of a trial, as a user makes them."""
    text = ROOT / "corpus" / f"{trial.name}.txt"
    folder.mkdir()
    extract(text, "-f", "sql", *arguments, "-o", folder / "trial.sql", "--loss", folder / "loss.ndjson")
    for name in ("facts.parquet", "facts.sql"):
        extract("table", text, trial / "patients.ndjson", "-o", folder / name)


def main(work, engines):
    patients = Path(os.environ["PATIENTS"])
    arguments = json.loads((patients / "settings.json").read_text())["arguments"]
    trials = sorted(path for path in patients.iterdir() if path.is_dir())
    wrong, sums = [], {engine: [0, 0, 0.0] for engine in engines}
    for trial in trials:
        prepare(Path(work) / trial.name, trial, arguments)
    for trial in trials:
        folder = Path(work) / trial.name
        losses = [json.loads(line) for line in (folder / "loss.ndjson").read_text().splitlines()]
        lost = {loss["criterion"] for loss in losses if not loss.get("records")}
        native = json.loads((trial / "native.json").read_text())
        for engine in engines:
            start = time.monotonic()
            rows = globals()[engine](folder)
            sums[engine][2] += time.monotonic() - start
            found, compared, left_out = compare(engine, rows, native, lost)
            wrong += found
            sums[engine][0] += compared
            sums[engine][1] += left_out
    for line in wrong[:50]:
        print(line)
    for engine, (compared, left_out, seconds) in sums.items():
        failed = sum(line.startswith(engine) for line in wrong)
        print(f"{engine}: {compared} comparisons, {left_out} left out, {failed} wrong, {seconds:.1f} s")
    return 1 if wrong or not all(compared for compared, *_ in sums.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
