import { stringify } from "yaml";
import type { JsonObject } from "../pipeline/openapi.ts";
import { type Origin, renderHeader } from "./header.ts";

/**
 * Text of `openapi.yaml`, which readers of YAML 1.1 and 1.2 understand alike: `'16:9'`, `'2026-01-01'` and `'no'` are
 * quoted.
 */
export function renderOpenapi(document: JsonObject, origin: Origin): string {
  const text = stringify(document, {
    version: "1.2",
    compat: "yaml-1.1",
    aliasDuplicateObjects: false,
    lineWidth: 100,
  });
  return `${renderHeader(origin, "#")}${text}`;
}
