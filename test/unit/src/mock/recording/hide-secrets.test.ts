import { expect, it } from "vitest";
import { HIDDEN } from "../../../../../src/mock/base/credentials.ts";
import { createSecretHider } from "../../../../../src/mock/recording/hide-secrets.ts";

it("hideText hides a key that begins with another one whole", () => {
  const { learn, hideText } = createSecretHider("sk-kites");
  learn({ headers: { authorization: "Bearer sk-kites-and-swans" }, search: "" });
  expect(hideText("a sk-kites-and-swans b sk-kites c")).toBe(`a ${HIDDEN} b ${HIDDEN} c`);
});

it("hideText hides a key that a page of HTML shows", () => {
  const { hideText } = createSecretHider("sk-kites&swans<3");
  expect(hideText("<p>sk-kites&amp;swans&lt;3 sk-kites&#38;swans&#x3C;3</p>")).toBe(
    `<p>${HIDDEN} ${HIDDEN}</p>`,
  );
});
