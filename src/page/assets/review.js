take(review?.decisions ?? []);
decisions.forEach(({ verdict, comment }, place) => {
  if (verdict !== null || comment !== "") show(place);
});
progress();

document.addEventListener("pointerover", (event) => link(event.target));
document.addEventListener("focusin", (event) => link(event.target));
document.addEventListener("keydown", onKey);

const placeOf = (element) => rows.indexOf(element.closest(".row"));

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-do]");
  if (button) {
    const place = placeOf(button);
    if (button.dataset.do !== "comment") return toggle(place, button.dataset.do);
    if (button.getAttribute("aria-expanded") === "true") return openComment(rows[place], false);
    return comment(place);
  }
  const reference = event.target.closest?.("a[href^='#']");
  const to = reference && rows.findIndex((row) => row.id === decodeURIComponent(reference.hash.slice(1)));
  if (reference && to >= 0) {
    event.preventDefault();
    if (rows[to].hidden) filters.reset();
    land(to);
  }
});
document.addEventListener("input", (event) => {
  if (event.target.matches(".decide textarea")) decide(placeOf(event.target), { comment: event.target.value });
});

/** The rules as JSON, by place. */
const rules = late(() => data("json"));

/** What a rule is in notation and as JSON, where it is asked for. */
const showRule = (details) => {
  if (details.querySelector("pre")) return;
  const row = details.closest(".row");
  const place = placeOf(details);
  const made = (name, of, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    of.append(element);
    return element;
  };
  const { reading } = criteria[place];
  if (reading) {
    const line = made("p", details, "");
    line.className = "reading";
    made("code", line, reading);
  }
  const json = made("pre", details, rules()[place]);
  json.tabIndex = 0;
  json.setAttribute("role", "region");
  json.setAttribute("aria-label", `JSON of ${row.getAttribute("aria-label")}`);
};
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.open && target.matches?.(".more")) showRule(target);
  },
  true,
);

const filterSoon = soon(filter);
filters.addEventListener("input", filterSoon);
filters.addEventListener("reset", filterSoon);
filters.addEventListener("submit", (event) => {
  event.preventDefault();
  go(seek(-1, 1));
});
by("save").addEventListener("click", save);
by("load").addEventListener("change", ({ target }) => target.files[0] && load(target.files[0]));
by("help").addEventListener("click", () => by("keys").showModal());
by("close").addEventListener("click", () => by("keys").close());
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
filter();
