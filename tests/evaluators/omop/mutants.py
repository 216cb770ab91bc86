"""Definitions in which one limit, window or status is off by a step: some patient must tell each from the right one."""

import copy
import datetime

from circe import run

# What holds on the limit itself, or not; an operator and its opposite are changed at once, for a rule that asks for what
# is within a limit also asks that nothing later is not.
CHANGED = {"gte": "gt", "gt": "gte", "lte": "lt", "lt": "lte"}
FAMILY = {"gte": "at least", "lt": "at least", "gt": "more than", "lte": "more than", "bt": "from", "!bt": "from"}
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
    """The limit itself belongs to it, or not; it is a step higher, or lower."""
    op, limit = value.get("Op"), value.get("Value")
    if op not in FAMILY or not isinstance(limit, str) and abs(limit) > 1e9:
        return
    ends = ["Value", "Extent"] if op.endswith("bt") else ["Value"]
    place = f"{key} {FAMILY[op]} {' to '.join(str(value[end]) for end in ends)}"
    if op in CHANGED and not isinstance(limit, str):
        yield f"{place}: not the limit itself", lambda v: v.update(Op=CHANGED[op])
    for end in ends:
        for side in (1, -1):
            yield f"{place}: {end} {side:+}", lambda v, end=end, side=side: v.update({end: moved(v[end], side, key)})


def moved(limit, side, key):
    if isinstance(limit, str):
        return str(datetime.date.fromisoformat(limit) + datetime.timedelta(days=side))
    if key == "Age":
        return limit + side
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
