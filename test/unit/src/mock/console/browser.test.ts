import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startMock } from "../../../../../src/mock/index.ts";
import type { Mock } from "../../../../../src/mock/run.ts";
import { collectRequests, launchBrowser, whyNoBrowser } from "../../../../helpers/chromium.ts";
import { BODY, CREATE_PATH, HEADERS } from "../../../../helpers/mock.ts";

if (whyNoBrowser) console.log(`browser.test.ts is skipped: ${whyNoBrowser}`);

const WIDE = { viewport: { width: 1440, height: 900 } };

let browser: Browser;
beforeAll(async () => {
  if (!whyNoBrowser) browser = await launchBrowser();
});
afterAll(() => browser?.close());

let mock: Mock;
beforeEach(async () => {
  mock = await startMock({ taskSeconds: 30, seed: 1, localCallbacks: true });
});
afterEach(() => mock.close());

/** Opens the console, which is to do without errors and without any other host. */
async function visit(
  use: (page: Page) => Promise<void>,
  options: BrowserContextOptions = WIDE,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  const sent = collectRequests(page);
  try {
    await page.goto(mock.url);
    await page.waitForSelector(".connection[data-ok=true]");
    await use(page);
    expect(wrong).toEqual([]);
    expect([...sent].filter((url) => !url.startsWith(`${mock.url}/`))).toEqual([]);
  } finally {
    await context.close();
  }
}

async function submit(changes: object = {}): Promise<string> {
  const body = JSON.stringify({ ...BODY, ...changes });
  const response = await fetch(mock.url + CREATE_PATH, { method: "POST", headers: HEADERS, body });
  return ((await response.json()) as { id: string }).id;
}

const taskOf = (page: Page, id: string) => page.locator(`.task[data-id="${id}"]`);
const statusOf = (page: Page, id: string, status: string) =>
  page.locator(`.task[data-id="${id}"][data-status="${status}"]`).waitFor();

