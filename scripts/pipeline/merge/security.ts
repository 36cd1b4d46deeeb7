import { isObject, type Json, type JsonObject, objectAt } from "../openapi.ts";
import type { PageOperation } from "./page-operation.ts";
import { readInherited } from "./page-operation.ts";
import { writeData, writeStructure } from "./structure.ts";
import { fingerprint, joinCamel, splitWords } from "./words.ts";

/** Unites the security requirements of an operation's pages, and collects the schemes that they name. */
export function joinSecurity(
  pages: readonly PageOperation[],
  schemes: Map<string, JsonObject>,
): JsonObject[] {
  const requirements = pages.flatMap((page) =>
    readInherited(page, "security")
      .filter(isObject)
      .map((requirement) => renameSchemes(page, requirement, schemes)),
  );
  return [...new Map(requirements.map((requirement) => [writeData(requirement), requirement])).values()];
}

function renameSchemes(
  { document }: PageOperation,
  requirement: JsonObject,
  schemes: Map<string, JsonObject>,
): JsonObject {
  const published = objectAt(document, "components", "securitySchemes");
  const entries = Object.entries(requirement).flatMap(([name, scopes]): [string, Json][] => {
    const scheme = published[name];
    if (!isObject(scheme)) return [];
    const own = nameScheme(name, scheme);
    if (!schemes.has(own)) schemes.set(own, scheme);
    return [[own, scopes]];
  });
  return Object.fromEntries(entries);
}

/** A scheme's name says what it is, so that pages share it whatever they call it. `bearerFormat` is but a hint. */
function nameScheme(name: string, scheme: JsonObject): string {
  if (scheme.type === "http") return joinCamel([...splitWords(String(scheme.scheme)), "Auth"]);
  if (scheme.type === "apiKey") return joinCamel([...splitWords(`${scheme.in} ${scheme.name}`), "Key"]);
  return `${joinCamel(splitWords(name))}_${fingerprint(writeStructure(scheme))}`;
}
