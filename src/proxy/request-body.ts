import { raceAbort, withTimeout } from "../client/http/abort.ts";
import { parseBody, readBody } from "../client/http/body.ts";
import type { Validators } from "../client/http/connection.ts";
import { Refusal } from "./refusal.ts";

/** For a request to come in whole. */
const READ_WITHIN_MS = 60_000;

/**
 * The body of a request: JSON that the validator of its operation accepts. Undefined where there is none.
 *
 * JSON alone, because a page of another origin cannot send it without asking first, and because what is validated has to
 * be what is sent on.
 *
 * @throws {Refusal} it is something else.
 */
export async function readRequestBody(
  request: Request,
  endpoint: string,
  validators: Validators,
  maxBytes: number,
): Promise<object | undefined> {
  const tooLarge = () => new Refusal(413, "too_large", `The body has more than ${maxBytes} bytes.`);
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge();
  const [stop, release] = withTimeout(READ_WITHIN_MS, request.signal);
  const bytes = await raceAbort(readBody(new Response(request.body), maxBytes), stop)
    .catch(() => {
      throw new Refusal(400, "unreadable", "The body did not come in whole.");
    })
    .finally(release);
  if (!bytes) throw tooLarge();
  const validator = Object.values(validators).find((one) => one.endpoint === endpoint);
  if (bytes.length === 0 && !validator) return;
  if (
    !validator ||
    !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")
  )
    throw new Refusal(415, "not_json", "Only bodies of JSON that can be validated pass.");
  const body = bytes.length === 0 ? undefined : parseBody(bytes);
  const result = validator.validate(body);
  if (result.ok) return body as object | undefined;
  const [first] = result.problems;
  const message = result.problems.map((problem) => problem.message).join("; ");
  throw new Refusal(400, "invalid_parameters", message, { param: first?.path.join(".") ?? "" });
}