describe.skipIf(whyNoBrowser)("the console", { timeout: 60_000 }, () => {
  it("submits an example, finishes it, and plays its video", async () => {
    await visit(async (page) => {
      await page.locator("textarea").waitFor();
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.locator(".outcome[data-ok=true]").waitFor();
      const [task] = mock.tasks();
      expect(await page.locator(".outcome").textContent()).toBe(`200 ${task?.id}`);
      await statusOf(page, task?.id ?? "", "pending");
      await page.getByRole("button", { name: `Finish now: ${task?.id}` }).click();
      await statusOf(page, task?.id ?? "", "completed");
      const video = taskOf(page, task?.id ?? "").locator("video");
      await video.waitFor();
      await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 0);
      expect(await video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBeGreaterThan(0);
    });
  });

  it("submits as a page behind the proxy, which refuses what is wrong, or as a server", async () => {
    await visit(async (page) => {
      await page.locator("textarea").waitFor();
      const send = async (text: string) => {
        await page.locator("textarea").fill(text);
        await page.getByRole("button", { name: "Send", exact: true }).click();
        await page
          .locator(".outcome")
          .filter({ hasText: /^[2-5]/ })
          .waitFor();
        return page.locator(".outcome").textContent();
      };
      const wrong = JSON.stringify({ ...BODY, duration: 99 });
      expect(await send(wrong)).toMatch(/^400 The proxy: duration must be .*got 99$/);
      expect(mock.requests()).toEqual([]);
      await page.getByLabel("Sent by").selectOption({ label: "a server, with a key" });
      expect(await send(wrong)).toMatch(/^400 duration must be .*got 99$/);
      expect(mock.requests()).toMatchObject([{ status: 400, headers: { authorization: "(hidden)" } }]);
      await page.getByLabel("Sent by").selectOption({ label: "a page, through the proxy" });
      expect(await send(JSON.stringify(BODY))).toBe(`200 ${mock.tasks()[0]?.id}`);
      expect(mock.requests()[1]?.headers).toMatchObject({
        authorization: "(hidden)",
        "idempotency-key": expect.any(String),
      });
    });
  });

  it("fails a task with a code, cancels, sticks, and lets links expire", async () => {
    const [failing, cancelled, stuck, expired] = [
      await submit(),
      await submit(),
      await submit(),
      await submit(),
    ];
    await visit(async (page) => {
      await taskOf(page, failing).getByLabel("Code of the failure").fill("out_of_paint");
      await page.getByRole("button", { name: `Fail: ${failing}` }).click();
      await page.getByRole("button", { name: `Cancel: ${cancelled}` }).click();
      await page.getByRole("button", { name: `Stick: ${stuck}` }).click();
      await page.getByRole("button", { name: `Finish now: ${expired}` }).click();
      await page.getByRole("button", { name: `Expire link: ${expired}` }).click();
      await statusOf(page, failing, "failed");
      await statusOf(page, cancelled, "cancelled");
      await taskOf(page, stuck).getByText("stuck").waitFor();
      await taskOf(page, expired).getByText("link expired").waitFor();
      await taskOf(page, failing).getByText("out_of_paint").waitFor();
    });
    const task = await (await fetch(`${mock.url}/v1/tasks/${failing}`, { headers: HEADERS })).json();
    expect(task).toMatchObject({ status: "failed", error: { code: "out_of_paint" } });
    expect((await fetch(`${mock.url}/_mock/files/${expired}.mp4`)).status).toBe(403);
  });

  it("shows each try of a callback that is sent again", async () => {
    let tries = 0;
    const receiver: Server = createServer((_, response) => {
      tries += 1;
      response.statusCode = tries < 3 ? 503 : 204;
      response.end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const { port } = receiver.address() as AddressInfo;
    const id = await submit({ callback_url: `http://127.0.0.1:${port}/hook` });
    await visit(async (page) => {
      await page.getByRole("button", { name: `Finish now: ${id}` }).click();
      const attempts = page.locator("#callbacks .attempts li");
      await attempts.first().waitFor();
      // No waiting for the next try.
      for (let count = 1; count < 3; count += 1) {
        await page.getByRole("button", { name: "Jump ahead +10 s" }).click();
        await attempts.nth(count).waitFor();
      }
      expect(await attempts.allTextContents()).toEqual([
        expect.stringMatching(/^Try 1 .* 503 · not accepted · next in 1 sec$/),
        expect.stringMatching(/^Try 2 .* 503 · not accepted · next in 2 sec$/),
        expect.stringMatching(/^Try 3 .* 204 · delivered$/),
      ]);
    });
    await new Promise((resolve) => receiver.close(resolve));
  });

  it("holds, hurries and moves the clock on, and switches faults", async () => {
    const id = await submit();
    await visit(async (page) => {
      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByRole("button", { name: "Resume" }).waitFor();
      const held = await page.locator(".clock time").textContent();
      await page.waitForTimeout(1_200);
      expect(await page.locator(".clock time").textContent()).toBe(held);
      await page.getByRole("button", { name: "Jump ahead +1 min" }).click();
      await statusOf(page, id, "completed");
      await page.getByRole("button", { name: "Speed ×10" }).click();
      await page.locator('[aria-label="Speed ×10"][aria-pressed=true]').waitFor();
      await page.getByRole("switch", { name: /^Reset/ }).press("Space");
      await page.locator("[role=switch][aria-checked=true]").waitFor();
      await expect(submit()).rejects.toThrow();
      await page.getByRole("switch", { name: /^Reset/ }).press("Space");
      await page.locator("[role=switch][aria-checked=true]").waitFor({ state: "detached" });
      await submit();
    });
  });

  it("says in the journal why a request was refused, and copies it", async () => {
    await submit({ duration: 99 });
    await visit(
      async (page) => {
        const entry = page.locator("[data-refused=true] .entry").first();
        expect(await entry.textContent()).toContain("duration must be");
        await entry.click();
        await page.getByRole("button", { name: "Copy as curl" }).click();
        await page.getByRole("button", { name: "Copied" }).waitFor();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
          `curl -X POST '${mock.url}${CREATE_PATH}'`,
        );
        await page.getByRole("button", { name: "Copy as client call" }).click();
        const call = await page.evaluate(() => navigator.clipboard.readText());
        expect(call).toContain("evolink.videos.create({");
        expect(await page.locator(".exchange").textContent()).not.toContain(HEADERS.authorization);
      },
      { ...WIDE, permissions: ["clipboard-read", "clipboard-write"] },
    );
  });

  it("leads to the reference of the document", async () => {
    await visit(async (page) => {
      await page.getByRole("link", { name: "Reference" }).click();
      await page.getByText("/v1/videos/generations").first().waitFor();
    });
  });

  it("warns before a form whose requests cost money, and only there", async () => {
    await visit(async (page) => {
      await page.getByRole("button", { name: "Send", exact: true }).waitFor();
      expect(await page.locator(".warning").count()).toBe(0);
      expect(await page.locator("#runs dl").innerText()).toMatch(/30 sec\s+Links live\s+24 hr/);
    });
    await mock.close();
    const folder = await mkdtemp(join(tmpdir(), "live-console-"));
    const record = join(folder, "session.jsonl");
    mock = await startMock({ live: true, record, apiKey: "sk-real", baseUrl: "http://127.0.0.1:1" });
    await visit(async (page) => {
      await page.getByRole("button", { name: "Send to the real API" }).waitFor();
      expect(await page.locator(".warning").innerText()).toContain("costs money");
      expect(await page.evaluate(findPoorContrast)).toEqual([]);
    });
    await mock.close();
    await rm(folder, { recursive: true });
  });

  it("says when the mock has stopped", async () => {
    await visit(async (page) => {
      await mock.close();
      await page.locator(".connection[data-ok=false]").waitFor();
      expect(await page.locator(".connection").textContent()).toContain("no connection");
    });
  });

  it("works from the keyboard alone", async () => {
    const id = await submit();
    await visit(async (page) => {
      await page.locator("textarea").waitFor();
      const press = async (name: string, key: string) => {
        for (let count = 0; count < 60; count += 1) {
          await page.keyboard.press("Tab");
          const focused = await page.evaluate(() => {
            const { activeElement } = document;
            const { outlineStyle } = activeElement ? getComputedStyle(activeElement) : { outlineStyle: "" };
            return { name: activeElement?.ariaLabel ?? activeElement?.textContent?.trim(), outlineStyle };
          });
          if (focused.name !== name) continue;
          expect(focused.outlineStyle).toBe("solid");
          return page.keyboard.press(key);
        }
        throw new Error(`No way by Tab leads to ${name}.`);
      };
      await press(`Fail: ${id}`, "Enter");
      await statusOf(page, id, "failed");
      await press("Send", "Space");
      await page.locator(".outcome[data-ok=true]").waitFor();
    });
  });

  it.each(["light", "dark"] as const)(
    "has text that can be read, and names for all controls: %s",
    async (colorScheme) => {
      const [failed] = [
        await submit({ prompt: "[mock:fail=x]" }),
        await submit({ prompt: "[mock:cancel]" }),
        await submit(),
      ];
      await submit({ duration: 99 });
      await visit(
        async (page) => {
          await page.getByRole("button", { name: "Jump ahead +1 min" }).click();
          await statusOf(page, failed ?? "", "failed");
          await submit();
          await page.locator("[data-refused=true] .entry").first().click();
          await page.locator(".disclose").nth(1).click();
          await page.locator(".exchange pre").first().waitFor();
          expect(await page.evaluate(findPoorContrast)).toEqual([]);
          expect(await page.evaluate(findUnnamed)).toEqual([]);
          // The switch on the page does as the system does.
          const other = colorScheme === "dark" ? "light" : "dark";
          await page.getByLabel("Colours").selectOption(other);
          await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, other);
          expect(await page.evaluate(findPoorContrast)).toEqual([]);
        },
        { ...WIDE, colorScheme },
      );
    },
  );

  it("speaks Japanese where the browser does, keeps the language chosen, and needs no sideways scrolling", async () => {
    await submit();
    await visit(
      async (page) => {
        await page.getByRole("heading", { name: "タスク" }).waitFor();
        expect(await page.evaluate(() => document.documentElement.lang)).toBe("ja");
        const text = await page.evaluate(() => document.body.innerText);
        for (const english of ["Tasks", "Requests", "Faults", "Send", "Finish", "Pause", "Copy"])
          expect(text).not.toContain(english);
        const [wide, shown] = await page.evaluate(() => [document.body.scrollWidth, innerWidth]);
        expect(wide).toBeLessThanOrEqual(shown ?? 0);
        await page.getByLabel("言語").selectOption("en");
        await page.reload();
        await page.getByRole("heading", { name: "Tasks" }).waitFor();
      },
      { viewport: { width: 390, height: 844 }, locale: "ja-JP" },
    );
  });
});

