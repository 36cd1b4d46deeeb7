import { type BoundFunctions, type Client, taskQuery } from "../../generated/client.ts";
import { createRaw, type UnboundFunctions } from "../raw/create-raw.ts";
import { type Collections, createCollections } from "./collections.ts";
import { createSend } from "./http/transport.ts";
import { createPostBody, type Validators } from "./post-body.ts";
import { type ClientOptions, findServer, resolveSettings } from "./settings/settings.ts";
import { createReadTask, createTasks, type Tasks } from "./tasks/tasks.ts";

/** What `createEvolink` takes. */
export interface EvolinkOptions<Functions extends UnboundFunctions = UnboundFunctions> extends ClientOptions {
  /** `validators` of `evolink-openapi/validate`, to check bodies before they are sent. Default: no check. */
  validate?: Validators | undefined;
  /** `functions` of `evolink-openapi/functions`, to have the page-named functions on `evolink.raw`. */
  functions?: Functions | undefined;
}

/** The client. What the document can create has its collection: `evolink.videos`. */
export type Evolink<Functions extends UnboundFunctions = Record<never, never>> = Readonly<Collections> & {
  readonly tasks: Tasks;
  /** The option of that name. Results may be on a private address only when this one is. */
  readonly baseUrl: string | undefined;
  /** The typed openapi-fetch client for every operation, and the functions given as `functions`. */
  readonly raw: Client & BoundFunctions<Functions>;
};

/**
 * Makes a client.
 *
 * The key is kept where nothing that prints, inspects, serialises or clones the client can reach it.
 *
 * @throws {ValidationError} an unknown option, a bad value, no key, or a key in a browser.
 *
 * @example
 * const evolink = createEvolink({ apiKey: process.env.MY_KEY });
 */
export function createEvolink<Functions extends UnboundFunctions = Record<never, never>>(
  options: EvolinkOptions<Functions> = {},
): Evolink<Functions> {
  const settings = resolveSettings(options);
  const send = createSend(settings);
  const queryUrl = findServer(settings, taskQuery) + taskQuery;
  const read = createReadTask(send, (taskId) => queryUrl.replace(/\{.*\}/, taskId));
  return Object.freeze({
    ...createCollections(createPostBody(send, settings, options.validate), read),
    tasks: createTasks(read, settings),
    baseUrl: settings.baseUrl,
    raw: createRaw(send, settings, options.functions),
  });
}
