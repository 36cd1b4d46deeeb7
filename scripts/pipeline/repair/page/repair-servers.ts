import { type Json, type JsonObject, objectAt, setOwn, toText } from "../../../../src/openapi/json.ts";
import { listServerVariables } from "../../../../src/openapi/servers.ts";
import type { ReportRepair } from "./repair-examples.ts";

/** Called with what was done to one server, and the keys that lead there from it. */
type Report = (keys: readonly string[], message: string) => void;

/**
 * Repairs the servers of a document, path or operation, so that each has an address and every variable in it a default.
 * One without either is dropped; who calls names a server then.
 */
export function repairServers(holder: JsonObject, report: ReportRepair): JsonObject {
  const { servers, ...rest } = holder;
  if (servers === undefined) return holder;
  if (!Array.isArray(servers)) report(["servers"], "`servers` has to be a list. Read as a list of one.");
  const repaired = [servers].flat().flatMap((server, index) => {
    const say: Report = (keys, message) => report(["servers", String(index), ...keys], message);
    return repairServer(server, say);
  });
  return repaired.length === 0 ? rest : { ...rest, servers: repaired };
}

function repairServer(given: Json, report: Report): JsonObject[] {
  if (typeof given === "string") report([], "A server has to be an object. Read as its `url`.");
  const server = typeof given === "string" ? { url: given } : objectAt(given);
  const url = typeof server.url === "string" ? repairUrl(fillStart(server.url, server, report), report) : "";
  if (url === "") {
    report([], "The server has no `url`. Dropped; name one in an overlay.");
    return [];
  }
  const names = listServerVariables(url);
  const variables: JsonObject = {};
  for (const name of names) {
    const variable = repairVariable(objectAt(server, "variables", name), (keys, message) =>
      report(["variables", name, ...keys], message),
    );
    if (variable === undefined) {
      report(
        ["url"],
        `The address has {${name}}, and no default for it. The server is dropped; give one in an overlay.`,
      );
      return [];
    }
    setOwn(variables, name, variable);
  }
  const published = listServerVariables(toText(server.url));
  for (const name of Object.keys(objectAt(server, "variables")).filter((one) => !published.includes(one)))
    report(["variables", name], "The address does not have this variable. Dropped.");
  const { variables: _, ...rest } = server;
  return [{ ...rest, url, ...(names.length === 0 ? {} : { variables }) }];
}

/** An address without the variable that it begins with, where that is more than the scheme: nothing else tells host and path apart. */
function fillStart(published: string, server: JsonObject, report: Report): string {
  const [start = "", name = ""] = /^\s*\{([^{}/]*)\}/.exec(published) ?? [];
  const initial = repairVariable(objectAt(server, "variables", name), () => {})?.default;
  if (typeof initial !== "string" || !initial.includes("//")) return published;
  const url = initial + published.slice(start.length);
  report(
    ["url"],
    `{${name}} holds the scheme and the host. Read as ${url}; \`baseUrl\` of the client is for another.`,
  );
  return url;
}

function repairUrl(published: string, report: Report): string {
  const url = published.trim().replace(/[?#].*$/s, "");
  if (url !== published) report(["url"], `An address of a server ends with its path. Read as ${url}.`);
  if (!url.startsWith("//")) return url;
  report(["url"], "The address names no scheme. Read as https.");
  return `https:${url}`;
}

/** Undefined where nothing says what the variable is by default. */
function repairVariable(given: JsonObject, report: Report): JsonObject | undefined {
  const { default: published, enum: values, ...rest } = given;
  const isText = (value: Json | undefined) => ["string", "number", "boolean"].includes(typeof value);
  const known = Array.isArray(values) ? values.filter(isText).map(String) : [];
  const initial = isText(published) ? String(published) : known[0];
  if (initial === undefined) return undefined;
  if (!isText(published))
    report(["default"], `The variable has no default. Read as ${initial}, its first value.`);
  if (known.length > 0 && !known.includes(initial)) {
    report(["enum"], `The default ${initial} is not among the values. Added to them.`);
    known.push(initial);
  }
  return { ...rest, default: initial, ...(known.length === 0 ? {} : { enum: known }) };
}
