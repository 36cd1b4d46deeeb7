import { renderClient } from "../../../scripts/render/client/index.ts";
import { renderEntry } from "../../../scripts/render/entry/index.ts";
import type { JsonObject } from "../../../src/openapi/json.ts";
import { createRaw } from "../../../src/raw/index.ts";
import { importRendered } from "../kite-client.ts";

/** What a test gives for a request. */
export interface GivenCall {
  params?: { path?: object; query?: object; header?: object; cookie?: object };
  body?: unknown;
  headers?: Record<string, string>;
}

/** One of the ways to make a request: a function, a collection, or `raw`. It gives the data, or throws. */
export type Caller = (given: GivenCall) => Promise<unknown>;

/** What is called: by its collection, and by its method and path. */
export interface Target {
  collection: string;
  name: string;
  method: string;
  path: string;
  takes: readonly ("params" | "body")[];
}

type Run = (...args: unknown[]) => Promise<unknown>;

/** Makes the three callers of each operation of a document, through clients that send to `baseUrl`. */
export async function importCallers(document: JsonObject, baseUrl: string, options: object = {}) {
  const { createEvolink } = (await importRendered(document, renderEntry)) as unknown as {
    createEvolink(options: object): Record<string, Record<string, Run>>;
  };
  const functions = (await importRendered(document, renderClient)) as unknown as Record<string, Run>;
  const evolink = createEvolink({ baseUrl, apiKey: "any", ...options });
  const raw = createRaw(evolink as never) as unknown as Record<string, Run>;
  const table = Object.entries(functions.operationTable ?? {}) as unknown as [
    string,
    { method: string; path: string },
  ][];
  const nameOf = ({ method, path }: Target) =>
    table.find(([, one]) => one.path === path && one.method === method.toLowerCase())?.[0] ?? "";
  const unpack = async (reply: Promise<unknown>) => {
    const { data, error } = (await reply) as { data?: unknown; error?: unknown };
    if (error !== undefined) throw new Error(JSON.stringify(error));
    return data;
  };
  return (target: Target): Record<string, Caller> => {
    const { collection, name, method, path, takes } = target;
    return {
      function: ({ headers, ...given }) =>
        unpack(
          functions[nameOf(target)]?.(raw, ...takes.map((one) => given[one]), {
            ...(headers && { headers }),
          }) as Promise<unknown>,
        ),
      collection: async (given) => evolink[collection]?.[name]?.(...takes.map((one) => given[one])),
      raw: (given) => unpack(raw[method]?.(path, given) as Promise<unknown>),
    };
  };
}
