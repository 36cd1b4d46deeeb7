import { isHeaderName } from "../../../../src/openapi/headers.ts";
import {
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  setOwn,
  toText,
} from "../../../../src/openapi/json.ts";
import type { ReportRepair } from "./repair-examples.ts";

/** The fields of each type of Security Scheme Object: section 4.8.27 of OpenAPI 3.1.0. */
const FIELDS: readonly SchemeFields[] = [
  { type: "apiKey", required: ["name", "in"] },
  { type: "http", required: ["scheme"], optional: ["bearerFormat"] },
  { type: "mutualTLS", required: [] },
  { type: "oauth2", required: ["flows"] },
  { type: "openIdConnect", required: ["openIdConnectUrl"] },
];

interface SchemeFields {
  type: string;
  required: readonly string[];
  optional?: readonly string[];
}

/** Schemes of HTTP that pages write as the type, in small letters. */
const HTTP_SCHEMES = new Set(["basic", "bearer", "digest"]);

/**
 * Repairs the security schemes of a page: a `type` in other letters, or that names a scheme of HTTP; fields of another
 * type. A scheme that still says nothing is left out, and what asks for it says so when it is merged.
 */
export function repairSecuritySchemes(components: JsonObject, report: ReportRepair): JsonObject {
  const { securitySchemes, ...rest } = components;
  if (!isObject(securitySchemes)) return components;
  const repaired: JsonObject = {};
  for (const [name, scheme] of Object.entries(securitySchemes)) {
    const say: ReportRepair = (keys, message) => report(["securitySchemes", name, ...keys], message);
    const read = isObject(scheme) && scheme.$ref === undefined ? repairScheme(scheme, say) : scheme;
    if (read !== undefined) setOwn(repaired, name, read);
  }
  return { ...rest, securitySchemes: repaired };
}

function repairScheme(scheme: JsonObject, report: ReportRepair): JsonObject | undefined {
  const named = nameType(scheme, report);
  const type = toText(named.type);
  const known = FIELDS.find((one) => one.type === type);
  const missing = known?.required.filter((field) => named[field] === undefined) ?? [];
  if (known === undefined || missing.length > 0 || (type === "oauth2" && !isObject(named.flows))) {
    const lack = missing.length > 0 ? ` without \`${missing.join("`, `")}\`` : "";
    report(
      [],
      `Security of the type ${JSON.stringify(scheme.type ?? null)}${lack} is not understood. Dropped; describe it in an overlay.`,
    );
    return undefined;
  }
  if (type === "apiKey" && !hasPlace(named)) {
    const place = `${JSON.stringify(named.name ?? null)} in ${JSON.stringify(named.in ?? null)}`;
    report(
      [],
      `A key cannot be sent as ${place}: HTTP has no such place. Dropped; describe it in an overlay.`,
    );
    return undefined;
  }
  const fields = ["type", "description", ...known.required, ...(known.optional ?? [])];
  const kept: JsonObject = {};
  for (const [field, value] of Object.entries(named)) {
    if (field.startsWith("x-") || fields.includes(field))
      setOwn(kept, field, field === "flows" ? repairFlows(objectAt(value), report) : value);
    else report([field], `\`${field}\` says nothing of security of the type ${type}. Dropped.`);
  }
  return kept;
}

/** Whether a request can have the key where a scheme says. */
function hasPlace({ in: place, name }: JsonObject): boolean {
  if (typeof name !== "string") return false;
  return place === "query" || ((place === "header" || place === "cookie") && isHeaderName(name));
}

function nameType(scheme: JsonObject, report: ReportRepair): JsonObject {
  const { type, ...rest } = scheme;
  const lower = typeof type === "string" ? type.toLowerCase() : "";
  const known = FIELDS.find((one) => one.type.toLowerCase() === lower)?.type;
  // One of HTTP that does not say so is known by its scheme.
  if (type === undefined && typeof rest.scheme === "string") return { type: "http", ...rest };
  if (HTTP_SCHEMES.has(lower)) {
    report(["type"], `\`${type}\` is a scheme of HTTP, and no type. Read as that.`);
    return { ...rest, type: "http", scheme: lower };
  }
  if (known === "http" && rest.scheme === undefined && rest.bearerFormat !== undefined) {
    report([], "The scheme of HTTP is missing. Read as bearer, as it has a `bearerFormat`.");
    return { ...rest, type: "http", scheme: "bearer" };
  }
  if (known !== undefined && known !== type)
    report(["type"], `\`type\` cannot be ${JSON.stringify(type)}. Read as ${known}.`);
  return known === undefined ? scheme : { ...scheme, type: known };
}

/** Each flow has to list its scopes, also where there are none. */
function repairFlows(flows: JsonObject, report: ReportRepair): JsonObject {
  const repaired: JsonObject = {};
  for (const [name, flow] of Object.entries(flows)) {
    const isComplete = !isObject(flow) || isObject(flow.scopes);
    if (!isComplete) report(["flows", name, "scopes"], "The flow lists no scopes. Read as having none.");
    setOwn(repaired, name, isComplete ? flow : { ...flow, scopes: {} });
  }
  return repaired;
}

/** Repairs the requirements of a document or an operation: a list of maps from schemes to lists of scopes. */
export function repairSecurity(holder: JsonObject, report: ReportRepair): JsonObject {
  const { security, ...rest } = holder;
  if (security === undefined) return holder;
  if (!Array.isArray(security)) report(["security"], "`security` has to be a list. Read as a list of one.");
  const repaired = [security].flat().flatMap((requirement, index): JsonObject[] => {
    const say = (message: string) => report(["security", String(index)], message);
    if (isObject(requirement)) return [repairRequirement(requirement, say)];
    if (typeof requirement === "string") say("A requirement is an object. Read as one of that scheme.");
    else say(`A requirement cannot be ${JSON.stringify(requirement)}. Dropped.`);
    return typeof requirement === "string" ? [{ [requirement]: [] }] : [];
  });
  return { ...rest, security: repaired };
}

function repairRequirement(requirement: JsonObject, report: (message: string) => void): JsonObject {
  const repaired: JsonObject = {};
  for (const [name, scopes] of Object.entries(requirement)) {
    const isList = Array.isArray(scopes) && scopes.every((scope: Json) => typeof scope === "string");
    if (!isList) report(`The scopes of ${name} have to be a list of names. Read as none.`);
    setOwn(repaired, name, isList ? scopes : []);
  }
  return repaired;
}
