import { type Json, type JsonObject, setOwn } from "../../../../src/openapi/json.ts";
import { writeData } from "../../../../src/openapi/structure.ts";
import type { Shared } from "../shared.ts";

/** What a page says of a server or a tag. */
export interface Described {
  value: JsonObject;
  file: string;
  pointer: string;
}

/**
 * Makes one server or tag of what pages say of it: all their descriptions, one after the other, and else what the first
 * page says. What another one says differently is reported.
 */
export function joinDescribed(
  what: string,
  pages: readonly Described[],
  report: Shared["report"],
): JsonObject {
  const joined: JsonObject = {};
  const texts = new Set<Json>();
  for (const { value, file, pointer } of pages) {
    for (const [field, own] of Object.entries(value)) {
      if (field === "description") texts.add(own);
      if (!Object.hasOwn(joined, field)) setOwn(joined, field, own);
      if (field === "description" || writeData(joined[field] ?? null) === writeData(own)) continue;
      const message = `\`${field}\` of ${what} is another one on the first page that has it. Left out.`;
      report({ severity: "warning", kind: "malformed", file, pointer, message });
    }
  }
  return texts.size > 1 ? { ...joined, description: [...texts].join("\n\n") } : joined;
}
