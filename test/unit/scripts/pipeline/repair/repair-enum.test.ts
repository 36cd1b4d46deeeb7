import { describe, expect, it } from "vitest";
import { repairEnum } from "../../../../../scripts/pipeline/repair/repair-enum.ts";
import type { JsonObject } from "../../../../../src/openapi/json.ts";

describe("repairEnum", () => {
  it.each<[string, JsonObject, JsonObject, number]>([
    [
      "quotes numbers among strings",
      { type: "string", enum: ["480p", 720] },
      { type: "string", enum: ["480p", "720"] },
      1,
    ],
    [
      "quotes booleans",
      { type: ["string", "null"], enum: [true, null] },
      { type: ["string", "null"], enum: ["true", null] },
      1,
    ],
    [
      "adds the type of strings among numbers",
      { type: "integer", enum: [1, "auto"] },
      { type: ["integer", "string"], enum: [1, "auto"] },
      1,
    ],
    [
      "quotes nothing where another value than a number or a boolean does not fit either",
      { type: "string", enum: ["a", 720, ["b"]] },
      { type: ["string", "integer", "array"], enum: ["a", 720, ["b"]] },
      1,
    ],
    [
      "adds the type of a boolean where strings are not the only type",
      { type: ["string", "integer"], enum: ["a", 1, true] },
      { type: ["string", "integer", "boolean"], enum: ["a", 1, true] },
      1,
    ],
    ["leaves values that fit", { type: "number", enum: [1, 1.5] }, { type: "number", enum: [1, 1.5] }, 0],
    ["leaves an enum without a type", { enum: [1, "a"] }, { enum: [1, "a"] }, 0],
  ])("%s", (_, given, want, reports) => {
    const messages: string[] = [];
    expect(repairEnum(given, (_key, message) => messages.push(message))).toEqual(want);
    expect(messages).toHaveLength(reports);
  });
});
