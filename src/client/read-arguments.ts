import { expect } from "./settings/options.ts";

/** A request body whose type the compiler has checked already. */
export type RequestBody = Record<string, unknown>;

/** The body and the options of a call, whichever of its two forms it has. */
export function readArguments<Options>([first, second, third]: readonly unknown[]): [
  RequestBody,
  Options | undefined,
] {
  const apart = typeof first === "string";
  const body = apart ? second : first;
  expect(body && typeof body === "object", apart ? "params" : "body", "an object", body);
  return apart
    ? [{ ...(body as RequestBody), model: first }, third as Options]
    : [body as RequestBody, second as Options];
}
