import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mock, startMock } from "../../src/mock/index.ts";
import { installedPart, newerNode } from "../helpers/integration.ts";

const run = promisify(execFile);
const PROGRAM = resolve("test/integration/programs/runtime-program.ts");
const bun = installedPart("bun/bin/bun.exe");
const deno = installedPart("deno/deno");
const newer = newerNode();
const miniflare = installedPart("miniflare/dist/src/index.js");

/** Nothing listens there; unlike the port 1 of a blocked list. */
const CLOSED = "http://127.0.0.1:59999";

/** With files: it is told where to save. */
const ON_DISK = `
import { tryClient } from ${JSON.stringify(PROGRAM)};
import { saveResult } from ${JSON.stringify(resolve("src/node/index.ts"))};
const [mock, closed, file] = process.argv.slice(2);
const save = async (evolink, task) => (await saveResult(task, file, { evolink })).bytes;
console.log(JSON.stringify(await tryClient({ mock, closed }, save)));
`;

/** With a bucket, which refuses streams of no stated length. */
const IN_A_BUCKET = `
import { tryClient } from ${JSON.stringify(PROGRAM)};
import { openResult } from ${JSON.stringify(resolve("src/result/index.ts"))};
export default {
  async fetch(_, env) {
    const save = async (evolink, task) => {
      const { stream, contentType } = await openResult(task, { evolink });
      return (await env.BUCKET.put("clip.mp4", stream, { httpMetadata: { contentType } })).size;
    };
    return Response.json(await tryClient({ mock: env.MOCK, closed: env.CLOSED }, save));
  },
};
`;

/** What the packages below need that are CommonJS. */
const REQUIRE =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

async function bundle(contents: string, settings: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    ...settings,
  });
  return outputFiles[0]?.text ?? "";
}

/** What holds everywhere. */
const EVERYWHERE = {
  wrong: expect.stringContaining("duration must be an integer from 3 to 10"),
  refused: "ValidationError no",
  status: "completed",
  opened: true,
  saved: true,
  delivered: [200, 401, 17],
};

/** All that an error of `fetch` says in a worker. */
const SAY_ERROR = `export default {
  async fetch(request) {
    const url = await request.text();
    const error = await fetch(url, { method: "POST", body: "sent" }).catch((error) => error);
    const { stack, ...own } = Object.fromEntries(Object.getOwnPropertyNames(error).map((name) => [name, error[name]]));
    return Response.json({ ...own, name: error.name, cause: String(error.cause) });
  },
};`;

describe("the client", { timeout: 60_000 }, () => {
  let mock: Mock;
  let folder: string;
  beforeAll(async () => {
    mock = await startMock({ taskSeconds: 0 });
    folder = await mkdtemp(join(tmpdir(), "runtimes-"));
    await writeFile(
      join(folder, "program.mjs"),
      await bundle(ON_DISK, { platform: "node", banner: { js: REQUIRE } }),
    );
  });
  afterAll(async () => {
    await mock.close();
    await rm(folder, { recursive: true });
  });

  it.each<[string, string | undefined, ...string[]]>([
    ["Node", process.execPath],
    ["a newer Node", newer],
    ["Bun", bun],
    ["Deno", deno, "run", "-A"],
  ])("runs in %s", async (name, program, ...args) => {
    if (!program) return;
    const file = join(folder, `${name}.mp4`);
    const { stdout } = await run(program, [...args, join(folder, "program.mjs"), mock.url, CLOSED, file]);
    const unsent = "ConnectionError no";
    expect(JSON.parse(stdout)).toEqual({ ...EVERYWHERE, closed: unsent, blocked: unsent });
  });

  // Both older ones refuse a request that has a `cache`; before the oldest, there are no streams to make.
  it.skipIf(!miniflare).each(["2026-01-01", "2024-11-10", "2022-11-30"])(
    "runs in workerd of %s, and puts a result into R2",
    async (compatibilityDate) => {
      const { Miniflare } = await import(pathToFileURL(`${miniflare}`).href);
      const worker = new Miniflare({
        modules: true,
        script: await bundle(IN_A_BUCKET, { platform: "browser" }),
        compatibilityDate,
        r2Buckets: ["BUCKET"],
        bindings: { MOCK: mock.url, CLOSED },
      });
      try {
        const reply = await worker.dispatchFetch("https://worker.example/");
        // It says "Network connection lost." of a connection that was never made and of one that broke alike.
        const unknown = "SubmissionUncertainError unknown";
        expect(await reply.json()).toEqual({ ...EVERYWHERE, closed: unknown, blocked: unknown });
      } finally {
        await worker.dispose();
      }
    },
  );

  it.skipIf(!miniflare)(
    "cannot tell in workerd, which says the same of what was never and what was sent",
    async () => {
      const { Miniflare } = await import(pathToFileURL(`${miniflare}`).href);
      const drops = createServer((socket) => socket.once("data", () => socket.destroy()));
      await new Promise<void>((listening) => drops.listen(0, "127.0.0.1", listening));
      const worker = new Miniflare({ modules: true, script: SAY_ERROR, compatibilityDate: "2026-01-01" });
      const ask = async (url: string) =>
        (await worker.dispatchFetch("https://worker.example/", { method: "POST", body: url })).json();
      try {
        const sent = await ask(`http://127.0.0.1:${(drops.address() as AddressInfo).port}/`);
        expect(sent).toMatchObject({ message: "Network connection lost." });
        expect(await ask(CLOSED)).toEqual(sent);
      } finally {
        await worker.dispose();
        drops.close();
      }
    },
  );
});
