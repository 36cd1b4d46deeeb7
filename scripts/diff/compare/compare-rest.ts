import {
  childOf,
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  objectsAt,
} from "../../../src/openapi/json.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import { parsePointer, pointerTo } from "../../../src/openapi/pointer.ts";
import { collectReachable } from "../../../src/openapi/reachable.ts";
import { visitReferences } from "../../../src/openapi/references.ts";
import type { Change } from "../change.ts";
import { canonical } from "../inclusion/formulas/identity.ts";
import { compareWords } from "../schemas/compare-words.ts";
import type { Judge } from "../schemas/judge.ts";
import { saidOf } from "./said-of.ts";

/** What belongs to no operation: the words about the whole, its paths and its keys, and components that nothing uses. */
export function compareRest(before: JsonObject, after: JsonObject, judge: Judge): Change[] {
  const base = { operation: "", model: "", pointer: "#/info" };
  const words = compareWords("The document", infoOf(before), infoOf(after));
  return [
    ...words.map((found) => ({ ...base, ...found })),
    ...compareNamed(before, after, ["paths"], "path", ["summary", "description"]),
    ...compareNamed(before, after, ["components", "securitySchemes"], "security scheme", [
      "description",
      "bearerFormat",
      "flows",
    ]),
    ...compareUnused(before, after, judge),
  ];
}

function infoOf(document: JsonObject): JsonObject {
  return { ...objectAt(document, "info"), ...saidOf(document, "tags", "externalDocs", "jsonSchemaDialect") };
}

/** What is said about things that both documents have under a name, and that is compared nowhere else. */
function compareNamed(
  before: JsonObject,
  after: JsonObject,
  keys: readonly string[],
  what: string,
  fields: readonly string[],
): Change[] {
  const [old, current] = [objectAt(before, ...keys), objectAt(after, ...keys)];
  return Object.keys(current).flatMap((name) => {
    const [was, is] = [childOf(old, name), childOf(current, name)];
    if (!isObject(was) || !isObject(is)) return [];
    const found = compareWords(`The ${what} \`${name}\``, saidOf(was, ...fields), saidOf(is, ...fields));
    return found.map((one) => ({ operation: "", model: "", pointer: pointerTo([...keys, name]), ...one }));
  });
}

/** Components are compared where an operation uses them; of the others, it is said that they changed. */
function compareUnused(before: JsonObject, after: JsonObject, judge: Judge): Change[] {
  const [old, current] = [objectAt(before, "components"), objectAt(after, "components")];
  const used = [before, after].flatMap(listUsed);
  const isUsed = new Set(used);
  return [...new Set([...Object.keys(old), ...Object.keys(current)])].flatMap((kind) => {
    const [had, has] = [objectAt(old, kind), objectAt(current, kind)];
    return [...new Set([...Object.keys(had), ...Object.keys(has)])].flatMap((name): Change[] => {
      if (isUsed.has(`${kind}/${name}`)) return [];
      const [was, is] = [childOf(had, name), childOf(has, name)];
      const change = describeChange(was, is, (one, other) =>
        kind === "schemas"
          ? judge.isIdentical(one, other, { before, after })
          : canonical(one) === canonical(other),
      );
      if (change === undefined) return [];
      return [
        {
          operation: "",
          model: "",
          level: "documentation",
          kind: "unused-component",
          pointer: pointerTo(["components", kind, name]),
          message: `The component \`${name}\`, which no operation uses, ${change}.`,
        },
      ];
    });
  });
}

function describeChange(
  was: Json | undefined,
  is: Json | undefined,
  isSame: (was: Json, is: Json) => boolean,
): string | undefined {
  if (was === undefined) return "is new";
  if (is === undefined) return "is gone";
  return isSame(was, is) ? undefined : "changed";
}

/** The components that the operations of a document lead to, each as `kind/name`. */
function listUsed(document: JsonObject): string[] {
  const used = [document.paths ?? {}, document.webhooks ?? {}];
  const schemas = [...collectReachable(document, used)].map((name) => `schemas/${name}`);
  const secured = [document, ...listOperations(document).map(({ operation }) => operation)];
  const schemes = secured.flatMap((holder) => objectsAt(holder, "security").flatMap(Object.keys));
  const others: string[] = [];
  visitReferences(document, (pointer) => {
    const [components, kind, name] = parsePointer(pointer);
    if (components === "components" && kind !== "schemas") others.push(`${kind}/${name}`);
  });
  return [...schemas, ...schemes.map((name) => `securitySchemes/${name}`), ...others];
}
