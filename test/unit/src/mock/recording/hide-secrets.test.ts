import { expect, it } from "vitest";
import { HIDDEN } from "../../../../../src/mock/base/credentials.ts";
import { createSecretHider } from "../../../../../src/mock/recording/hide-secrets.ts";

it("hideText hides a key that begins with another one whole", () => {
  const { learn, hideText } = createSecretHider("sk-kites");
  learn({ headers: { authorization: "Bearer sk-kites-and-swans" }, search: "" }, "");
  expect(hideText("a sk-kites-and-swans b sk-kites c")).toBe(`a ${HIDDEN} b ${HIDDEN} c`);
});

it("hideText hides a key that a page of HTML shows", () => {
  const { hideText } = createSecretHider("sk-kites&swans<3");
  expect(hideText("<p>sk-kites&amp;swans&lt;3 sk-kites&#38;swans&#x3C;3</p>")).toBe(
    `<p>${HIDDEN} ${HIDDEN}</p>`,
  );
});

it.each([
  ["JSON", '{"a": {"apiKey" : "sk-kites-and-swans"}}'],
  ["an encoded form", "a=b&client_secret=sk-kites-and-swans&c=d"],
  ["a form of parts", '; name="access_token"\r\n\r\nsk-kites-and-swans\r\n--b'],
])("hideText hides what %s has in a field that is called like a secret", (_, body) => {
  const { learn, hideText } = createSecretHider(undefined);
  learn({ headers: {}, search: "" }, body);
  expect(hideText("a sk-kites-and-swans b")).toBe(`a ${HIDDEN} b`);
});

it("hideText leaves what fields have that are called a little like one", () => {
  const { learn, hideText } = createSecretHider(undefined);
  learn(
    { headers: {}, search: "" },
    '{"author":"Ann Kite-Swan","max_tokens":"12345678","keyboard":"qwertzuiop"}',
  );
  const text = "Ann Kite-Swan 12345678 qwertzuiop";
  expect(hideText(text)).toBe(text);
});
