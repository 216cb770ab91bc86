"""Compares what Circe says of the edge patients with the native evaluator, unknown taken as not met.

usage: compare.py EXTRACT PATIENTS CORPUS

For each trial, two definitions are run: on its own patients, on those of the others, and on patients made for the edges of
its rules. That of `extract --format circe`: each of its rules is compared with its criterion where the loss report does not
name it, and where it does, a rule may not rule out whom the native evaluator lets in; nor may the cohort. And one with a rule for every criterion, nested ones too (`emit::circe::answers`): for whom it is met, compared
wherever all that data can decide is said, and else at least never met for whom it is not. With MUTANTS=1 each limit, window and
status of the second is changed, to see whether some patient tells.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from cdm import Cdm, day, empty
from circe import run
from mutants import survivors
from vocabulary import Vocabulary, resolve


def main(extract, patients, corpus):
    patients, corpus = Path(patients), Path(corpus)
    settings = json.loads((patients / "settings.json").read_text())
    total, wrong = {"equal": 0, "one-sided": 0}, []
    for folder in sorted(path.parent for path in patients.glob("*/answers.json")):
        trial, start = folder.name, time.monotonic()
        losses = folder / "circe.loss.ndjson"
        definition = json.loads(subprocess.run(
            [extract, "--quiet", corpus / f"{trial}.txt", "--format", "circe", "--loss", losses, *settings["arguments"]],
            check=True, capture_output=True).stdout)
        answers = json.loads((folder / "answers.json").read_text())
        concepts = json.loads((folder / "concepts.json").read_text())
        # What is lost of some records alone is not of these patients.
        reported = [json.loads(line) for line in losses.read_text().splitlines()]
        lost = {loss["criterion"] for loss in reported if not loss.get("records")}
        native = concepts["native"]
        connection, people = fill(folder, concepts, day(settings["on"]), [definition, answers])
        cohort, rules = run(definition, connection)
        counts, bad = check_rules(trial, definition, lost, native, people, cohort, rules)
        # What the first definition says whole is not asked again.
        asked = {rule["name"] for rule in definition["InclusionRules"]} - lost
        answers["InclusionRules"] = [rule for rule in answers["InclusionRules"] if rule["name"] not in asked]
        _, met = run(answers, connection)
        more, worse = check_answers(trial, answers, set(concepts["whole"]), native, people, met)
        wrong += bad + worse
        if os.environ.get("MUTANTS"):
            every = json.loads((folder / "answers.json").read_text())
            resolve(every, connection)
            number, alive = survivors(every, set(concepts["whole"]), native, people, connection)
            print(f"{trial}: {number - len(alive)} of {number} changes by a step are noticed")
            print("".join(f"  not: {line}\n" for line in alive), end="")
        for kind in total:
            total[kind] += counts[kind] + more[kind]
        print(f"{trial}: {len(people)} patients, {counts['equal'] + more['equal']} answers compared, "
              f"{counts['one-sided'] + more['one-sided']} of criteria that the loss report names compared one way, "
              f"{time.monotonic() - start:.0f} s")
    for line in wrong:
        print(line)
    print(f"{total['equal']} comparisons, {total['one-sided']} one way, {len(wrong)} disagreements")
    return 1 if wrong or not total["equal"] else 0


def fill(folder, concepts, on, definitions):
    """A CDM of the trial's patients; the definitions get its concept ids."""
    vocabulary, connection = Vocabulary(), empty()
    for definition in definitions:
        for concept_set in definition["ConceptSets"]:
            for item in concept_set["expression"]["items"]:
                concept = item["concept"]
                vocabulary.concept(concept["VOCABULARY_ID"], concept["CONCEPT_CODE"], concept["CONCEPT_NAME"])
    cdm = Cdm(vocabulary, concepts["codes"], concepts["sources"], concepts["hows"], on)
    for bundles in [*sorted(folder.parent.glob("*/patients.ndjson")), folder / "edges.ndjson"]:
        for line in bundles.read_text().splitlines():
            cdm.bundle(json.loads(line), bundles.parent.name)
    cdm.write(connection)
    vocabulary.fill(connection)
    for definition in definitions:
        missing = resolve(definition, connection)
        assert not missing, missing
    return connection, cdm.people


def check_rules(trial, definition, lost, native, people, cohort, rules):
    counts, wrong = {"equal": 0, "one-sided": 0}, []
    for at, rule in enumerate(definition["InclusionRules"]):
        id, excludes = rule["name"], rule["description"].startswith("NOT ")
        for patient, person in people.items():
            said, truth = person in rules.get(at, set()), native[patient][id]
            holds = truth != excludes
            counts["one-sided" if id in lost else "equal"] += 1
            if said != holds and (id not in lost or (holds and not said)):
                wrong.append(f"{trial} {patient} rule {id}: {said}, native met is {truth}")
    for patient, person in people.items():
        counts["one-sided"] += 1
        if native[patient]["trial"] and person not in cohort:
            wrong.append(f"{trial} {patient}: not in the cohort, native met")
    return counts, wrong


def check_answers(trial, definition, whole, native, people, met):
    counts, wrong = {"equal": 0, "one-sided": 0}, []
    for at, rule in enumerate(definition["InclusionRules"]):
        id = rule["name"]
        for patient, person in people.items():
            said, truth = person in met.get(at, set()), native[patient][id]
            counts["equal" if id in whole else "one-sided"] += 1
            if said != truth and (id in whole or said):
                wrong.append(f"{trial} {patient} {id}: met is {said}, native {truth}")
    return counts, wrong


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
