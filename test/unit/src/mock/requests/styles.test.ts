import { expect, it } from "vitest";
import { MAX_NESTING } from "../../../../../src/mock/base/nesting.ts";
import { decodeQuery, readDeep } from "../../../../../src/mock/requests/styles.ts";

it("readDeep reads names within names as deep as JSON may be, and none deeper", () => {
  const read = (depth: number) => readDeep("q", {}, [[`q${"[a]".repeat(depth)}`, "1"]], decodeQuery);
  expect(read(MAX_NESTING)).toHaveLength(1);
  expect(read(MAX_NESTING + 1)).toEqual([]);
});
