import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

/** Debian's package `chromium`. Another one can be named by CHROMIUM. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Why browser tests cannot run here; undefined when they can. */
export const whyNoBrowser = existsSync(CHROMIUM)
  ? undefined
  : `there is no ${CHROMIUM}; install Debian's chromium or set CHROMIUM`;

/** No sandbox, because CI runs as root; and nothing that would reach for the network by itself. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

/** Opens a page in a fresh, headless browser, which is gone afterwards. */
export async function withPage(url: string, visit: (page: Page) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "chromium-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    headless: true,
    chromiumSandbox: false,
    args: FLAGS,
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    await visit(page);
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Starts a headless browser for several pages, each in a context of its own. Close it. */
export function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    chromiumSandbox: false,
    args: [...FLAGS, ...flags],
  });
}

/** The addresses that a page asks for and that its own policy lets it ask, data and its own blobs left out. */
export function collectRequests(page: Page): Set<string> {
  const sent = new Set<string>();
  page.on("request", (request) => {
    if (!/^(?:data|blob):/.test(request.url())) sent.add(request.url());
  });
  page.on("requestfailed", (request) => {
    if (request.failure()?.errorText === "csp") sent.delete(request.url());
  });
  return sent;
}
