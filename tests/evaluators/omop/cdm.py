"""An OMOP CDM 5.4 in DuckDB of FHIR R4 bundles, with the places for facts that `src/emit/circe` documents."""

import datetime
import re

import duckdb
from omop_cdm.regular.cdm54 import Base
from sqlalchemy import Date, DateTime, Integer, Numeric
from vocabulary import NO_MATCH, Vocabulary, insert

FOREVER = datetime.date(2099, 12, 31)
OWN = "trial-extract"
SYSTEMS = {"http://loinc.org": "LOINC", "http://hl7.org/fhir/sid/icd-10-cm": "ICD10CM"}
ANSWERS = {True: "373066001", False: "373067005"}
FINDINGS = {"positive": "10828004", "negative": "260385009", "detected": "260373001", "not detected": "260415000"}
OPERATORS = {"<": "276139006", "<=": "276137008", ">": "276140008", ">=": "276138003"}
ROUTES = {"oral": "26643006", "intravenous": "47625008", "intramuscular": "78421000", "subcutaneous": "34206005",
          "topical": "6064005", "inhaled": "447694001", "rectal": "37161004"}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}


def empty():
    """A CDM without a row: the tables of the released model, without their keys, numbers as doubles."""
    connection = duckdb.connect()
    for table in Base.metadata.tables.values():
        columns = ", ".join(f'"{column.name}" {kind(column.type)}' for column in table.columns)
        connection.execute(f"CREATE TABLE {table.name} ({columns})")
    connection.execute("CREATE TABLE cohort (cohort_definition_id BIGINT, subject_id BIGINT, cohort_start_date DATE, "
                       "cohort_end_date DATE)")
    return connection


def kind(column):
    for python, sql in [(Numeric, "DOUBLE"), (Integer, "BIGINT"), (DateTime, "TIMESTAMP"), (Date, "DATE")]:
        if isinstance(column, python):
            return sql
    return "VARCHAR"


