import {
  _,
  type Ajv2020,
  type CodeKeywordDefinition,
  type FuncKeywordDefinition,
  str,
} from "ajv/dist/2020.js";
import { isMultiple } from "../is-multiple.ts";

/** The module that code with `multipleOf` requires, from the project's folder. */
export const MULTIPLE_MODULE = "./src/validation/is-multiple.ts";

const KEYWORD = { keyword: "multipleOf", type: "number", schemaType: "number" } as const;

/** Replaces the `multipleOf` of an Ajv. */
export function replaceMultipleOf(
  ajv: Ajv2020,
  definition: CodeKeywordDefinition | FuncKeywordDefinition,
): void {
  ajv.removeKeyword(KEYWORD.keyword).addKeyword(definition);
}

/** `multipleOf` that knows decimal numbers, in code that can be written down. */
export const MULTIPLE_OF: CodeKeywordDefinition = {
  ...KEYWORD,
  error: {
    message: ({ schemaCode }) => str`must be multiple of ${schemaCode}`,
    params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}`,
  },
  code(context) {
    const { gen, data, schemaCode } = context;
    const code = _`require(${MULTIPLE_MODULE}).isMultiple`;
    context.pass(_`${gen.scopeValue("func", { ref: isMultiple, code })}(${data}, ${schemaCode})`);
  },
};

/** The same for an Ajv that may be another copy of the library, which cannot take over code of ours. */
export const MULTIPLE_OF_ANYWHERE: FuncKeywordDefinition = {
  ...KEYWORD,
  error: { message: "must be a multiple of the document's `multipleOf`" },
  compile: (divisor: number) => (value: number) => isMultiple(value, divisor),
};
