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

/**
 * The `cache` of a request, which keeps its response out of a browser's; undefined where there is none. A Worker whose
 * compatibility date is before 2024-11-11 refuses a request that has it, before it is sent.
 *
 * Defined also in what stands in for a browser: jsdom, or a window of Electron.
 */
export const cacheMode = (): RequestCache | undefined =>
  /Mozilla/.test(`${runtime.navigator?.userAgent}`) ? "no-store" : undefined;

/** Whether anyone may look on. */
export const isBrowser = () => cacheMode() && !runtime.process?.versions?.node;
