// Filters and search.

import assert from "node:assert/strict";
import { test } from "node:test";
import { corpus, on } from "./browser.js";

const shown = (page) => page.locator(".row[data-subject]:visible").count();
/** Filters answer in the next frame. */
const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

test("coverage, section and diagnostics narrow what is shown, and all comes back", async () => {
  await on([`${corpus}/000.txt`], async (page) => {
    const all = await shown(page);
    await page.getByLabel("● computable").uncheck();
    await page.getByLabel("◐ partial").uncheck();
    await page.getByLabel("groups").uncheck();
    await settled(page);
    const narrative = await page.locator('.row[data-coverage="narrative"]').count();
    assert.equal(await shown(page), narrative);
    assert.ok(narrative > 0 && narrative < all);
    await page.getByLabel("inclusion", { exact: true }).uncheck();
    await settled(page);
    assert.deepEqual(await page.locator(".row[data-subject]:visible .id").allTextContents(), ["E11"]);
    assert.equal(await page.locator("#shown").textContent(), `1 of ${all} shown`);
    await page.getByRole("button", { name: "Show all" }).click();
    await settled(page);
    assert.equal(await shown(page), all);
    await page.getByLabel("Show by diagnostic").selectOption("window-without-anchor");
    await settled(page);
    const ids = await page.locator(".row[data-subject]:visible .id").allTextContents();
    assert.deepEqual(ids, ["E3.1", "E3.2", "E3.3", "E3.4", "E3.5"]);
  });
});

test("each count is that of the rows it shows, and they add up to what is to decide", async () => {
  for (const name of ["000", "002"]) {
    await on([`${corpus}/${name}.txt`], async (page) => {
      const boxes = page.locator("[name=coverage]");
      let sum = 0;
      for (let i = 0; i < (await boxes.count()); i += 1) {
        for (let other = 0; other < (await boxes.count()); other += 1) await boxes.nth(other).setChecked(other === i);
        await settled(page);
        const count = Number(await boxes.nth(i).locator("xpath=..").locator("small").textContent());
        assert.equal(await shown(page), count);
        sum += count;
      }
      await page.getByRole("button", { name: "Show all" }).click();
      await settled(page);
      assert.equal(await shown(page), sum);
      assert.match(await page.locator("#progress").textContent(), new RegExp(`^0 of ${sum} rows decided`));
      const head = await page.locator(".counts").textContent();
      const [, criteria, groups] = head.match(/(\d+) criteria: .* · (\d+) groups/);
      assert.equal(Number(criteria) + Number(groups), sum);
      const codes = await page.getByLabel("Show by diagnostic").locator("option").allTextContents();
      for (const [, code, count] of codes.map((option) => option.match(/^(\S+) \((\d+)\)$/)).filter(Boolean)) {
        await page.getByLabel("Show by diagnostic").selectOption(code);
        await settled(page);
        assert.equal(await shown(page), Number(count), code);
      }
      assert.equal(await page.getByLabel("no section").count(), 0);
    });
  }
});

test("where nothing matches the page says so", async () => {
  await on([`${corpus}/000.txt`], async (page) => {
    const nothing = page.getByText("Nothing matches");
    assert.equal(await nothing.isVisible(), false);
    await page.getByLabel("Search text and rules").fill("no such words");
    await nothing.waitFor();
    await page.getByLabel("Search text and rules").fill("gilbert");
    await nothing.waitFor({ state: "hidden" });
  });
});

test("a search looks in the text and in the rules", async () => {
  await on([`${corpus}/000.txt`], async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("gilbert");
    await settled(page);
    assert.deepEqual(await page.locator(".row[data-subject]:visible .id").allTextContents(), ["I7.1"]);
    const found = await page.evaluate(() => CSS.highlights.get("found").size);
    assert.ok(found >= 3, `${found} places are marked`);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "I7.1");
    await page.getByLabel("Search text and rules").fill("upper limit of normal");
    await settled(page);
    assert.ok((await page.locator(".row[data-subject]:visible .id").allTextContents()).includes("I7.2"));
    await page.getByLabel("Search text and rules").fill("no such words");
    await settled(page);
    assert.equal(await shown(page), 0);
    await page.keyboard.press("Escape");
    await settled(page);
    assert.ok((await shown(page)) > 20);
  });
});

test("the rule as JSON and in notation is there when it is asked for", async () => {
  await on([`${corpus}/000.txt`], async (page) => {
    const json = page.locator('[id="I5"] pre');
    assert.equal(await json.isVisible(), false);
    await page.locator('[id="I5"]').focus();
    await page.keyboard.press("r");
    await json.waitFor();
    assert.equal(JSON.parse(await json.textContent()).value.gt, 8);
    assert.match(await page.locator('[id="I5"] .reading').textContent(), /SLEDAI-2K > 8/);
  });
  // A long rule is scrolled within its card, and not cut off.
  await on([`${corpus}/001.txt`], async (page) => {
    await page.locator('[id="I3"] .more summary').click();
    await page.locator('[id="I3"] pre').waitFor();
    const [card, ...within] = await Promise.all(
      [".card", "pre", ".reading"].map((part) => page.locator(`[id="I3"] ${part}`).boundingBox()),
    );
    for (const box of within) assert.ok(box.x + box.width <= card.x + card.width + 1, JSON.stringify([card, box]));
  }, { viewport: { width: 900, height: 1000 } });
});
