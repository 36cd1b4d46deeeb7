import type { DocumentFacts, Server } from "./document.ts";
import { assertOption } from "./options.ts";

/**
 * A document with the variables of its servers filled in: those that are chosen, and the defaults of the others. Only
 * generated code that has some makes use of it.
 *
 * @throws {ValidationError} a name or a value that the document does not have, or one that could lead to another host.
 */
export function fillServers(document: DocumentFacts, chosen: object = {}): DocumentFacts {
  const known = document.servers.flatMap(({ variables = {} }) => Object.keys(variables));
  for (const name of Object.keys(chosen)) {
    const expected = `one of the variables ${[...new Set(known)].join(", ")}`;
    assertOption(known.includes(name), `serverVariables.${name}`, expected, undefined);
  }
  return { ...document, servers: document.servers.map((server) => fillServer(server, chosen)) };
}

function fillServer({ variables = {}, ...server }: Server, chosen: object): Server {
  const url = server.url.replace(/\{([^{}/]*)\}/g, (whole, name: string) => {
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (variable === undefined) return whole;
    const { default: initial, enum: values } = variable;
    const given: unknown = Object.hasOwn(chosen, name)
      ? (chosen as Record<string, unknown>)[name]
      : undefined;
    const value = given ?? initial;
    if (value === initial) return initial;
    // What ends a host, or stands before one, only where the default has it, too.
    const isHarmless = /^[\w.~-]+$/.test(
      `${value}`.replace(/[/:]/g, (one) => (initial.includes(one) ? "" : one)),
    );
    const expected = values ? `one of ${values.join(", ")}` : "of letters, digits and . _ ~ -";
    assertOption(
      values ? values.includes(`${value}`) : isHarmless,
      `serverVariables.${name}`,
      expected,
      value,
    );
    return `${value}`;
  });
  return { ...server, url };
}
