import { describe, expect, it } from "vitest";
import { operationTable } from "../../../../generated/client.ts";
import { CONNECTION } from "../../../../src/client/client.ts";
import { inHeader } from "../../../../src/client/settings/key-place.ts";
import { createEvolink } from "../../../../src/index.ts";
import { json } from "../helpers.ts";
import { codeOf, KEY, setUp, submitted } from "./proxying.ts";

const NAMES = [
  "X-Region",
  "x-org",
  "Authorization",
  "COOKIE",
  "Range",
  "Proxy-Auth",
  "X-Api-Key",
  "Accept-Encoding",
  "content-md5",
  "sec-fetch-site",
  "x-forwarded-host",
  "x-my-host",
  "hosted-by",
];
const own = { ...operationTable.createVideoGeneration, headers: NAMES };
const balance = { method: "get", path: "/v1/credits", headers: NAMES };
const operations = { own, balance };

/** One value for each of these names, in a spelling of its own. */
const all = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name.toUpperCase(), `their ${name}`]));

describe("the headers of a request", () => {
  it("pass where the operation has them as parameters, however they are spelled", async () => {
    const { get, post, sent } = setUp([json({ credits: 1 }), submitted()], { operations });
    await get("/v1/credits", all("x-region", "x-other"));
    await post(undefined, all("x-region", "x-other"));
    for (const { headers } of sent) {
      expect(headers.get("x-region")).toBe("their x-region");
      expect(headers.has("x-other")).toBe(false);
    }
  });

  it("pass to no operation that does not name them", async () => {
    const { get, sent } = setUp([json({ credits: 1 })]);
    await get("/v1/credits", all("x-region"));
    expect(sent[0]?.headers.has("x-region")).toBe(false);
  });

  it("stay where they are about the visitor, the connection or pieces of a response, whatever the document names", async () => {
    const { get, sent } = setUp([json({ credits: 1 })], { operations });
    const kept = [
      "cookie",
      "range",
      "proxy-auth",
      "accept-encoding",
      "content-md5",
      "sec-fetch-site",
      "x-forwarded-host",
    ];
    const theirs = all("authorization", ...kept, "x-region", "x-org", "x-api-key", "x-my-host", "hosted-by");
    await get("/v1/credits", { ...theirs, connection: "keep-alive, X-Region ,x-ORG,X-Api-Key" });
    expect(sent[0]?.headers.get("authorization")).toBe(`Bearer ${KEY}`);
    for (const name of [...kept, "x-region", "x-org", "x-api-key"])
      expect([name, sent[0]?.headers.get(name)]).toEqual([name, null]);
    for (const name of ["x-my-host", "hosted-by"]) expect(sent[0]?.headers.get(name)).toBe(`their ${name}`);
  });

  it("replace neither the key's own header nor one that the server sets", async () => {
    const connection = createEvolink({ apiKey: KEY, headers: { "X-Org": "ours" } })[CONNECTION].connect();
    const server = { start: "", url: "https://api.example.com", key: inHeader("x-API-key", "") };
    let headers: Record<string, string> | undefined;
    const evolink = {
      baseUrl: undefined,
      [CONNECTION]: {
        connect: () => ({
          ...connection,
          settings: { ...connection.settings, servers: [server] },
          send: (async (call: { headers: Record<string, string> }) => {
            headers = call.headers;
          }) as never,
        }),
      },
    };
    const { get } = setUp([], { operations, evolink });
    await get("/v1/credits", all("x-api-key", "x-org", "x-region"));
    expect(headers).toEqual({ "x-region": "their x-region" });
  });

  it("say what kind of response is wanted, unless any is", async () => {
    const { get, sent } = setUp([json({ credits: 1 })]);
    await get("/v1/credits", { accept: "text/event-stream" });
    await get("/v1/credits", { accept: "*/*" });
    expect(sent.map(({ headers }) => headers.get("accept"))).toEqual(["text/event-stream", null]);
    const accepted: (string | null)[] = [];
    const evolink = createEvolink({
      apiKey: KEY,
      headers: { Accept: "text/csv" },
      fetch: async (_, init) => {
        accepted.push(new Headers(init?.headers).get("accept"));
        return json({});
      },
    });
    await setUp([], { evolink }).get("/v1/credits", { accept: "text/event-stream" });
    expect(accepted).toEqual(["text/csv"]);
  });

  it("are part of a submission: the same key with others is refused", async () => {
    const { post, sent } = setUp([submitted()], { operations });
    const headers = { "idempotency-key": "one-key-of-a-page" };
    await post(undefined, { ...headers, "x-region": "a" });
    expect((await post(undefined, { ...headers, "x-region": "a" })).headers.get("idempotency-replayed")).toBe(
      "true",
    );
    expect(await codeOf(await post(undefined, { ...headers, "x-region": "b" }))).toBe(
      "400 idempotency_key_reused",
    );
    expect(sent).toHaveLength(1);
  });
});

describe("JSON of a media type of its own", () => {
  it("leaves under that", async () => {
    const type = "application/merge-patch+json";
    const { post, sent } = setUp([submitted()], { operations: { own: { ...own, body: type } } });
    expect((await post(undefined, { "content-type": type })).status).toBe(200);
    expect(sent[0]?.headers.get("content-type")).toBe(type);
  });
});
