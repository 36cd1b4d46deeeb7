import { _, type Ajv2020, type CodeKeywordDefinition, Name, str } from "ajv/dist/2020.js";

/** How a keyword writes the code that checks it. */
export type WriteCode = CodeKeywordDefinition["code"];

const [ALL, COUNT] = [new Name("vErrors"), new Name("errors")];

/** Only of a branch of a union, and of what a list has to contain, does anybody ask whose error it is. */
const IS_ASKED = /\/(?:(?:any|one)Of\/\d+|contains)(?:\/|$)/;

/**
 * Makes the errors of a schema that is referred to name the way there: Ajv begins their `schemaPath` at the schema, and
 * of a union of references nobody could tell which branch refuses what.
 */
export function traceReferences(write: WriteCode): WriteCode {
  return (context, rule) => {
    const { gen, it } = context;
    if (!IS_ASKED.test(it.errSchemaPath)) return write(context, rule);
    const before = gen.const("_before", COUNT);
    write(context, rule);
    gen.forRange("i", before, COUNT, (index) => {
      const path = _`${ALL}[${index}].schemaPath`;
      gen.assign(path, str`${it.errSchemaPath}/$ref${path}`);
    });
  };
}

/** How an Ajv writes references. */
export function replaceReferences(ajv: Ajv2020, change: (write: WriteCode) => WriteCode): void {
  const rule = ajv.RULES.all.$ref;
  if (typeof rule !== "object" || !("code" in rule.definition)) throw new Error("Ajv has no $ref");
  rule.definition = { ...rule.definition, code: change(rule.definition.code as WriteCode) };
}
