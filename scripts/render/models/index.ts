import { StructureKind } from "ts-morph";
import { exportedConstant, exportedType, printSourceFile, type Statement } from "../shared/morph.ts";
import type { RenderInput } from "../shared/render-input.ts";
import { renderHeader, tableText } from "../shared/source-text.ts";
import { listModelFacts } from "./model-facts.ts";
import { LIMITS } from "./parameter-facts.ts";

/** Text of `models.ts`: what can be known about each model without asking the API. */
export function renderModels({ document, operations, cache }: RenderInput): string {
  const table = tableText(listModelFacts(document, operations));
  const statements = [
    PARAMETER_FACTS,
    MODEL_FACTS,
    exportedConstant("models", `${table} as const`, "Every documented model, by id."),
    exportedType("ModelId", "keyof typeof models", "Id of a documented model."),
  ];
  return `${renderHeader("//", "openapi.yaml")}${printSourceFile("models.ts", statements, cache)}`;
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
      docs: ["All accepted values, or those besides a range."],
    },
    ...Object.entries(LIMITS).map(([name, type]) => ({
      name: `${name}?`,
      type,
      ...(name.endsWith("Length") ? { docs: ["In characters."] } : {}),
    })),
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
      name: "operations",
      type: "readonly string[]",
      docs: ["Ids of all operations that take the model; what else is said here is of the first."],
    },
    {
      name: "kind",
      type: "string",
      docs: ["The collection that the operation's path names, such as `videos`."],
    },
    {
      name: "task",
      type: "boolean",
      docs: ["Whether the response is a task to wait for; otherwise it is the result."],
    },
    {
      name: "parameters",
      type: "Readonly<Record<string, ParameterFacts>>",
      docs: ["By name, without the model itself."],
    },
  ],
};
