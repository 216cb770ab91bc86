"""Definitions in which one limit, window or status is off by a step: some patient must tell each from the right one."""

import copy
import datetime

from circe import run

# An operator, and the one that differs on the limit alone.
CHANGED = {"gte": "gt", "gt": "gte", "lte": "lt", "lt": "lte"}
AT_ONCE = 40  # Circe adds up powers of two.
STEP = 0.0003  # Patients stand this near to a small limit, or nearer,
LARGE = 0.03  # and this near to one above 1.


def survivors(definition, whole, native, people, connection):
    """How many changes were made, and those that no patient tells. Rules that are said whole are changed, each in one
    place; what stands in a rule several times is changed everywhere in it."""
    wrong = []
    for rule in definition["InclusionRules"]:
        if rule["name"] in whole:
            for what, change in sorted(changes(rule["expression"], "").items()):
                wrong.append((copy.deepcopy(rule), what))
                apply(wrong[-1][0]["expression"], "", what, change)
    alive = []
    for start in range(0, len(wrong), AT_ONCE):
        some = wrong[start:start + AT_ONCE]
        _, met = run({**definition, "InclusionRules": [rule for rule, _ in some]}, connection)
        for at, (rule, what) in enumerate(some):
            told = any((person in met.get(at, set())) != native[patient][rule["name"]] for patient, person in people.items())
            if not told:
                alive.append(f"{rule['name']} {what}")
    return len(wrong), alive


def changes(value, key):
    """What can be changed in a part of a definition: a text that says what, with a function that does it to such a part."""
    out = {}
    if isinstance(value, dict):
        for what, change in [*limits(value, key), *windows(value, key), *statuses(value, key)]:
            out[what] = change
        for name, inner in value.items():
            out |= changes(inner, name)
    elif isinstance(value, list):
        for inner in value:
            out |= changes(inner, key)
    return out


def apply(value, key, what, change):
    if isinstance(value, dict):
        here = what in dict([*limits(value, key), *windows(value, key), *statuses(value, key)])
        for name, inner in value.items():
            apply(inner, name, what, change)
        if here:
            change(value)
    elif isinstance(value, list):
        for inner in value:
            apply(inner, key, what, change)


def limits(value, key):
    """The limit itself belongs to it, or not; a range begins and ends elsewhere."""
    op = value.get("Op")
    if op in CHANGED and abs(value["Value"] if not isinstance(value["Value"], str) else 0) < 1e9:
        yield f"{key} {op} {value['Value']}: {CHANGED[op]}", lambda v: v.update(Op=CHANGED[op])
        side = 1 if op in ("gt", "lte") else -1
        yield f"{key} {op} {value['Value']}: a step wider", lambda v: v.update(Value=moved(v["Value"], side))
    if op in ("bt", "!bt"):
        for name, side in [("Value", -1), ("Extent", 1)]:
            for step, words in [(side, "wider"), (-side, "narrower")]:
                yield (f"{key} {op} {value['Value']} {value['Extent']}: {name} {words}",
                       lambda v, name=name, step=step: v.update({name: moved(v[name], step)}))


def moved(limit, side):
    if isinstance(limit, str):
        return str(datetime.date.fromisoformat(limit) + datetime.timedelta(days=side))
    if isinstance(limit, int) and abs(limit) > 100_000:
        return limit
    return limit + side * (LARGE if abs(limit) > 1 else STEP)


def windows(value, key):
    """A window begins or ends a day elsewhere; something lasts a day more or less."""
    if key in ("Start", "End") and value.get("Days") is not None:
        for side in (1, -1):
            yield (f"{key} {value['Days'] * value['Coeff']} days: {side:+}",
                   lambda v, side=side: v.update(days(v["Days"] * v["Coeff"] + side)))
    if key == "DateAdjustment":
        for name in ("StartOffset", "EndOffset"):
            for side in (1, -1):
                yield (f"{key} {value['StartWith']} {value['StartOffset']} {value['EndWith']} {value['EndOffset']}: "
                       f"{name} {side:+}", lambda v, name=name, side=side: v.update({name: v[name] + side}))


def days(number):
    return {"Days": abs(number), "Coeff": -1 if number < 0 else 1}


def statuses(value, key):
    """What must be in a set must not be; so many must be one more."""
    if "IsExclusion" in value:
        yield (f"{key} {value['CodesetId']} {value['IsExclusion']}: the opposite",
               lambda v: v.update(IsExclusion=not v["IsExclusion"]))
    if key == "Occurrence" and value["Type"] == 2:
        yield f"{key} of {value['Count']}: one more", lambda v: v.update(Count=v["Count"] + 1)
