// A page is there and a hover answered at once, on the largest document of the corpus and on the largest of LCT.

import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { test } from "node:test";
import { corpus, on } from "./browser.js";

const largest = (folder) => {
  const texts = readdirSync(folder).filter((name) => name.endsWith(".txt")).map((name) => `${folder}/${name}`);
  return texts.sort((a, b) => statSync(b).size - statSync(a).size)[0];
};

for (const [name, folder] of [["the corpus", corpus], ["LCT", process.env.LCT]]) {
  test(`a hover on the largest document of ${name} is answered in under 100 ms`, { skip: !existsSync(folder) }, async () => {
    await on([largest(folder)], async (page) => {
      const { opened, slowest, median, marks } = await page.evaluate(() => {
        const marks = [...document.querySelectorAll("[data-a]")];
        const hover = (mark) => {
          const from = performance.now();
          mark.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
          // The style and layout that the answer costs are part of it.
          document.body.getBoundingClientRect();
          return performance.now() - from;
        };
        // Other work on the machine only ever adds to a time: the shorter of two is the page's own.
        const once = marks.map(hover);
        const times = marks.map((mark, i) => Math.min(once[i], hover(mark)));
        times.sort((a, b) => a - b);
        const opened = performance.getEntriesByType("navigation")[0].domComplete;
        return { opened, slowest: times.at(-1), median: times[times.length >> 1], marks: marks.length };
      });
      console.log(
        `${name}: opened in ${opened.toFixed(0)} ms; ${marks} places, hover ${median.toFixed(1)} ms (median), ${slowest.toFixed(1)} ms (slowest)`,
      );
      assert.ok(slowest < 100, `${slowest} ms`);
      assert.ok(opened < 1000, `${opened} ms`);
    });
  });
}

test("the largest document of the corpus takes under 100 ms of the page's own time to open", async () => {
  await on([largest(corpus)], async (page) => {
    const times = [];
    for (let i = 0; i < 8; i += 1) {
      const context = await page.context().browser().newContext();
      const fresh = await context.newPage();
      const session = await context.newCDPSession(fresh);
      // The time of the page's thread: what else the machine does is not in it.
      await session.send("Performance.enable", { timeDomain: "threadTicks" });
      await fresh.goto(page.url());
      await fresh.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const { metrics } = await session.send("Performance.getMetrics");
      times.push(1000 * metrics.find(({ name }) => name === "TaskDuration").value);
      await context.close();
    }
    const shortest = Math.min(...times);
    console.log(`opened in ${shortest.toFixed(0)} ms of the page's own time (the shortest of ${times.length})`);
    assert.ok(shortest > 0 && shortest < 100, times.join(", "));
  });
});
