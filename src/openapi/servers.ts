import { type Json, type JsonObject, objectAt } from "./json.ts";

/** A variable of a server's address: section 4.8.5 of OpenAPI 3.1.0. */
const VARIABLE = /\{([^{}/]*)\}/g;

/** The names of the variables in an address, or in a part of one. */
export function listServerVariables(url: string): string[] {
  return [...url.matchAll(VARIABLE)].map(([, name = ""]) => name);
}

/** An address, or a part of one, in which the variables of its server are their defaults. */
export function fillServerVariables(url: string, server: Json | undefined): string {
  return url.replace(VARIABLE, (whole, name: string) => {
    const initial = objectAt(server, "variables", name).default;
    return typeof initial === "string" ? initial : whole;
  });
}

/** A server with another address, and the variables that this has. */
export function withServerUrl(server: JsonObject, url: string): JsonObject {
  const { variables: _, ...rest } = server;
  const names = listServerVariables(url);
  const variables = Object.entries(objectAt(server, "variables")).filter(([name]) => names.includes(name));
  return { ...rest, url, ...(variables.length === 0 ? {} : { variables: Object.fromEntries(variables) }) };
}
