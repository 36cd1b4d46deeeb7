import { createInstance, getHttpOperationsFromSpec, type IHttpConfig } from "@stoplight/prism-http";

/** A whole request, as it goes over HTTP. */
export interface WholeRequest {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  /** JSON as its value, anything else as text. */
  body?: unknown;
}

const silent = () => {};
const logger = {
  ...Object.fromEntries(["debug", "info", "success", "warn", "error"].map((level) => [level, silent])),
  child: () => logger,
} as unknown as Parameters<typeof createInstance>[1]["logger"];

const CONFIG: IHttpConfig = {
  mock: { dynamic: false },
  checkSecurity: true,
  validateRequest: true,
  validateResponse: false,
  errors: true,
  isProxy: false,
  upstreamProxy: undefined,
};

/** Prism itself, as its command has it, with nothing of ours: whether it takes a request of a document. */
export async function createAskPrism(spec: string): Promise<(request: WholeRequest) => Promise<boolean>> {
  const operations = await getHttpOperationsFromSpec(spec);
  const prism = createInstance(CONFIG, { logger });
  return async ({ method, path, query, headers, body }) => {
    const input = { method: method.toLowerCase() as "get", url: { path, query }, headers, body };
    try {
      const outcome = await prism.request(input, operations)();
      return outcome._tag === "Right" && outcome.right.output.statusCode < 400;
    } catch {
      // What it throws is a 500 of its command.
      return false;
    }
  };
}
