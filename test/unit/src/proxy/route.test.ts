import { describe, expect, it } from "vitest";
import { invalid, Refusal, respond } from "../../../../src/proxy/refusal.ts";
import { createRouter, findModels, findTasks } from "../../../../src/proxy/route.ts";

const get = (path: string) => ({ method: "get", path });

/** What a call throws, as the browser gets it. */
function refusalOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return { ...error.response, body: JSON.parse(error.response.body) };
  }
  throw new Error("Expected a refusal.");
}

describe("createRouter", () => {
  it("fills in each parameter in its place, encoded anew", () => {
    const find = createRouter({ one: get("/v1/{kind}/kites/{id}") });
    expect(find("GET", "/v1/box/kites/a%2fb")).toMatchObject({
      filled: "/v1/box/kites/a%2Fb",
      params: { kind: "box", id: "a/b" },
    });
  });

  it("takes a dot in a path for a dot", () => {
    const find = createRouter({ one: get("/v1.5/kites") });
    expect(find("GET", "/v1.5/kites").path).toBe("/v1.5/kites");
    expect(refusalOf(() => find("GET", "/v1x5/kites")).status).toBe(404);
  });

  it("says which methods a path has", () => {
    const find = createRouter({ one: get("/v1/kites"), two: { method: "post", path: "/v1/kites" } });
    expect(refusalOf(() => find("DELETE", "/v1/kites"))).toEqual({
      status: 405,
      headers: { "content-type": "application/json", allow: "GET, POST" },
      body: { error: { code: "method_not_allowed", message: "Use GET, POST here.", type: "proxy_error" } },
    });
    expect(refusalOf(() => find("GET", "/v1/boats")).headers).toEqual({ "content-type": "application/json" });
  });
});

describe("findModels", () => {
  /** Of a request to an operation with a template for its path, whose body names another model. */
  const find = (template: string, path: string, body: unknown = { model: "body-1" }, query = "") =>
    findModels(createRouter({ one: get(template) })("GET", path), new URLSearchParams(query), body);

  it.each([
    ["/v1/models/{id}", "/v1/models/kite-2", "kite-2"],
    ["/v1/models/{id}:fly", "/v1/models/kite-2:fly", "kite-2"],
    ["/v1/models/{id}:fly", "/v1/models/kite%2F2:fly", "kite/2"],
    ["/v1/models/{id}/flights", "/v1/models/kite-2/flights", "kite-2"],
    ["/v1/models/{id}/flights/{flight}", "/v1/models/kite-2/flights/7", "kite-2"],
    ["/v1/models/kite-2", "/v1/models/kite-2", "kite-2"],
    ["/v1/models/kite-2:fly", "/v1/models/kite-2:fly", "kite-2"],
    ["/v1/models/3d/upload", "/v1/models/3d/upload", "body-1"],
    ["/v1/kites", "/v1/kites", "body-1"],
    ["/v1/kites/{model}", "/v1/kites/kite-3", "kite-3"],
  ])("of %s is in %s", (template, path, model) => {
    expect(find(template, path)).toEqual([model]);
  });

  it("is none where nothing names one", () => {
    expect(find("/v1/kites", "/v1/kites", null)).toEqual([]);
  });

  it("is each one that an API may read", () => {
    const models = find("/v1/kites", "/v1/kites", { MODEL: "one" }, "model=two&Model=three&models=four");
    expect(models).toEqual(["one", "two", "three"]);
  });
});

describe("findTasks", () => {
  const find = (path: string, params: Record<string, string>) =>
    findTasks({ path, params } as never, ["/v1/kites/{id}", "/v1/tasks/{task_id}"]).map(
      ({ id, queries }) => `${id} of ${queries}`,
    );

  it.each([
    ["/v1/kites/{id}", { id: "k-1" }, ["k-1 of /v1/kites/{id}"]],
    ["/v1/kites/{kite}/cancel", { kite: "k-1" }, ["k-1 of /v1/kites/{id}"]],
    ["/v1/kites/{id}:cancel", { id: "k-1" }, ["k-1 of /v1/kites/{id}"]],
    ["/v1/files/{task_id}", { task_id: "k-1" }, ["k-1 of /v1/tasks/{task_id}"]],
    ["/v1/files/{id}", { id: "k-1" }, []],
    ["/v1/kites/{id}s", { id: "k-1" }, []],
    ["/v1/kites/:run/{id}", { id: "k-1" }, []],
    ["/v1/kites", {}, []],
    [
      "/v1/kites/{id}/tasks/{task_id}",
      { id: "k-1", task_id: "t-1" },
      ["k-1 of /v1/kites/{id}", "t-1 of /v1/tasks/{task_id}"],
    ],
  ])("of %s with %j is %j", (path, params, found) => {
    expect(find(path, params)).toEqual(found);
  });

  it("refuses what is no id of a task", () => {
    expect(refusalOf(() => find("/v1/kites/{id}/cancel", { id: "a/b" })).status).toBe(400);
  });
});

describe("a refusal", () => {
  it("of a body names every problem, and the place of the first", () => {
    const { response } = invalid([
      { message: "Too long.", path: ["items", 0, "name"] },
      { message: "Missing.", path: ["kind"] },
    ]);
    expect([response.status, JSON.parse(response.body).error]).toEqual([
      400,
      {
        code: "invalid_parameters",
        message: "Too long.; Missing.",
        type: "proxy_error",
        param: "items.0.name",
      },
    ]);
    const whole = invalid([{ message: "No JSON.", path: [] }]).response;
    expect(JSON.parse(whole.body).error).not.toHaveProperty("param");
  });

  it.each([204, 205])("or response with status %i has no body, which HTTP forbids", async (status) => {
    const response = respond({ status, headers: {}, body: "" });
    expect([response.status, response.body]).toEqual([status, null]);
  });
});
