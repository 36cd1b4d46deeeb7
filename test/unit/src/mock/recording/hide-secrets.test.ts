import { expect, it } from "vitest";
import { HIDDEN } from "../../../../../src/mock/base/credentials.ts";
import { createSecretHider } from "../../../../../src/mock/recording/hide-secrets.ts";

it("hideText hides a key that begins with another one whole", () => {
  const { learn, hideText } = createSecretHider("sk-kites");
  learn({ headers: { authorization: "Bearer sk-kites-and-swans" }, search: "" });
  expect(hideText("a sk-kites-and-swans b sk-kites c")).toBe(`a ${HIDDEN} b ${HIDDEN} c`);
});
