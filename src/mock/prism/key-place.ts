import type { PrismOperation } from "./prism-operations.ts";

/** Where a request has its key. */
export type KeyPlace = { in: "header"; name: string; prefix: string } | { in: "query"; name: string };

/** Where an operation has the key, of several ways the first that a client knows. Undefined where it wants none. */
export function readKeyPlace({ security = [] }: PrismOperation): KeyPlace | undefined {
  for (const scheme of security.flat()) {
    if (scheme.type === "http" && scheme.scheme === "bearer") return BEARER;
    if (scheme.type === "apiKey" && scheme.in === "header")
      return { in: "header", name: scheme.name.toLowerCase(), prefix: "" };
    if (scheme.type === "apiKey" && scheme.in === "query") return { in: "query", name: scheme.name };
  }
  return undefined;
}

/** Where EvoLink has it. */
export const BEARER: KeyPlace = { in: "header", name: "authorization", prefix: "Bearer " };

/** What headers and parameters are called that hold a key by the document, in small letters. */
export function listKeyNames(operations: readonly PrismOperation[]): string[] {
  const schemes = operations.flatMap(({ security = [] }) => security.flat());
  return schemes.flatMap((scheme) => (scheme.type === "apiKey" ? [scheme.name.toLowerCase()] : []));
}
