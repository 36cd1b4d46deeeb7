import { isObject, type Json, type JsonObject, toText } from "../../../src/openapi/json.ts";
import { pointerTo } from "../../../src/openapi/pointer.ts";
import { securitySchemesOf } from "../../../src/openapi/references.ts";
import { writeData, writeStructure } from "../../../src/openapi/structure.ts";
import { compareText } from "../../lists.ts";
import { joinDescribed } from "./annotations/join-described.ts";
import { fingerprint, joinCamel, splitWords } from "./names/words.ts";
import type { PageOperation } from "./page/page-operation.ts";
import type { Shared } from "./shared.ts";

/**
 * Joins the security requirements of an operation's pages, and collects the schemes that they name. A page that says
 * nothing of security counts for nothing; where none says anything, none is required.
 */
export function joinSecurity(
  pages: readonly PageOperation[],
  shared: Pick<Shared, "securitySchemes" | "report">,
): JsonObject[] {
  const requirements = pages.flatMap((page) => {
    const published = page.operation.security ?? page.document.security;
    if (!Array.isArray(published)) return [];
    const stated: Json[] = published.length === 0 ? [{}] : published;
    return stated
      .filter(isObject)
      .map((requirement) => readRequirement(page, requirement, shared))
      .filter((read) => read !== undefined);
  });
  const distinct = [
    ...new Map(requirements.map((requirement) => [writeData(requirement), requirement])).values(),
  ];
  return distinct.every((requirement) => Object.keys(requirement).length === 0) ? [] : distinct;
}

/** The schemes that operations ask for, sorted. All pages of an API tell how to get its key, so one of them is enough. */
export function mergeSecuritySchemes({
  securitySchemes,
  report,
}: Pick<Shared, "securitySchemes" | "report">): JsonObject {
  const sorted = [...securitySchemes].sort(([one], [other]) => compareText(one, other));
  return Object.fromEntries(
    sorted.map(([name, described]) => [
      name,
      joinDescribed(`the security scheme ${name}`, described, report, []),
    ]),
  );
}

/** A requirement under our names of its schemes. Undefined where the page lacks one of them. */
function readRequirement(
  { document, schemas, source, pointer }: PageOperation,
  requirement: JsonObject,
  { securitySchemes, report }: Pick<Shared, "securitySchemes" | "report">,
): JsonObject | undefined {
  const published = securitySchemesOf(document);
  const read: JsonObject = {};
  for (const [name, scopes] of Object.entries(requirement)) {
    const scheme = readScheme(schemas.resolve(Object.hasOwn(published, name) ? published[name] : undefined));
    if (scheme === undefined) {
      const message = `The page asks for the security scheme ${name} and does not describe it. Dropped; describe it in an overlay.`;
      report({ severity: "warning", kind: "missing-component", file: source, pointer, message });
      return undefined;
    }
    const own = nameScheme(name, scheme);
    const known = securitySchemes.get(own) ?? [];
    securitySchemes.set(own, known);
    const place = pointerTo(["components", "securitySchemes", name]);
    const isKnown = known.some((one) => one.file === source && one.pointer === place);
    if (!isKnown) known.push({ value: scheme, file: source, pointer: place });
    read[own] = scopes;
  }
  return read;
}

/** A scheme that says how it is used. One of HTTP needs no more than its `scheme`. */
function readScheme(scheme: JsonObject | undefined): JsonObject | undefined {
  if (typeof scheme?.type === "string") return scheme;
  return typeof scheme?.scheme === "string" ? { type: "http", ...scheme } : undefined;
}

/** A scheme's name says what it is, so that pages share it whatever they call it. `bearerFormat` is but a hint. */
function nameScheme(name: string, scheme: JsonObject): string {
  if (scheme.type === "http") return joinCamel([...splitWords(toText(scheme.scheme)), "Auth"]);
  if (scheme.type === "apiKey") return joinCamel([...splitWords(`${scheme.in} ${scheme.name}`), "Key"]);
  return `${joinCamel(splitWords(name))}_${fingerprint(writeStructure(scheme))}`;
}
