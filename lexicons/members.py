#!/usr/bin/env python3
"""Adds to the column `members` of conditions.tsv what Mondo and DOID put below a condition of that table.

    members.py PACKAGES   PACKAGES as for generate.py, which see

A row is a member where both ontologies have both rows and say so: each alone has classes that trials do not mean (a
macular degeneration that is a psychiatric disorder). Only the nearest classes are written; members written by hand stay.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

import generate

# Classes by course or cause, which take in half of medicine.
TOO_WIDE = {"acute_illness", "genetic_disease", "inflammatory_disease", "study_disease"}
# What both ontologies put below a class and trials do not: diseases of the eye, infections of the blood.
APART = {"neurologic_disease": "eye_disease", "cardiovascular_disease": "eye_disease", "hematologic_disease": "infection"}

# Single pairs of the same kind: (class, what they put below it).
NOT_MEANT = {
    ("agranulocytosis", "neutropenia"),
    ("brain_disease", "migraine"),
    ("brain_disease", "migraine_with_aura"),
    ("cardiovascular_disease", "eclampsia"),
    ("cholangitis", "cholecystitis"),
    ("cns_disease", "giant_cell_arteritis"),
    ("dermatitis", "bullous_pemphigoid"),
    ("renal_disease", "granulomatosis_with_polyangiitis"),
    ("uterine_cancer", "cervical_cancer"),
}


class Ontology:
    """The classes above each class, and the class that a name stands for."""

    def __init__(self, path, namespace):
        entries = [e for e in json.loads(path.read_text(encoding="utf-8")) if e.get("namespace") == namespace]
        number = lambda text: text.removeprefix("DOID:")
        self.parents = {number(e["id"]): [number(p) for p in e.get("relations", {}).get("is_a", [])] for e in entries}
        self.names, self.known, self.namespace = defaultdict(set), {}, namespace
        for entry in entries:
            self.names[generate.key(generate.tidy(entry["name"]))].add(number(entry["id"]))

    def above(self, number):
        """Everything above a class."""
        if number not in self.known:
            found, open_ = set(), [number]
            while open_:
                new = set(self.parents.get(open_.pop(), [])) - found
                found |= new
                open_ += new
            self.known[number] = found
        return self.known[number]

    def of(self, row):
        """The class of a row: by its code, else by a name that only one class has."""
        codes = [c.split(":")[1] for c in generate.split(row["codes"]) if c.startswith(self.namespace + ":")]
        named = [self.names.get(generate.key(t), set()) for t in [row["name"], *generate.split(row["terms"])]]
        return set(codes) or next((found for found in named if len(found) == 1), set())


def below(rows, ontologies):
    """The ids below each id, as far as the ontologies agree."""
    numbers = {row["id"]: [ontology.of(row) for ontology in ontologies] for row in rows}
    found = defaultdict(set)
    for upper in numbers.keys() - TOO_WIDE:
        for lower in numbers.keys() - {upper}:
            pairs = zip(ontologies, numbers[upper], numbers[lower])
            said = [any(a in o.above(b) for a in above for b in below_) for o, above, below_ in pairs if above and below_]
            if len(said) == len(ontologies) and all(said) and (upper, lower) not in NOT_MEANT:
                found[upper].add(lower)
    for upper, other in APART.items():
        found[upper] -= found[other] | {other}
    return {upper: {m for m in members if upper not in found.get(m, ())} for upper, members in found.items()}


def main(packages):
    paths = generate.find_inputs(Path(packages))
    table = generate.HERE / "conditions.tsv"
    rows = generate.read(table)
    found = below(rows, [Ontology(paths["mondo"], "mondo"), Ontology(paths["doid"], "doid")])
    for row in rows:
        members = found.get(row["id"], set())
        nearest = {m for m in members if not any(m in found.get(other, ()) for other in members)}
        row["members"] = "|".join(sorted(nearest | set(generate.split(row["members"]))))
    header = table.read_text(encoding="utf-8").splitlines()[0]
    lines = [header] + ["\t".join(row[column] for column in header.split("\t")) for row in rows]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
