import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whyNoBrowser, withPage } from "../helpers/chromium.ts";
import { type FaultServer, startFaultServer, TASK_ID } from "./fault-server.ts";

if (whyNoBrowser) console.log(`browser-faults.test.ts is skipped: ${whyNoBrowser}`);

/** The core as an application would bundle it, on `globalThis.core`. */
async function bundleCore(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: 'import * as core from "./src/index.ts"; globalThis.core = core;',
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
  });
  return outputFiles[0]?.text ?? "";
}

describe.skipIf(whyNoBrowser)("the core in a browser", { timeout: 90_000 }, () => {
  let server: FaultServer;
  let core: string;

  beforeAll(async () => {
    [server, core] = await Promise.all([startFaultServer(), bundleCore()]);
  });
  afterAll(() => server?.close());

  /** Runs a script in a fresh page that has the core, and gives what it returns. */
  async function evaluate(script: string): Promise<unknown> {
    let result: unknown;
    await withPage(`${server.open("all is well").url}/page`, async (page) => {
      await page.addScriptTag({ content: core });
      result = await page.evaluate(script);
    });
    return result;
  }

  const generate = (baseUrl: string, options = "") => `(async () => {
    const evolink = core.createEvolink({ baseUrl: ${JSON.stringify(baseUrl)}, timeoutMs: 2000 ${options} });
    try {
      const submitted = [];
      const task = await evolink.videos.generate(
        { model: "gemini-omni-flash-text-to-video", prompt: "A paper boat" },
        { onSubmitted: ({ id }) => submitted.push(id) },
      );
      return { submitted, status: task.status, results: task.results.length };
    } catch (error) {
      return { name: error.name, isOurs: error instanceof core.EvolinkError, charged: error.charged };
    }
  })()`;

  it("submits a task and waits for it, without a key", async () => {
    const place = server.open("all is well");
    expect(await evaluate(generate(place.url))).toEqual({
      submitted: [TASK_ID],
      status: "completed",
      results: 1,
    });
    expect(place.requests.map(({ method }) => method)).toEqual(["POST", "GET"]);
    expect(place.requests[0]?.idempotencyKey).toMatch(/^[\w.-]{16,96}$/);
  });

  it("says that the outcome is open when the reply is lost, whatever the browser repeats by itself", async () => {
    const place = server.open("the reply is lost after the body is read");
    const outcome = { name: "SubmissionUncertainError", isOurs: true, charged: "unknown" };
    expect(await evaluate(generate(place.url))).toEqual(outcome);
    // Chromium repeats a request, POST or not, when a connection that it had used before is closed without an
    // response. No page can prevent that; all of them carry one idempotency key, which the proxy can compare.
    expect(new Set(place.requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  it("does not follow a redirect", async () => {
    const place = server.open("a redirect that repeats the request");
    expect(await evaluate(generate(place.url))).toHaveProperty("name", "SubmissionUncertainError");
    expect(place.accepted()).toBe(1);
  });

  it("refuses a key", async () => {
    const start = (options: string) => `(() => {
      try {
        core.createEvolink({ apiKey: "sk" ${options} });
        return "started";
      } catch (error) {
        return error.message;
      }
    })()`;
    expect(await evaluate(start(""))).toMatch(/proxy.*dangerouslyAllowBrowser/);
    expect(await evaluate(start(", dangerouslyAllowBrowser: true"))).toBe("started");
  });
});
