// The document under test: a file named by BOULEVARD_OPENAPI, or what the site at BOULEVARD_SITE answers.
import { readFile } from "node:fs/promises";

export async function readDocument() {
  const file = process.env.BOULEVARD_OPENAPI;
  if (file) return JSON.parse(await readFile(file, "utf8"));
  const answer = await fetch(`${process.env.BOULEVARD_SITE}/v1/openapi.json`);
  return answer.json();
}

const METHODS = ["get", "put", "post", "delete", "patch"];

// Every operation, as {path, method, operation}.
export function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ path, method, operation: item[method] })),
  );
}

// What a local reference means; anything else as it is.
export function resolve(document, value) {
  if (!value?.$ref) return value;
  return value.$ref
    .slice(2)
    .split("/")
    .reduce((at, name) => at[name], document);
}
