import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";

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

/**
 * Opens a page in a fresh, headless browser, which is gone afterwards.
 *
 * @param options What the browser is like, such as its language or colour scheme, and further flags.
 */
export async function withPage(
  url: string,
  visit: (page: Page) => Promise<void>,
  { flags = [], ...options }: BrowserContextOptions & { flags?: string[] } = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "chromium-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    headless: true,
    chromiumSandbox: false,
    args: [...FLAGS, ...flags],
    ...options,
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
