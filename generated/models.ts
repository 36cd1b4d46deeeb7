// Made by `evolink-openapi generate` from openapi.yaml. Do not edit.
// To change it: change a page or an overlay, then run `evolink-openapi generate` again.

/** What a parameter of a model accepts. */
export interface ParameterFacts {
  /** JSON types, such as `integer`. Empty when any is accepted. */
  types: readonly string[];
  required: boolean;
  /** What the server takes when the parameter is left out. */
  default?: unknown;
  /** All accepted values, or those besides a range. */
  choices?: readonly unknown[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  /** In characters. */
  minLength?: number;
  /** In characters. */
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minProperties?: number;
  maxProperties?: number;
  format?: string;
}

/** What is known about a model without asking the API. */
export interface ModelFacts {
  /** Id of the operation that takes the model. */
  operation: string;
  /** Ids of all operations that take the model; what else is said here is of the first. */
  operations: readonly string[];
  /** The collection that the operation's path names, such as `videos`. */
  kind: string;
  /** Whether the response is a task to wait for; otherwise it is the result. */
  task: boolean;
  /** By name, without the model itself. */
  parameters: Readonly<Record<string, ParameterFacts>>;
}

/** Every documented model, by id. */
export const models = {
  "gemini-omni-flash-text-to-video": { operation: "createVideoGeneration", operations: ["createVideoGeneration"], kind: "videos", task: true, parameters: { prompt: { types: ["string"], required: true }, duration: { types: ["integer", "string"], required: false, default: 10, choices: ["auto"], minimum: 3, maximum: 10 }, aspect_ratio: { types: ["string"], required: false, default: "16:9", choices: ["16:9", "9:16", "auto"] }, callback_url: { types: ["string"], required: false, maxLength: 2048, format: "uri" } } },
} as const;
/** Id of a documented model. */
export type ModelId = keyof typeof models;
