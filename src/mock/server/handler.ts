import { isRecord } from "../../openapi/json.ts";
import type { MockRequest, MockResponse } from "../base/http.ts";
import { decodeSegment } from "../base/nesting.ts";
import { respondToConsole, respondToRoot } from "../console/respond.ts";
import { requestContents } from "../prism/contents.ts";
import type { Engine } from "../prism/engine.ts";
import type { PrismOperation, Violation } from "../prism/prism.ts";
import type { MockContext } from "../responses/context.ts";
import { isOwnRoute, isResult, isRoot, plainResponse, respondToControl } from "../responses/control.ts";
import { createTask } from "../responses/create-task.ts";
import { documentedError } from "../responses/documented-error.ts";
import { explainKey } from "../responses/explain-key.ts";
import { explainRefusal } from "../responses/explain-refusal.ts";
import { respondImmediately } from "../responses/immediate-response.ts";
import { explainParameter, readPathParameters } from "../responses/parameters.ts";
import { queryTask } from "../responses/query-task.ts";
import { asksForStream, toStream, toWholePath } from "../streams/index.ts";
import { refuseControl } from "./control-access.ts";
import { parseBody } from "./parse-body.ts";
import { readPreferences } from "./prefer.ts";

/** Responds to a request: by the mock's own routes, then by whatever the document has, validated by Prism. */
export async function respond(asked: MockRequest, context: MockContext): Promise<MockResponse> {
  if (isOwnRoute(asked)) {
    const refused = isResult(asked.path) ? undefined : refuseControl(asked.headers, context.options.host);
    if (refused !== undefined) return plainResponse(403, refused);
    const response = isRoot(asked)
      ? await respondToRoot(asked, context)
      : ((await respondToConsole(asked, context)) ?? respondToControl(asked, context));
    await context.kept();
    return response;
  }

  const malformed = asked.path.split("/").find((segment) => decodeSegment(segment) === undefined);
  if (malformed !== undefined) {
    const message = `The path has a malformed percent-encoding in "${malformed}".`;
    return documentedError(undefined, [400], { message });
  }
  const engine = context.engine();
  const { path, found } = findOperation(engine, asked);
  if ("message" in found) return documentedError(undefined, [found.status], found);
  const request = { ...asked, path };
  const parsed = await parseBody(request, found);
  if ("message" in parsed) return documentedError(found, [400], parsed);

  const { value: body, forPrism } = parsed;
  const variants = engine.variantsOf(found);
  const operation = variants?.choose(isRecord(body) ? body[variants.discriminator] : undefined) ?? found;
  engine.ensureCompiles(operation);
  const preferences = readPreferences(request.headers.prefer);
  const { response, violations } = await engine.prism.exchange(request, forPrism, operation, (against) => {
    if (against.length > 0) return refuse(engine, operation, against, request, body);
    if (preferences) return preferences;
    if (engine.creates.has(found)) return createTask(request, body, operation, context);
    if (engine.query === found) return queryTask(request, operation, context);
    const given = { ...readPathParameters(operation.path, request.path), ...(isRecord(body) && body) };
    return respondImmediately(operation, given, engine) ?? { dynamic: false };
  });
  await context.kept();
  const errors = violations.filter(({ isError }) => isError);
  if (errors.length > 0) return contradiction(operation, response, errors);
  const isTask = engine.creates.has(found) || engine.query === found;
  if (preferences || isTask || !asksForStream(asked, body)) return response;
  return toStream(response, operation, asked, body, context.options.streamMs);
}

/** The operation of a path, or of the one that has the same response whole. A colon may come percent-encoded. */
function findOperation(engine: Engine, { method, path }: MockRequest) {
  const [exact, whole] = [path, toWholePath(path)].map((one) => one.replace(/%3a/gi, ":")) as [
    string,
    string,
  ];
  const found = engine.prism.find(method, exact);
  if (exact === whole || !("message" in found)) return { path: exact, found };
  return { path: whole, found: engine.prism.find(method, whole) };
}

function refuse(
  engine: Engine,
  operation: PrismOperation,
  violations: Violation[],
  request: MockRequest,
  body: unknown,
): MockResponse {
  const codes = new Set(violations.map(({ code }) => code));
  if (codes.has("401")) return documentedError(operation, [401], { message: explainKey(operation, request) });
  const [content] = requestContents(operation);
  const validateBody = content && engine.compile(content.schema, operation);
  const explanation = explainRefusal(violations, body, validateBody, ({ path }) =>
    explainParameter(operation, request, path),
  );
  return documentedError(operation, codes.has("415") ? [415, 422, 400] : [422, 400], explanation);
}

/** Prism refuses the mock's own response. That is a mistake of the mock or of the document, and is not passed on. */
function contradiction(
  operation: PrismOperation,
  response: MockResponse,
  violations: Violation[],
): MockResponse {
  const said = violations.map(({ message }) => message).join("; ");
  const message = `The mock's response ${response.status} contradicts the document: ${said}`;
  return documentedError(operation, [500], { message, code: "mock_contradicts_document" });
}
