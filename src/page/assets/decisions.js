// What the reviewer decides: kept here, saved to a file, and read back from one.

const { file, criteria, review } = data();
const rows = all(".row[data-subject]");
/** Decision by place in `criteria`. */
const decisions = criteria.map(() => ({ verdict: null, comment: "" }));
/** What came with the page and is not decided anew: by place, and those on criteria that are gone. */
const carried = new Map();
let gone = [];
let unsaved = false;

const asSaved = ({ key, id, fingerprint, verdict, comment, text, reading }, criterion = {}) => ({
  id,
  key,
  fingerprint,
  verdict,
  comment,
  text: text ?? criterion.text,
  reading: reading ?? criterion.reading,
});

/** Takes decisions as the program has held them against the trial. */
const take = (reviewed) => {
  const places = new Map(criteria.map((criterion, place) => [criterion.key, place]));
  for (const decided of reviewed) {
    const place = places.get(decided.key);
    if (place === undefined || decided.state === "gone") {
      gone.push(asSaved(decided));
    } else if (decided.state === "changed") {
      carried.set(place, asSaved(decided, criteria[place]));
      rows[place].dataset.changed = "";
    } else {
      decisions[place] = { verdict: decided.verdict ?? null, comment: decided.comment ?? "" };
    }
  }
};

const show = (place) => {
  const row = rows[place];
  const { verdict, comment } = decisions[place];
  row.dataset.verdict = verdict ?? "";
  for (const button of all("[data-do]", row)) {
    if (button.dataset.do !== "comment") button.setAttribute("aria-pressed", String(button.dataset.do === verdict));
  }
  const box = row.querySelector("textarea");
  if (comment !== "") openComment(row, true).value = comment;
  else if (box) box.value = "";
};

/** The box for a comment, which is made with the first one. */
const boxOf = (row) => {
  const made = row.querySelector("textarea");
  if (made) return made;
  const box = document.createElement("textarea");
  box.rows = 2;
  box.setAttribute("aria-label", `Comment on ${row.getAttribute("aria-label")}`);
  row.querySelector(".decide").append(box);
  return box;
};

/** Opens the box for a comment, or closes it. */
const openComment = (row, open) => {
  const box = boxOf(row);
  box.hidden = !open;
  row.querySelector("[data-do=comment]").setAttribute("aria-expanded", String(open));
  return box;
};

const progress = () => {
  const count = (verdict) => decisions.filter((decision) => decision.verdict === verdict).length;
  const [accepted, wrong] = [count("accepted"), count("wrong")];
  const again = [...carried.keys()].filter((place) => decisions[place].verdict === null).length;
  const parts = [`${accepted + wrong} of ${criteria.length} rows decided`];
  if (wrong > 0) parts.push(`${wrong} wrong`);
  if (again > 0) parts.push(`${again} to review again`);
  if (unsaved) parts.push("not saved");
  by("progress").textContent = parts.join(" · ");
};

const decide = (place, change) => {
  decisions[place] = { ...decisions[place], ...change };
  unsaved = true;
  show(place);
  progress();
};

/** Decides, or takes the same decision back. */
const toggle = (place, verdict) => decide(place, { verdict: decisions[place].verdict === verdict ? null : verdict });

/** The file of decisions: those made here, and those that wait to be made again. */
const decisionsFile = () => {
  const made = criteria.flatMap((criterion, place) => {
    const { verdict, comment } = decisions[place];
    const { id, key, fingerprint, text, reading } = criterion;
    if (verdict === null && comment.trim() === "") return carried.has(place) ? [carried.get(place)] : [];
    return [{ id, key, fingerprint, verdict: verdict ?? undefined, comment: comment.trim() || undefined, text, reading }];
  });
  return `${JSON.stringify({ ...file, decisions: [...made, ...gone] }, null, 2)}\n`;
};

const save = () => {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(new Blob([decisionsFile()], { type: "application/json" }));
  anchor.download = `${(file.source.id || file.source.name).replace(/[^\w.-]+/g, "_")}.decisions.json`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
  unsaved = false;
  progress();
};

/** How alike words must be to be those of the same criterion, reworded: the share that both have. */
const ALIKE = 0.6;

/** The share of words and gaps that two texts have in common, in order. */
const likeness = (one, other) => {
  const [a, b] = [one, other].map((text) => text.toLowerCase().match(/\s+|\S+/g) ?? []);
  let above = new Array(b.length + 1).fill(0);
  for (const word of a) {
    const row = [0];
    b.forEach((same, at) => row.push(word === same ? above[at] + 1 : Math.max(above[at + 1], row[at])));
    above = row;
  }
  return a.length + b.length === 0 ? 1 : (2 * above[b.length]) / (a.length + b.length);
};

/** The place of the criterion without a decision that is most like the one a decision was made on; none if none is. */
const reworded = (decision, taken) => {
  let best = { likeness: ALIKE, place: undefined };
  criteria.forEach(({ id, text }, place) => {
    if (taken.has(place)) return;
    const found = likeness(decision.text, text) + (id && id === decision.id ? 0.05 : 0);
    if (found > best.likeness || (found === ALIKE && best.place === undefined)) best = { likeness: found, place };
  });
  return best.place;
};

/**
 * Holds decisions against the criteria here as `--review` does: by key, else by the most alike words; one holds while the
 * fingerprint of words, rule and what is above is the same, and what changed comes back for review.
 */
const held = (loaded) => {
  const places = new Map(criteria.map(({ key }, place) => [key, place]));
  const taken = new Set(loaded.filter(({ key }) => places.has(key)).map(({ key }) => places.get(key)));
  return loaded.map((decision) => {
    const place = places.get(decision.key) ?? reworded(decision, taken);
    if (place === undefined) return { ...decision, state: "gone" };
    taken.add(place);
    const { key, fingerprint } = criteria[place];
    return { ...decision, key, state: decision.fingerprint === fingerprint ? "holds" : "changed" };
  });
};

/** Goes on with a file of decisions. Those whose fingerprint is not that of a criterion here come back for review. */
const load = async (chosen) => {
  let loaded;
  try {
    loaded = JSON.parse(await chosen.text());
  } catch {
    loaded = null;
  }
  if (loaded?.type !== file.type || !Array.isArray(loaded.decisions)) {
    by("progress").textContent = `${chosen.name} holds no review decisions`;
    return;
  }
  gone = [];
  carried.clear();
  rows.forEach((row) => delete row.dataset.changed);
  take(held(loaded.decisions));
  criteria.forEach((_, place) => show(place));
  unsaved = false;
  progress();
};
