import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../../src/openapi/json.ts";
import { buildDocument } from "../../../../helpers/catalogs/build-document.ts";
import { makePage } from "../../../../helpers/pages.ts";
import { importCallers, type Target } from "../../../../helpers/strict-server/callers.ts";
import {
  type Cell,
  COMBINATIONS,
  expectedOf,
  formatRow,
  nameOf,
  SCHEMAS,
  VALUES,
} from "../../../../helpers/strict-server/combinations.ts";
import {
  type Combination,
  parseParameter,
  type Read,
} from "../../../../helpers/strict-server/parse-parameter.ts";
import { startServer, type WireRequest } from "../../../../helpers/strict-server/start-server.ts";

const pathOf = (combination: Combination) =>
  `/v1/${nameOf(combination)}${combination.in === "path" ? "/{color}" : ""}`;

/** What of a request is the parameter. */
function cut(combination: Combination, { path, query, headers }: WireRequest): string | undefined {
  if (combination.in === "path") return path.slice(`/v1/${nameOf(combination)}/`.length);
  if (combination.in === "query") return query || undefined;
  return combination.in === "header" ? (headers.color as string | undefined) : headers.cookie;
}

describe("a parameter", () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let callersOf: Awaited<ReturnType<typeof importCallers>>;
  beforeAll(async () => {
    const byName = new Map(COMBINATIONS.map((one) => [nameOf(one), one]));
    server = await startServer((request) => {
      const combination = byName.get(request.path.split("/")[2] ?? "");
      if (combination === undefined) return { status: 404, body: '{"error":"no such path"}' };
      const wire = cut(combination, request);
      try {
        return { body: JSON.stringify({ wire, read: parseParameter(combination, wire) }) };
      } catch (error) {
        return { status: 400, body: JSON.stringify({ error: { message: `${wire}: ${error}` } }) };
      }
    });
    const pages = COMBINATIONS.map(({ type, in: place, ...style }) => {
      const combination: Combination = { type, in: place, ...style };
      const parameter: JsonObject = { name: "color", in: place, ...style, schema: SCHEMAS[type] };
      return makePage({
        file: `${nameOf(combination)}.md`,
        method: "get",
        path: pathOf(combination),
        operationId: nameOf(combination),
        operation: { parameters: [{ ...parameter, ...(place === "path" && { required: true }) }] },
      });
    });
    callersOf = await importCallers(await buildDocument(...pages), server.url);
  }, 60_000);
  afterAll(() => server.close());

  const rows: string[] = [];
  it.each(COMBINATIONS.map((one) => [nameOf(one), one] as const))(
    "%s arrives as it was given, or is refused",
    async (id, combination) => {
      const target: Target = {
        collection: id,
        name: "get",
        method: "GET",
        path: pathOf(combination),
        takes: ["params"],
      };
      const callers = Object.values(callersOf(target));
      const cells: Cell[] = [];
      for (const [name, [sent]] of Object.entries(VALUES[combination.type])) {
        const given = { params: { [combination.in]: { color: sent } } };
        const seen = await Promise.all(
          callers.map((call) =>
            call(given).then(
              (reply) => reply as { wire?: string; read?: Read },
              (error: Error) => `${error.name}: ${error.message}`,
            ),
          ),
        );
        expect(seen[1], name).toEqual(seen[0]);
        expect(seen[2], name).toEqual(seen[0]);
        const [first] = seen;
        if (typeof first === "object") expect(first.read, name).toEqual(expectedOf(combination, name));
        else expect(first, name).toMatch(/^ValidationError: Expected `(?:\w+\.)?color` to be /);
        cells.push([
          name,
          typeof first === "string" ? "refused" : first?.wire === undefined ? "absent" : first.wire,
        ]);
      }
      rows.push(formatRow(combination, cells));
    },
  );

  it("has the spelling of this table", async () => {
    const head = ["in", "style", "explode", "type", "defined", "sent", "left out", "refused"];
    const table = [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows, ""].join("\n");
    await expect(table).toMatchFileSnapshot("round-trip.md");
  });
});