/** Texts whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3). */
function findPoorContrast(): string[] {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const layersOf = (element: Element | null): string[] =>
    element === null ? [] : [...layersOf(element.parentElement), getComputedStyle(element).backgroundColor];
  const mix = (colors: string[]): number[] => {
    if (!canvas) return [];
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (color: number[]) =>
    color
      .map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const poor: string[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim() ?? "";
    const element = walker.currentNode.parentElement;
    if (text === "" || !element || element.closest("option, noscript, script") || !element.checkVisibility())
      continue;
    const behind = layersOf(element);
    const [one = 0, other = 0] = [mix([...behind, getComputedStyle(element).color]), mix(behind)].map(
      luminance,
    );
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) poor.push(`${text.slice(0, 40)} ${contrast.toFixed(2)}`);
  }
  return poor;
}

/** Controls that a screen reader has no name for. */
function findUnnamed(): string[] {
  return [
    ...document.querySelectorAll("button, a, input, select, textarea, video, audio, img, [role=progressbar]"),
  ]
    .filter((element) => {
      const label = (element as HTMLInputElement).labels?.[0]?.textContent;
      const names = [element.ariaLabel, label, element.getAttribute("alt"), element.textContent];
      return !names.some((name) => (name ?? "").trim() !== "");
    })
    .map((element) => element.outerHTML.slice(0, 120));
}
