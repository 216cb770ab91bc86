// The index of many trials, pages in a folder, and the page of what changed.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { corpus, extract, file, on, visit } from "./browser.js";

/** A registry file of so many small trials. */
const registry = (count) => {
  const lines = ["* Hemoglobin ≥ 80 g/L", "* Major surgery within 4 weeks", "* Signs the consent form", "* NYHA class III or IV"];
  const rows = Array.from({ length: count }, (_, i) => {
    const criteria = ["Exclusion Criteria:", ...lines.slice(i % 4), ...lines.slice(0, i % 3)].join("\n");
    return JSON.stringify({ nct_id: `NCT${10_000_000 + i}`, criteria });
  });
  return file("registry.ndjson", rows.join("\n"));
};

const column = (page, at) =>
  page.locator(`#trials tbody tr:visible > :nth-child(${at + 1})`).allTextContents().then((cells) => cells.map((cell) => cell.trim()));

test("2,000 trials open, sort and filter, and how long each takes is told", async () => {
  const path = registry(2000);
  await on([path], async (page) => {
    // Other work on the machine only ever adds to a time: the shortest of three is the page's own.
    let opened = Infinity;
    for (let i = 0; i < 3; i += 1) {
      await page.reload();
      opened = Math.min(opened, await page.evaluate(() => performance.getEntriesByType("navigation")[0].domComplete));
    }
    assert.equal(await page.locator("#trials tbody tr").count(), 2000);
    const sorted = await page.evaluate(() => {
      const from = performance.now();
      document.querySelector('[data-column="3"]').click();
      document.body.getBoundingClientRect();
      return performance.now() - from;
    });
    const counts = (await column(page, 3)).map(Number);
    assert.deepEqual(counts, [...counts].sort((a, b) => b - a));
    assert.ok(counts[0] > counts.at(-1));
    const filtered = await page.evaluate(async () => {
      const from = performance.now();
      const select = document.querySelector("[name=code]");
      select.value = "window-without-anchor";
      select.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      document.body.getBoundingClientRect();
      return performance.now() - from;
    });
    assert.match(await page.locator("#shown").textContent(), /^\d+ of 2000 shown$/);
    console.log(`2,000 trials: opened in ${opened.toFixed(0)} ms, sorted in ${sorted.toFixed(0)} ms, filtered in ${filtered.toFixed(0)} ms`);
  });
});

test("a column sorts both ways, names by their numbers", async () => {
  await on([registry(30)], async (page) => {
    await page.getByRole("button", { name: "trial" }).click();
    const names = await column(page, 0);
    assert.deepEqual(names, [...names].sort());
    await page.getByRole("button", { name: "trial" }).click();
    assert.deepEqual(await column(page, 0), names.reverse());
    assert.equal(await page.locator("thead th").first().getAttribute("aria-sort"), "descending");
    await page.getByLabel("Search names").fill("10000007");
    await page.waitForFunction(() => document.getElementById("shown").textContent === "1 of 30 shown");
  });
});

test("a folder of pages has an index that leads to each", async () => {
  const folder = file("pages");
  mkdirSync(folder);
  extract(...["000", "001"].map((name) => `${corpus}/${name}.txt`), "-f", "html", "-o", folder);
  assert.deepEqual(readdirSync(folder).sort(), ["000.html", "001.html", "index.html"]);
  const { page, close } = await visit(`${folder}/index.html`);
  assert.equal(await page.getByRole("link", { name: "001" }).getAttribute("href"), "001.html");
  await close();
  const linked = await visit(`${folder}/001.html`);
  assert.equal(await linked.page.locator("h1").textContent(), "001");
  await linked.close();
});

test("of two versions the page shows what changed", async () => {
  const pair = `${corpus}/amendments/01-upper-limit-raised`;
  await on([`${pair}/old.txt`, `${pair}/new.txt`], async (page) => {
    assert.equal(await page.locator(".change").count(), 1);
    assert.ok((await page.locator(".change del").count()) > 0);
    assert.ok((await page.locator(".change ins").count()) > 0);
    assert.ok((await page.locator(".change .effect").count()) > 0);
  });
  await on([`${corpus}/000.txt`, `${corpus}/000.txt`], async (page) => {
    assert.match(await page.locator("main").textContent(), /No rule changed/);
  });
});
