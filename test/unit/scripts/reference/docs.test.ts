import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import packageJson from "../../../../package.json" with { type: "json" };
import { runTool } from "../../../../scripts/terminal/run-tool.ts";
import { collectRequests, whyNoBrowser, withPage } from "../../../helpers/chromium.ts";

if (whyNoBrowser) console.log(`docs.test.ts is skipped: ${whyNoBrowser}`);

describe.skipIf(whyNoBrowser)("npm run docs", { timeout: 60_000 }, () => {
  it("writes one page that shows the document without asking any host", async () => {
    const folder = await mkdtemp(join(tmpdir(), "docs-"));
    const page = join(folder, "index.html");
    // The script as it stands, but for where it writes.
    const [, ...words] = packageJson.scripts.docs.split(" && ");
    const [command = "", ...args] = words.join(" ").replace("out/index.html", page).split(" ");
    expect(await runTool(resolve("."), command, args)).toMatchObject({ code: 0 });
    const wrong: string[] = [];
    await withPage("about:blank", async (tab) => {
      const sent = collectRequests(tab);
      tab.on("pageerror", (error) => wrong.push(String(error)));
      await tab.goto(pathToFileURL(page).href);
      await tab.getByText("/v1/videos/generations").first().waitFor();
      // It is alive, and no mere picture of itself.
      await tab.getByText("/v1/videos/generations").first().click();
      await tab.getByText("aspect_ratio").first().waitFor();
      expect([...sent]).toEqual([pathToFileURL(page).href]);
    });
    expect(wrong).toEqual([]);
    await rm(folder, { recursive: true, force: true });
  });
});
