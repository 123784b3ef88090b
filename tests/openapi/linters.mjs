// Holds the document that BOULEVARD_OPENAPI names against the NL GOV REST API Design Rules (Spectral) and the
// recommended rules of Redocly, and ends with 1 when either has anything to say, warnings included.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createConfig, lint } from "@redocly/openapi-core";

const file = process.env.BOULEVARD_OPENAPI;
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

function designRules() {
  const spectral = spawnSync(
    process.execPath,
    [here("node_modules/@stoplight/spectral-cli/dist/index.js"), "lint", "--fail-severity", "hint", "--display-only-failures",
      "--ruleset", here("api-design-rules/linter.yaml"), "--format", "text", file],
    { encoding: "utf8" },
  );
  return spectral.status === 0 ? [] : [spectral.stdout + spectral.stderr];
}

async function redocly() {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lint({ ref: file, config });
  return problems.map(({ severity, ruleId, message, location }) =>
    `${severity} ${ruleId} at ${location[0].pointer}: ${message}`,
  );
}

const found = [
  ...designRules().map((text) => `API Design Rules:\n${text}`),
  ...(await redocly()).map((text) => `Redocly: ${text}`),
];
for (const text of found) console.log(text);
if (found.length === 0) console.log("The document keeps the API Design Rules and the recommended rules of Redocly.");
process.exitCode = found.length === 0 ? 0 : 1;
