import { type ContributingPage, listContributingPages } from "../../../src/openapi/contributing-pages.ts";
import { readPublishedKeys } from "../../../src/openapi/examples.ts";
import { type JsonObject, objectAt } from "../../../src/openapi/json.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import type { Problem, Staged } from "../../../src/openapi/problem.ts";
import { collectReachable } from "../../../src/openapi/reachable.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";
import type { Cache } from "../../cache.ts";
import { groupBy } from "../../lists.ts";
import { createFindMistakes, type FindMistakes } from "./evaluate/find-mistakes.ts";
import { listPlacedExamples, type PlacedExample } from "./list-examples.ts";

/**
 * Removes the examples that break their own schema, those of bodies and those in schemas, and reports each as the
 * mistake of its page: a mock would serve them, and people would copy them. A default that does stays, as the server
 * takes it all the same.
 *
 * @param file Name of the document in problems whose page is not known.
 * @param cache Default: an empty one.
 */
export function checkExamples(file: string, document: JsonObject, cache?: Cache): Staged<JsonObject> {
  const problems: Problem[] = [];
  const findMistakes = createFindMistakes(document, cache);
  const pages = listContributingPages(document);

  const output = rewriteObjects(document, "document", (object, kind, keys) => {
    const mistakes = findWrong(listPlacedExamples(document, object, kind, keys), findMistakes);
    if (mistakes.size === 0) return object;
    for (const [{ at, page: own }, mistake] of mistakes) {
      const page = own ?? findPage(document, keys, pages);
      const published = own === undefined ? at : readPublishedKeys(at[1] ?? "", own);
      const target = own === undefined ? "" : ` of ${at.join(" ")}`;
      problems.push({
        severity: "warning",
        kind: "wrong-example",
        file: page?.source || file,
        pointer: pointerTo([...keys, ...published]),
        message:
          at[0] === "default"
            ? `The default breaks its own schema: ${mistake}. Kept; correct one of the two with an overlay.`
            : `The example breaks its own schema: ${mistake}. Dropped; correct it with an overlay${target}.`,
      });
    }
    return withoutExamples(object, [...mistakes.keys()]);
  });
  // The same object where nothing is dropped: what later stages read of it is known.
  return { output: problems.length === 0 ? document : output, problems };
}

/** What is wrong with each example that is. Those of one schema are validated together, as compiling takes most of the time. */
function findWrong(
  examples: readonly PlacedExample[],
  findMistakes: FindMistakes,
): Map<PlacedExample, string> {
  const found = new Map<PlacedExample, string>();
  // What stands for no component is the schema of the one object that shows them all.
  for (const group of groupBy(examples, ({ schema }) => String(schema.$ref ?? ""))) {
    const mistakes = findMistakes(
      group[0].schema,
      group.map(({ value }) => value),
    );
    for (const [index, example] of group.entries()) {
      const mistake = mistakes[index];
      if (typeof mistake === "string") found.set(example, mistake);
    }
  }
  return found;
}

/** The first page whose request leads to the component that holds a place. */
function findPage(
  document: JsonObject,
  [, , component]: readonly string[],
  pages: readonly ContributingPage[],
): ContributingPage | undefined {
  return pages.find(
    ({ request }) =>
      request !== undefined && collectReachable(document, [{ $ref: request }]).has(component ?? ""),
  );
}

/** An object without some of its examples, and without a list of them that has become empty. */
function withoutExamples(object: JsonObject, wrong: readonly PlacedExample[]): JsonObject {
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
