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

test("words that several statements share light all of them, and a statement all of its words", async () => {
  await on([first], async (page) => {
    const row = page.locator('[id="E3.1"]');
    for (const words of ["hematopoietic stem cell", "within 3 months"]) {
      await row.locator(".text .s", { hasText: words }).first().hover();
      const statements = await row.locator(".leaf.near, .leaf.lit").allTextContents();
      assert.equal(statements.length, 2, words);
      const parts = await row.locator(".words .p.lit").allTextContents();
      assert.match(parts.join(), words.startsWith("within") ? /3 months.*3 months/ : /Autologous.*Allogeneic/i);
    }
    await row.locator(".text .s", { hasText: "autologous" }).first().hover();
    assert.match(await lit(page, '[id="E3.1"] .words'), /Autologous/);
    assert.doesNotMatch(await lit(page, '[id="E3.1"] .words'), /Allogeneic/);
    const statement = row.locator(".leaf").first();
    await statement.evaluate((leaf) => leaf.focus());
    assert.match(await lit(page), /^Having received autologous.*hematopoietic stem cell transplantation.*within 3 months$/);
  });
});

test("the words of an excuse are part of the rule and light it", async () => {
  await on([first], async (page) => {
    const words = page.locator('[id="I7.1"] .text .rule', { hasText: "unless the subject has a record of Gilbert syndrome" });
    await words.hover();
    assert.match(await lit(page, ".words"), /Unless/);
    assert.equal(await page.locator('[id="I7.1"] .text .joining', { hasText: "record" }).count(), 0);
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

test("the first arrow down goes to the first criterion in the window", async () => {
  const current = (page) => page.evaluate(() => document.activeElement.closest(".row")?.id);
  await on([first], async (page) => {
    await page.keyboard.press("ArrowUp");
    assert.equal(await current(page), undefined);
    await page.keyboard.press("ArrowDown");
    assert.equal(await current(page), "I1");
    await page.keyboard.press("ArrowDown");
    assert.equal(await current(page), "I2");
  });
  await on([first], async (page) => {
    await page.evaluate(() => document.getElementById("E6").scrollIntoView({ behavior: "instant", block: "start" }));
    await page.keyboard.press("ArrowDown");
    assert.equal(await current(page), "E6");
  });
});

/** What of an element the window shows below the header: its top, its bottom, and where that ends. */
const place = (page, selector) =>
  page.locator(selector).evaluate(async (element) => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom, from: document.querySelector(".top").getBoundingClientRect().bottom, to: innerHeight };
  });

test("a link at the top leads to its row, right below the header", async () => {
  for (const width of [1400, 900]) {
    await on([`${corpus}/003.txt`], async (page) => {
      await page.locator(".about").getByRole("link", { name: "E9", exact: true }).click();
      assert.equal(await page.evaluate(() => document.activeElement.id), "E9");
      const { top, from } = await place(page, '[id="E9"]');
      assert.ok(top >= from && top < from + 40, JSON.stringify({ top, from }));
    }, { viewport: { width, height: 700 } });
  }
});

test("the box for a comment opens in the window", async () => {
  await on([first], async (page) => {
    for (let i = 0; i < 6; i += 1) {
      await page.keyboard.press("j");
      await page.keyboard.press("c");
      // A page that scrolls smoothly takes its time.
      await page.waitForFunction(() => {
        const { top, bottom } = document.activeElement.getBoundingClientRect();
        return document.activeElement.matches("textarea") && top > 0 && bottom <= innerHeight;
      });
      await page.keyboard.press("Escape");
    }
  }, { viewport: { width: 1400, height: 520 } });
});

test("the help says what the words of the page mean", async () => {
  await on([`${corpus}/003.txt`], async (page) => {
    await page.keyboard.press("?");
    const terms = (await page.locator("dialog dt").allTextContents()).join("; ");
    for (const term of ["excludes if", "narrative", "requiring", "other than", "unless", "index date", "said above"]) {
      assert.ok(terms.includes(term), term);
    }
    await page.keyboard.press("Escape");
    assert.match(await page.locator(".legend").textContent(), /narrative: no data can decide it/);
    assert.match(await page.locator(".legend").textContent(), /amid narrative ones/);
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
