import { StructureKind } from "ts-morph";
import { type Json, type JsonObject, objectAt, resolveComponent } from "../pipeline/openapi.ts";
import { listOperationFacts, type OperationFacts, type PageFacts } from "./facts.ts";
import { type Origin, renderHeader } from "./header.ts";
import { toIdentifier } from "./identifier.ts";
import { exportedConstant, exportedType, printSourceFile, type Statement, tableText } from "./morph.ts";

/** Text of `models.ts`: facts about each model, for building forms and choosing models at run time. */
export function renderModels(document: JsonObject, origin: Origin): string {
  const models = new Map<string, unknown>();
  for (const operation of listOperationFacts(document)) {
    for (const page of operation.pages) {
      for (const model of page.models)
        if (!models.has(model)) models.set(model, readModel(document, operation, page));
    }
  }
  const sorted = [...models].sort(([one], [other]) => (one < other ? -1 : 1));
  const table = `${tableText(Object.fromEntries(sorted))} as const satisfies Readonly<Record<string, ModelFacts>>`;
  const text = printSourceFile("models.ts", [
    PARAMETER_FACTS,
    MODEL_FACTS,
    exportedConstant("models", table, "Every documented model, by id."),
    exportedType("ModelId", "keyof typeof models", "Id of a documented model."),
  ]);
  return `${renderHeader(origin, "//")}${text}`;
}

const PARAMETER_FACTS: Statement = {
  kind: StructureKind.Interface,
  name: "ParameterFacts",
  isExported: true,
  docs: ["What a parameter of a model accepts."],
  properties: [
    {
      name: "types",
      type: "readonly string[]",
      docs: ["JSON types, such as `integer`. Empty when any is accepted."],
    },
    { name: "required", type: "boolean" },
    { name: "default?", type: "unknown", docs: ["What the server takes when the parameter is left out."] },
    {
      name: "choices?",
      type: "readonly unknown[]",
      docs: ["All accepted values, or those beside a range."],
    },
    { name: "minimum?", type: "number" },
    { name: "maximum?", type: "number" },
    { name: "maxLength?", type: "number", docs: ["In characters."] },
    { name: "maxItems?", type: "number" },
    { name: "format?", type: "string" },
  ],
};

const MODEL_FACTS: Statement = {
  kind: StructureKind.Interface,
  name: "ModelFacts",
  isExported: true,
  docs: ["What is known about a model without asking the API."],
  properties: [
    { name: "operation", type: "string", docs: ["Id of the operation that takes the model."] },
    {
      name: "kind",
      type: "string",
      docs: ["The collection that the operation's path names, such as `videos`."],
    },
    {
      name: "task",
      type: "boolean",
      docs: ["Whether the answer is a task to wait for; otherwise it is the result."],
    },
    {
      name: "parameters",
      type: "Readonly<Record<string, ParameterFacts>>",
      docs: ["By name, without the model itself."],
    },
  ],
};

function readModel(document: JsonObject, operation: OperationFacts, page: PageFacts): unknown {
  const schema = page.member === undefined ? {} : objectAt(document, "components", "schemas", page.member);
  const required = Array.isArray(schema.required) ? schema.required : [];
  const parameters = Object.entries(objectAt(schema, "properties"))
    .filter(([name]) => !(page.tag?.in === "body" && page.tag.name === name))
    .map(([name, property]) => [name, readParameter(document, property, required.includes(name))]);
  return {
    operation: toIdentifier(operation.id),
    kind: operation.collection,
    task: operation.createsTask,
    parameters: Object.fromEntries(parameters),
  };
}

const LIMITS = ["minimum", "maximum", "maxLength", "maxItems", "format"] as const;

function readParameter(document: JsonObject, property: Json, required: boolean): unknown {
  const schema = resolveComponent(document, property);
  const branches = [
    schema,
    ...[schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? list : [])),
  ].map((branch) => resolveComponent(document, branch));
  const types = [
    ...new Set(branches.flatMap(({ type }) => (type === undefined ? [] : [type].flat().map(String)))),
  ];
  const choices = branches.flatMap(({ enum: values, const: only }) =>
    Array.isArray(values) ? values : only === undefined ? [] : [only],
  );
  const limits = LIMITS.flatMap((key) => {
    const value = branches.map((branch) => branch[key]).find((found) => found !== undefined);
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    types,
    required,
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(choices.length === 0 ? {} : { choices }),
    ...Object.fromEntries(limits),
  };
}
