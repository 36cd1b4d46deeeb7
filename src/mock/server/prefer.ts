import type { Preferences } from "../prism/prism.ts";

/** Reads what Prism understands of a `Prefer` header (RFC 7240): `code=429`, `example=NAME`, `dynamic=true`. */
export function readPreferences(header: string | undefined): Preferences | undefined {
  if (header === undefined) return undefined;
  const wishes = new Map(
    header.split(/[,;]/).map((wish) => {
      const [name = "", value = ""] = wish.split("=");
      return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, "$1")] as const;
    }),
  );
  const code = wishes.get("code");
  const example = wishes.get("example");
  const dynamic = wishes.get("dynamic") === "true";
  if (!dynamic && example === undefined && !/^\d{3}$/.test(code ?? "")) return undefined;
  return {
    dynamic,
    ...(code !== undefined && /^\d{3}$/.test(code) && { code: Number(code) }),
    ...(example !== undefined && { exampleKey: example }),
  };
}
