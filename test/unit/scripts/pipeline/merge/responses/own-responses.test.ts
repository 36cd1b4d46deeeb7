import { expect, it } from "vitest";
import { createWriteOwn } from "../../../../../../scripts/pipeline/merge/responses/own-responses.ts";

it("writes what a page itself says of a success once, and names that page for others that say the same", () => {
  const [first, second, third, none] = [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }];
  const [text, number] = [{ type: "string" }, { type: "number" }];
  const write = createWriteOwn(
    new Map([
      [first, text],
      [second, text],
      [third, number],
    ]),
  );
  expect(write(first, "createFirst")).toBe(text);
  expect(write(second, "createSecond")).toBe("createFirst");
  expect(write(third, "createThird")).toBe(number);
  expect(write(none, "createFourth")).toBeUndefined();
});
