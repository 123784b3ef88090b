// Holds values against the schemas of an OpenAPI 3.1 document, which are JSON Schemas of 2020-12.
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const ROOT = "https://boulevard.invalid/openapi.json";

export class Validator {
  constructor(document) {
    this.ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, validateSchema: true });
    addFormats.default(this.ajv);
    // Of OpenAPI, which JSON Schema and the formats above do not know.
    for (const format of ["uint32", "uint64"]) this.ajv.addFormat(format, true);
    this.ajv.addVocabulary(["components"]);
    this.ajv.addSchema({ $id: ROOT, components: { schemas: document.components.schemas } });
    this.compiled = new Map();
  }

  // The faults of `value`, in words; none when the schema allows it.
  faults(schema, value) {
    const key = JSON.stringify(schema);
    if (!this.compiled.has(key)) this.compiled.set(key, this.ajv.compile(rooted(schema)));
    const validate = this.compiled.get(key);
    if (validate(value)) return [];
    return validate.errors.map(({ instancePath, message, params }) =>
      `${instancePath || "/"} ${message} ${JSON.stringify(params)}`,
    );
  }
}

// The schema with its references leading into the document.
function rooted(value) {
  if (Array.isArray(value)) return value.map(rooted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === "$ref" ? ROOT + member : rooted(member)]),
  );
}
