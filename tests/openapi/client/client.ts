// A client with the types of the document: that it compiles says as much as that it runs.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Problem = components["schemas"]["Problem"];

const tokens: Record<string, string> = JSON.parse(process.env.BOULEVARD_TOKENS ?? "{}");
const clientOf = (role: string) =>
  createClient<paths>({
    baseUrl: `${process.env.BOULEVARD_SITE}/v1`,
    headers: { Authorization: `Bearer ${tokens[role]}` },
  });

async function listsFreePlaces() {
  const { data, response } = await clientOf("coordinator").GET("/available-places", {
    params: { query: { pageSize: 2, includeExpected: true } },
  });
  assert.ok(data, `${response.status}`);
  const rents: number[] = data.availablePlaces.map((place) => place.rentCents);
  assert.ok(rents.length > 0);
}

async function makesAnApplication(): Promise<string> {
  const referrer = clientOf("referrer");
  const params = () => ({ header: { "Idempotency-Key": randomUUID() } });
  const person = await referrer.POST("/young-people", {
    params: params(),
    body: { givenName: "Example", surname: "van Voorbeeld", birthDate: "2005-03-04", residentKind: "student" },
  });
  assert.ok(person.data, `${person.response.status}`);
  const { data, response } = await referrer.POST("/applications", {
    params: params(),
    body: { youngPersonId: person.data.id, programmeId: "foyer", guidanceLevel: "light" },
  });
  assert.equal(response.status, 201);
  assert.ok(data);
  return data.id;
}

async function readsItBack(id: string) {
  const { data } = await clientOf("coordinator").GET("/applications/{id}", { params: { path: { id } } });
  assert.equal(data?.birthDate, "2005-03-04");
}

async function changesAProgramme() {
  const admin = clientOf("admin");
  const path = { id: "jit-wonen" };
  const { data } = await admin.GET("/programmes/{id}", { params: { path } });
  assert.ok(data);
  const { turnaroundDays } = data;
  const header = { "If-Match": `"${data.etag}"` };
  const changed = await admin.PATCH("/programmes/{id}", { params: { path, header }, body: { turnaroundDays } });
  assert.equal(changed.response.status, 200);
  // @ts-expect-error: a change without the version that it changes does not compile.
  const refused = await admin.PATCH("/programmes/{id}", { params: { path }, body: { turnaroundDays } });
  assert.equal(refused.response.status, 428);
}

async function seesATypedProblem() {
  const { error } = await clientOf("coordinator").GET("/places/{id}", { params: { path: { id: "no-uuid" } } });
  assert.ok(error);
  const problem: Problem = error;
  assert.equal(problem.status, 400);
  assert.equal(problem.errors?.[0]?.rule, "uuid");
}

await listsFreePlaces();
await readsItBack(await makesAnApplication());
await changesAProgramme();
await seesATypedProblem();
console.log("the client is content");
