// Words and what was made of them: both sides are whole, and each lights the other.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { corpus, file, lit, on } from "./browser.js";

const first = `${corpus}/000.txt`;

test("the text stands in the page with every character, in order", async () => {
  const odd = "Inclusion Criteria:\r\n* Hb ≥ 80 g/L </script><b onclick=alert(1)>&amp; 𝛃-blocker 😀\r\n* Platelets \\< 50 <!-- x\n";
  for (const path of [first, `${corpus}/001.txt`, `${corpus}/002.txt`, `${corpus}/003.txt`, file("odd.txt", odd)]) {
    await on([path], async (page) => {
      const shown = await page.locator(".text").allTextContents();
      assert.equal(shown.join(""), readFileSync(path, "utf8"));
      assert.equal(await page.locator(".text b, .card b").count(), 0);
    });
  }
});

test("pointing at a limit lights its words, and pointing at the words its limit", async () => {
  await on([first], async (page) => {
    await page.locator('[id="I5"] .words .value').hover();
    assert.equal(await lit(page), "\\> 8 points");
    await page.locator('[id="I5"] .text .rule', { hasText: "8 points" }).first().hover();
    assert.match(await lit(page, ".words"), /more than 8 points/);
    await page.mouse.move(5, 500);
    await page.locator("h1").hover();
    assert.equal(await lit(page), "");
  });
});

test("what is said above lights where it is said", async () => {
  await on([`${corpus}/001.txt`], async (page) => {
    const window = page.locator('[id="E6"] .words .time').first();
    await window.hover();
    assert.match(await lit(page), /within.*6 months|6 months/);
  });
  await on([`${corpus}/002.txt`], async (page) => {
    await page.locator('[id="E8.1"] .words .p', { hasText: "leukapheresis" }).first().hover();
    assert.equal(await page.locator('[id="E8"] .text .lit').count() > 0, true);
  });
});

test("characters outside the first plane do not shift the marks", async () => {
  const path = file("wide.txt", "Inclusion Criteria:\n* 😀𝛃 Hemoglobin ≥ 80 g/L and 😀 platelets ≥ 50 ×10⁹/L\n");
  await on([path], async (page) => {
    await page.locator(".words .value", { hasText: "50" }).hover();
    assert.equal(await lit(page), "≥ 50 ×10⁹/L");
  });
});

test("the keyboard alone goes through criteria and statements, and lights their words", async () => {
  await on([first], async (page) => {
    await page.keyboard.press("j");
    const current = () => page.evaluate(() => document.activeElement.closest(".row")?.id);
    assert.equal(await current(), "I1");
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("j");
    assert.equal(await current(), "I4");
    await page.keyboard.press("ArrowRight");
    assert.match(await lit(page), /glucocorticoid/);
    await page.keyboard.press("ArrowRight");
    assert.match(await lit(page), /immunosuppressants/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("k");
    assert.equal(await current(), "I3");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none");
  });
});

test("keys of one letter can be turned off", async () => {
  await on([first], async (page) => {
    await page.keyboard.press("?");
    await page.getByLabel("Keys of one letter are on").uncheck();
    await page.keyboard.press("Escape");
    await page.locator('[id="I2"]').focus();
    await page.keyboard.press("a");
    assert.equal(await page.locator('[data-verdict="accepted"]').count(), 0);
  });
});
