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
  if (box.value !== comment) box.value = comment;
  if (comment !== "") openComment(row, true);
};

const openComment = (row, open) => {
  row.querySelector("textarea").hidden = !open;
  row.querySelector("[data-do=comment]").setAttribute("aria-expanded", String(open));
};

const progress = () => {
  const count = (verdict) => decisions.filter((decision) => decision.verdict === verdict).length;
  const [accepted, wrong] = [count("accepted"), count("wrong")];
  const again = [...carried.keys()].filter((place) => decisions[place].verdict === null).length;
  const parts = [`${accepted + wrong} of ${criteria.length} decided`];
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
  const known = new Map(criteria.map((criterion) => [criterion.key, criterion.fingerprint]));
  const state = ({ key, fingerprint }) => {
    if (!known.has(key)) return "gone";
    return known.get(key) === fingerprint ? "holds" : "changed";
  };
  gone = [];
  carried.clear();
  take(loaded.decisions.map((decision) => ({ ...decision, state: state(decision) })));
  criteria.forEach((_, place) => show(place));
  unsaved = false;
  progress();
};
