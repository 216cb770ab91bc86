// Words and what was made of them light each other up. Both sides carry places in the document, counted in code points
// by the program that wrote the page; nothing is counted here.

const place = (element) => ({ element, from: +element.dataset.a, to: +element.dataset.z });
/** Pieces of the text, in order; none overlaps another. */
const pieces = late(() => all(".text [data-a]").map(place));
/** Statements, their parts, and diagnostics. */
const marks = late(() => all(".card [data-a], .about [data-a]").map(place));
let lit = [];

const light = (element, name) => {
  element.classList.add(name);
  lit.push([element, name]);
};

const unlight = () => {
  for (const [element, name] of lit) element.classList.remove(name);
  lit = [];
};

/** The pieces of text within a place. */
const within = (from, to) => {
  const all = pieces();
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle].from < from) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (; low < all.length && all[low].to <= to; low += 1) found.push(all[low].element);
  return found;
};

const lightText = (from, to, name) => {
  for (const element of within(from, to)) light(element, name);
};

/** From a statement or a part of one to its words. */
const fromMark = (element) => {
  const leaf = element.closest(".leaf[data-a]");
  if (leaf && leaf !== element) {
    const whole = place(leaf);
    lightText(whole.from, whole.to, "near");
    light(leaf, "near");
  }
  const { from, to } = place(element);
  lightText(from, to, "lit");
  light(element, "lit");
};

/** From words to what was made of them: the narrowest marks that hold them. */
const fromText = (element) => {
  const { from, to } = place(element);
  const holding = marks().filter((mark) => mark.from <= from && to <= mark.to);
  const narrowest = Math.min(...holding.map((mark) => mark.to - mark.from));
  for (const mark of holding) {
    if (mark.to - mark.from === narrowest) {
      light(mark.element, "lit");
      lightText(mark.from, mark.to, "lit");
    } else if (mark.element.classList.contains("leaf")) {
      light(mark.element, "near");
    }
  }
  if (holding.length === 0) light(element, "lit");
};

/** Lights what belongs to an element; nothing if nothing does. */
const link = (element) => {
  unlight();
  const marked = element?.closest?.("[data-a]");
  if (!marked) return;
  if (marked.closest(".text")) fromText(marked);
  else fromMark(marked);
};