class Cdm:
    """Fills a CDM. `codes` has the codes of each concept of the rules, `sources` what each resource is about, `hows`
    what else it says of that ("severe")."""

    def __init__(self, vocabulary: Vocabulary, codes, sources, hows, on):
        self.vocabulary, self.codes, self.sources, self.on = vocabulary, codes, sources, on
        self.hows, self.said = hows, set()
        self.rows = {}
        self.people = {}

    def write(self, connection):
        for table, rows in self.rows.items():
            columns = sorted({name for row in rows for name in row})
            insert(connection, f"{table} ({', '.join(columns)})", [[row.get(name) for name in columns] for row in rows])

    def add(self, table, **row):
        rows = self.rows.setdefault(table, [])
        rows.append({f"{table}_id": len(rows) + 1, **row})

    def bundle(self, bundle, trial):
        """Adds a patient, one made for this trial."""
        resources = [entry["resource"] for entry in bundle["entry"]]
        patient = next(resource for resource in resources if resource["resourceType"] == "Patient")
        name = f"{trial}/{patient['id']}"
        person = self.people.setdefault(name, len(self.people) + 1)
        gender = {"male": "M", "female": "F"}.get(patient.get("gender"))
        born = patient["birthDate"]
        row = {"person_id": person, "year_of_birth": int(born[:4]),
               "gender_concept_id": self.vocabulary.concept("Gender", gender) if gender else NO_MATCH}
        if len(born) > 4:
            born = day(born)
            row |= {"month_of_birth": born.month, "day_of_birth": born.day}
            self.add("observation", person_id=person, observation_concept_id=self.vocabulary.concept("LOINC", "21112-8"),
                     observation_date=born)
        self.rows.setdefault("person", []).append(row)
        self.add("observation_period", person_id=person, observation_period_start_date=datetime.date(1900, 1, 1),
                 observation_period_end_date=FOREVER)
        for resource in resources:
            source = f"{name} {resource['resourceType']}/{resource['id']}"
            ids, self.said = self.sources.get(source, []), set(self.hows.get(source, []))
            kind = resource["resourceType"]
            if kind == "Observation":
                self.observation(person, ids, resource)
            elif kind == "Condition":
                self.condition(person, ids, resource)
            elif kind == "Procedure":
                self.procedure(person, ids, resource)
            elif kind in ("MedicationStatement", "MedicationAdministration"):
                self.drug(person, ids, resource)
            elif kind == "AllergyIntolerance":
                self.allergy(person, ids, resource)
            elif kind == "FamilyMemberHistory":
                self.family(person, ids)
            elif kind != "Patient":
                raise ValueError(f"{kind} has no place")

    # Concepts

    def standard(self, id):
        """The concept of one of ours: of its first code that no other one shares."""
        shared = [tuple(code) for other, codes in self.codes.items() if other != id for code in codes]
        codes = [tuple(code) for code in self.codes[id]]
        return self.vocabulary.concept(*next((code for code in codes if code not in shared), codes[0]))

    def concept(self, ids, element):
        """The concept of a fact: what it is about; with what else it says of that, a concept below it."""
        concept = self.plain(ids, element)
        names = [(code.partition(":"), code) for vocabulary, code in self.vocabulary.ids if vocabulary == OWN and ":" in code]
        narrow = [code for (id, _, hows), code in names if id in ids and set(hows.split("+")) <= self.said]
        if not narrow:
            return concept
        below = self.vocabulary.concept(OWN, f"{concept} {' '.join(sorted(self.said))}")
        for ancestor in [concept, *self.vocabulary.above(concept), *(self.vocabulary.concept(OWN, code) for code in narrow)]:
            self.vocabulary.below(below, ancestor)
        return below

    def plain(self, ids, element):
        """The concept of what a fact is about: of its code, else of the one it is about; a name for several is below all of them."""
        for coding in element.get("coding", []):
            vocabulary = SYSTEMS.get(coding.get("system"))
            known = (vocabulary, coding["code"]) in self.vocabulary.ids
            if known and ids:
                return self.vocabulary.concept(vocabulary, coding["code"])
        if len(ids) == 1:
            return self.standard(ids[0])
        if not ids:
            return NO_MATCH
        named = self.vocabulary.concept(OWN, f"name:{element['text']}", element["text"])
        for id in ids:
            self.vocabulary.below(named, self.standard(id))
        return named

    def snomed(self, code):
        return self.vocabulary.concept("SNOMED", code)

    def answered(self, person, concept, answer, date):
        self.add("observation", person_id=person, observation_concept_id=concept, observation_date=date,
                 value_as_concept_id=self.snomed(ANSWERS[answer]))

    def absent(self, person, ids):
        """There is none: one answer for each concept that the words are about."""
        for id in ids:
            self.answered(person, self.standard(id), False, self.on)

    def told(self, person, what, concept, date):
        """Something is planned, or of somebody else."""
        self.add("observation", person_id=person, observation_concept_id=self.vocabulary.concept(OWN, what),
                 observation_date=date or self.on, value_as_concept_id=concept)

    # Resources

    def family(self, person, ids):
        for id in ids:
            self.told(person, "of:relative", self.standard(id), self.on)

    def observation(self, person, ids, resource):
        concept = self.concept(ids, resource["code"])
        date = day(resource["effectiveDateTime"]) if "effectiveDateTime" in resource else None
        if "valueBoolean" in resource:
            period = resource.get("effectivePeriod", {})
            last = day(period["end"]) if "end" in period else self.on
            self.answered(person, concept, resource["valueBoolean"], date or last)
            return
        row = {"person_id": person, "measurement_concept_id": concept, "measurement_date": date}
        if "valueQuantity" in resource:
            row |= self.quantity(resource["valueQuantity"])
            for range in resource.get("referenceRange", []):
                row |= {f"range_{end}": range[end]["value"] for end in ("low", "high") if end in range}
        elif "valueRatio" in resource:
            row["value_as_number"] = resource["valueRatio"]["denominator"]["value"]
            row["unit_concept_id"] = self.vocabulary.concept("UCUM", "{titer}")
        elif "valueCodeableConcept" in resource:
            row["value_as_concept_id"] = self.finding(ids, resource["valueCodeableConcept"]["text"])
        self.add("measurement", **row)

    def quantity(self, quantity):
        row = {"value_as_number": quantity["value"]}
        if quantity.get("unit"):
            row["unit_concept_id"] = self.vocabulary.concept("UCUM", quantity["unit"])
        if quantity.get("comparator"):
            row["operator_concept_id"] = self.snomed(OPERATORS[quantity["comparator"]])
        return row

    def finding(self, ids, words):
        """A finding has a code; a class of a scale has ours."""
        if words.lower() in FINDINGS:
            return self.snomed(FINDINGS[words.lower()])
        found = re.search(r"\b(?:(IV|V?I{0,3})|(\d+))([A-D]?)$", words)
        if ids and found and found.group():
            number = ROMAN.get(found.group(1)) or found.group(2) or ""
            return self.vocabulary.concept(OWN, f"{ids[0]}:{number}{found.group(3)}", words)
        return self.vocabulary.concept(OWN, f"words:{words}", words)

    def condition(self, person, ids, resource):
        if codes(resource, "verificationStatus") == ["refuted"]:
            self.absent(person, ids)
        elif codes(resource, "verificationStatus") == ["confirmed"]:
            end = resource.get("abatementDateTime")
            self.add("condition_occurrence", person_id=person, condition_concept_id=self.concept(ids, resource["code"]),
                     condition_start_date=day(resource["onsetDateTime"]), condition_end_date=end and day(end))

    def procedure(self, person, ids, resource):
        if resource["status"] == "not-done":
            self.absent(person, ids)
        elif resource["status"] in ("preparation", "on-hold"):
            self.told(person, "planned", self.concept(ids, resource["code"]), day(resource["performedDateTime"]))
        else:
            self.add("procedure_occurrence", person_id=person, procedure_date=day(resource["performedDateTime"]),
                     procedure_concept_id=self.concept(ids, resource["code"]))

    def drug(self, person, ids, resource):
        if resource["status"] == "not-taken":
            self.absent(person, ids)
            return
        concept = self.concept(ids, resource["medicationCodeableConcept"])
        if resource["status"] == "intended":
            self.told(person, "planned", concept, None)
            return
        period = resource.get("effectivePeriod")
        if period:
            start, end = day(period["start"]), day(period["end"]) if "end" in period else FOREVER
        else:
            start = end = day(resource["effectiveDateTime"])
        dosage = resource.get("dosage") or {}
        dosage = dosage[0] if isinstance(dosage, list) else dosage
        route = dosage.get("route", {}).get("text")
        row = {"route_concept_id": self.snomed(ROUTES[route])} if route in ROUTES else {}
        outcome = next((said.removeprefix("outcome ") for said in self.said if said.startswith("outcome ")), None)
        if outcome:
            row["stop_reason"] = outcome
        self.add("drug_exposure", person_id=person, drug_concept_id=concept, drug_exposure_start_date=start,
                 drug_exposure_end_date=end, **row)
        for dose in dosage.get("doseAndRate", []):
            dose = dose["doseQuantity"]
            self.add("dose_era", person_id=person, drug_concept_id=concept, dose_value=dose["value"],
                     unit_concept_id=self.vocabulary.concept("UCUM", f"{dose['unit']}/d"), dose_era_start_date=start,
                     dose_era_end_date=end)

    def allergy(self, person, ids, resource):
        none = codes(resource, "verificationStatus") == ["refuted"]
        kind = self.snomed("716186003" if none else "419199007")
        date = day(resource["onsetDateTime"]) if "onsetDateTime" in resource else self.on
        for id in ids:
            self.add("observation", person_id=person, observation_concept_id=kind, observation_date=date,
                     value_as_concept_id=self.standard(id))


def codes(resource, key):
    return [coding["code"] for coding in resource.get(key, {}).get("coding", [])]


def day(text):
    return datetime.date.fromisoformat(text[:10])
