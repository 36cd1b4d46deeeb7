import { describe, expect, it } from "vitest";
import { listServers } from "../../../../scripts/render/entry/servers.ts";

type Operation = [path: string, server: string];

const list = (operations: Operation[]) => listServers(operations.map(([path, server]) => ({ path, server })));

describe("listServers", () => {
  it("names the one server once, however many operations there are", () => {
    expect(
      list([
        ["/v1/kites", "a"],
        ["/v1/boats", "a"],
      ]),
    ).toEqual([["", "a"]]);
  });

  it("names what lies elsewhere by the first segments that nothing else starts with", () => {
    const operations: Operation[] = [
      ["/v1/kites/flights", "a"],
      ["/v1/boats/trips", "a"],
      ["/v1/files/quota", "b"],
      ["/v1/files/upload", "b"],
      ["/v2/notes", "c"],
    ];
    expect(list(operations).toSorted()).toEqual([
      ["", "a"],
      ["/v1/files", "b"],
      ["/v2", "c"],
    ]);
  });

  it.each<[string, Operation[]]>([
    [
      "under another's",
      [
        ["/v1/kites", "b"],
        ["/v1/kites/{id}", "a"],
        ["/v1/boats", "a"],
      ],
    ],
    [
      "within another's name",
      [
        ["/v1/kite", "b"],
        ["/v1/kites", "a"],
        ["/v1/boats", "a"],
      ],
    ],
    [
      "under another's under its own",
      [
        ["/v1/kites", "a"],
        ["/v1/kites/{id}", "b"],
        ["/v1/kites/{id}/log", "a"],
      ],
    ],
  ])("finds the right server for a path %s", (_, operations) => {
    const servers = list(operations);
    for (const [path, server] of operations) {
      expect(servers.find(([start]) => path.startsWith(start))?.[1]).toBe(server);
    }
  });

  it("is one empty entry for a document without operations", () => {
    expect(list([])).toEqual([["", ""]]);
  });
});
