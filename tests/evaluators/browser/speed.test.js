// What a page costs, on the largest document of the corpus and on the largest of LCT. How much work a page does is held to
// a limit; how long it takes depends on the machine and on what else it does, so times are told and held to none.

import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { corpus, file, on } from "./browser.js";

const largest = (folder) => {
  const texts = readdirSync(folder).filter((name) => name.endsWith(".txt")).map((name) => `${folder}/${name}`);
  return texts.sort((a, b) => statSync(b).size - statSync(a).size)[0];
};

for (const [name, folder] of [["the corpus", corpus], ["LCT", process.env.LCT]]) {
  test(`a hover on the largest document of ${name} touches only what it lights and what was lit`, { skip: !existsSync(folder) }, async () => {
    await on([largest(folder)], async (page) => {
      const { slowest, median, marks, dark, touched } = await page.evaluate(() => {
        const marks = [...document.querySelectorAll("[data-a]")];
        const observer = new MutationObserver(() => {});
        observer.observe(document.body, { subtree: true, attributes: true, childList: true, characterData: true });
        const lit = () => new Set(document.querySelectorAll(".lit, .near"));
        const hover = (mark) => {
          const from = performance.now();
          mark.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
          // The style and layout that the answer costs are part of it.
          document.body.getBoundingClientRect();
          return performance.now() - from;
        };
        const [times, dark, touched] = [[], [], []];
        for (const mark of marks) {
          const before = lit();
          times.push(hover(mark));
          const after = lit();
          const records = observer.takeRecords();
          if (after.size === 0) dark.push(mark.textContent);
          if (records.some(({ target }) => !before.has(target) && !after.has(target))) touched.push(mark.textContent);
        }
        times.sort((a, b) => a - b);
        return { slowest: times.at(-1), median: times[times.length >> 1], marks: marks.length, dark, touched };
      });
      console.log(`${name}: ${marks} places, hover ${median.toFixed(1)} ms (median), ${slowest.toFixed(1)} ms (slowest)`);
      assert.ok(marks > 0);
      assert.deepEqual({ dark, touched }, { dark: [], touched: [] });
    });
  });
}

/** What opening a page costs the thread of a new tab until two frames later, in ms of its own time: what else the machine does is not in it. */
const ownTime = async (browser, url) => {
  const context = await browser.newContext();
  const fresh = await context.newPage();
  const session = await context.newCDPSession(fresh);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await fresh.goto(url);
  await fresh.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const { metrics } = await session.send("Performance.getMetrics");
  await context.close();
  return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
};

/** How long a tab that is there takes by the clock until a page is complete, and until something of it is painted, in ms. */
const byTheClock = async (tab, url) => {
  await tab.goto("about:blank");
  await tab.waitForTimeout(50);
  await tab.goto(url);
  return tab.evaluate(async () => {
    const painted = await new Promise((done) => {
      new PerformanceObserver((list) => {
        const first = list.getEntriesByName("first-contentful-paint")[0];
        if (first) done(first.startTime);
      }).observe({ type: "paint", buffered: true });
    });
    return { complete: performance.getEntriesByType("navigation")[0].domComplete, painted };
  });
};

test("how long the largest document of the corpus takes to open is told", async () => {
  const empty = pathToFileURL(file("empty.html", "<!DOCTYPE html><title>empty</title><p>nothing")).href;
  await on([largest(corpus)], async (page) => {
    const [url, browser] = [page.url(), page.context().browser()];
    const tab = await (await browser.newContext()).newPage();
    const [own, times, floor] = [[], [], []];
    for (let i = 0; i < 12; i += 1) {
      own.push(await ownTime(browser, url));
      times.push(await byTheClock(tab, url));
      floor.push(await byTheClock(tab, empty));
    }
    await tab.context().close();
    const sorted = (of) => of.toSorted((a, b) => a - b);
    const tell = (of) => `${sorted(of)[0].toFixed(0)} ms (median ${sorted(of)[of.length >> 1].toFixed(0)})`;
    const of = (times, name) => times.map((time) => time[name]);
    // Other work on the machine only ever adds to a time: the shortest is the page's own.
    console.log(
      `own time ${tell(own)}; by the clock complete after ${tell(of(times, "complete"))}, painted after ${tell(of(times, "painted"))};` +
        ` an empty page ${tell(of(floor, "complete"))}, ${tell(of(floor, "painted"))}`,
    );
    assert.ok(own.every((time) => time > 0) && of(times, "complete").every((time) => time > 0), JSON.stringify({ own, times }));
  });
});
