import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { build } from "esbuild";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mock, startMock } from "../../src/mock/index.ts";
import { compileModules } from "../conformance/catalog/compile.ts";
import { whyNoBrowser, withPage } from "../helpers/chromium.ts";
import { installedPart } from "../helpers/integration.ts";
import { readExamples } from "../helpers/readme.ts";
import { SUBPATHS } from "../helpers/subpaths.ts";

const HERE = import.meta.dirname;
const example = readExamples("tsx").find((code) => code.includes("@tanstack/react-query")) ?? "";

/** Mounts the README's component as an application does. */
const APP = `${example}
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { createElement } from "react";
createRoot(document.body).render(createElement(QueryClientProvider, { client: new QueryClient() }, createElement(Video)));
`;

const installed = installedPart("@tanstack/react-query") !== undefined;
if (whyNoBrowser) console.log(`react-query.test.ts is skipped: ${whyNoBrowser}`);

describe.skipIf(!installed)("the React example of the README", () => {
  it("compiles as written, and not with a mistake in it", () => {
    const complain = (code: string) =>
      compileModules(process.cwd(), new Map([["test/integration/example.tsx", code]]), {
        options: { paths: SUBPATHS, jsx: ts.JsxEmit.ReactJSX },
      }).get("test/integration/example.tsx");
    expect(complain(example)).toEqual([]);
    expect(complain(example.replace("prompt:", "prompts:"))).toHaveLength(1);
  });
});

describe.skipIf(!installed || whyNoBrowser)("the page of the React example", { timeout: 60_000 }, () => {
  let mock: Mock;
  let site: Server;
  let siteUrl: string;

  beforeAll(async () => {
    mock = await startMock({ taskSeconds: 4 });
    const alias = Object.fromEntries(Object.entries(SUBPATHS).map(([name, [path]]) => [name, resolve(path)]));
    const { outputFiles } = await build({
      stdin: { contents: APP, resolveDir: HERE, loader: "tsx" },
      bundle: true,
      write: false,
      format: "esm",
      jsx: "automatic",
      alias,
      define: { "process.env.NODE_ENV": '"production"' },
    });
    // The page and, below /evolink, a proxy that adds a key.
    site = createServer(async (request, response) => {
      const [path = ""] = (request.url ?? "").split("?");
      if (path === "/app.js")
        return response.setHeader("content-type", "text/javascript").end(outputFiles[0]?.text);
      if (!path.startsWith("/evolink/"))
        return response
          .setHeader("content-type", "text/html")
          .end('<body><script type="module" src="/app.js"></script>');
      const { method = "GET", headers } = request;
      const own = { "content-type": "application/json", "idempotency-key": `${headers["idempotency-key"]}` };
      const body = method === "GET" ? null : (await request.toArray()).join("");
      const reply = await fetch(mock.url + path.slice("/evolink".length), {
        method,
        body,
        headers: { authorization: "Bearer any", ...(body !== null && own) },
      });
      response.writeHead(reply.status, { "content-type": "application/json" }).end(await reply.text());
    });
    await new Promise<void>((listening) => site.listen(0, "127.0.0.1", listening));
    siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  }, 60_000);

  afterAll(async () => {
    await mock?.close();
    site?.closeAllConnections();
  });

  it("survives a reload in the middle, submits once and shows the video", async () => {
    await withPage(siteUrl, async (page) => {
      const sent: string[] = [];
      page.on("request", (request) => request.url().includes("/evolink/") && sent.push(request.method()));
      await page.click("button");
      await page.waitForSelector("progress");
      expect(new URL(page.url()).searchParams.get("task")).toMatch(/^task-/);
      await page.reload();
      await page.waitForSelector("progress");
      const video = await page.waitForSelector("video");
      expect(await video.getAttribute("src")).toContain(mock.url);
      const total = sent.length;
      expect(sent.filter((method) => method === "POST")).toHaveLength(1);
      expect(total).toBeLessThanOrEqual(9);
      await page.waitForTimeout(1500);
      expect(sent).toHaveLength(total);
    });
  });
});
