import { expect, it } from "vitest";
import { renderEntry } from "../../../../../scripts/render/entry/index.ts";
import { fillServers } from "../../../../../src/client/settings/server-variables.ts";
import { createRaw } from "../../../../../src/raw/index.ts";
import { buildDocument } from "../../../../helpers/catalogs/build-document.ts";
import { importRendered } from "../../../../helpers/kite-client.ts";
import { makePage } from "../../../../helpers/pages.ts";

const variables = {
  region: { default: "eu", enum: ["eu", "us"] },
  host: { default: "api" },
};
const document = await buildDocument(
  makePage({
    method: "get",
    document: { servers: [{ url: "https://{region}.{host}.example.org", variables }] },
  }),
);

const { createEvolink } = (await importRendered(document, renderEntry)) as unknown as {
  createEvolink(options: object): { kites: { getFlights(): Promise<unknown> } };
};

function connect(serverVariables?: object) {
  const urls: string[] = [];
  const fetch = async (input: string | Request) => {
    urls.push(typeof input === "string" ? input : input.url);
    return Response.json({});
  };
  const evolink = createEvolink({ apiKey: "any", fetch, ...(serverVariables && { serverVariables }) });
  return { evolink, urls };
}

it.each<[object | undefined, string]>([
  [undefined, "https://eu.api.example.org"],
  [{ region: "us" }, "https://us.api.example.org"],
  [{ region: undefined, host: "api-2" }, "https://eu.api-2.example.org"],
])("requests go where the variables %j lead, in collection and raw", async (chosen, origin) => {
  const { evolink, urls } = connect(chosen);
  await evolink.kites.getFlights();
  await (createRaw(evolink as never) as unknown as { GET(path: string): Promise<unknown> }).GET(
    "/v1/kites/flights",
  );
  expect(urls).toEqual([`${origin}/v1/kites/flights`, `${origin}/v1/kites/flights`]);
});

it("refuses a value that the document does not have", () => {
  expect(() => connect({ region: "cn" })).toThrow("Expected `serverVariables.region` to be one of eu, us");
});

/** The address of a server after its variables are filled in. */
function fill(url: string, known: Record<string, { default: string; enum?: string[] }>, chosen?: object) {
  const facts = {
    format: 1,
    madeBy: "",
    servers: [
      { start: "", url, variables: known },
      { start: "", url: "b" },
    ],
  };
  const { servers } = fillServers(facts, chosen);
  expect(servers[1]).toEqual({ start: "", url: "b" });
  return servers[0]?.url;
}

it.each<[string, Parameters<typeof fill>, string]>([
  ["their defaults", ["{a}.{b}.org", { a: { default: "x" }, b: { default: "y" } }], "x.y.org"],
  ["what is chosen", ["{a}.org", { a: { default: "x" } }, { a: "A-b.c_d~9" }], "A-b.c_d~9.org"],
  ["a number as text", ["{a}.org", { a: { default: "1", enum: ["1", "2"] } }, { a: 2 }], "2.org"],
  ["an empty default", ["/v1{a}", { a: { default: "" } }], "/v1"],
  ["a default that is none of its values", ["{a}.org", { a: { default: "x", enum: [] } }], "x.org"],
  [
    "a port and paths where the default has some",
    ["{a}", { a: { default: "h:1/v/" } }, { a: "g:2/w/x" }],
    "g:2/w/x",
  ],
  ["nothing where there is no such variable", ["{a}.{b/c}.org", {}], "{a}.{b/c}.org"],
  ["nothing where only an object has such a property", ["{toString}.org", {}], "{toString}.org"],
  [
    "the default where only an object has such a property",
    ["{valueOf}.org", { valueOf: { default: "x" } }],
    "x.org",
  ],
])("an address gets %s", (_, given, filled) => {
  expect(fill(...given)).toBe(filled);
});

it.each<[string, Parameters<typeof fill>, string]>([
  [
    "a name that no server has",
    ["{a}.org", { a: { default: "x" }, b: { default: "y" } }, { c: "z" }],
    "c` to be one of the variables a, b, ",
  ],
  [
    "a value that the document does not have",
    ["{a}", { a: { default: "x", enum: ["x", "y"] } }, { a: "z" }],
    "a` to be one of x, y, ",
  ],
  ...["evil.example/", "a:b@evil.example", "", "#a", "a?"].map(
    (value): [string, Parameters<typeof fill>, string] => [
      `${JSON.stringify(value)}, which could lead elsewhere`,
      ["{a}.org", { a: { default: "x" } }, { a: value }],
      "a` to be of letters",
    ],
  ),
  [
    "a path where the default has a port alone",
    ["{a}", { a: { default: "h:1" } }, { a: "g/2" }],
    "a` to be of letters",
  ],
])("refuses %s", (_, given, message) => {
  expect(() => fill(...given)).toThrow(`Expected \`serverVariables.${message}`);
});
