import { schemaAt } from "../../../src/openapi/body-schemas.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";
import { collectReachable } from "../../../src/openapi/reachable.ts";
import { resolveComponent } from "../../../src/openapi/references.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import { groupBy } from "../../lists.ts";
import { createFindMistakes, type FindMistakes } from "./find-mistakes.ts";

/**
 * Takes out the examples that break their own schema, those of bodies and those in schemas, and reports each as the
 * mistake of its page: a mock would serve them, and people would copy them.
 *
 * @param file Name of the document in problems whose page is not known.
 */
export function checkExamples(
  file: string,
  document: JsonObject,
  findMistakes: FindMistakes = createFindMistakes(document),
): Staged<JsonObject> {
  const problems: Problem[] = [];
  const pages = listPages(document);

  const output = rewriteObjects(document, "document", (object, kind, keys) => {
    const shown =
      kind === "mediaType"
        ? listBodyExamples(document, object, keys, pages)
        : kind === "schema"
          ? listSchemaExamples(object)
          : [];
    const mistakes = checkRequestExamples(shown, findMistakes);
    if (mistakes.size === 0) return object;
    for (const [{ at, page: own }, mistake] of mistakes) {
      const page = own ?? findPage(document, keys, pages);
      const published = own === undefined ? at : readPublishedPlace(at);
      const target = own === undefined ? "" : ` of ${at.join(" ")}`;
      problems.push({
        severity: "warning",
        kind: "wrong-example",
        file: String(page?.source ?? file),
        pointer: pointerTo([...keys, ...published]),
        message: `The example breaks its own schema: ${mistake}. Left out; correct it with an overlay${target}.`,
      });
    }
    return withoutExamples(object, [...mistakes.keys()]);
  });
  return { output, problems };
}

/** One example. */
interface Example {
  /** Where it stands in the object that shows it: `["example"]`, `["examples", "first"]`. */
  at: [string, ...string[]];
  value: Json;
  /** What it has to satisfy. */
  schema: JsonObject;
  /** The page that shows it, when that is known. */
  page?: JsonObject | undefined;
}

/** The examples of a body, each to be judged by the schema of its own model. */
function listBodyExamples(
  document: JsonObject,
  { schema, example, examples }: JsonObject,
  keys: readonly string[],
  pages: ReadonlyMap<string, JsonObject>,
): Example[] {
  if (!isObject(schema)) return [];
  const placed = { pointer: pointerTo([...keys, "schema"]), schema };
  // The member that serves a page is about its requests.
  const isRequest = keys.includes("requestBody");
  const show = (at: Example["at"], value: Json, page?: JsonObject): Example => {
    const pointer = findVariant(document, placed, value, isRequest ? page : undefined);
    return { at, value, schema: schemaAt(document, pointer), page };
  };
  return [
    ...(example === undefined ? [] : [show(["example"], example)]),
    ...Object.entries(objectAt(examples)).flatMap(([name, one]) =>
      isObject(one) && one.value !== undefined
        ? [show(["examples", name], one.value, pages.get(readFunctionName(name)))]
        : [],
    ),
  ];
}

function listSchemaExamples(schema: JsonObject): Example[] {
  const { example, examples } = schema;
  return [
    ...(example === undefined ? [] : [{ at: ["example"] as Example["at"], value: example, schema }]),
    ...(Array.isArray(examples) ? examples : []).map((value, index) => ({
      at: ["examples", String(index)] as Example["at"],
      value,
      schema,
    })),
  ];
}

/** What is wrong with each example that is. Those of one schema are judged together, as compiling takes most of the time. */
function checkRequestExamples(
  examples: readonly Example[],
  findMistakes: FindMistakes,
): Map<Example, string> {
  const found = new Map<Example, string>();
  // What stands for no component is the schema of the one object that shows them all.
  for (const group of groupBy(examples, ({ schema }) => String(schema.$ref ?? ""))) {
    const mistakes = findMistakes(
      group[0]?.schema ?? {},
      group.map(({ value }) => value),
    );
    for (const [index, example] of group.entries()) {
      const mistake = mistakes[index];
      if (typeof mistake === "string") found.set(example, mistake);
    }
  }
  return found;
}

/** A schema and where it stands. */
export interface PlacedSchema {
  pointer: string;
  schema: JsonObject;
}

/**
 * Where the schema stands that a body has to satisfy: of a union the member of the body's model, or else the one
 * that serves the page which shows the body.
 */
export function findVariant(
  document: JsonObject,
  { pointer, schema }: PlacedSchema,
  body: Json,
  page?: JsonObject,
): string {
  if (typeof schema.$ref === "string") return schema.$ref;
  const model = objectAt(body)[MODEL];
  const members = Array.isArray(schema.oneOf) ? schema.oneOf.filter(isObject) : [];
  const own = members.find((member) => {
    const { enum: models } = objectAt(resolveComponent(document, member), "properties", MODEL);
    return model !== undefined && Array.isArray(models) && models.includes(model);
  });
  return [own?.$ref, page?.request].find((found) => typeof found === "string") ?? pointer;
}

/** The pages of all operations, by the name of their function. */
function listPages(document: JsonObject): Map<string, JsonObject> {
  const pages = listOperations(document).flatMap(({ operation }) => operation["x-pages"]);
  return new Map(pages.filter(isObject).map((page) => [String(page.operationId), page]));
}

/** Examples of requests are named after the function of their page: `createVideo.first`. */
function readFunctionName(example: string): string {
  return example.split(".")[0] ?? "";
}

/** The first page whose request leads to the component that holds a place. */
function findPage(
  document: JsonObject,
  [, , component]: readonly string[],
  pages: ReadonlyMap<string, JsonObject>,
): JsonObject | undefined {
  return [...pages.values()].find(
    ({ request }) =>
      typeof request === "string" && collectReachable(document, [{ $ref: request }]).has(component ?? ""),
  );
}

/** An object without some of its examples, and without a list of them that has become empty. */
function withoutExamples(object: JsonObject, wrong: readonly Example[]): JsonObject {
  const places = new Set(wrong.map(({ at }) => at.join("/")));
  const isRight = (name: string | number) => !places.has(`examples/${name}`);
  const { example, examples, ...rest } = object;
  const kept = Array.isArray(examples)
    ? examples.filter((_, index) => isRight(index))
    : Object.fromEntries(Object.entries(objectAt(examples)).filter(([name]) => isRight(name)));
  return {
    ...rest,
    ...(example === undefined || places.has("example") ? {} : { example }),
    ...(Object.keys(kept).length === 0 ? {} : { examples: kept }),
  };
}

/** Where the page has an example that the document calls `createVideo.first`: under `first`, or alone. */
function readPublishedPlace([field, name = ""]: Example["at"]): string[] {
  const own = name.slice(name.indexOf(".") + 1);
  return own === "example" ? ["example"] : [field, own];
}
