import { describe, expect, it } from "vitest";
import { readOrders } from "../../../../scripts/batch/read-orders.ts";

const line = (value: object) => JSON.stringify(value);
const KITE = { body: { model: "kite-1", prompt: "A kite" } };

describe("readOrders", () => {
  it("reads an order a line, and passes over empty ones", () => {
    const text = `${line({ ...KITE, id: "a", context: [1], collection: "kites" })}\r\n\n${line(KITE)}`;
    const orders = readOrders(text);
    expect(orders[0]).toEqual({ id: "a", line: 1, order: { ...KITE, context: [1], collection: "kites" } });
    expect(orders[1]).toMatchObject({ line: 3, order: KITE });
  });

  it("gives a line the same id wherever it stands, and the same line twice two", () => {
    const [one, other] = readOrders(`${line(KITE)}\n${line(KITE)}`);
    const [, moved] = readOrders(`${line({ body: { model: "boat-1" } })}\n${line(KITE)}`);
    expect(moved?.id).toBe(one?.id);
    expect(other?.id).toBe(`${one?.id}-2`);
  });

  it.each([
    ["no JSON", "{", "Line 1: "],
    ["a list", "[]", "expected an object"],
    ["no body", "{}", "expected an object"],
    ["a field that nobody knows", line({ ...KITE, contxt: 1 }), '"contxt" is none of'],
    ["an id that no file can have", line({ ...KITE, id: "a/b" }), "expected `id`"],
    ["a collection that is no text", line({ ...KITE, collection: 1 }), "expected `collection`"],
    [
      "a number of more digits than are sent",
      '{"body":{"seed":12345678901234567891}}',
      "would be sent as 123",
    ],
    ["an id twice", `${line({ ...KITE, id: "a" })}\n${line({ ...KITE, id: "a" })}`, "Line 2: the id"],
  ])("refuses all of it for %s", (_, text, message) => {
    expect(() => readOrders(text)).toThrow(message);
    expect(() => readOrders(text)).toThrow("Nothing was sent.");
  });

  it("names every line that is wrong", () => {
    expect(() => readOrders("{\n{}")).toThrow(/Line 1.*\nLine 2/s);
  });
});
