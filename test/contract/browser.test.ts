import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FaultServer, startFaultServer, TASK_ID } from "./fault-server.ts";

const CHROMIUM = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => path && existsSync(path),
);
if (!CHROMIUM)
  console.warn(
    "No Chromium found: the browser tests are left out. apt-get install chromium, or set CHROMIUM_PATH.",
  );

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

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

describe.runIf(CHROMIUM)("in Chromium", () => {
  let server: FaultServer;
  let profile: string;
  let browser: Awaited<ReturnType<typeof chromium.launchPersistentContext>>;
  let core: string;

  beforeAll(async () => {
    profile = mkdtempSync(join(tmpdir(), "evolink-openapi-chromium-"));
    [server, core, browser] = await Promise.all([
      startFaultServer(),
      bundleCore(),
      chromium.launchPersistentContext(profile, { executablePath: CHROMIUM ?? "", args: FLAGS }),
    ]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(profile, { recursive: true, force: true });
  });

  /** Runs a script in a fresh page that has the core, and gives what it returns. */
  async function evaluate(script: string): Promise<unknown> {
    const page = await browser.newPage();
    try {
      await page.goto(`${server.open("all is well").url}/page`);
      await page.addScriptTag({ content: core });
      return await page.evaluate(script);
    } finally {
      await page.close();
    }
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
    // answer. No page can prevent that; all of them carry one idempotency key, for the proxy to tell by.
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
