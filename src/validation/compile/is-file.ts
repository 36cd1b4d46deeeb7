import { _, type CodeKeywordDefinition } from "ajv/dist/2020.js";

/** Our keyword for a file. Its value says whether null will do, too. */
export const FILE_KEYWORD = "isFile";

/**
 * Accepts a file: what a program has is a Blob, or a text with its bytes. It is known by what it can do, as that
 * of another realm or library is no instance of our `Blob`.
 */
export const IS_FILE: CodeKeywordDefinition = {
  keyword: FILE_KEYWORD,
  schemaType: "string",
  error: { message: "must be a file" },
  code(context) {
    const { data, schema } = context;
    const isText = _`typeof ${data} === "string"`;
    const isBlob = _`typeof ${data} === "object" && ${data} !== null && typeof ${data}.arrayBuffer === "function" && typeof ${data}.size === "number"`;
    const isNull = schema === "nullable" ? _`${data} === null` : _`false`;
    context.fail(_`!(${isText} || ${isNull} || ${isBlob})`);
  },
};
