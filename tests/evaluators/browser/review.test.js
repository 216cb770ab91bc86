// Decisions: made on the page, saved, read back by the program, and shown again.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { attempt, corpus, extract, file, on } from "./browser.js";

const original = readFileSync(`${corpus}/000.txt`, "utf8");
const trial = () => file("000.txt", original);

const saved = async (page) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("s")]);
  assert.equal(download.suggestedFilename(), "000.decisions.json");
  const path = file("decisions.json");
  await download.saveAs(path);
  return path;
};

/** Accepts I2 and E3.1, marks E9 wrong with a comment, comments on I5: with the keyboard alone. */
const decide = async (page) => {
  await page.locator('[id="I2"]').focus();
  await page.keyboard.press("a");
  await page.locator('[id="E3.1"]').focus();
  await page.keyboard.press("a");
  await page.locator('[id="E9"]').focus();
  await page.keyboard.press("w");
  await page.keyboard.press("c");
  await page.keyboard.type("malignancy, of any kind?");
  await page.keyboard.press("Escape");
  await page.locator('[id="I5"]').focus();
  await page.keyboard.press("c");
  await page.keyboard.type("<b>ask</b> the sponsor");
  await page.keyboard.press("Escape");
};

test("what is decided is saved, read back, and shown again", async () => {
  let decisions;
  await on([trial()], async (page) => {
    await decide(page);
    assert.match(await page.locator("#progress").textContent(), /^3 of 30 rows decided · 1 wrong · not saved$/);
    decisions = await saved(page);
    assert.match(await page.locator("#progress").textContent(), /^3 of 30 rows decided · 1 wrong$/);
  });
  const { review } = JSON.parse(extract(trial(), "--review", decisions));
  assert.deepEqual([review.criteria, review.decided], [30, 3]);
  const of = (id) => review.decisions.find((decided) => decided.id === id);
  assert.deepEqual([of("I2").verdict, of("I2").state], ["accepted", "holds"]);
  assert.deepEqual([of("E9").verdict, of("E9").comment], ["wrong", "malignancy, of any kind?"]);
  assert.equal(of("I5").verdict, undefined);
  assert.match(extract(trial(), "--review", decisions, "-f", "text"), /✗ wrong: malignancy, of any kind\?/);
  await on([trial(), "--review", decisions], async (page) => {
    assert.match(await page.locator("#progress").textContent(), /^3 of 30 rows decided · 1 wrong$/);
    assert.equal(await page.locator('[id="I2"] [data-do=accepted]').getAttribute("aria-pressed"), "true");
    assert.equal(await page.locator('[id="I5"] textarea').inputValue(), "<b>ask</b> the sponsor");
    await page.getByLabel("Show by decision").selectOption("wrong");
    await page.waitForFunction(() => document.getElementById("shown").textContent.startsWith("1 of"));
  });
});

test("what changed comes back for review and says so, and what is gone is listed", async () => {
  let decisions;
  await on([trial()], async (page) => {
    await decide(page);
    decisions = await saved(page);
  });
  const amended = original
    .replace("within 3 months;", "within 6 months;")
    .replace(/\* History of malignant tumors\.?\r?\n/, "");
  assert.notEqual(amended.length, original.length);
  const next = file("000.txt", amended);
  let again;
  await on([next, "--review", decisions], async (page) => {
    const row = page.locator('[id="E3.1"]');
    assert.match(await row.locator(".again").textContent(), /its words, its rule changed since it was accepted/);
    assert.match(await row.locator(".again").textContent(), /within 3 months/);
    assert.ok(!(await row.getAttribute("data-verdict")));
    assert.match(await page.locator("#progress").textContent(), /1 to review again/);
    assert.match(await page.locator(".gone").textContent(), /E9 marked wrong: “?History of malignant tumors/);
    await page.getByLabel("Show by decision").selectOption("changed");
    await page.waitForFunction(() => document.getElementById("shown").textContent.startsWith("1 of"));
    // What waits to be decided again is not lost when the rest is saved.
    again = JSON.parse(readFileSync(await saved(page), "utf8"));
  });
  const kept = again.decisions.find((decision) => decision.id === "E3.1");
  assert.match(kept.text, /within 3 months/);
  assert.equal(again.decisions.some((decision) => decision.id === "E9"), true);
});

test("decisions are loaded on the page too, and a file of other things is refused", async () => {
  let decisions;
  await on([trial()], async (page) => {
    await decide(page);
    decisions = await saved(page);
  });
  await on([trial()], async (page) => {
    await page.locator("#load").setInputFiles(trial());
    await page.waitForFunction(() => /no review decisions/.test(document.getElementById("progress").textContent));
    await page.locator("#load").setInputFiles(decisions);
    await page.waitForFunction(() => /^3 of 30/.test(document.getElementById("progress").textContent));
  });
  const refused = attempt(trial(), "--review", trial());
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /000\.txt can not be used: it is no JSON/);
});

test("decisions loaded on the page of an amended trial come back as with --review", async () => {
  let decisions;
  await on([trial()], async (page) => {
    await decide(page);
    decisions = await saved(page);
  });
  const next = file("000.txt", original.replace("within 3 months;", "within 6 months;"));
  await on([next], async (page) => {
    await page.locator("#load").setInputFiles(decisions);
    await page.waitForFunction(() => /1 to review again/.test(document.getElementById("progress").textContent));
    assert.match(await page.locator("#progress").textContent(), /^2 of 30/);
    assert.equal(await page.locator('[id="E3.1"]').getAttribute("data-changed"), "");
    assert.equal(await page.locator('[id="E3.1"]').getAttribute("data-verdict"), "");
  });
});

test("the index says how much of each trial is decided", async () => {
  let decisions;
  await on([trial()], async (page) => {
    await decide(page);
    decisions = await saved(page);
  });
  await on([trial(), `${corpus}/001.txt`, "--review", decisions], async (page) => {
    const decided = (await page.locator("thead th").allTextContents()).indexOf("decided %");
    const cells = await page.locator(`#trials tbody tr > :nth-child(${decided + 1})`).allTextContents();
    assert.deepEqual(cells, ["10", "0"]);
    await page.getByRole("button", { name: "decided %" }).click();
    assert.match(await page.locator("#trials tbody tr").first().textContent(), /000/);
  });
});

test("a decision is taken back by deciding the same again", async () => {
  await on([trial()], async (page) => {
    await page.locator('[id="I2"] [data-do=accepted]').click();
    await page.locator('[id="I2"] [data-do=accepted]').click();
    assert.match(await page.locator("#progress").textContent(), /^0 of 30/);
    await page.locator('[id="I2"]').focus();
    await page.keyboard.press("w");
    await page.keyboard.press("u");
    assert.match(await page.locator("#progress").textContent(), /^0 of 30/);
    await page.keyboard.press("n");
    assert.equal(await page.evaluate(() => document.activeElement.id), "I3");
  });
});
