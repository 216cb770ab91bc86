"""A made vocabulary: a concept id for every code that rules or records name."""

FIRST = 2_000_000_001  # OMOP leaves ids from two billion on to sites.
NO_MATCH = 0


class Vocabulary:
    def __init__(self):
        self.ids = {("None", "No matching concept"): NO_MATCH}
        self.names = {NO_MATCH: "No matching concept"}
        self.ancestors = set()

    def concept(self, vocabulary, code, name=None):
        """The id of a code, made where there is none yet."""
        key = (vocabulary, code)
        if key not in self.ids:
            self.ids[key] = FIRST + len(self.ids)
            self.names[self.ids[key]] = name or code
        return self.ids[key]

    def below(self, concept, ancestor):
        """Puts a concept below another one."""
        self.ancestors.add((ancestor, concept))

    def fill(self, connection):
        """Writes concepts, their "Maps to" themselves, as standard concepts have it, and their ancestors."""
        concepts = [
            (id, self.names[id], "Metadata", vocabulary, "Made", "S", code, "1970-01-01", "2099-12-31", None)
            for (vocabulary, code), id in self.ids.items()
        ]
        connection.executemany("INSERT INTO concept VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", concepts)
        same = [(id, id, "Maps to", "1970-01-01", "2099-12-31", None) for id in self.names]
        connection.executemany("INSERT INTO concept_relationship VALUES (?, ?, ?, ?, ?, ?)", same)
        ancestors = sorted(self.ancestors | {(id, id) for id in self.names})
        connection.executemany("INSERT INTO concept_ancestor VALUES (?, ?, 0, 0)", ancestors)


# What a site does with a definition: the standard concepts that each source code maps to.
STANDARD = """
SELECT DISTINCT r.concept_id_2
FROM concept AS c
JOIN concept_relationship AS r ON r.concept_id_1 = c.concept_id
WHERE c.vocabulary_id = ? AND c.concept_code = ? AND r.relationship_id = 'Maps to' AND r.invalid_reason IS NULL
ORDER BY 1
"""


def resolve(definition, connection):
    """Fills in the concept ids of a definition's concept sets; codes that the vocabulary has not are told."""
    missing = []
    for concepts in definition["ConceptSets"]:
        items = []
        for item in concepts["expression"]["items"]:
            concept = item["concept"]
            if concept["CONCEPT_ID"] is not None:
                items.append(item)
                continue
            code = (concept["VOCABULARY_ID"], concept["CONCEPT_CODE"])
            found = [id for (id,) in connection.execute(STANDARD, code).fetchall()]
            items += [{**item, "concept": {**concept, "CONCEPT_ID": id}} for id in found]
            if not found:
                missing.append(code)
        concepts["expression"]["items"] = items
    return missing
