// The reference at /docs in a real browser: it shows the operations, under a policy that nothing breaks, and it
// loads nothing from elsewhere. BOULEVARD_SCREENSHOT names a file for a picture of it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";

const site = process.env.BOULEVARD_SITE;
const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const methods = ["get", "put", "post", "delete", "patch"];
let document;
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
  document = await (await fetch(`${site}/v1/openapi.json`)).json();
  const operations = Object.values(document.paths).flatMap((path) => methods.filter((method) => method in path));
  // It shows them a few at a time.
  const shown = (count) => window.document.querySelectorAll(".opblock-summary-path").length >= count;
  await page.waitForFunction(shown, { timeout: 90_000 }, operations.length);
});

after(() => browser?.close());

test("it shows every tag and operation", async () => {
  const shown = await page.$$eval(".opblock-summary-path", (nodes) => nodes.map((node) => node.dataset.path));
  assert.deepEqual(new Set(shown), new Set(Object.keys(document.paths)));
  const tags = await page.$$eval(".opblock-tag", (nodes) => nodes.map((node) => node.dataset.tag));
  assert.deepEqual(tags, document.tags.map(({ name }) => name));
});

test("an operation opens, with its parameters and answers", async () => {
  await page.click("#operations-Availability-listAvailablePlaces .opblock-summary-control");
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
