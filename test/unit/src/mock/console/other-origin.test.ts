import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMock } from "../../../../../src/mock/index.ts";
import type { Mock } from "../../../../../src/mock/run.ts";
import { launchBrowser, whyNoBrowser } from "../../../../helpers/chromium.ts";
import { BODY, CREATE_PATH, HEADERS } from "../../../../helpers/mock.ts";

if (whyNoBrowser) console.log(`other-origin.test.ts is skipped: ${whyNoBrowser}`);

/** Names on the web that stand for this machine, as names of an attacker can; and no protection but the mock's own. */
const FLAGS = [
  "--host-resolver-rules=MAP *.example 127.0.0.1",
  "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
];

/** Tries all that a page can, and tells what came of each. */
async function attack({ url, id }: { url: string; id: string }): Promise<Record<string, string>> {
  const outcome = (task: Promise<string>) => task.catch(() => "no response");
  const read = (path: string, init?: RequestInit) =>
    outcome(fetch(url + path, init).then(async (response) => `${response.status} ${await response.text()}`));
  const stream = new Promise<string>((resolve) => {
    const source = new EventSource(`${url}/_mock/events`);
    source.onmessage = ({ data }) => resolve(`told ${data}`);
    source.onerror = () => resolve("no response");
  });
  const form = document.createElement("form");
  form.method = "post";
  form.action = `${url}/_mock/tasks/${id}/fail`;
  form.target = "sink";
  const frame = document.createElement("iframe");
  frame.name = "sink";
  document.body.append(frame, form);
  form.submit();
  const framed = document.createElement("iframe");
  framed.src = url;
  document.body.append(framed);
  const script = document.createElement("script");
  script.src = `${url}/_mock/tasks`;
  document.body.append(script);
  const opaque = { method: "POST", mode: "no-cors", body: '{"drop":1}' } as const;
  return {
    tasks: await read("/_mock/tasks"),
    requests: await read("/_mock/requests"),
    facts: await read("/"),
    document: await read("/_mock/document"),
    finish: await read(`/_mock/tasks/${id}/finish`, { method: "POST" }),
    opaque: await read("/_mock/faults", opaque),
    beacon: String(navigator.sendBeacon(`${url}/_mock/reset`)),
    stream: await stream,
  };
}

describe.skipIf(whyNoBrowser)("a page of another origin", { timeout: 60_000 }, () => {
  let browser: Browser;
  let mock: Mock;
  let site: Server;
  let id: string;
  beforeAll(async () => {
    browser = await launchBrowser(FLAGS);
    mock = await startMock({ taskSeconds: 60 });
    site = createServer((_, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<!doctype html><title>Elsewhere</title><body></body>");
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    const body = JSON.stringify(BODY);
    const submitted = await fetch(mock.url + CREATE_PATH, { method: "POST", headers: HEADERS, body });
    id = ((await submitted.json()) as { id: string }).id;
  });
  afterAll(async () => {
    await browser.close();
    await mock.close();
    site.closeAllConnections();
    await new Promise((resolve) => site.close(resolve));
  });

  async function visit(url: string, use: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage();
    await page.goto(url);
    await use(page);
    await page.close();
  }
  const sitePort = () => (site.address() as AddressInfo).port;

  it.each([
    ["itself", () => mock.url],
    ["a name of its own that stands for this machine", () => `http://rebound.example:${mock.port}`],
  ])("neither reads nor drives the mock, by %s", async (_, address) => {
    await visit(`http://evil.example:${sitePort()}/`, async (page) => {
      const outcomes = await page.evaluate(attack, { url: address(), id });
      for (const [name, told] of Object.entries(outcomes))
        if (!["beacon", "opaque"].includes(name)) expect(told).toMatch(/^(?:403 |no response)/);
      await page.waitForTimeout(300);
      for (const frame of page.frames()) expect(await frame.locator("#console").count()).toBe(0);
    });
    await expectUntouched();
  });

  it("cannot by having the mock's port under its own name", async () => {
    await visit("about:blank", async (page) => {
      const response = await page.goto(`http://rebound.example:${mock.port}/`);
      expect(response?.status()).toBe(403);
      const outcomes = await page.evaluate(attack, { url: `http://rebound.example:${mock.port}`, id });
      for (const [name, told] of Object.entries(outcomes))
        if (name !== "beacon" && name !== "opaque") expect(told).toMatch(/^(?:403 |no response)/);
    });
    await expectUntouched();
  });

  it("still calls the API and shows results, as a front end does", async () => {
    await visit(`http://evil.example:${sitePort()}/`, async (page) => {
      const status = await page.evaluate(async ({ url, headers }) => (await fetch(url, { headers })).status, {
        url: `${mock.url}/v1/tasks/${id}`,
        headers: { authorization: HEADERS.authorization },
      });
      expect(status).toBe(200);
    });
  });

  async function expectUntouched(): Promise<void> {
    expect(mock.tasks()).toMatchObject([{ id, status: expect.stringMatching(/^p/) }]);
    const { faults, speed } = await (await fetch(`${mock.url}/_mock/faults`)).json();
    expect([faults, speed]).toEqual([{}, 1]);
  }
});
