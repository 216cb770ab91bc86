// One browser for a file of tests, and pages written by the program. Every page that is opened is held to loading nothing
// and to having nothing to say on the console.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.MODULES, "package.json"));
const { chromium } = require("playwright-core");
export const axe = require.resolve("axe-core/axe.min.js");
export const corpus = resolve("corpus");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let browser;
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "review-page-"));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A file in the folder of these tests. */
export const file = (name, content) => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};

/** What the program writes to stdout. */
export const extract = (...args) => execFileSync(process.env.EXTRACT, ["-q", ...args], { encoding: "utf8" });

/** What became of a run that may fail. */
export const attempt = (...args) => spawnSync(process.env.EXTRACT, args, { encoding: "utf8" });

/** Opens a page that the program writes from these arguments; `options` are those of the browser's context. */
export const open = async (args, options = {}) => {
  const path = file(`${Math.random().toString(36).slice(2)}.html`);
  execFileSync(process.env.EXTRACT, ["-q", ...args, "-f", "html", "-o", path]);
  return visit(path, options);
};

/** Opens a page that is there. */
export const visit = async (path, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const trouble = [];
  const url = pathToFileURL(path).href;
  page.on("console", (message) => trouble.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== url && !/^(blob|data):/.test(request.url())) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return {
    page,
    close: async () => {
      assert.deepEqual(trouble, []);
      await context.close();
    },
  };
};

/** A page and what is done with it. */
export const on = async (args, work, options) => {
  const { page, close } = await open(args, options);
  try {
    await work(page);
  } catch (error) {
    await page.context().close();
    throw error;
  }
  await close();
};

/** The words that are lit in the text, or in the rules. */
export const lit = (page, side = ".text") =>
  page.locator(`${side} .lit`).allTextContents().then((words) => words.join(""));
