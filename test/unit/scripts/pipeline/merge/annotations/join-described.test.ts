import { expect, it } from "vitest";
import { joinDescribed } from "../../../../../../scripts/pipeline/merge/annotations/join-described.ts";
import type { JsonObject } from "../../../../../../src/openapi/json.ts";

function join(...values: JsonObject[]) {
  const said: string[] = [];
  const pages = values.map((value, index) => ({ value, file: `${index}.md`, pointer: "#" }));
  const joined = joinDescribed("the tag Kites", pages, ({ file, message }) =>
    said.push(`${file}: ${message}`),
  );
  return { joined, said };
}

it("takes a field from the first page that has it", () => {
  expect(join({}, { url: "a" }, { url: "a" }, {})).toEqual({ joined: { url: "a" }, said: [] });
});

it("reports a field that differs once, with how many more pages it differs on", () => {
  const report = "1.md: `url` of the tag Kites is another one on the first page that has it. Left out.";
  expect(join({ url: "a" }, { url: "b" }, { url: "a" })).toEqual({ joined: { url: "a" }, said: [report] });
  expect(join({ url: "a" }, { url: "b" }, { url: "c" }, { url: "b" }).said).toEqual([
    `${report} So it is on 2 more.`,
  ]);
});

it("has all descriptions, each once, where all are texts", () => {
  const [one, other] = [{ description: "One" }, { description: "Other" }];
  expect(join(one, other, one)).toEqual({ joined: { description: "One\n\nOther" }, said: [] });
  expect(join(one, { description: 1 }).joined).toEqual(one);
  expect(join(one, { description: 1 }).said).toHaveLength(1);
});
