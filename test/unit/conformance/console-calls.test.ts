import { describe, expect, it } from "vitest";
import { buildDocument } from "../../../scripts/pipeline/index.ts";
import { loadFolder } from "../../../scripts/sources/load.ts";
import { createEvolink, type Evolink, type Task } from "../../../src/index.ts";
import { findRoute, renderCall } from "../../../src/mock/console/page/copy-code.ts";
import type { MockFacts } from "../../../src/mock/console/wire.ts";
import { createRaw } from "../../../src/raw/index.ts";
import { type CopiedCall, copyCalls, findUncompilable } from "../../conformance/console-calls.ts";
import { listCatalogs } from "../../helpers/catalogs/catalog.ts";
import { readDocument } from "../../helpers/documents.ts";
import { BODY, startTestMock } from "../../helpers/mock.ts";

/** Runs a call as it is copied, in a program that has what it names. */
function run(
  code: string,
  evolink: Evolink,
): Promise<{ task?: Task; data?: { id?: string }; error?: unknown }> {
  const names = ["task", "data", "error"].map(
    (name) => `${name}: typeof ${name} === "undefined" ? undefined : ${name}`,
  );
  const program = `return (async () => { ${code}\nreturn { ${names.join(", ")} }; })();`;
  return new Function("evolink", "createRaw", program)(evolink, createRaw);
}

describe("a call that the console copies", () => {
  it("does again what was done", async () => {
    const mock = await startTestMock();
    const evolink = createEvolink({ apiKey: "any", baseUrl: mock.url });
    const prompt = 'it\'s "quoted" `x` $HOME \\ 絵文字\u2028\n__proto__';
    const id = await mock.submitted({ prompt });
    await mock.query(id);
    await mock.submit({ prompt, callback_url: "nowhere" });
    const { routes } = (await (await fetch(mock.url)).json()) as MockFacts;
    const copied = mock.requests().map(async ({ requestId, method, path }) => {
      const found = await (await fetch(`${mock.url}/_mock/requests/${requestId}`)).json();
      const route = findRoute(routes, method, path);
      if (!route) throw new Error(`No route has ${path}.`);
      const { call: _, ...plain } = route;
      return [renderCall(found, route), renderCall(found, plain)] as const;
    });
    const [[create = "", raw = ""] = [], [query = ""] = [], [wrong = ""] = []] = await Promise.all(copied);
    const { task } = await run(create, evolink);
    expect(task?.id).not.toBe(id);
    expect(mock.requests().at(-1)?.body).toEqual({ ...BODY, prompt });
    expect((await run(query, evolink)).task).toMatchObject({ id });
    await expect(run(wrong, evolink)).rejects.toThrow(/callback_url/);
    expect((await run(raw, evolink)).data?.id).toMatch(/^task-/);
    expect(mock.requests().at(-1)?.body).toEqual({ ...BODY, prompt });
  });

  it("compiles for each operation of the published page, and is its function", {
    timeout: 60_000,
  }, async () => {
    const document = readDocument();
    const calls = await copyCalls(document);
    expect(calls.map(({ name, code }) => [name.trim(), /evolink\.[\w.]+/.exec(code)?.[0]])).toEqual([
      ["POST /v1/videos/generations gemini-omni-flash-text-to-video", "evolink.videos.create"],
      ["GET /v1/tasks/{task_id}", "evolink.tasks.get"],
    ]);
    const wrong: CopiedCall = { name: "wrong", status: 0, code: "evolink.videos.create({});" };
    const found = findUncompilable(process.cwd(), document, [...calls, wrong]);
    expect(found).toEqual([expect.stringMatching(/^wrong: /)]);
  });

  it("compiles for each operation of a catalogue", { timeout: 300_000 }, async () => {
    for (const folder of (await listCatalogs()).slice(-1)) {
      const { output: pages } = await loadFolder(folder);
      const config = { path: "redocly.yaml", bytes: new TextEncoder().encode("extends: [minimal]\n") };
      const { draft } = await buildDocument({ pages, supplement: [], overlays: [], lintConfig: config });
      const calls = await copyCalls(draft.document);
      expect(calls.length).toBeGreaterThan(0);
      expect(calls.filter(({ status }) => status >= 400 && status !== 404)).toEqual([]);
      expect(findUncompilable(process.cwd(), draft.document, calls)).toEqual([]);
    }
  });
});
