// Which rows are shown, and the words that are searched for.

const filters = by("filters");
const found = "highlights" in CSS ? new Highlight() : null;
if (found) CSS.highlights.set("found", found);
/** What a search looks in, by row: the text and the rule in words. */
const haystack = late(() =>
  rows.map((row) =>
    `${row.querySelector(".text").textContent}\n${row.querySelector("header").textContent}\n${row.querySelector(".words")?.textContent ?? ""}`
      .toLowerCase()
      .replace(/\s+/g, " "),
  ),
);
/** The codes of the diagnostics that are about a row, those of the whole document among them. */
const codes = late(() => rows.map((row) => row.dataset.codes?.split(" ") ?? []));
let isNarrowed = false;

const decisionFits = (wanted, place) => {
  const { verdict, comment } = decisions[place];
  switch (wanted) {
    case "":
      return true;
    case "open":
      return verdict === null;
    case "changed":
      return carried.has(place) && verdict === null;
    case "commented":
      return comment.trim() !== "";
    default:
      return verdict === wanted;
  }
};

/** Marks the words that are searched for, where the browser can without changing the page. */
const mark = (words, shown) => {
  if (!found) return;
  found.clear();
  if (words === "") return;
  for (const row of shown) {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.data.toLowerCase();
      // Lower case may be longer; then places in it are not those in the text.
      if (text.length !== node.data.length || !node.parentElement.closest(".text, .words")) continue;
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        found.add(range);
      }
    }
  }
};

const filter = () => {
  const form = new FormData(filters);
  const [coverage, section] = [form.getAll("coverage"), form.getAll("section")];
  const words = form.get("search").trim().toLowerCase().replace(/\s+/g, " ");
  const [decision, code] = [form.get("decision"), form.get("code")];
  const [coverages, sections] = ["coverage", "section"].map((name) => all(`[name=${name}]`, filters).length);
  const narrowed =
    words !== "" || decision !== "" || code !== "" || coverage.length < coverages || section.length < sections;
  if (!narrowed && !isNarrowed) return;
  isNarrowed = narrowed;
  const shown = [];
  rows.forEach((row, place) => {
    const fits =
      coverage.includes(row.dataset.coverage) &&
      (section.includes(row.dataset.section) || section.length === sections) &&
      decisionFits(decision, place) &&
      (code === "" || (code === "*" ? codes()[place].length > 0 : codes()[place].includes(code))) &&
      (words === "" || haystack()[place].includes(words));
    row.hidden = !fits;
    if (fits) shown.push(row);
  });
  // Headings and what is left of the text are shown with all of it.
  for (const row of all(".row:not([data-subject])")) row.hidden = narrowed;
  mark(words, shown);
  by("nothing").hidden = !narrowed || shown.length > 0;
  by("shown").textContent = narrowed ? `${shown.length} of ${rows.length} shown` : "";
};
