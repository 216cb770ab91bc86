// The table of trials: sorted by a column, narrowed by a name and a diagnostic.

const body = document.querySelector("#trials tbody");
const form = by("filters");
/** What rows say. */
const rows = late(() =>
  all("tr", body).map((row) => ({
    row,
    place: +row.dataset.place,
    name: row.cells[0].textContent.trim().toLowerCase(),
    cells: [...row.cells].slice(0, -1).map((cell, column) => (column === 0 ? cell.textContent.trim() : +cell.textContent)),
    codes: all("code", row.cells[row.cells.length - 1]).map((code) => code.textContent.replace(/ ×\d+$/, "")),
  })),
);
let sorted = { column: -1, down: false };

const compare = (column) => {
  const names = new Intl.Collator("en", { numeric: true });
  return column === 0
    ? (a, b) => names.compare(a.cells[0], b.cells[0]) || a.place - b.place
    : (a, b) => a.cells[column] - b.cells[column] || a.place - b.place;
};

/** Sorts by a column: numbers from the largest on first, then from the smallest on. */
const sort = (column) => {
  const again = sorted.column === column;
  sorted = { column, down: again ? !sorted.down : column > 0 };
  const order = compare(column);
  rows().sort((a, b) => (sorted.down ? order(b, a) : order(a, b)));
  body.replaceChildren(...rows().map(({ row }) => row));
  all("thead th").forEach((head, at) => {
    if (at === column) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
};

const narrow = () => {
  const words = form.elements.search.value.trim().toLowerCase();
  const code = form.elements.code.value;
  let shown = 0;
  for (const { row, name, codes } of rows()) {
    row.hidden = !(name.includes(words) && (code === "" || codes.includes(code)));
    if (!row.hidden) shown += 1;
  }
  by("shown").textContent = shown < rows().length ? `${shown} of ${rows().length} shown` : "";
};

for (const button of all("[data-column]")) button.addEventListener("click", () => sort(+button.dataset.column));
const narrowSoon = soon(narrow);
form.addEventListener("input", narrowSoon);
form.addEventListener("reset", narrowSoon);
form.addEventListener("submit", (event) => event.preventDefault());
