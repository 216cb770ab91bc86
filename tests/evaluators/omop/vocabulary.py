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

    def above(self, concept):
        """What a concept is below."""
        return [ancestor for ancestor, below in self.ancestors if below == concept]

    def fill(self, connection):
        """Writes concepts, their "Maps to" themselves, as standard concepts have it, and their ancestors."""
        concepts = [
            (id, self.names[id], "Metadata", vocabulary, "Made", "S", code, "1970-01-01", "2099-12-31", None)
            for (vocabulary, code), id in self.ids.items()
        ]
        insert(connection, "concept", concepts)
        same = [(id, id, "Maps to", "1970-01-01", "2099-12-31", None) for id in self.names]
        insert(connection, "concept_relationship", same)
        ancestors = sorted(self.ancestors | {(id, id) for id in self.names})
        insert(connection, "concept_ancestor", [(above, below, 0, 0) for above, below in ancestors])


def insert(connection, table, rows, at_once=200):
    """Inserts rows, many at once: one at a time takes a millisecond each."""
    for start in range(0, len(rows), at_once):
        some = rows[start:start + at_once]
        row = f"({', '.join('?' * len(some[0]))})"
        connection.execute(f"INSERT INTO {table} VALUES {', '.join([row] * len(some))}", [cell for row in some for cell in row])


# What a site does with a definition: the standard concepts that each source code maps to.
STANDARD = """
SELECT DISTINCT c.vocabulary_id, c.concept_code, r.concept_id_2
FROM concept AS c
JOIN concept_relationship AS r ON r.concept_id_1 = c.concept_id
WHERE r.relationship_id = 'Maps to' AND r.invalid_reason IS NULL
ORDER BY 3
"""


def resolve(definition, connection):
    """Fills in the concept ids of a definition's concept sets; codes that the vocabulary has not are told."""
    missing, standard = [], {}
    for vocabulary, code, id in connection.execute(STANDARD).fetchall():
        standard.setdefault((vocabulary, code), []).append(id)
    for concepts in definition["ConceptSets"]:
        items = []
        for item in concepts["expression"]["items"]:
            concept = item["concept"]
            if concept["CONCEPT_ID"] is not None:
                items.append(item)
                continue
            code = (concept["VOCABULARY_ID"], concept["CONCEPT_CODE"])
            found = standard.get(code, [])
            items += [{**item, "concept": {**concept, "CONCEPT_ID": id}} for id in found]
            if not found:
                missing.append(code)
        concepts["expression"]["items"] = items
    return missing
