import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { findRoute, renderCall, renderCurl } from "../../../../../../src/mock/console/page/copy-code.ts";
import type { JournalRequest, Route } from "../../../../../../src/mock/console/wire.ts";

const request = (changes: Partial<JournalRequest> = {}): JournalRequest & { text: string } => {
  const whole = { ...DEFAULTS, ...changes };
  const { body } = whole;
  return { text: typeof body === "string" ? body : JSON.stringify(body), ...whole };
};

const DEFAULTS: JournalRequest = {
  method: "POST",
  path: "/v1/videos/generations",
  headers: { authorization: "(hidden)", "content-type": "application/json", host: "127.0.0.1:4010" },
  body: { model: "kite-9", prompt: "A kite" },
  status: 200,
  requestId: "req-1",
  atMs: 0,
  tookMs: 1,
  response: { headers: {}, body: "" },
};

const route = (changes: Partial<Route> = {}): Route => ({
  method: "POST",
  path: "/v1/videos/generations",
  summary: "",
  models: [],
  kind: "immediate",
  ...changes,
});

describe("renderCurl", () => {
  it("has what the client meant, and a place for the key", () => {
    expect(renderCurl(request(), "http://127.0.0.1:4010")).toBe(
      `curl -X POST 'http://127.0.0.1:4010/v1/videos/generations' \\
  -H "authorization: Bearer $EVOLINK_API_KEY" \\
  -H 'content-type: application/json' \\
  --data-raw '{"model":"kite-9","prompt":"A kite"}'`,
    );
  });

  it.each(["it's", '$(touch /tmp/x) `id` "$HOME" \\', "two\nlines", "'; rm -rf /; '"])(
    "gives the shell %j as one word",
    (prompt) => {
      const command = renderCurl(
        request({ body: prompt, path: `/v1/${encodeURIComponent(prompt)}` }),
        "http://x",
      );
      const words = execFileSync("sh", [
        "-c",
        `curl() { for word; do printf '%s\\0' "$word"; done; }\n${command}`,
      ])
        .toString()
        .split("\0");
      expect(words.at(-2)).toBe(prompt);
      expect(words).toHaveLength(10);
    },
  );
});

describe("renderCall", () => {
  it("is the client's function where its name is certain", () => {
    const call = renderCall(
      request({ given: { params: {}, body: { model: "kite-9" } } }),
      route({ kind: "creates", call: "videos.create" }),
    );
    expect(call).toBe('const task = await evolink.videos.create({\n  "model": "kite-9"\n});');
  });

  it("asks for the task of the path", () => {
    const asked = request({ method: "GET", given: { params: { path: { task_id: "task-1" } } } });
    const query = route({ method: "GET", path: "/v1/tasks/{task_id}", kind: "queries", call: "tasks.get" });
    expect(renderCall(asked, query)).toBe('const task = await evolink.tasks.get("task-1");');
  });

  it("is the openapi-fetch client's where a parameter is given besides", () => {
    const given = { params: { query: { page: 2 } }, body: { model: "kite-9" } };
    const call = renderCall(request({ given }), route({ kind: "creates", call: "videos.create" }));
    expect(call).toMatch(/createRaw\(evolink\)\.POST/);
  });

  it("is the openapi-fetch client's otherwise, with parameters and body", () => {
    const given = { params: { path: { model: "kite 9" }, query: { page: 2 } }, body: { text: "A kite" } };
    const call = renderCall(request({ given }), route({ path: "/v1beta/models/{model}:describe" }));
    const [, path, init] = /POST\("(.*?)", ([\s\S]*)\);$/.exec(call) ?? [];
    expect(path).toBe("/v1beta/models/{model}:describe");
    expect(JSON.parse(init ?? "")).toEqual(given);
  });

  it("reads the events of a stream", () => {
    const response = { headers: { "content-type": "text/event-stream; charset=utf-8" }, body: "" };
    expect(renderCall(request({ response, given: { params: {}, body: {} } }), route())).toContain(
      '"parseAs": "stream"',
    );
  });

  it("opens the files of a form, whose bytes the journal does not keep", () => {
    const call = renderCall(
      request({
        given: {
          params: {},
          body: { count: 3, sail: 'a"b.png', tails: ["1.png", "2.png"] },
          fields: [
            { name: "count", text: "3" },
            { name: "sail", file: 'a"b.png', type: "image/png" },
            { name: "tails", file: "1.png", type: "" },
            { name: "tails", file: "2.png", type: "" },
          ],
        },
      }),
      route(),
    );
    expect(call).toContain('"count": 3');
    expect(call).toContain('"sail": await openAsBlob("a\\"b.png")');
    expect(call).toContain('"tails": [await openAsBlob("1.png"), await openAsBlob("2.png")]');
  });

  it("gives a property __proto__ as one, and no prototype", () => {
    const body: unknown = JSON.parse('{"__proto__":{"text":"a \\"__proto__\\": b"}}');
    const call = renderCall(request({ given: { params: {}, body } }), route());
    const made = new Function(`return ${/"body": ([\s\S]*)\n\}\);$/.exec(call)?.[1]};`)();
    expect(Object.keys(made)).toEqual(["__proto__"]);
    expect(JSON.stringify(made)).toBe(JSON.stringify(body));
  });
});

describe("findRoute", () => {
  it("prefers the path that says more", () => {
    const routes = [route({ path: "/v1/{any}" }), route({ path: "/v1/quota" })];
    expect(findRoute(routes, "POST", "/v1/quota")?.path).toBe("/v1/quota");
    expect(findRoute(routes, "POST", "/v1/other")?.path).toBe("/v1/{any}");
    expect(findRoute(routes, "GET", "/v1/other")).toBeUndefined();
    expect(findRoute(routes, "POST", "/v1/other/more")).toBeUndefined();
  });
});
