// Every example of the document is one that its schema allows, and nothing that needs one lacks it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { operationsOf, readDocument, resolve } from "./document.mjs";
import { Validator } from "./validator.mjs";

const document = await readDocument();
const validator = new Validator(document);

function assertAllowed(schema, example, where) {
  assert.notEqual(example, undefined, `${where} has no example`);
  assert.deepEqual(validator.faults(schema, example), [], where);
}

test("the document has operations to look at", () => {
  assert.ok(operationsOf(document).length > 30);
});

test("component schemas", () => {
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    if (schema.enum) continue;
    assertAllowed(schema, schema.examples?.[0], name);
  }
});

test("parameters", () => {
  for (const { operation } of operationsOf(document)) {
    for (const given of operation.parameters ?? []) {
      const parameter = resolve(document, given);
      assertAllowed(parameter.schema, parameter.example, `${operation.operationId} ${parameter.name}`);
    }
  }
});

test("request bodies", () => {
  for (const { operation } of operationsOf(document)) {
    for (const [type, { schema, example }] of Object.entries(operation.requestBody?.content ?? {})) {
      assertAllowed(schema, example, `${operation.operationId} ${type}`);
    }
  }
});

test("answers", () => {
  for (const { operation } of operationsOf(document)) {
    for (const [status, given] of Object.entries(operation.responses)) {
      for (const { schema, example } of Object.values(resolve(document, given).content ?? {})) {
        assertAllowed(schema, example, `${operation.operationId} ${status}`);
      }
    }
  }
});
