/** What is sent, as far as a key can be in it. */
interface Carrier {
  url: string;
  headers: Record<string, string>;
}

/** Puts the key into a request. The place is code and no data, so that bundles hold the one their document names. */
export interface KeyPlace {
  (request: Carrier, secret: string): void;
  /** The parameter of the query that holds it. */
  readonly parameter?: string;
}

/** A header, with what stands before the key, such as `Bearer `. */
export function inHeader(name: string, prefix: string): KeyPlace {
  return ({ headers }, secret) => {
    headers[name] = prefix + secret;
  };
}

/** A parameter of the query. */
export function inQuery(parameter: string): KeyPlace {
  const place = (request: Carrier, secret: string) => {
    request.url += `${request.url.includes("?") ? "&" : "?"}${parameter}=${encodeURIComponent(secret)}`;
  };
  return Object.assign(place, { parameter });
}
