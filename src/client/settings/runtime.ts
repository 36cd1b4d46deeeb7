/** What a runtime may have, and need not. */
const runtime = globalThis as {
  process?: { env?: Record<string, string | undefined>; versions?: { node?: string } };
  navigator?: { userAgent?: string };
};

/** An environment variable that is not empty, where there is an environment. Deno throws without the permission to read it. */
export const readVariable = (name: string) => attempt(() => runtime.process?.env?.[name]) || undefined;

/** What a function gives, or undefined when it throws. */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return;
  }
}

/** Whether anyone may look on. jsdom is none, and neither is a window of Electron that has Node. */
export const isBrowser = () =>
  /Mozilla/.test(`${runtime.navigator?.userAgent}`) && !runtime.process?.versions?.node;

/**
 * The `cache` of a request, which keeps its response out of caches: those of browsers, and of Next.js, which before 15 keeps
 * what a GET has read for ever. Undefined where requests have none: a Worker whose compatibility date is before 2024-11-11
 * refuses one that has, before it is sent.
 */
export const cacheMode = (): RequestCache | undefined =>
  "cache" in Request.prototype ? "no-store" : undefined;
