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

/** Lights a statement weakly, with all words that it or a part of it stands for. */
const near = (leaf) => {
  light(leaf, "near");
  for (const { from, to } of [leaf, ...all("[data-a]", leaf)].map(place)) lightText(from, to, "near");
};

/** From a statement or a part of one to its words; pointing at a whole statement lights the words of all its parts. */
const fromMark = (element) => {
  const leaf = element.closest(".leaf[data-a]");
  if (leaf && leaf !== element) near(leaf);
  const parts = leaf === element ? all("[data-a]", element) : [];
  for (const { from, to } of [element, ...parts].map(place)) lightText(from, to, "lit");
  light(element, "lit");
};

/**
 * From words to what was made of them: of every statement that they are part of the narrowest marks that hold them, for
 * "within 3 months" of "X or Y within 3 months" belongs to both. A statement as a whole counts where nothing is narrower.
 */
const fromText = (element) => {
  const { from, to } = place(element);
  const holding = marks().filter((mark) => mark.from <= from && to <= mark.to);
  const width = (mark) => mark.to - mark.from;
  const narrowest = Math.min(...holding.map(width));
  const ofStatement = new Map();
  for (const mark of holding) {
    const statement = mark.element.closest(".leaf");
    if (statement && mark.element !== statement) {
      ofStatement.set(statement, Math.min(width(mark), ofStatement.get(statement) ?? Infinity));
    }
  }
  for (const mark of holding) {
    const isStatement = mark.element.classList.contains("leaf");
    const least = isStatement ? narrowest : (ofStatement.get(mark.element.closest(".leaf")) ?? narrowest);
    if (width(mark) === least) {
      light(mark.element, "lit");
      lightText(mark.from, mark.to, "lit");
    } else if (isStatement) {
      light(mark.element, "near");
    }
  }
  for (const statement of ofStatement.keys()) light(statement, "near");
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
