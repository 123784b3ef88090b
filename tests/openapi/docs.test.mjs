// The reference at /docs in a real browser: it shows the operations, under a policy that nothing breaks, and it
// loads nothing from elsewhere. BOULEVARD_SCREENSHOT names a file for a picture of it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";

const site = process.env.BOULEVARD_SITE;
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
let browser;
let page;
const complaints = [];
const addresses = [];

before(async () => {
  const executablePath = browsers.find(existsSync);
  assert.ok(executablePath, "there is no Chromium");
  browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 1000 });
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => addresses.push(request.url()));
  await page.goto(`${site}/docs`);
  await page.waitForSelector(".opblock");
});

after(() => browser?.close());

// Of a long contract the page holds only what is in view: looks at all of it, from the top to the bottom, until
// `look` says that it has seen what it wanted.
async function scrollThrough(look) {
  await page.evaluate(() => window.scrollTo(0, 0));
  while (true) {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    if (await look()) return;
    const moved = await page.evaluate(() => {
      const before = window.scrollY;
      window.scrollBy(0, window.innerHeight / 2);
      return window.scrollY > before;
    });
    if (!moved) return;
  }
}

test("it shows every tag and operation", async () => {
  const document = await (await fetch(`${site}/v1/openapi.json`)).json();
  const paths = new Set();
  const tags = new Set();
  await scrollThrough(async () => {
    const seen = await page.$$eval(".opblock-summary-path", (nodes) => nodes.map((node) => node.dataset.path));
    for (const path of seen) paths.add(path);
    for (const tag of await page.$$eval(".opblock-tag", (nodes) => nodes.map((node) => node.dataset.tag))) tags.add(tag);
  });
  assert.deepEqual(paths, new Set(Object.keys(document.paths)));
  assert.deepEqual([...tags], document.tags.map(({ name }) => name));
});

test("an operation opens, with its parameters and answers", async () => {
  const operation = "#operations-Availability-listAvailablePlaces .opblock-summary-control";
  await scrollThrough(() => page.$(operation));
  await page.click(operation);
  await page.waitForSelector(".opblock.is-open .responses-table");
  const text = await page.$eval(".opblock.is-open", (node) => node.innerText);
  for (const wanted of ["maxRentCents", "residentKind", "Roles: provider, coordinator", "429"]) {
    assert.ok(text.includes(wanted), wanted);
  }
  if (process.env.BOULEVARD_SCREENSHOT) await page.screenshot({ path: process.env.BOULEVARD_SCREENSHOT });
});

test("nothing came from elsewhere, and nothing was refused or failed", () => {
  const elsewhere = addresses.filter((address) => !address.startsWith(`${site}/`) && !address.startsWith("data:"));
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(complaints, []);
});
