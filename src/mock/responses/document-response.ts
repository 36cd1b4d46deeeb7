import { isRecord } from "../../openapi/json.ts";
import { isJson } from "../../openapi/media-types.ts";
import { MODEL } from "../../openapi/models.ts";
import type { MockResponse } from "../base/http.ts";
import { renderMedium } from "../media/media.ts";
import { bundleOf, type MediaContent, successContents } from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import { chooseExample } from "../prism/examples.ts";
import type { PrismOperation } from "../prism/prism-operations.ts";
import { isTooLarge } from "../samples/sample.ts";
import { sampleValue } from "../samples/sample-value.ts";
import { cannotServe } from "./complete-response.ts";
import { documentedError } from "./documented-error.ts";
import { negotiate } from "./negotiate.ts";
import { toXml } from "./to-xml.ts";

type Knowledge = Pick<Engine, "compileResponse" | "models">;

/**
 * Why no response that a request accepts can be sent, or nothing. Asked before any work is done.
 *
 * @param accept its `Accept` header.
 */
export function refuseAccept(
  operation: PrismOperation,
  accept: string | undefined,
): MockResponse | undefined {
  const contents = successContents(operation)?.contents ?? [];
  if (contents.length === 0 || negotiate(accept, contents)) return undefined;
  const message = `Accept must cover ${contents.map(({ mediaType }) => mediaType).join(" or ")}, got ${accept}.`;
  return documentedError(operation, [406], { message });
}

/**
 * Responds to a request that makes no task: with the documented example of the model asked for, which repeats of the
 * request what both have, or else with a value that the schema allows.
 *
 * @param asked what the body and the path say.
 */
export function respondFromDocument(
  operation: PrismOperation,
  asked: Record<string, unknown>,
  accept: string | undefined,
  { compileResponse, models }: Knowledge,
): MockResponse {
  const success = successContents(operation);
  if (!success) return cannotServe(operation, "no response of success is documented");
  const { status, contents } = success;
  const content = negotiate(accept, contents) ?? negotiate(undefined, contents);
  if (!content) return { status, headers: {} };
  const headers = { "content-type": /\*/.test(content.mediaType) ? "application/json" : content.mediaType };
  const model = typeof asked[MODEL] === "string" ? asked[MODEL] : undefined;
  const example = chooseExample(operation, content, model);
  const validate = compileResponse(content.schema, operation);
  const fits = (value: unknown) => validate(value) === true;
  if (!isJson(headers["content-type"])) {
    const body =
      example === undefined
        ? renderOther(content, () => sampleValue(content.schema, bundleOf(operation), fits))
        : example;
    const isWritten = typeof body === "string" || Buffer.isBuffer(body);
    const isXml = /[/+]xml\b/i.test(content.mediaType);
    return { status, headers, body: isXml && !isWritten ? toXml(body, content.schema) : body };
  }
  // Another model's example would be a wrong response; where no model is asked for, any will do.
  const examples = [example, ...(model === undefined ? content.examples.map(({ value }) => value) : [])];
  const documented = examples.find((one) => one !== undefined && fits(one));
  // An example of null is one, too.
  const value =
    documented === undefined ? sampleValue(content.schema, bundleOf(operation), fits) : documented;
  if (value === undefined) {
    const sought = isTooLarge(content.schema, bundleOf(operation))
      ? "is made, as each is larger than the mock makes one,"
      : "was found";
    const what =
      content.examples.length > 0
        ? `no example fits, and no value ${sought} that does`
        : `no value ${sought} that fits`;
    return cannotServe(operation, `${what}, the schema of response ${status}, ${content.mediaType}`);
  }
  // What may be in a request is not always what may be in a response.
  const repeated = [
    repeatAsked(value, asked, models, true),
    repeatAsked(value, asked, models, false),
    repeatAsked(value, { [MODEL]: model }, models, false),
  ];
  const body = repeated.find(fits) ?? value;
  return { status, headers, body: typeof body === "string" ? JSON.stringify(body) : body };
}

/** A body that is no JSON: a result of that medium, or a text. */
function renderOther({ mediaType }: MediaContent, sampleOf: () => unknown): unknown {
  if (/^text\/|[/+](xml|yaml)\b/i.test(mediaType)) return sampleOf() ?? "A response of the mock.\n";
  return renderMedium(mediaType);
}

/**
 * A response with what it repeats of a request: the properties that both have, where the value is of the same type, and
 * the model wherever it names one. Lists are left alone: they are the result itself.
 *
 * @param fillsNulls also in the place of null, whose type says nothing.
 */
function repeatAsked(
  documented: unknown,
  asked: Record<string, unknown>,
  models: ReadonlySet<string>,
  fillsNulls: boolean,
): unknown {
  if (!isRecord(documented)) return documented;
  const model = asked[MODEL];
  return Object.fromEntries(
    Object.entries(documented).map(([name, value]) => {
      if (isRecord(value)) return [name, repeatAsked(value, asked, models, fillsNulls)];
      const given = Object.hasOwn(asked, name) ? asked[name] : undefined;
      const isAlike = typeof given === typeof value || (fillsNulls && value === null);
      if (isScalar(given) && isAlike) return [name, given];
      const isModel = typeof model === "string" && typeof value === "string" && models.has(value);
      return [name, isModel ? model : value];
    }),
  );
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
