import type { AnyBody, Beginning, First, NoBody, Rest } from "./call-forms.ts";
import { readArguments } from "./call-forms.ts";
import type { Connection } from "./http/connection.ts";
import type { ModelPath } from "./post-body.ts";
import type { Whole } from "./response-function.ts";
import { streamEvents } from "./stream-events.ts";
import type { CreateOptions } from "./tasks/submit.ts";

/** A function for models that respond at once, whose response comes piece by piece. */
export interface StreamFunction<Models, Body, More = unknown> {
  /**
   * Calls the model, and yields the data of each server-sent event of its response, up to `[DONE]` where that comes. It
   * is sent when the first event is asked for, under the rules of a whole response; leave the loop to end it. The client's
   * `timeoutMs` ends waiting for the first byte, and then for each event.
   *
   * The pages do not describe the events; `Event` is yours to give.
   *
   * @throws {SubmissionUncertainError} nobody can tell whether it was accepted; `idempotencyKey` is in it.
   * @throws {ApiError} it was refused, and not billed; or an event is an error, and it may be billed.
   * @throws {ConnectionError | RequestTimeoutError} the stream broke off or fell silent: it may be billed.
   * @throws {ValidationError} the body or an option is wrong: nothing was sent.
   * @throws `signal.reason`, unchanged, when you abort between two events.
   */
  <Event = Record<string, unknown>, Given extends Beginning<Models> = Beginning<Models>>(
    modelOrBody: First<Given, Models, AnyBody<Whole<Models>, Body>> | NoBody<Body>,
    ...rest: Rest<Given, Whole<Models>, CreateOptions & More>
  ): AsyncGenerator<Event, void, undefined>;
}

/** Makes the function. Bundlers drop it, and with it what reads a stream, where no page responds at once. */
export function createStreamFunction<Run>(
  connection: Connection,
  at: string | ModelPath,
  { optional = false }: { optional?: boolean } = {},
): Run {
  const run = async function* (...args: unknown[]) {
    const [body, options] = readArguments<CreateOptions>(args, optional);
    yield* streamEvents(connection, at, body ?? {}, options);
  };
  return run as Run;
}
