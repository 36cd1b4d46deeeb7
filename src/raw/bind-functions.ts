import type { Client } from "openapi-fetch";

/** Functions that take a client first, as the pages of a document have them. */
export type UnboundFunctions = Record<string, (client: never, ...rest: never[]) => unknown>;

/** Functions without their first parameter, the client. */
export type BoundFunctions<Functions> = {
  [Name in keyof Functions]: Functions[Name] extends (client: never, ...rest: infer Rest) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/** Functions that call through one client. */
export function bindFunctions<Paths extends object, Functions extends UnboundFunctions>(
  client: Client<Paths>,
  unbound: Functions,
): BoundFunctions<Functions> {
  const bound = Object.entries(unbound).map(([name, call]) => [
    name,
    (...rest: never[]) => call(client as never, ...rest),
  ]);
  return Object.fromEntries(bound) as BoundFunctions<Functions>;
}
