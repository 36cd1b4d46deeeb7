import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mock, startMock } from "../../../../../src/mock/index.ts";
import { launchBrowser, whyNoBrowser } from "../../../../helpers/chromium.ts";
import { makeDocument, makeOperation } from "../../../../helpers/documents.ts";

if (whyNoBrowser) console.log(`hostile.test.ts is skipped: ${whyNoBrowser}`);

const HTML = `<img src=x onerror="window.hit=1"><script>window.hit=2</script>`;
const MODELS = ["kite-9", "__proto__", "constructor", HTML];
const PATH = "/v1/kites/flights";

describe.skipIf(whyNoBrowser)("the console of hostile texts and large numbers", { timeout: 60_000 }, () => {
  let folder: string;
  let browser: Browser;
  let mock: Mock;
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hostile-"));
    const spec = join(folder, "openapi.json");
    const body = {
      type: "object",
      required: ["model"],
      properties: { model: { type: "string", enum: MODELS } },
    };
    const task = {
      type: "object",
      properties: {
        id: { type: "string", examples: ["task-1"] },
        status: { type: "string", enum: ["pending", "completed"] },
        results: { type: "array", items: { type: "string" } },
      },
    };
    const responses = { "200": { description: HTML, content: { "application/json": { schema: task } } } };
    const parameters = [{ in: "path", name: "task_id", required: true, schema: { type: "string" } }];
    const document = makeDocument({
      info: { title: HTML, version: HTML },
      paths: {
        [PATH]: { post: { ...makeOperation(body), summary: HTML, responses } },
        "/v1/tasks/{task_id}": { get: { operationId: "getTask", parameters, responses } },
      },
    });
    await writeFile(spec, JSON.stringify(document));
    mock = await startMock({ spec, taskSeconds: 600 });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on("pageerror", (error) => errors.push(String(error)));
  });
  afterAll(async () => {
    await browser.close();
    await mock.close();
    await rm(folder, { recursive: true });
  });

  const send = (body: string, path = PATH) =>
    mock.fetch(mock.url + path, {
      method: "POST",
      headers: { authorization: "Bearer any", "content-type": "application/json" },
      body,
    });
  const countNodes = () => page.evaluate(() => document.querySelectorAll("*").length);

  it("shows names, paths, bodies and errors as the texts they are", async () => {
    for (const model of MODELS) await send(JSON.stringify({ model, prompt: HTML }));
    await send(JSON.stringify({ model: HTML.repeat(2) }));
    await send(`{"model":"kite-9","__proto__":{"text":"${"x".repeat(250_000)}"}}`);
    await send(JSON.stringify({ model: "kite-9", prompt: "[mock:fail=<b>]" }));
    await send("{}", `/v1/${encodeURIComponent(HTML)}`);
    await page.goto(mock.url);
    await page.locator("textarea").waitFor();
    for (const opener of await page.locator(".entry, .disclose").all()) await opener.click();
    await page.locator(".exchange").nth(7).waitFor();
    const shown = await page.evaluate(() => document.body.innerText);
    expect(shown).toContain(HTML);
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    expect(await page.locator("img[src=x]").count()).toBe(0);
    const [wide = 0, seen = 0] = await page.evaluate(() => [document.body.scrollWidth, innerWidth]);
    expect(wide).toBeLessThanOrEqual(seen);
    expect(errors).toEqual([]);
  });

  it("submits models of such names", async () => {
    for (const [index, model] of MODELS.entries()) {
      await page.locator("#submit select").nth(1).selectOption({ index });
      await page.waitForFunction(
        (wanted) => document.querySelector("textarea")?.value.includes(wanted),
        JSON.stringify(model),
      );
      const sent = page.waitForResponse((response) => response.url().endsWith(PATH));
      await page.getByRole("button", { name: "Send", exact: true }).click();
      expect((await sent).status()).toBe(200);
      expect(mock.requests().at(-1)?.body).toEqual({ model });
    }
    expect(errors).toEqual([]);
  });

  it("stays usable with 1,000 tasks and 5,000 requests, of which it shows the newest 200", async () => {
    for (let index = 0; index < 5_000; index += 1)
      await send(JSON.stringify({ model: index < 4_000 ? `kite-${index}x` : "kite-9" }));
    await page.reload();
    await page.locator(".task").first().waitFor();
    for (const panel of ["#tasks", "#journal"]) {
      expect(await page.locator(`${panel} .count`).innerText()).toBe("200");
      for (let more = page.locator(`${panel} .more`); (await more.count()) > 0; ) await more.click();
    }
    expect(await page.locator(".task").count()).toBe(200);
    expect(await page.locator(".entry").count()).toBe(200);
    expect(await countNodes()).toBeLessThan(10_000);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resume" }).waitFor({ timeout: 5_000 });
    expect(errors).toEqual([]);
  });
});
