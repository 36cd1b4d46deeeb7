import type { AnyBody, Beginning, First, IsUnion, NoBody, Rest } from "./call-forms.ts";
import { readArguments } from "./call-forms.ts";
import type { Connection } from "./http/connection.ts";
import { readObject } from "./http/read-response.ts";
import type { ClientResponse } from "./http/response.ts";
import { type ModelPath, postBody } from "./post-body.ts";
import { assertOption } from "./settings/options.ts";
import type { CreateOptions } from "./tasks/submit.ts";

/**
 * A function for models that respond at once, such as those that write text.
 *
 * @typeParam More what its options have besides: `params`, where the operation has parameters.
 */
export interface ResponseFunction<Models, Body, Result, More = unknown> {
  /**
   * Calls the model, and returns its whole response. It costs money, and is sent at most once unless it certainly was
   * not accepted. A long response may need more than the client's `timeoutMs`, which covers all of it.
   *
   * @throws {SubmissionUncertainError} nobody can tell whether it was accepted; `idempotencyKey` is in it.
   * @throws {ApiError} it was refused, and not billed.
   * @throws {ConnectionError} no connection was made: nothing was sent.
   * @throws {ValidationError} the body or an option is wrong, or asks for a stream: nothing was sent.
   */
  <Given extends Beginning<Models>>(
    modelOrBody: First<Given, Models, AnyBody<Whole<Models>, Body>> | NoBody<Body>,
    ...rest: Rest<Given, Whole<Models>, CreateOptions & More>
  ): Promise<Result>;
}

/**
 * The same where models differ in what they respond: a call that names its model gets what the page of the model says.
 *
 * @typeParam Own those responses, by model. The others have `Result`, the response of all.
 */
export interface ModelResponseFunction<Models, Body, Result, Own, More = unknown> {
  /** See `ResponseFunction`. */
  <const Given extends Beginning<Models>>(
    modelOrBody: First<Given, Models, AnyBody<Whole<Models>, Body>> | NoBody<Body>,
    ...rest: Rest<Given, Whole<Models>, CreateOptions & More>
  ): Promise<ResultOf<Own, ModelOf<Given>, Result>>;
}

type ModelOf<Given> = Given extends { readonly model: infer Model } ? Model : Given;

/** Of one of several models nobody knows which; then it is the response of all. */
type ResultOf<Own, Model, Result> =
  IsUnion<Model> extends true ? Result : Model extends keyof Own ? Own[Model] : Result;

/** Bodies that do not ask for a stream. */
export type Whole<Models> = { [Model in keyof Models]: WithoutStream<Models[Model]> };

type WithoutStream<T> = { [Key in keyof T]: Key extends "stream" ? Exclude<T[Key], true> : T[Key] };

/**
 * Makes the function of an operation that responds at once.
 *
 * @param optional whether the body may be left out.
 * @param read what reads the response. Default: it is a JSON object.
 */
export function createResponseFunction<Run>(
  connection: Connection,
  at: string | ModelPath,
  {
    optional = false,
    read = (response) => readObject(response),
  }: { optional?: boolean; read?: (response: ClientResponse) => unknown } = {},
): Run {
  const run = async (...args: unknown[]) => {
    const [body, options] = readArguments<CreateOptions>(args, optional);
    assertOption(
      body?.stream !== true,
      "stream",
      "false: the function next to it whose name begins with stream does that",
      true,
    );
    return postBody(connection, at, (response) => read(response), body, options);
  };
  return run as Run;
}
