// The keyboard: one criterion is current, and one of its statements may be.

/** The place of the row that has the focus, -1 if none has. */
const current = () => rows.indexOf(document.activeElement?.closest?.(".row[data-subject]"));

const go = (place) => {
  const row = rows[place];
  if (!row) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
};

/** Where the header ends that stays at the top, in pixels of the window. */
const headerEnd = () => {
  const header = document.querySelector(".top");
  return getComputedStyle(header).position === "sticky" ? header.getBoundingClientRect().bottom : 0;
};

/** Goes to a row from afar: it comes to stand right below the header. */
const land = (place) => {
  const row = rows[place];
  row.focus({ preventScroll: true });
  row.style.scrollMarginTop = `calc(${headerEnd() + 8}px - ${getComputedStyle(document.documentElement).scrollPaddingTop})`;
  row.scrollIntoView({ block: "start", behavior: "instant" });
};

/** The place of the first row that begins in the window, else of the one that fills it: where somebody begins to read. */
const firstInView = () => {
  const from = headerEnd() - 8;
  const top = (row) => row.getBoundingClientRect().top;
  const next = rows.findIndex((row) => !row.hidden && top(row) >= from);
  if (next >= 0 && top(rows[next]) < innerHeight) return next;
  const filling = seek(next < 0 ? rows.length : next, -1);
  return filling < 0 ? next : filling;
};

/** The next row from `place` on, in steps of 1 or -1, that is shown and fits. */
const seek = (place, step, fits = () => true) => {
  for (let at = place + step; at >= 0 && at < rows.length; at += step) {
    if (!rows[at].hidden && fits(at)) return at;
  }
  return -1;
};

const move = (step) => {
  const from = current();
  const to = from < 0 && step > 0 ? firstInView() : seek(from, step);
  if (to >= 0) go(to);
};

const nextOpen = () => {
  const isOpen = (place) => decisions[place].verdict === null;
  const after = seek(current(), 1, isOpen);
  const to = after >= 0 ? after : seek(-1, 1, isOpen);
  if (to >= 0) go(to);
};

/** Goes through the statements of the current row. */
const step = (way) => {
  const row = rows[current()];
  if (!row) return;
  const statements = all(".leaf, .diagnostic[data-a]", row);
  const at = statements.indexOf(document.activeElement);
  const to = at < 0 && way < 0 ? statements.length - 1 : at + way;
  if (statements[to]) statements[to].focus();
  else row.focus();
};

const comment = (place) => {
  const box = openComment(rows[place], true);
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
};

const onCurrent = (work) => () => {
  const place = current();
  if (place >= 0) work(place);
};

const keys = {
  j: () => move(1),
  ArrowDown: () => move(1),
  k: () => move(-1),
  ArrowUp: () => move(-1),
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  n: nextOpen,
  a: onCurrent((place) => toggle(place, "accepted")),
  w: onCurrent((place) => toggle(place, "wrong")),
  u: onCurrent((place) => decide(place, { verdict: null })),
  c: onCurrent(comment),
  r: onCurrent((place) => {
    const details = rows[place].querySelector(".more");
    if (details) details.open = !details.open;
  }),
  "/": () => filters.elements.search.focus(),
  s: save,
  "?": () => by("keys").showModal(),
};

const onKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  if (event.key === "Escape") return escape(target);
  const isTyping = target.matches("textarea, select, input:not([type=checkbox])");
  const isScrolling = event.key.startsWith("Arrow") && target.closest("pre, summary, input");
  if (isTyping || isScrolling || by("keys").open) return;
  if (event.key.length === 1 && !by("shortcuts").checked) return;
  if (event.key.startsWith("Arrow") && event.key !== "ArrowDown" && current() < 0) return;
  const work = keys[event.key];
  if (!work) return;
  event.preventDefault();
  work();
};

/** Leaves a box for its row; else shows all again. */
const escape = (target) => {
  if (by("keys").open) return;
  const row = target.closest?.(".row[data-subject]");
  if (row && target !== row) {
    row.focus();
  } else if (target.form === filters || !row) {
    filters.reset();
  }
};
