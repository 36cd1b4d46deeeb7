import { describe, expect, it } from "vitest";
import { createUrlSigner } from "../../../../src/callback/signed-url.ts";
import { BASE, SECRET } from "./delivery.ts";

const signer = createUrlSigner(() => [SECRET], { allowLoopback: false });
const bound = { context: { order: 17 }, expiresAtMs: 9e12 };
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

describe("the signature of a callback URL", () => {
  it("has one spelling: no other last letter verifies", async () => {
    const url = await signer.sign(BASE, bound);
    const verified: string[] = [];
    for (const letter of LETTERS) if (await signer.verify(url.slice(0, -1) + letter)) verified.push(letter);
    expect(verified).toEqual([url.at(-1)]);
  });

  it("has one spelling: no two letters may be exchanged for others", async () => {
    const url = await signer.sign(BASE, bound);
    for (const [index, letter] of [...url].entries()) {
      const other = LETTERS[(LETTERS.indexOf(letter) + 1) % 64];
      if (index < BASE.length) continue;
      expect(await signer.verify(url.slice(0, index) + other + url.slice(index + 1))).toBeUndefined();
    }
  });

  it.each([
    ["an ampersand instead of a question mark", BASE, (url: string) => url.replace("?evolink", "&evolink")],
    [
      "a question mark instead of an ampersand",
      `${BASE}?a=1`,
      (url: string) => url.replace("&evolink", "?evolink"),
    ],
    ["a fragment before the query", BASE, (url: string) => url.replace("?evolink", "#?evolink")],
    ["a fragment after it", BASE, (url: string) => `${url}#`],
    ["an empty query before it", BASE, (url: string) => url.replace("?evolink", "?&evolink")],
    ["a user name", BASE, (url: string) => url.replace("https://", "https://me@")],
    ["a path with dots", BASE, (url: string) => url.replace("/hooks", "/./hooks")],
    ["a padded signature", BASE, (url: string) => `${url}=`],
    ["no host", BASE, (url: string) => url.replace("example.com", "")],
  ])("is not valid in a URL with %s", async (_, base, change) => {
    const url = await signer.sign(base, bound);
    expect(await signer.verify(url)).toEqual(bound);
    expect(change(url)).not.toBe(url);
    expect(await signer.verify(change(url))).toBeUndefined();
  });

  it.each([
    ["http://inside:3000", "another scheme, host and port"],
    ["http://[::1]", "an address"],
  ])("is valid at %s: %s", async (origin) => {
    const url = await signer.sign(`${BASE}?a=1`, bound);
    expect(await signer.verify(url.replace("https://example.com", origin))).toEqual(bound);
  });

  it.each([`${BASE}?`, `${BASE}#top`, `${BASE}?#top`])("leaves nothing of what ends %s", async (base) => {
    expect(await signer.sign(base, bound)).toBe(await signer.sign(BASE, bound));
  });

  it.each([
    "",
    "?",
    "not a URL",
    "?evolink=.",
    `?evolink=A.${"A".repeat(43)}`,
    `https://?evolink=A.${"A".repeat(43)}`,
  ])("is not in %j", async (text) => {
    expect(await signer.verify(text)).toBeUndefined();
  });

  it.each([
    ["a bigint", { order: 17n }],
    ["a function", () => {}],
    ["a symbol", Symbol("order")],
    [
      "a circle",
      (() => {
        const circle: { self?: unknown } = {};
        circle.self = circle;
        return circle;
      })(),
    ],
  ])("covers no context that is %s: JSON cannot carry it", async (_, context) => {
    await expect(signer.sign(BASE, { ...bound, context })).rejects.toMatchObject({
      name: "CallbackError",
      message: "The callback URL's `context` is nothing that JSON can carry.",
    });
  });
});
