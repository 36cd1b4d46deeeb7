import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMock } from "../../src/mock/index.ts";
import type { Mock } from "../../src/mock/run.ts";
import { whyNoBrowser, withPage } from "../helpers/chromium.ts";

/** What a front end would have: a form, a progress bar, a video and a place for what went wrong. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>Videos</title>
<form><input name="prompt"><select name="aspect_ratio"><option>16:9<option>9:16</select><button>Make</button></form>
<progress max="100" value="0"></progress><p id="status"></p><p id="seen"></p><video muted></video>
<script type="module" src="/app.js"></script>`;

/** The page's script. The client is bundled from the sources, as an application would bundle the package. */
const createApp = (mockUrl: string) => `
  import { createEvolink, TaskFailedError } from "./src/index.ts";
  const evolink = createEvolink({ apiKey: "any", baseUrl: "${mockUrl}", dangerouslyAllowBrowser: true });
  const at = (selector) => document.querySelector(selector);
  at("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { prompt, aspect_ratio } = Object.fromEntries(new FormData(event.target));
    try {
      const task = await evolink.videos.generate(
        { model: "gemini-omni-flash-text-to-video", prompt, aspect_ratio },
        {
          onProgress: ({ progress }) => {
            at("progress").value = progress;
            at("#seen").textContent += " " + progress;
          },
        },
      );
      at("video").src = task.results[0];
      await at("video").play();
      at("#status").textContent = "playing";
    } catch (error) {
      at("#status").textContent =
        error instanceof TaskFailedError ? "failed: " + error.code : error.name + ": " + error.message;
    }
  });
  document.body.dataset.ready = "yes";`;

if (whyNoBrowser) console.log(`browser.test.ts is skipped: ${whyNoBrowser}`);

describe.skipIf(whyNoBrowser)("a page of another origin", { timeout: 90_000 }, () => {
  let mock: Mock;
  let site: Server;
  let siteUrl: string;

  beforeAll(async () => {
    mock = await startMock({ taskSeconds: 3 });
    const { outputFiles } = await build({
      stdin: { contents: createApp(mock.url), resolveDir: process.cwd(), loader: "js" },
      bundle: true,
      write: false,
      format: "esm",
      platform: "browser",
    });
    site = createServer((request, response) => {
      const isApp = request.url === "/app.js";
      response.setHeader("content-type", isApp ? "text/javascript" : "text/html; charset=utf-8");
      response.end(isApp ? outputFiles[0]?.text : PAGE);
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    siteUrl = `http://localhost:${(site.address() as AddressInfo).port}/`;
  }, 60_000);

  afterAll(async () => {
    await mock.close();
    site.closeAllConnections();
    await new Promise((resolve) => site.close(resolve));
  });

  it("submits through the client, shows progress and plays the result", async () => {
    await withPage(siteUrl, async (page) => {
      await page.waitForSelector("[data-ready]");
      await page.fill("[name=prompt]", "A marble rolls");
      await page.selectOption("[name=aspect_ratio]", "9:16");
      await page.click("button");
      await page.waitForFunction(() => document.querySelector("#status")?.textContent !== "");
      expect(await page.textContent("#status")).toBe("playing");
      const video = await page.$eval("video", ({ readyState, videoWidth, videoHeight }) => ({
        readyState,
        videoWidth,
        videoHeight,
      }));
      expect(video).toMatchObject({ videoWidth: 180, videoHeight: 320 });
      expect(video.readyState).toBeGreaterThanOrEqual(2);
      const seen = (await page.textContent("#seen"))?.trim().split(" ").map(Number) ?? [];
      expect(seen.some((progress) => progress > 0 && progress < 100)).toBe(true);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(await page.$eval("progress", ({ value }) => value)).toBe(100);
    });
  });

  it("shows why a task failed", async () => {
    await withPage(siteUrl, async (page) => {
      await page.waitForSelector("[data-ready]");
      await page.fill("[name=prompt]", "[mock:fail=content_policy_violation]");
      await page.click("button");
      await page.waitForFunction(() => document.querySelector("#status")?.textContent !== "");
      expect(await page.textContent("#status")).toBe("failed: content_policy_violation");
    });
  });
});
