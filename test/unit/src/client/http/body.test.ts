import { expect, it } from "vitest";
import { endSentence, parseBody, quoteBody } from "../../../../../src/client/http/body.ts";

const encode = (text: string) => new TextEncoder().encode(text);

it("parseBody gives nothing for what is no UTF-8, nor JSON", () => {
  expect(parseBody(encode('"é"'))).toBe("é");
  expect(parseBody(new Uint8Array([0x22, 0xe9, 0x22]))).toBeUndefined();
  expect(parseBody(encode("é"))).toBeUndefined();
});

it("quoteBody gives the first 200 characters, without space around them", () => {
  const quote = (text: string) => quoteBody({ body: encode(text), hide: (shown) => shown });
  expect(quote(` ${"a".repeat(200)}b`)).toBe("a".repeat(200));
  expect(quote("\n a\n")).toBe("a");
  expect(quote(" ")).toBe("(empty)");
});

it.each([
  ["Stop", "Stop."],
  ["Stop. Now", "Stop. Now."],
  ["Stop!", "Stop!"],
  ["(Stop.)", "(Stop.)"],
  ["Stop (now.) again", "Stop (now.) again."],
])("endSentence makes of %j %j", (text, expected) => {
  expect(endSentence(text)).toBe(expected);
});
