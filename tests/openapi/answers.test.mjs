// What a running site answers is what the document says: every read is called, as a role that may, and its body
// held against the schema. BOULEVARD_SITE is the address, BOULEVARD_TOKENS an object of tokens by role.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { operationsOf, readDocument, resolve } from "./document.mjs";
import { Validator } from "./validator.mjs";

const site = process.env.BOULEVARD_SITE;
const tokens = JSON.parse(process.env.BOULEVARD_TOKENS);
const document = await readDocument();
const validator = new Validator(document);
const collectionOf = (path) => path.match(/^(.*)\/\{id\}/)?.[1];
// A delivery is listed by its webhook, and looked at by the tests of webhooks.
const isListed = (path) => !collectionOf(path) || document.paths[collectionOf(path)];
const reads = operationsOf(document).filter(({ method, path }) => method === "get" && isListed(path));

// The data of the first event of a stream, which is left then.
async function firstEvent(stream) {
  let text = "";
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    text += piece;
    const data = text.match(/^data: (.*)\n\n/m);
    if (data) return JSON.parse(data[1]);
  }
  throw new Error(`no event came: ${text}`);
}

async function get(path, role) {
  const answer = await fetch(site + document.servers[0].url + path, {
    headers: role ? { authorization: `Bearer ${tokens[role]}` } : {},
  });
  const streams = answer.headers.get("content-type") === "text/event-stream";
  return { answer, body: streams ? await firstEvent(answer.body) : await answer.json() };
}

function assertDeclared(operation, { answer, body }, where) {
  const declared = resolve(document, operation.responses[answer.status]);
  assert.ok(declared, `${where} answers ${answer.status}, which is not declared: ${JSON.stringify(body)}`);
  const type = answer.headers.get("content-type");
  assert.ok(declared.content[type], `${where} answers ${type}`);
  assert.deepEqual(validator.faults(declared.content[type].schema, body), [], where);
  for (const name of Object.keys(declared.headers)) {
    assert.ok(answer.headers.get(name), `${where} lacks ${name}`);
  }
}

// Ids of what the site has, by the collection that lists them.
async function idsOf(collection) {
  const operation = document.paths[collection].get;
  const { body } = await get(`${collection}?pageSize=5&${whoseOf(operation)}`, operation["x-roles"].at(-1));
  const [list] = Object.values(body).filter(Array.isArray);
  return list.map(({ id }) => id);
}

async function make(collection, role, what) {
  const made = await fetch(`${site}${document.servers[0].url}${collection}`, {
    method: "POST",
    headers: { authorization: `Bearer ${tokens[role]}`, "content-type": "application/json" },
    body: JSON.stringify(what),
  });
  const body = await made.json();
  assert.equal(made.status, 201, JSON.stringify(body));
  return body.id;
}

// What there is of a young person.
const records = {
  "/plans": { level: "light", startsOn: "2026-01-12" },
  "/contact-moments": { heldOn: "2026-01-12", way: "in-person", attendance: "attended" },
  "/daytime-activities": { kind: "school", hoursPerWeek: 24, startsOn: "2026-01-12" },
  "/assessments": {
    assessedOn: "2026-01-12",
    scores: document.paths["/assessments"].post.requestBody.content["application/json"].example.scores,
  },
};
// Whose the records are that are listed of one young person alone.
let youngPersonId;
const whoseOf = (operation) =>
  operation.parameters?.some(({ name, required }) => name === "youngPersonId" && required)
    ? `youngPersonId=${youngPersonId}`
    : "";

const exampleOf = (collection) => document.paths[collection].post.requestBody.content["application/json"].example;

// What the demo does not have for everyone: whoever makes an application sees it.
before(async () => {
  // Whoever calls as a mentor has to be one.
  await make("/mentors", "admin", { name: "A mentor", subject: "a-mentor" });
  for (const role of document.paths["/applications"].post["x-roles"]) {
    // For someone else each time: nobody is referred to a programme twice. A referrer gives no BSN, nor do the others.
    const { bsn, ...person } = exampleOf("/young-people");
    const applicant = await make("/young-people", role, person);
    await make("/applications", role, { ...exampleOf("/applications"), youngPersonId: applicant, mustNotShareWith: [] });
  }
  await make("/match-proposals", "coordinator", { programmeId: "co-living" });
  await make("/webhooks", "provider", { url: "https://partner.example.org/", events: ["offer-changed"] });
  youngPersonId = await make("/young-people", "mentor", exampleOf("/young-people"));
  for (const [collection, record] of Object.entries(records)) {
    await make(collection, "mentor", { youngPersonId, ...record });
  }
});

for (const { path, operation } of reads) {
  const collection = collectionOf(path);
  for (const role of operation["x-roles"]) {
    test(`${path} as ${role}`, async () => {
      const ids = collection ? await idsOf(collection) : [""];
      assert.ok(ids.length > 0, `${collection} is empty: nothing would be looked at`);
      for (const id of ids) {
        const called = `${path.replace("{id}", id).replace(/{(version|number)}/, "1")}?${whoseOf(operation)}`;
        const { answer, body } = await get(called, role);
        // A provider does not see what is another's, nor a referrer or mentor.
        const mayBeHidden = collection && ["provider", "referrer", "mentor"].includes(role);
        assert.ok(answer.status === 200 || (mayBeHidden && [403, 404].includes(answer.status)), `${answer.status}`);
        assertDeclared(operation, { answer, body }, `${called} as ${role}`);
      }
    });
  }
  test(`${path} without a token`, async () => {
    const called = path.replace("{id}", "jit-wonen").replace(/{(version|number)}/, "1");
    assertDeclared(operation, await get(called), called);
  });
}

test("pages lead to each other", async () => {
  const first = (await get("/places?pageSize=2", "coordinator")).body;
  assert.equal(first.places.length, 2);
  const next = await get(`/places?pageSize=2&pageToken=${encodeURIComponent(first.nextPageToken)}`, "coordinator");
  assertDeclared(document.paths["/places"].get, next, "the second page");
  assert.notEqual(next.body.places[0].id, first.places[0].id);
});

test("a query that breaks a rule is a problem as declared", async () => {
  const refused = await get("/places?pageSize=0", "coordinator");
  assert.equal(refused.answer.status, 400);
  assertDeclared(document.paths["/places"].get, refused, "pageSize=0");
});
