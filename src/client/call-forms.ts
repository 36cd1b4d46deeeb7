import { assertOption, checkOptions, type OptionKind, readGiven } from "./settings/options.ts";
import { CREATE_OPTIONS } from "./tasks/submit.ts";

/** The body of one model, which is no union. Messages of the compiler print this name instead of all that is in it. */
export type BodyFor<Models, Model extends keyof Models> = {
  [Key in keyof (Models[Model] & { model: Model })]: (Models[Model] & { model: Model })[Key];
};

/** The same without `model`. */
export type ParamsFor<Models, Model extends keyof Models> = {
  [Key in keyof Models[Model] as Exclude<Key, "model">]: Models[Model][Key];
};

type WithoutModel<T> = { [Key in keyof T as Exclude<Key, "model">]: T[Key] };

/** The bodies of all models. What the document says of the body stands in where it names no models. */
export type AnyBody<Models, Otherwise> = [keyof Models] extends [never]
  ? Otherwise
  : {
      [Model in keyof Models]: IsUnion<Models[Model]> extends true
        ? Models[Model] & { model: Model }
        : BodyFor<Models, Model>;
    }[keyof Models];

export type IsUnion<T, Whole = T> = T extends unknown ? ([Whole] extends [T] ? false : true) : never;

/** What a call may begin with: a model, or a body. `any`, so that bodies declared as interfaces fit. */
// biome-ignore lint/suspicious/noExplicitAny: an index signature of `unknown` refuses interfaces.
export type Beginning<Models> = keyof Models | Record<string, any>;

/**
 * What comes first in a call: a model, or a body. One signature for both keeps messages of the compiler short. A body
 * that does not say its model is not compared with that of any model, so that the message is about `model` alone.
 */
export type First<Given, Models, Body> = Given extends keyof Models
  ? Given
  : [keyof Models] extends [never]
    ? Body
    : string extends keyof Given
      ? Body
      : Given extends { model: keyof Models }
        ? Body
        : BodyWithModel<keyof Models>;

interface BodyWithModel<Model> {
  model: Model;
  [parameter: string]: unknown;
}

/** What comes after it: options after a body, the parameters of the model and options after a model; either, if unknown. */
export type Rest<Given, Models, Options> = [Given] extends [object]
  ? Last<Options>
  : [Given] extends [keyof Models]
    ? object extends Options & ParamsOf<Given, Models>
      ? [params?: ParamsOf<Given, Models>, options?: Options]
      : [params: ParamsOf<Given, Models>, ...options: Last<Options>]
    : [paramsOrOptions?: ParamsOf<Given, Models> | Options, options?: Options];

/** Options may be left out, unless an operation cannot do without one of its parameters. */
type Last<Options> = object extends Options ? [options?: Options] : [options: Options];

type ParamsOf<Given, Models> = Given extends keyof Models
  ? IsUnion<Models[Given]> extends true
    ? WithoutModel<Models[Given]>
    : ParamsFor<Models, Given>
  : never;

/** A request body whose type the compiler has checked already. */
export type RequestBody = Record<string, unknown>;

/** `void` where a body may be left out: a parameter of such a type is optional. */
export type NoBody<Body> = Extract<Body, void>;

/**
 * The body and the options of a call, whichever of its two forms it has.
 *
 * @param optional whether the body may be left out.
 * @throws {ValidationError} the body is no object, or an option is wrong.
 */
export function readArguments<Options extends object>(
  [first, second, third]: readonly unknown[],
  optional: boolean,
  accepted: Record<string, OptionKind> = CREATE_OPTIONS,
): [RequestBody | undefined, Options] {
  const apart = typeof first === "string";
  const [body = apart ? {} : undefined, options = {}] = apart ? [second, third] : [first, second];
  if (!optional || first !== undefined)
    assertOption(body && typeof body === "object", apart ? "params" : "body", "an object", body);
  checkOptions(options as Options, accepted);
  const whole = apart ? readGiven("params", () => ({ ...(body as RequestBody), model: first })) : body;
  return [whole as RequestBody, options as Options];
}
