// Made by `evolink-openapi generate` from openapi.yaml. Do not edit.
// To change it: change a page or an overlay, then run `evolink-openapi generate` again.

import type { StandardSchemaV1 } from "../src/runtime/index.ts";
import type { CreateVideoGenerationBody } from "./client.ts";
import type { components } from "./schema.ts";

/** One thing that is wrong with a value. */
export interface ValidationProblem {
  /** Keys from the value to the place that is wrong; empty for the value itself. */
  path: (string | number)[];
  /** What would be right there, in words. */
  expected: string;
  /** What is there, as JSON, cut after 80 characters; `nothing` when it is missing. */
  found: string;
  /** `duration must be an integer from 3 to 10 or "auto", got 99` */
  message: string;
  /** The keyword of JSON Schema that refuses it, such as `maximum` or `required`. */
  code: string;
  /** What the keyword says, for messages in another language: `{ limit: 10 }`. */
  params: Readonly<Record<string, unknown>>;
}

/** The same value with its type known, or every problem. */
export type ValidationResult<Value> = { ok: true; value: Value } | { ok: false; problems: ValidationProblem[] };

/** Validates a value without changing it. Also a Standard Schema, for form libraries and the like: its input is the value, its output leaves out optional inputs that are empty. */
export interface Validator<Value> extends StandardSchemaV1<Value, Value> {
  validate(value: unknown): ValidationResult<Value>;
}

/** The validator of a whole request body. */
export interface BodyValidator<Value> extends Validator<Value> {
  /** Method and path of the operation: `POST /v1/videos/generations`. */
  readonly endpoint: string;
}

export declare const geminiOmniFlashTextToVideoRequest: Validator<components["schemas"]["GeminiOmniFlashTextToVideoRequest"]>;
export declare const createVideoGenerationBody: BodyValidator<CreateVideoGenerationBody>;
/** The validators of whole request bodies, by operation. Importing it imports every model. */
export declare const validators: { readonly createVideoGeneration: typeof createVideoGenerationBody };
