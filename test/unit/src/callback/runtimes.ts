import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EdgeVM } from "@edge-runtime/vm";
import { build } from "esbuild";
import { Hono } from "hono";
import * as library from "../../../../src/callback/index.ts";

/** One place a handler can run: sends it a request, and tells the status. */
export interface Runtime {
  library: typeof library;
  /** Mounts a handler, and returns how to call it with the path and query of a callback URL. */
  mount(handler: library.CallbackHandler): Promise<Deliver>;
}

export type Deliver = (callbackUrl: string, init: RequestInit) => Promise<{ status: number }>;

export const closers: (() => void)[] = [];

export const runtimes: Record<string, () => Promise<Runtime>> = {
  "Node's http": async () => ({
    library,
    async mount(handler) {
      const server = createServer(library.toNodeListener(handler));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      closers.push(() => {
        server.closeAllConnections();
        server.close();
      });
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return (url, init) => fetch(origin + pathOf(url), init);
    },
  }),

  Hono: async () => ({
    library,
    async mount(handler) {
      const app = new Hono();
      app.all("/hooks/:name", (context) => handler(context.req.raw));
      return async (url, init) => app.fetch(new Request(`http://inside${pathOf(url)}`, init));
    },
  }),

  "a worker": async () => {
    const vm = new EdgeVM({ initialCode: await bundleForEdge() });
    return {
      library: vm.context.library,
      async mount(handler) {
        return (url, init) => {
          vm.context.init = init;
          return handler(vm.evaluate(`new Request(${JSON.stringify(`https://edge${pathOf(url)}`)}, init)`));
        };
      },
    };
  },
};

/** The subpath as a worker gets it: no Node built-in is there to be imported. */
export async function bundleForEdge(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["src/callback/index.ts"],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    globalName: "library",
    platform: "browser",
  });
  return `${outputFiles[0]?.text};globalThis.library = library;`;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
