import type { Connection, Validators } from "./http/connection.ts";
import { createSend } from "./http/transport.ts";
import { assertFormat, type DocumentFacts } from "./settings/document.ts";
import { type ClientOptions, resolveSettings } from "./settings/settings.ts";

/** What `createEvolink` takes. */
export interface EvolinkOptions extends ClientOptions {
  /** `validators` of `evolink-openapi/validate`, to check bodies before they are sent. Default: no check. */
  validate?: Validators | undefined;
}

/** Under which a client holds what `createRaw` sends with. Registered, so that another copy of the package finds it. */
const CONNECTION: unique symbol = Symbol.for("evolink-openapi.connection") as never;

// Apart from its declaration: an editor offers a symbol as a member where its declaration is exported.
export { CONNECTION };

/** What every client has besides its collections. `Paths` are those of its document, for the types of `createRaw`. */
export interface Client<Paths = object> {
  /** The option of that name. Results may be on a private address only when this one is. */
  readonly baseUrl: string | undefined;
  /** For `createRaw`. Nothing that it shows tells the key. */
  readonly [CONNECTION]: { readonly connect: () => Connection; readonly paths?: Paths };
}

/**
 * Checks the options, and makes what the functions of a client share.
 *
 * @throws {ValidationError} an unknown option, a bad value, no key, a key in a browser, or code that was generated for
 *   another runtime.
 */
export function connect(document: DocumentFacts, options: EvolinkOptions): Connection {
  assertFormat(document);
  const settings = resolveSettings(options, document.servers);
  return { send: createSend(settings), settings, validators: options.validate };
}

/**
 * Makes a client of its collections.
 *
 * The key is kept where nothing that prints, inspects, serialises or clones the client can reach it.
 */
export function createClient<Made extends Client>(
  connection: Connection,
  collections: Omit<Made, keyof Client>,
): Made {
  const { baseUrl } = connection.settings;
  return Object.freeze({ ...collections, baseUrl, [CONNECTION]: { connect: () => connection } }) as never;
}
