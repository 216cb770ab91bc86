// How pages look: contrast and roles as axe-core finds them, light and dark; on paper; on a small screen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, corpus, file, on } from "./browser.js";

const violations = async (page) => {
  await page.addScriptTag({ path: axe });
  // Rows out of sight are checked as well.
  await page.addStyleTag({ content: ".row { content-visibility: visible !important; }" });
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
  });
};

/** The policy of the page keeps scripts out, those of a test as well. */
const lenient = { bypassCSP: true };

for (const colorScheme of ["light", "dark"]) {
  test(`contrast, names and roles are right in ${colorScheme} mode`, async () => {
    const options = { ...lenient, colorScheme };
    for (const name of ["000", "003"]) {
      await on([`${corpus}/${name}.txt`], async (page) => {
        assert.deepEqual(await violations(page), []);
        await page.locator('[id="I4"] .leaf').first().hover();
        await page.locator('[id="I4"] [data-do=accepted]').click();
        await page.locator('[id="I5"] [data-do=wrong]').click();
        await page.locator('[id="I5"] [data-do=comment]').click();
        assert.deepEqual(await violations(page), []);
        await page.keyboard.press("Escape");
        await page.keyboard.press("?");
        assert.deepEqual(await violations(page), []);
      }, options);
    }
    const amended = `${corpus}/amendments`;
    await on([`${amended}/01-upper-limit-raised/old.txt`, `${amended}/01-upper-limit-raised/new.txt`], async (page) => {
      assert.deepEqual(await violations(page), []);
    }, options);
    await on([corpus], async (page) => assert.deepEqual(await violations(page), []), options);
  });
}

test("what is wrong with a page is found", async () => {
  await on([`${corpus}/000.txt`], async (page) => {
    await page.addStyleTag({ content: ".lead { color: #bbb !important; } input { display: none }" });
    const found = (await violations(page)).join("\n");
    assert.match(found, /color-contrast/);
  }, { ...lenient, colorScheme: "light" });
});

test("words that were not understood are marked without colour too", async () => {
  const path = file("odd.txt", "Inclusion Criteria:\n* Hemoglobin ≥ 80 g/L frobnicated 17 zorks\n");
  await on([path], async (page) => {
    const unread = page.locator(".text .unread").first();
    assert.match(await unread.textContent(), /17|zorks|frob/);
    const style = await unread.evaluate((element) => getComputedStyle(element).textDecorationStyle);
    assert.equal(style, "wavy");
    const legend = await page.locator(".legend .s").evaluateAll((all) =>
      all.map((element) => {
        const { textDecorationLine, textDecorationStyle, fontWeight, fontStyle } = getComputedStyle(element);
        return `${textDecorationLine} ${textDecorationStyle} ${fontWeight} ${fontStyle}`;
      }),
    );
    assert.equal(new Set(legend).size, legend.length, legend.join("; "));
  });
});

test("a dark page is dark, and nothing moves for who asks for less motion", async () => {
  const luminance = (page) =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0));
  await on([`${corpus}/000.txt`], async (page) => assert.ok((await luminance(page)) < 120), { colorScheme: "dark" });
  await on([`${corpus}/000.txt`], async (page) => assert.ok((await luminance(page)) > 600), { colorScheme: "light" });
  await on([`${corpus}/000.txt`], async (page) => {
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), "auto");
  }, { reducedMotion: "reduce" });
});

test("on paper there are the text, the rules and the decisions, and no controls", async () => {
  await on([`${corpus}/000.txt`], async (page) => {
    await page.locator('[id="I2"] [data-do=accepted]').click();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    assert.equal(await page.locator("#filters, .decide button, #save").filter({ visible: true }).count(), 0);
    assert.equal(await page.locator('[id="I5"] .text').isVisible(), true);
    assert.equal(await page.locator('[id="I5"] .words').isVisible(), true);
    const lead = await page.locator('[id="I2"] .lead').evaluate((e) => getComputedStyle(e, "::after").content);
    assert.match(lead, /accepted/);
    const pdf = await page.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  });
});

test("on a small screen the text stands above its rule, and nothing is cut off", async () => {
  await on([`${corpus}/000.txt`], async (page) => {
    const [text, card] = await Promise.all([".text", ".card"].map((side) => page.locator(`[id="I4"] ${side}`).boundingBox()));
    assert.ok(text.y + text.height <= card.y);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
  }, { viewport: { width: 390, height: 800 } });
});
