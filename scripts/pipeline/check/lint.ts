import {
  BaseResolver,
  createConfig,
  lintDocument,
  type NormalizedProblem,
  Source,
} from "@redocly/openapi-core";
import { type JsonObject, listAt, objectAt } from "../../../src/openapi/json.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import { hideDataReferences, isData } from "../../../src/openapi/references.ts";
import { boundPattern } from "../../../src/validation/compile/pattern/bounded-pattern.ts";
import { createRewriteDocument } from "../../last-results.ts";
import { findCircles } from "./find-circles.ts";

/**
 * The same document without patterns that may be slow, as rules about examples would match them in their own way, and
 * without properties whose name hides what Redocly calls on the object. Examples are held against both before.
 */
function makeLintable(document: JsonObject): JsonObject {
  return rewriteLast(document, (object, kind) => {
    const { pattern, ...rest } = object;
    const isSlow =
      kind === "schema" && typeof pattern === "string" && boundPattern(pattern).kind !== "native";
    const lintable = isSlow ? rest : object;
    if (kind !== "schema" || !Object.hasOwn(objectAt(object, "properties"), CALLED)) return lintable;
    const { [CALLED]: _, ...properties } = objectAt(object, "properties");
    return {
      ...lintable,
      properties,
      required: listAt(object, "required").filter((name) => name !== CALLED),
    };
  });
}

const rewriteLast = createRewriteDocument();

/** The method that Redocly and its validator of examples call on objects of the document. */
const CALLED = "hasOwnProperty";

/** Loads nothing: Redocly would fetch the `externalValue` of an example, or read it from this machine. */
class OfflineResolver extends BaseResolver {
  override loadExternalRef(reference: string): never {
    throw new Error(`${reference} is outside of the document`);
  }
}

/**
 * Lints with Redocly's own rules, as `redocly lint` would with the same configuration. It needs no text: problems
 * are named by pointer.
 *
 * @param file Name of the document in the problems.
 * @param config Text of `redocly.yaml`.
 */
export async function lintOpenapi(file: string, document: JsonObject, config: string): Promise<Problem[]> {
  const circles = findCircles(file, document);
  if (circles.length > 0) return circles;
  const rules = await createConfig(config);
  try {
    const found = await lintDocument({
      document: { source: new Source(file, ""), parsed: hideDataReferences(makeLintable(document)) },
      config: rules,
      externalRefResolver: new OfflineResolver(rules.resolve),
    });
    return found.filter((one) => !isMisread(one)).map((one) => describeFinding(file, document, one));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Redocly cannot lint the document: ${reason}. Look for what is unusual in it.`;
    return [{ severity: "error", file, pointer: "", message }];
  }
}

/** Of the names in a path, Redocly reads those that are of ASCII letters, digits and `_.-`. */
function isMisread({ ruleId, message }: NormalizedProblem): boolean {
  const [, name, path] = /^Path parameter `(.+)` is not used in the path `(.+)`/s.exec(message) ?? [];
  return ruleId === "path-parameters-defined" && path?.includes(`{${name}}`) === true;
}

/** What Redocly says of a property that OpenAPI does not have: whoever reads the document passes it over. */
const UNEXPECTED = /^Property `.*` is not expected here/s;

function describeFinding(
  file: string,
  document: JsonObject,
  { severity, message, location, ruleId }: NormalizedProblem,
): Problem {
  const pointer = location[0]?.pointer ?? "";
  // Redocly has forms for extensions of its own, and others use the same names.
  const isHarmless = ruleId === "struct" && (UNEXPECTED.test(message) || isData(document, pointer));
  return {
    severity: severity === "warn" || isHarmless ? "warning" : "error",
    file,
    pointer,
    message: `${message.replaceAll("\n", " ")} (rule ${ruleId}) Correct it with an overlay.`,
  };
}
