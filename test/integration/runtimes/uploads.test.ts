import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderClient } from "../../../scripts/render/client/index.ts";
import { renderEntry } from "../../../scripts/render/entry/index.ts";
import { prepareRender } from "../../../scripts/render/shared/render-input.ts";
import { type Mock, startMock } from "../../../src/mock/index.ts";
import { whyNoBrowser, withPage } from "../../helpers/chromium.ts";
import { installedPart, newerNode } from "../../helpers/integration.ts";
import { makePage, merge } from "../../helpers/pages.ts";

const text = { type: "string" };
const schema = {
  type: "object",
  required: ["file"],
  properties: { file: { type: "string", format: "binary" }, folder: text },
};
const { document } = merge(
  makePage({
    path: "/v1/files/upload/stream",
    response: { type: "object", properties: { file_name: text } },
    operation: { requestBody: { required: true, content: { "multipart/form-data": { schema } } } },
  }),
);

/** What is the same everywhere: four kinds of files, each followed to its last byte. */
const PROGRAM = `
import { createEvolink } from "./index.ts";
export async function tryUploads(baseUrl, path) {
  const evolink = createEvolink({ apiKey: "any", baseUrl, dangerouslyAllowBrowser: true });
  const bytes = new Uint8Array(2_000_000).fill(97);
  const given = { blob: new Blob([bytes]), bytes, stream: new Blob([bytes]).stream(), ...(path && { path }) };
  const said = {};
  for (const [kind, file] of Object.entries(given)) {
    const seen = [];
    const onProgress = (progress) => seen.push(progress);
    const { file_name } = await evolink.files.upload(file, { name: "kite.png", fields: { folder: "a" }, onProgress });
    const last = seen.at(-1) ?? {};
    said[kind] = [typeof file_name, last.bytes > 2_000_000, last.totalBytes === undefined || last.totalBytes === last.bytes];
  }
  const name = (call) => call.then(() => "nothing", (error) => error.name + " " + error.charged);
  said.wrong = await name(evolink.files.uploadStream({ folder: "a" }));
  said.aborted = await name(evolink.files.upload(new Blob([bytes]), { signal: AbortSignal.abort() }));
  const stop = new AbortController();
  said.stopped = await name(evolink.files.upload(new Blob([bytes, bytes]), { signal: stop.signal, onProgress: () => stop.abort() }));
  said.nowhere = await name(evolink.files.upload("/nowhere/kite.png"));
  return said;
}`;

const miniflare = installedPart("miniflare/dist/src/index.js");

const WHOLE = ["string", true, true];
const EVERYWHERE = {
  blob: WHOLE,
  bytes: WHOLE,
  stream: WHOLE,
  wrong: "InvalidRequestError no",
  aborted: "AbortError undefined",
  stopped: "SubmissionUncertainError unknown",
  nowhere: "ValidationError no",
};

describe("files.upload", { timeout: 60_000 }, () => {
  let mock: Mock;
  let folder: string;
  const bundle = async (contents: string, settings: BuildOptions) => {
    const stdin = { contents, resolveDir: folder, loader: "ts" as const };
    const { outputFiles } = await build({ stdin, bundle: true, write: false, format: "esm", ...settings });
    return outputFiles[0]?.text ?? "";
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "uploads-"));
    const spec = join(folder, "openapi.json");
    await writeFile(spec, JSON.stringify(document));
    mock = await startMock({ spec });
    const imports = { ending: ".ts" as const, from: relative(folder, resolve("src")) };
    const input = prepareRender(document, { imports });
    await writeFile(join(folder, "client.ts"), renderClient(input));
    await writeFile(join(folder, "index.ts"), renderEntry(input));
    await writeFile(join(folder, "program.ts"), PROGRAM);
    await writeFile(join(folder, "kite.bin"), Buffer.alloc(2_000_000, "a"));
    const program = `import { tryUploads } from "./program.ts";
      console.log(JSON.stringify(await tryUploads(...process.argv.slice(2))));
      process.exit();`;
    await writeFile(join(folder, "program.mjs"), await bundle(program, { platform: "node" }));
  });
  afterAll(async () => {
    await mock.close();
    await rm(folder, { recursive: true });
  });

  /** Of the last uploads, how many were accepted; each came once. What is aborted may have been. */
  const countAccepted = () => {
    const posts = mock.requests().filter(({ method }) => method === "POST");
    mock.reset();
    const keys = posts.map(({ headers }) => Object(headers)["idempotency-key"]);
    expect(new Set(keys).size).toBe(posts.length);
    return posts.filter(({ status }) => status === 200).length;
  };

  it.each<[string, string | undefined, ...string[]]>([
    ["Node", process.execPath],
    ["a newer Node", newerNode()],
    ["Bun", installedPart("bun/bin/bun.exe")],
    ["Deno", installedPart("deno/deno"), "run", "-A"],
  ])("sends paths, Blobs, bytes and streams in %s, each once", async (_, program, ...args) => {
    if (!program) return;
    const given = [...args, join(folder, "program.mjs"), mock.url, join(folder, "kite.bin")];
    const { stdout } = await promisify(execFile)(program, given);
    expect(JSON.parse(stdout)).toEqual({ ...EVERYWHERE, path: WHOLE });
    expect([4, 5]).toContain(countAccepted());
  });

  it.skipIf(!miniflare)("sends Blobs, bytes and streams in workerd, each once", async () => {
    const { Miniflare } = await import(pathToFileURL(`${miniflare}`).href);
    const script = `import { tryUploads } from "./program.ts";
      export default { fetch: async (_, { MOCK }) => Response.json(await tryUploads(MOCK)) };`;
    const worker = new Miniflare({
      modules: true,
      script: await bundle(script, { platform: "browser" }),
      compatibilityDate: "2026-01-01",
      bindings: { MOCK: mock.url },
    });
    try {
      expect(await (await worker.dispatchFetch("https://worker.example/")).json()).toEqual(EVERYWHERE);
      expect([3, 4]).toContain(countAccepted());
    } finally {
      await worker.dispose();
    }
  });

  it.skipIf(whyNoBrowser)("sends Blobs, bytes and streams from a page, each once", async () => {
    const app = await bundle(
      `import { tryUploads } from "./program.ts"; globalThis.tryUploads = tryUploads;`,
      { platform: "browser" },
    );
    const site = createServer((request, response) => {
      response.setHeader("content-type", request.url === "/app.js" ? "text/javascript" : "text/html");
      response.end(request.url === "/app.js" ? app : '<script type="module" src="/app.js"></script>');
    });
    await new Promise<void>((listening) => site.listen(0, "127.0.0.1", listening));
    try {
      await withPage(`http://localhost:${(site.address() as AddressInfo).port}/`, async (page) => {
        await page.waitForFunction("globalThis.tryUploads");
        const said = await page.evaluate(`tryUploads(${JSON.stringify(mock.url)})`);
        expect(said).toEqual(EVERYWHERE);
      });
      expect([3, 4]).toContain(countAccepted());
    } finally {
      site.closeAllConnections();
      site.close();
    }
  });
});
