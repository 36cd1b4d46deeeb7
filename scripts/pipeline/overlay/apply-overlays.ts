import { isDeepStrictEqual } from "node:util";
import { paths as selectPaths } from "jsonpath-rfc9535";
import parseJsonPath from "jsonpath-rfc9535/parser";
import { childOf, isObject, type Json, type JsonObject, setOwn } from "../../../src/openapi/json.ts";
import { pointerTo, valueAt } from "../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";

/** An Overlay document (https://spec.openapis.org/overlay/v1.0.0.html), and the file it came from. */
export interface OverlayDocument {
  file: string;
  overlay: Json;
}

/**
 * Applies overlays in the order given.
 *
 * A target that matches nothing is an error: the correction has rotted. An action that changes nothing is a warning:
 * the publisher has corrected the page. An item that an array already holds is not appended again, so that a correction
 * that has become unnecessary does no harm.
 */
export function applyOverlays(
  document: JsonObject,
  overlays: readonly OverlayDocument[],
): Staged<JsonObject> {
  const problems: Problem[] = [];
  // The same object where nothing is applied: what later stages know of it is known by it.
  let output = overlays.length === 0 ? document : structuredClone(document);
  for (const { file, overlay } of overlays) {
    const actions = readActions(file, overlay);
    problems.push(...actions.problems, ...findUnknownFields(file, overlay, actions.output));
    actions.output.forEach((action, index) => {
      const report = (severity: Problem["severity"], message: string) =>
        problems.push({ severity, file, pointer: `#/actions/${index}`, message });
      output = applyAction(output, action, report);
    });
  }
  return { output, problems };
}

type Report = (severity: Problem["severity"], message: string) => void;
type Keys = (string | number)[];

function readActions(file: string, overlay: Json): Staged<JsonObject[]> {
  const fail = (pointer: string, message: string): Staged<JsonObject[]> => ({
    output: [],
    problems: [{ severity: "error", file, pointer, message }],
  });
  if (!isObject(overlay) || typeof overlay.overlay !== "string" || !overlay.overlay.startsWith("1.")) {
    return fail("", "Expected an Overlay document that opens with `overlay: 1.0.0`.");
  }
  const { actions } = overlay;
  if (!Array.isArray(actions) || actions.length === 0)
    return fail("#/actions", "Expected a list of at least one action.");
  const bad = actions.findIndex((action) => !isObject(action) || typeof action.target !== "string");
  if (bad !== -1)
    return fail(`#/actions/${bad}`, "Expected an object with a `target`, a JSONPath expression.");
  return { output: actions.filter(isObject), problems: [] };
}

const OVERLAY_FIELDS = ["overlay", "info", "extends", "actions"];
const ACTION_FIELDS = ["target", "description", "update", "remove"];

/** A field that is ignored is one that somebody meant: a misspelt one, or one of a later version. */
function findUnknownFields(file: string, overlay: Json, actions: readonly JsonObject[]): Problem[] {
  const find = (object: Json, known: readonly string[], keys: readonly string[]): Problem[] =>
    Object.keys(isObject(object) ? object : {})
      .filter((key) => !known.includes(key) && !key.startsWith("x-"))
      .map((key) => ({
        severity: "warning",
        file,
        pointer: pointerTo([...keys, key]),
        message: `\`${key}\` is no field of Overlay 1.0 here. Ignored.`,
      }));
  return [
    ...find(overlay, OVERLAY_FIELDS, []),
    ...actions.flatMap((action, index) => find(action, ACTION_FIELDS, ["actions", String(index)])),
  ];
}

function applyAction(
  document: JsonObject,
  { target, update, remove }: JsonObject,
  report: Report,
): JsonObject {
  const isFlag = remove === undefined || typeof remove === "boolean";
  if (!isFlag || (update === undefined) !== (remove === true)) {
    report("error", "Expected either `update` or `remove: true`.");
    return document;
  }
  let places: Keys[];
  try {
    places = selectPlaces(document, String(target));
  } catch (error) {
    report(
      "error",
      `\`${target}\` is not a JSONPath expression (RFC 9535): ${error instanceof Error ? error.message : error}.`,
    );
    return document;
  }
  if (places.length === 0) {
    report(
      "error",
      `\`${target}\` matches nothing any more. Look at what the page says now, then correct or delete the action.`,
    );
    return document;
  }
  if (update === undefined) return removePlaces(document, places, report);

  const holder: JsonObject = { root: document };
  let changed = false;
  for (const keys of places) {
    const [parent, key] = parentOf(holder, ["root", ...keys]);
    const before = childOf(parent, key);
    const after = mergeValues(before, update);
    if (isDeepStrictEqual(before, after)) continue;
    changed = true;
    setAt(parent, key, after);
  }
  if (!changed)
    report("warning", `The action has become unnecessary: \`${target}\` already says so. Delete it.`);
  return isObject(holder.root) ? holder.root : document;
}

function removePlaces(document: JsonObject, places: readonly Keys[], report: Report): JsonObject {
  if (places.some((keys) => keys.length === 0)) {
    report("error", "The root of the document cannot be removed.");
    return document;
  }
  // From the last to the first, so that indices into an array stay true.
  for (const keys of [...places].reverse()) {
    const [parent, key] = parentOf(document, keys);
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  }
  return document;
}

function selectPlaces(document: Json, expression: string): Keys[] {
  return [...new Set(selectPaths(document, expression))].map((path) =>
    parseJsonPath(path).segments.flatMap(({ node }) =>
      node.type === "BracketedSelection"
        ? node.selectors.flatMap((selector) =>
            selector.type === "NameSelector" || selector.type === "IndexSelector" ? [selector.value] : [],
          )
        : [],
    ),
  );
}

function mergeValues(before: Json | undefined, update: Json): Json {
  if (Array.isArray(before)) {
    const added = [update].flat().filter((item) => !before.some((old) => isDeepStrictEqual(old, item)));
    return [...before, ...added];
  }
  if (!isObject(before) || !isObject(update)) return update;
  const merged = { ...before };
  for (const [key, value] of Object.entries(update)) {
    setOwn(merged, key, Object.hasOwn(before, key) ? mergeValues(before[key], value) : value);
  }
  return merged;
}

function parentOf(root: Json, keys: Keys): [JsonObject | Json[], string | number] {
  const at = valueAt(root, keys.slice(0, -1));
  const last = keys.at(-1);
  if (typeof at !== "object" || at === null || last === undefined)
    throw new Error(`No parent at ${keys.join("/")}`);
  return [at, last];
}

function setAt(parent: JsonObject | Json[], key: string | number, value: Json): void {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else setOwn(parent, String(key), value);
}
