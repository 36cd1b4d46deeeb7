import { printSourceFile } from "../morph.ts";

/** One exported validator and the type of the values it lets through. */
export interface ValidatorDeclaration {
  name: string;
  type: string;
  /** Set for the validator of a whole request body. */
  operationId?: string;
}

/** Text of `validators.d.ts`, without its header. */
export function renderDeclarations(
  members: readonly ValidatorDeclaration[],
  bodies: readonly ValidatorDeclaration[],
): string {
  return printSourceFile("validators.d.ts", (file) => {
    file.addImportDeclaration({ moduleSpecifier: "@standard-schema/spec", namedImports: ["StandardSchemaV1"], isTypeOnly: true });
    file.addImportDeclaration({ moduleSpecifier: "./client.ts", namedImports: bodies.map(({ type }) => type), isTypeOnly: true });
    file.addImportDeclaration({ moduleSpecifier: "./schema.ts", namedImports: ["components"], isTypeOnly: true });
    file.addInterface({
      name: "ValidationProblem",
      isExported: true,
      docs: ["One thing that is wrong with a value."],
      properties: [
        { name: "path", type: "(string | number)[]", docs: ["Keys from the value to the place that is wrong; empty for the value itself."] },
        { name: "expected", type: "string", docs: ["What would be right there, in words."] },
        { name: "found", type: "string", docs: ["What is there, as JSON, cut after 80 characters; `nothing` when it is missing."] },
        { name: "message", type: "string", docs: ['`duration must be an integer from 3 to 10 or "auto", got 99`'] },
      ],
    });
    file.addTypeAlias({
      name: "ValidationResult",
      isExported: true,
      typeParameters: ["Value"],
      type: "{ ok: true; value: Value } | { ok: false; problems: ValidationProblem[] }",
      docs: ["The same value with its type known, or every problem."],
    });
    file.addInterface({
      name: "Validator",
      isExported: true,
      typeParameters: ["Value"],
      extends: ["StandardSchemaV1<unknown, Value>"],
      docs: ["Judges a value without changing it. Also a Standard Schema, for form libraries and the like."],
      methods: [{ name: "validate", parameters: [{ name: "value", type: "unknown" }], returnType: "ValidationResult<Value>" }],
    });
    for (const { name, type } of [...members, ...bodies]) {
      file.addStatements(`export declare const ${name}: Validator<${type}>;`);
    }
    file.addStatements(
      `/** The validators of whole request bodies, by operation. Importing it imports every model. */\nexport declare const validators: { ${bodies.map(({ name, operationId }) => `readonly ${operationId}: typeof ${name}`).join("; ")} };`,
    );
  });
}
