import { expect, it } from "vitest";
import {
  createWriteOwn,
  dropOwnResponses,
  keepOwnResponses,
  type OwnResponses,
} from "../../../../../../scripts/pipeline/merge/responses/own-responses.ts";
import { type JsonObject, objectAt } from "../../../../../../src/openapi/json.ts";

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

it("keeps what differs from the response of all, as the object of the first page that says so, without examples", () => {
  const operations = ["a", "b", "c", "d"].map((operationId): JsonObject => ({ operationId }));
  const say = (index: number, schema: JsonObject) => {
    const origin = { document: {}, operation: operations[index] ?? {}, keys: [] };
    return { schema, source: "", origin };
  };
  const kite = (description: string, more: JsonObject = {}): JsonObject => ({
    properties: { tail: { type: "string", description, ...more } },
  });
  const own: OwnResponses = new Map();
  const shared: JsonObject = { type: "object" };
  keepOwnResponses(
    own,
    [
      say(0, kite("One", { example: "a", examples: ["b"] })),
      say(0, { type: "integer" }),
      say(1, kite("Two")),
      say(2, { type: "null" }),
      say(3, shared),
      { schema: kite("Of no page"), source: "" },
    ],
    { ...shared, description: "All" },
  );
  const [first, second, third] = operations.map((one) => own.get(one));
  expect(first).toEqual(kite("One"));
  expect(second).toBe(first);
  expect(third).toEqual({ type: "null" });
  expect(own.size).toBe(3);
});

/** A document with one operation, whose pages have responses of their own. */
const makeDocument = (pages: JsonObject[], more: JsonObject = {}): JsonObject => ({
  paths: { "/v1/kites": { post: { operationId: "createKite", responses: {}, ...more, "x-pages": pages } } },
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

it("drops all responses of an operation that creates a task, and of no other", () => {
  const status = { type: "string", enum: ["pending", "completed", "failed"] };
  const task: JsonObject = { type: "object", properties: { id: { type: "string" }, status } };
  const responses = { "200": { description: "", content: { "application/json": { schema: task } } } };
  const parameters = [{ name: "task_id", in: "path", required: true, schema: { type: "string" } }];
  const own = { type: "object", properties: { wind: { type: "string" } } };
  const pages = [makePage("createFirst", own), makePage("createSecond", "createFirst")];
  const document = makeDocument(pages, { responses });
  const paths = { ...objectAt(document, "paths") };
  paths["/v1/tasks/{task_id}"] = {
    get: { operationId: "getTask", parameters, responses, "x-pages": [makePage("getFirst", own)] },
  };
  const dropped = objectAt(dropOwnResponses({ ...document, paths }), "paths");
  expect(objectAt(dropped, "/v1/kites", "post")["x-pages"]).toEqual(
    pages.map(({ response: _, ...one }) => one),
  );
  expect(dropped["/v1/tasks/{task_id}"]).toEqual(paths["/v1/tasks/{task_id}"]);
});

it.each([
  ["has none", [makePage("createFirst")]],
  ["has all that they refer to", [makePage("createFirst", refTo("Tail")), makePage("createSecond", "a")]],
])("leaves a document as it is that %s", (_, pages) => {
  // An extension that only has the same name.
  const parameters = [{ name: "tail", in: "query", "x-pages": [makePage("createFirst", refTo("Knot"))] }];
  const document = makeDocument(pages, { parameters });
  expect(dropOwnResponses(document)).toBe(document);
});
