import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { compileAt, createAjv } from "../../pipeline/compile.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../pipeline/openapi.ts";
import { rewriteObjects } from "../../pipeline/walk.ts";
import { listOperationFacts, type OperationFacts } from "../facts.ts";
import { type Origin, renderHeader } from "../header.ts";
import { lowerFirst, toIdentifier, upperFirst } from "../identifier.ts";
import { literalText } from "../morph.ts";
import { collectReachable } from "../response-schemas.ts";
import { renderDeclarations, type ValidatorDeclaration } from "./declarations.ts";

/** Text of `validators.js` and `validators.d.ts`. */
export interface RenderedValidators {
  code: string;
  declarations: string;
}

/**
 * Compiles a validator for each request body, and for each of its members, into one module that imports nothing.
 *
 * Each stands in a function of its own that bundlers may drop, so that an application ships the models it imports.
 *
 * @param root The project's folder: esbuild finds the run-time parts of Ajv and of this project from there.
 */
export async function renderValidators(
  document: JsonObject,
  origin: Origin,
  root: string,
): Promise<RenderedValidators> {
  const members = new Map<string, ValidatorDeclaration>();
  const lines: string[] = [];
  const bodies: ValidatorDeclaration[] = [];
  for (const operation of listOperationFacts(document)) {
    if (operation.mediaType === undefined) continue;
    const name = `${toIdentifier(operation.id)}Body`;
    const choice = listMembers(document, operation);
    for (const { component } of choice?.members ?? []) {
      const member = lowerFirst(toIdentifier(component));
      if (members.has(member)) continue;
      members.set(member, { name: member, type: `components["schemas"][${JSON.stringify(component)}]` });
      lines.push(
        `export const ${member} = ${compileText(document, { $ref: `#/components/schemas/${component}` })};`,
      );
    }
    bodies.push({ name, type: upperFirst(name), operation: toIdentifier(operation.id) });
    lines.push(
      choice === undefined
        ? `export const ${name} = ${compileText(document, bodySchema(document, operation))};`
        : `export const ${name} = /* @__PURE__ */ createUnionValidator(${literalText(choice.tag)}, { ${choice.members
            .flatMap(({ component, models }) =>
              models.map((model) => `[${literalText(model)}]: ${lowerFirst(toIdentifier(component))}`),
            )
            .join(", ")} });`,
    );
  }
  lines.push(
    `export const validators = { ${bodies.map(({ name, operation }) => `${operation}: ${name}`).join(", ")} };`,
  );

  const { outputFiles } = await build({
    stdin: {
      contents: [
        'import { createUnionValidator, createValidator } from "./scripts/render/validators/runtime.ts";',
        ...lines,
      ].join("\n"),
      resolveDir: root,
      loader: "js",
      sourcefile: "validators.js",
    },
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
  });
  return {
    code: `${renderHeader(origin, "//")}${outputFiles[0]?.text ?? ""}`,
    declarations: `${renderHeader(origin, "//")}${renderDeclarations([...members.values()], bodies)}`,
  };
}

interface Choice {
  tag: string;
  members: { component: string; models: string[] }[];
}

/** The members of a body, when each of them fixes the property that names the model. */
function listMembers(document: JsonObject, operation: OperationFacts): Choice | undefined {
  const tag = operation.pages.map((page) => page.tag).find((found) => found?.in === "body")?.name;
  if (tag === undefined) return undefined;
  const schema = bodySchema(document, operation);
  const references = Array.isArray(schema.oneOf) ? schema.oneOf : [schema];
  const members = references.map((reference) => {
    const component = String(objectAt(reference).$ref).split("/").at(-1) ?? "";
    const { enum: models } = objectAt(document, "components", "schemas", component, "properties", tag);
    return { component, models: Array.isArray(models) ? models.map(String) : [] };
  });
  return members.every(({ models }) => models.length > 0) ? { tag, members } : undefined;
}

function bodySchema(document: JsonObject, { method, path, mediaType }: OperationFacts): JsonObject {
  return objectAt(document, "paths", path, method, "requestBody", "content", mediaType ?? "", "schema");
}

/** A file: what a program has is a Blob, which is known by its size and type. A string is its bytes as text. */
const FILE: JsonObject = {
  type: ["string", "object"],
  format: "binary",
  not: { type: "object", not: { required: ["size", "type"] } },
};

/** The source of one validator: Ajv's code in a function of its own. Only what it refers to is compiled with it. */
function compileText(document: JsonObject, schema: JsonObject): string {
  const schemas = objectAt(document, "components", "schemas");
  const reachable = [...collectReachable(document, [schema])].map((name) => [name, schemas[name]] as const);
  const part: JsonObject = {
    body: dropNotes(schema),
    components: { schemas: Object.fromEntries(reachable.map(([name, value]) => [name, dropNotes(value)])) },
  };
  const ajv = createAjv(part, { allErrors: true, verbose: true, code: { source: true } });
  const code = standaloneCode.default(ajv, compileAt(ajv, "#/body"));
  return `/* @__PURE__ */ createValidator(/* @__PURE__ */ (() => { const module = { exports: {} };\n${code}\nreturn module.exports; })())`;
}

/** Keywords that say nothing about which values are valid. */
const NOTES = new Set([
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "externalDocs",
  "xml",
]);

/** A schema with its files as programs have them, and without its notes, which would travel into every application. */
function dropNotes(schema: Json | undefined): JsonObject {
  if (!isObject(schema)) return {};
  return rewriteObjects(schema, "schema", (object) =>
    object.type === "string" && object.format === "binary"
      ? FILE
      : Object.fromEntries(
          Object.entries(object).filter(([key]) => !NOTES.has(key) && !key.startsWith("x-")),
        ),
  );
}
