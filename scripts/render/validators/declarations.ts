import { StructureKind, VariableDeclarationKind } from "ts-morph";
import { upperFirst } from "../../../src/openapi/names/identifier.ts";
import { fileImport, runtimeImport } from "../shared/imports.ts";
import { printSourceFile, type Statement, typeImport } from "../shared/morph.ts";
import type { RenderInput } from "../shared/render-input.ts";
import { renderHeader } from "../shared/source-text.ts";

/** Text of `validators.d.ts`. */
export function renderDeclarations({
  validators: { variants, bodies },
  imports,
  cache,
}: RenderInput): string {
  const all = bodies.map(({ name, operation }) => `readonly ${operation}: typeof ${name}`).join("; ");
  const statements = [
    typeImport(runtimeImport("runtime", imports), ["StandardSchemaV1"]),
    // Without names an import of types is no TypeScript.
    ...(bodies.length === 0
      ? []
      : [
          typeImport(
            fileImport("client", imports),
            bodies.map(({ name }) => upperFirst(name)),
          ),
        ]),
    typeImport(fileImport("schema", imports), ["components"]),
    ...SHARED_TYPES,
    ...variants.map(({ name, type }) => declareConstant(name, `Validator<${type}>`)),
    ...bodies.map(({ name, type }) => declareConstant(name, `BodyValidator<${type}>`)),
    declareConstant(
      "validators",
      `{ ${all} }`,
      "The validators of whole request bodies, by operation. Importing it imports every model.",
    ),
  ];
  return `${renderHeader("//", "openapi.yaml")}${printSourceFile("validators.d.ts", statements, cache)}`;
}

function declareConstant(name: string, type: string, doc?: string): Statement {
  return {
    kind: StructureKind.VariableStatement,
    isExported: true,
    hasDeclareKeyword: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: doc === undefined ? [] : [doc],
    declarations: [{ name, type }],
  };
}

/** The types that `runtime.ts` has, for the reader of the generated file; a test holds them to each other. */
const SHARED_TYPES: Statement[] = [
  {
    kind: StructureKind.Interface,
    name: "ValidationProblem",
    isExported: true,
    docs: ["One thing that is wrong with a value."],
    properties: [
      {
        name: "path",
        type: "(string | number)[]",
        docs: ["Keys from the value to the place that is wrong; empty for the value itself."],
      },
      { name: "expected", type: "string", docs: ["What would be right there, in words."] },
      {
        name: "found",
        type: "string",
        docs: ["What is there, as JSON, cut after 80 characters; `nothing` when it is missing."],
      },
      {
        name: "message",
        type: "string",
        docs: ['`duration must be an integer from 3 to 10 or "auto", got 99`'],
      },
      {
        name: "code",
        type: "string",
        docs: ["The keyword of JSON Schema that refuses it, such as `maximum` or `required`."],
      },
      {
        name: "params",
        type: "Readonly<Record<string, unknown>>",
        docs: ["What the keyword says, for messages in another language: `{ limit: 10 }`."],
      },
    ],
  },
  {
    kind: StructureKind.TypeAlias,
    name: "ValidationResult",
    isExported: true,
    typeParameters: ["Value"],
    type: "{ ok: true; value: Value } | { ok: false; problems: ValidationProblem[] }",
    docs: ["The same value with its type known, or every problem."],
  },
  {
    kind: StructureKind.Interface,
    name: "Validator",
    isExported: true,
    typeParameters: ["Value"],
    extends: ["StandardSchemaV1<Value, Value>"],
    docs: [
      "Validates a value without changing it. Also a Standard Schema, for form libraries and the like: its input is the value, its output leaves out optional inputs that are empty.",
    ],
    methods: [
      {
        name: "validate",
        parameters: [{ name: "value", type: "unknown" }],
        returnType: "ValidationResult<Value>",
      },
    ],
  },
  {
    kind: StructureKind.Interface,
    name: "BodyValidator",
    isExported: true,
    typeParameters: ["Value"],
    extends: ["Validator<Value>"],
    docs: ["The validator of a whole request body."],
    properties: [
      {
        name: "endpoint",
        isReadonly: true,
        type: "string",
        docs: ["Method and path of the operation: `POST /v1/videos/generations`."],
      },
    ],
  },
];
