import { describe, expect, it } from "vitest";
import { repairContent } from "../../../../../../scripts/pipeline/repair/page/repair-content.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

function repair(content: JsonObject) {
  const messages: string[] = [];
  const repaired = repairContent({ content }, (keys, message) =>
    messages.push(`${keys.join(" ")}: ${message}`),
  );
  return { content: repaired.content, messages };
}

describe("repairContent", () => {
  it.each([
    "application/json",
    "*/*",
    "image/*",
    "text/csv; charset=utf-8",
    "application/vnd.kites+json;v=1",
  ])("leaves %s", (type) => {
    expect(repair({ [type]: {} })).toEqual({ content: { [type]: {} }, messages: [] });
  });

  it.each(["json", "凧", "", "application/凧", "text/csv; 凧", "a b/c", "a/b\nc", "__proto__"])(
    "reads %j as JSON",
    (type) => {
      const { content, messages } = repair(JSON.parse(`{ ${JSON.stringify(type)}: { "example": 1 } }`));
      expect(content).toEqual({ "application/json": { example: 1 } });
      expect(messages).toEqual([
        `content ${type}: ${JSON.stringify(type)} is no media type, such as application/json. Read as application/json.`,
      ]);
    },
  );

  it("reads a list of media types as each of them", () => {
    const { content, messages } = repair({ "text/csv, application/xml": {} });
    expect(content).toEqual({ "text/csv": {}, "application/xml": {} });
    expect(messages[0]).toContain("Read as text/csv and application/xml.");
  });

  it("reads a media type in small letters, in its place, and leaves the letters of its parameters", () => {
    const { content, messages } = repair({ "Multipart/Form-Data; a=B": {}, "application/JSON": {} });
    expect(Object.keys(content as JsonObject)).toEqual(["multipart/form-data; a=B", "application/json"]);
    expect(messages).toEqual([]);
  });

  it.each([
    ["Text/CSV", "text/csv"],
    ["text/csv", "Text/CSV"],
  ])("reports a media type in other letters that is described already: %s, %s", (first, second) => {
    const { content, messages } = repair({ [first]: { example: first }, [second]: { example: second } });
    expect(content).toEqual({ "text/csv": { example: "text/csv" } });
    expect(messages).toEqual(['content Text/CSV: "Text/CSV" is text/csv. Dropped, as that is described.']);
  });

  it("keeps what is described under a media type already", () => {
    const { content, messages } = repair({ json: { example: 1 }, "application/json": { example: 2 } });
    expect(content).toEqual({ "application/json": { example: 2 } });
    expect(messages[0]).toContain("Dropped, as these are described.");
  });
});
