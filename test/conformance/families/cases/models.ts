import type { Json, JsonObject } from "../../../../src/openapi/json.ts";
import { type Case, to } from "../run-cases.ts";
import { text } from "../schemas.ts";

const known: JsonObject = { type: "string", enum: ["kite-1", "kite-2"] };

/** Forms of a `model` that its page leaves open; components that it refers to. */
const OPEN: Record<string, [model: JsonObject, components?: JsonObject]> = {
  "any text": [text],
  "a text with an example": [{ ...text, example: "kite-1" }],
  "a text with examples": [{ ...text, examples: ["kite-1", "kite-2"] }],
  "a text with a default": [{ ...text, default: "kite-1" }],
  "anyOf with an enum first": [{ anyOf: [known, text] }],
  "anyOf with an enum last": [{ anyOf: [text, known] }],
  "anyOf with a const": [{ anyOf: [text, { const: "kite-1" }] }],
  "anyOf of references": [{ anyOf: [to("Any"), to("Known")] }, { Any: text, Known: known }],
  "anyOf of anyOf": [{ anyOf: [{ anyOf: [known, text] }, { const: "kite-3" }] }],
  "a reference to an open union": [to("Model"), { Model: { anyOf: [text, known] } }],
  "a reference with a default beside it": [{ ...to("Model"), default: "kite-1" }, { Model: text }],
  "an allOf of one open reference": [
    { allOf: [to("Model")], description: "Which." },
    { Model: { anyOf: [text, known] } },
  ],
};

/** Forms that close it. */
const CLOSED: Record<string, [model: JsonObject, components?: JsonObject]> = {
  "an enum": [known],
  "a reference to an enum": [to("Model"), { Model: known }],
  "an allOf of an open union and an enum": [{ allOf: [{ anyOf: [text, known] }, known] }],
  "an anyOf of enums": [{ anyOf: [{ const: "kite-1" }, { enum: ["kite-2"] }] }],
};

const body = (model: JsonObject, required: string[]): JsonObject => ({
  type: "object",
  required,
  properties: { model, words: text },
});

const makeCases = (forms: typeof OPEN, isOpen: boolean): Case[] =>
  Object.entries(forms).flatMap(([name, [model, components = {}]]) =>
    [true, false].map((isRequired): Case => {
      const others: Json[] = [{ model: "of tomorrow", words: "a" }];
      const without: Json[] = [{ words: "a" }];
      return {
        name: `a ${isRequired ? "required" : "optional"} model that is ${name}`,
        schemas: { Body: body(model, isRequired ? ["model", "words"] : ["words"]), ...components },
        accepts: [{ model: "kite-1", words: "a" }, ...(isOpen ? others : []), ...(isRequired ? [] : without)],
        refuses: [{ model: 5, words: "a" }, ...(isOpen ? [] : others), ...(isRequired ? without : [])],
        // A response may name another model any day.
        response: {
          accepts: [{ model: "kite-1", words: "a" }, ...(isRequired ? [] : without)],
          refuses: [{ model: 5, words: "a" }, ...(isRequired ? without : [])],
        },
      };
    }),
  );

export const modelCases: Case[] = [...makeCases(OPEN, true), ...makeCases(CLOSED, false)];
