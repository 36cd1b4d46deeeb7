import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo, Server } from "node:net";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCallbacks } from "../../src/callback/index.ts";
import { createEvolink } from "../../src/index.ts";
import { type Mock, startMock } from "../../src/mock/index.ts";
import { installedPart } from "../helpers/integration.ts";
import { BODY } from "../helpers/mock.ts";
import { readExamples } from "../helpers/readme.ts";
import { SUBPATHS } from "../helpers/subpaths.ts";

const KEY = "sk-of-the-server-0123456789";
const examples = readExamples("ts");
const find = (start: string) => examples.find((code) => code.startsWith(start)) ?? "";

/** What the server of an example has at hand: its own way to know a visitor. */
const AT_HAND = `globalThis.findUser = async (cookie) => (cookie === "session=1" ? { id: "ann" } : undefined);`;

/** Bundles an example of the README as it is written, with the library that it imports. */
async function bundle(start: string): Promise<string> {
  const code = find(start);
  expect(code).toContain("import");
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: "ts" },
    alias: Object.fromEntries(
      Object.entries(SUBPATHS).map(([name, [path = ""]]) => [name, resolve(path.replace(".d.ts", ".js"))]),
    ),
    plugins: [
      {
        name: "library",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\/lib\/evolink\.js$/ }, ({ path }) => ({ path, namespace: "example" }));
          onLoad({ filter: /./, namespace: "example" }, () => ({
            contents: find(
              '// lib/evolink.ts\nimport { createEvolink } from "evolink-openapi";\nimport { operationTable',
            ),
            loader: "ts",
            resolveDir: process.cwd(),
          }));
        },
      },
    ],
    banner: { js: AT_HAND },
    external: ["express", "fastify", "node:*"],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
  });
  return outputFiles[0]?.text ?? "";
}

/** A page's client, signed in or not, whose requests a server gets. */
function visit(serve: (request: Request) => Response | Promise<Response>, cookie = "session=1") {
  return createEvolink({
    baseUrl: "https://app.example.com/evolink",
    headers: { cookie },
    fetch: async (url, init) => serve(new Request(url, init)),
  });
}

describe("the proxy of the README", { timeout: 60_000 }, () => {
  let mock: Mock;
  let folder: string;
  beforeAll(async () => {
    mock = await startMock({ taskSeconds: 0 });
    folder = await mkdtemp(join(process.cwd(), "node_modules", ".frameworks-"));
    Object.assign(process.env, { EVOLINK_API_KEY: KEY, EVOLINK_BASE_URL: mock.url, PORT: "0" });
  });
  afterAll(async () => {
    for (const name of ["EVOLINK_API_KEY", "EVOLINK_BASE_URL", "PORT"]) delete process.env[name];
    await mock.close();
    await rm(folder, { recursive: true });
  });

  const load = async (start: string) => {
    const file = join(folder, `${start.replace(/\W+/g, "")}.mjs`);
    await writeFile(file, await bundle(start));
    return import(pathToFileURL(file).href);
  };
  /** Makes a video, and is refused without a cookie. */
  const holds = async (serve: Parameters<typeof visit>[0]) => {
    expect((await visit(serve).videos.generate(BODY)).results).toHaveLength(1);
    await expect(visit(serve, "").videos.create(BODY)).rejects.toMatchObject({ name: "AuthenticationError" });
  };

  it("runs as a route of Next.js", async () => {
    const route = await load("// Next.js: app/evolink");
    await holds((request) => route[request.method](request, { params: Promise.resolve({ path: [] }) }));
  });

  it("runs in Hono", async () => {
    const { default: app } = await load("// Hono\nimport { Hono }");
    await holds((request) => app.fetch(request));
  });

  it("runs in Express", async () => {
    const { server } = (await load("// Express, before")) as { server: Server };
    const address = await new Promise<AddressInfo>((listening) => {
      const ask = () => (server.address() ? listening(server.address() as AddressInfo) : setTimeout(ask, 5));
      ask();
    });
    await holds((request) =>
      fetch(request.url.replace("https://app.example.com", `http://127.0.0.1:${address.port}`), request),
    );
    server.close();
  });

  it.skipIf(!installedPart("miniflare"))("runs in Cloudflare Workers", async () => {
    const { Miniflare } = await import(
      pathToFileURL(installedPart("miniflare/dist/src/index.js") ?? "").href
    );
    const worker = new Miniflare({
      modules: true,
      script: await bundle("// Cloudflare Workers, with nodejs_compat"),
      compatibilityDate: "2026-01-01",
      compatibilityFlags: ["nodejs_compat"],
      bindings: { EVOLINK_API_KEY: KEY, EVOLINK_BASE_URL: mock.url },
    });
    try {
      await holds(async (request) => {
        const { method, headers } = request;
        const body = method === "POST" ? await request.text() : undefined;
        const reply = await worker.dispatchFetch(request.url, {
          method,
          headers: Object.fromEntries(headers),
          body,
        });
        return new Response(await reply.arrayBuffer(), {
          status: reply.status,
          headers: Object.fromEntries(reply.headers),
        });
      });
    } finally {
      await worker.dispose();
    }
  });
});

describe("the callback handler of the README", () => {
  it("takes the body that Fastify has parsed", async () => {
    const evolink = { tasks: { get: async (id: string) => ({ id, status: "completed" }) } };
    const callbacks = createCallbacks({ secret: "a secret nobody can guess", evolink });
    const seen: unknown[] = [];
    Object.assign(globalThis, { callbacks, onTask: (_: unknown, context: unknown) => seen.push(context) });
    const folder = await mkdtemp(join(process.cwd(), "node_modules", ".frameworks-"));
    const file = join(folder, "fastify.mjs");
    await writeFile(file, await bundle("// Fastify"));
    const { fastify } = await import(pathToFileURL(file).href);
    try {
      const origin = await fastify.listen({ port: 0, host: "127.0.0.1" });
      const { pathname, search } = new URL(
        await callbacks.url("https://example.com/hooks/evolink", { context: { order: 17 } }),
      );
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ id: "task-1" });
      const reply = await fetch(origin + pathname + search, { method: "POST", headers, body });
      expect([reply.status, seen]).toEqual([200, [{ order: 17 }]]);
    } finally {
      await fastify.close();
      await rm(folder, { recursive: true });
    }
  });
});
