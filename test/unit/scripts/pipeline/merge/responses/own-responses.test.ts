import { expect, it } from "vitest";
import {
  createWriteOwn,
  dropOwnResponses,
} from "../../../../../../scripts/pipeline/merge/responses/own-responses.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

it("writes what a page itself says of a success once, and names that page for others that say the same", () => {
  const [first, second, third, fourth, none] = [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }, { id: 5 }];
  const [text, number] = [{ type: "string" }, { type: "number" }];
  const write = createWriteOwn(
    new Map([
      [first, text],
      [second, text],
      [third, text],
      [fourth, number],
    ]),
  );
  expect(write(first, "createFirst")).toBe(text);
  expect(write(second, "createSecond")).toBe("createFirst");
  expect(write(third, "createThird")).toBe("createFirst");
  expect(write(fourth, "createFourth")).toBe(number);
  expect(write(none, "createFifth")).toBeUndefined();
});

/** A document with one operation, whose pages have responses of their own. */
const makeDocument = (pages: JsonObject[]): JsonObject => ({
  paths: { "/v1/kites": { post: { operationId: "createKite", responses: {}, "x-pages": pages } } },
  components: { schemas: { Tail: { type: "string" } } },
});
const makePage = (operationId: string, response?: JsonObject | string): JsonObject => ({
  operationId,
  models: [],
  ...(response === undefined ? {} : { response }),
  source: "",
});
const refTo = (name: string): JsonObject => ({ items: { $ref: `#/components/schemas/${name}` } });

it("drops responses that refer to what the document does not have, and their names, and keeps all others", () => {
  const lost = { properties: { tail: refTo("Tail"), knot: refTo("Knot"), wing: refTo("Tail") } };
  const [kept, plain] = [makePage("createThird", refTo("Tail")), makePage("createFifth")];
  const document = makeDocument([
    makePage("createFirst", lost),
    makePage("createSecond", "createFirst"),
    kept,
    makePage("createFourth", "createThird"),
    plain,
  ]);
  expect(dropOwnResponses(document)).toEqual(
    makeDocument([
      makePage("createFirst"),
      makePage("createSecond"),
      kept,
      makePage("createFourth", "createThird"),
      plain,
    ]),
  );
});

it.each([
  ["has none", [makePage("createFirst")]],
  ["has all that they refer to", [makePage("createFirst", refTo("Tail")), makePage("createSecond", "a")]],
])("leaves a document that %s", (_, pages) => {
  const document = makeDocument(pages);
  expect(dropOwnResponses(document)).toEqual(document);
});
