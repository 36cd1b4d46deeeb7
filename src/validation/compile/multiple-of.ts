import { _, type CodeKeywordDefinition, str } from "ajv/dist/2020.js";
import { isMultiple } from "../is-multiple.ts";

/** The module that code with `multipleOf` requires, from the project's folder. */
export const MULTIPLE_MODULE = "./src/validation/is-multiple.ts";

/** `multipleOf` that knows decimal numbers, in code that can be written down. */
export const MULTIPLE_OF: CodeKeywordDefinition = {
  keyword: "multipleOf",
  type: "number",
  schemaType: "number",
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
