import { stringify } from "yaml";
import type { JsonObject } from "../pipeline/openapi.ts";
import { type Origin, renderHeader } from "./header.ts";

/** The document as YAML that YAML 1.1 and 1.2 readers understand alike: `'16:9'`, `'2026-01-01'`, `'no'` are quoted. */
export function stringifyOpenapi(document: JsonObject): string {
  return stringify(document, {
    version: "1.2",
    compat: "yaml-1.1",
    aliasDuplicateObjects: false,
    lineWidth: 100,
  });
}

/** Text of `openapi.yaml`. */
export function renderOpenapi(document: JsonObject, origin: Origin): string {
  return `${renderHeader(origin, "#")}${stringifyOpenapi(document)}`;
}
