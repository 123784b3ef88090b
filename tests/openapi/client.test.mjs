// A TypeScript client generated from the document that a running site serves compiles under --strict, and calls
// that site. See client/client.ts.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import openapiTypescript, { astToString } from "openapi-typescript";
import { readDocument } from "./document.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
// Beside the packages, where the compiler and Node look for them.
const folder = mkdtempSync(here(".client-"));
after(() => rmSync(folder, { recursive: true }));

function run(program, ...rest) {
  const ran = spawnSync(process.execPath, [program, ...rest], { cwd: folder, encoding: "utf8" });
  assert.equal(ran.status, 0, ran.stdout + ran.stderr);
  return ran.stdout;
}

test("a generated client compiles and calls the site", async () => {
  const types = await openapiTypescript(await readDocument());
  writeFileSync(`${folder}/schema.ts`, astToString(types));
  writeFileSync(`${folder}/package.json`, '{"type": "module"}');
  for (const file of ["client.ts", "tsconfig.json"]) copyFileSync(here(`client/${file}`), `${folder}/${file}`);
  run(here("node_modules/typescript/bin/tsc"));
  assert.match(run(`${folder}/client.js`), /the client is content/);
});
