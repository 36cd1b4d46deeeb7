import { describe, expect, it } from "vitest";
import { nameOperations } from "../../../../../../scripts/pipeline/merge/names/operation-names.ts";

function nameAll(...paths: [path: string, pages: number][]): string[] {
  const operations = paths.map(([path, pages]) => ({ method: "post" as const, path, pages }));
  const names = nameOperations(operations);
  return operations.map((operation) => names.get(operation) ?? "");
}

describe("nameOperations", () => {
  it("leaves the name to the path with more pages, and adds to the other what else says nothing", () => {
    expect(nameAll(["/v1/kites", 1], ["/v1beta/kites", 2])).toEqual(["createKiteV1", "createKite"]);
    expect(nameAll(["/api/v1alpha/kites", 1], ["/v1/kites", 1])).toEqual([
      "createKiteApiV1Alpha",
      "createKite",
    ]);
  });

  it("tells apart what differs in nothing that can be spelled", () => {
    const names = nameAll(["/v1/kites", 3], ["/v1/kite", 1], ["/v1/風", 1], ["/v1/箏", 1]);
    expect(names[0]).toBe("createKite");
    expect(new Set(names).size).toBe(4);
    expect(nameAll(["/v1/kite", 1], ["/v1/kites", 3])).toEqual([names[1], names[0]]);
  });

  it("of paths with as many pages leaves the name to the shortest, then to the one that sorts first", () => {
    expect(nameAll(["/v1beta/kites", 1], ["/v1/kites", 1])).toEqual(["createKiteV1Beta", "createKite"]);
    expect(nameAll(["/v1/kites", 1], ["/v1beta/kites", 1])).toEqual(["createKite", "createKiteV1Beta"]);
    for (const paths of [
      ["/v1/kites/{id}", "/v1/kites/{no}"],
      ["/v1/kites/{no}", "/v1/kites/{id}"],
    ]) {
      const names = nameAll(...paths.map((path): [string, number] => [path, 1]));
      expect(names[paths.indexOf("/v1/kites/{id}")]).toBe("createKite");
      expect(names[paths.indexOf("/v1/kites/{no}")]).toBe("createKiteV1");
    }
  });

  it("makes a name of method and path where the longer one is taken too", () => {
    expect(nameAll(["/v1/kites/{a}", 3], ["/v1/kites/{b}", 2], ["/v1/kites/{c}", 1])).toEqual([
      "createKite",
      "createKiteV1",
      "createKite_f5f5aa1c",
    ]);
  });
});
