import { childOf, type Json } from "./json.ts";

// JSON pointers (RFC 6901) in a URI fragment, `#/components/schemas/Task`, and the keys that they stand for.

/** A reference token as RFC 6901 writes it. */
export function escapePointer(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The pointer to which some keys lead from the root; of none it is `#`. */
export function pointerTo(keys: readonly (string | number)[]): string {
  return `#${keys.map((key) => `/${escapePointer(String(key))}`).join("")}`;
}

/** The keys of a pointer; of `#` there are none. */
export function parsePointer(pointer: string): string[] {
  const tokens = pointer.split("/").slice(1);
  return pointer.includes("~")
    ? tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    : tokens;
}

/** The value that a pointer points to, or undefined where that leads nowhere, or out of the document. */
export function resolvePointer(document: Json, pointer: string): Json | undefined {
  return pointer.startsWith("#/") ? valueAt(document, parsePointer(pointer)) : undefined;
}

/** The value to which some keys lead, or undefined where they lead nowhere. */
export function valueAt(root: Json, keys: readonly (string | number)[]): Json | undefined {
  return keys.reduce<Json | undefined>(childOf, root);
}
