"""Renders the definition of every trial of a folder to SQL, and says how many of the computable criteria it has.

usage: render.py EXTRACT FOLDER
"""

import collections
import itertools
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from circe import statements


def main(extract, folder):
    common = [extract, "--quiet", folder, "--on", "2025-06-01"]
    with tempfile.TemporaryDirectory() as scratch:
        out, loss, trials = (Path(scratch) / name for name in ("circe.ndjson", "loss.ndjson", "trials.ndjson"))
        subprocess.run([*common, "--format", "circe", "--output", out, "--loss", loss], check=True)
        subprocess.run([*common, "--format", "json", "--output", trials], check=True)
        definitions = [json.loads(line) for line in out.read_text().splitlines()]
        losses = [json.loads(line) for line in loss.read_text().splitlines()]
        trials = [json.loads(line) for line in trials.read_text().splitlines()]
    for definition in definitions:
        number = itertools.count(1)
        for concepts in definition["ConceptSets"]:
            for item in concepts["expression"]["items"]:
                item["concept"]["CONCEPT_ID"] = next(number)
        assert statements(definition)
    records = {(line["document"], line["criterion"]) for line in losses if line.get("records")}
    losses = [line for line in losses if not line.get("records")]
    named = {(line["document"], line["criterion"]) for line in losses}
    computable = [(trial["source"]["name"], criterion["id"])
                  for trial in trials for criterion in top(trial["criteria"]) if criterion.get("coverage") == "computable"]
    whole = sum(key not in named for key in computable)
    print(f"{len(definitions)} definitions rendered to SQL; of {len(computable)} computable criteria {whole} "
          f"({whole / max(len(computable), 1):.1%}) are said whole ({len(records - named)} of them not of every kind of record), "
          "of others a part or nothing:")
    for reason, count in collections.Counter(line["reason"] for line in losses if (line["document"], line["criterion"])
                                             in set(computable)).most_common(25):
        print(f"{count:6} {reason}")
    return 0 if definitions else 1


def top(criteria):
    return [criterion for criterion in criteria if criterion.get("id") and criterion.get("rule")]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
