import { listCollectionFunctions, listModels } from "../../../scripts/render/client/collections.ts";
import type { OperationFacts } from "../../../scripts/render/shared/facts.ts";
import { literalText } from "../../../scripts/render/shared/source-text.ts";
import { bodyType } from "../../../scripts/render/shared/type-names.ts";
import { isObject, type Json } from "../../../src/openapi/json.ts";
import { MODEL } from "../../../src/openapi/models.ts";
import { toIdentifier } from "../../../src/openapi/names/identifier.ts";
import { EXACT } from "../../conformance/schema-suite/compile-values.ts";
import type { AcceptedBodies } from "./accepted-bodies.ts";
import type { Project } from "./generate-project.ts";

const HEAD = `
import { createRaw } from "evolink-openapi/raw";
import type { Evolink } from "./index.js";
import type * as calls from "./client.js";
import type { operations } from "./schema.js";
import type { validators } from "./validators.js";
declare const evolink: Evolink;
declare const functions: typeof calls.functions;
declare const all: typeof validators;
export const raw = createRaw(evolink, { functions });
export const client: calls.Client = raw;
${EXACT}
export type Used = [operations, Plain<0>, Unguarded<0>, typeof exact];`.trim();

/**
 * A program that makes use of all that is generated of a document: calls each operation in every form that its types
 * have, with what `accepted` holds, with what its validator returns, and with nothing where the body may be left out.
 */
export function writeConsumer({ input: { operations } }: Project, accepted: AcceptedBodies): string {
  const functions = listCollectionFunctions(operations);
  const forms = new Map(operations.map((operation) => [operation.id, listRawForms(operation)]));
  const addForm = (operation: OperationFacts, form: CallForm) => forms.get(operation.id)?.push(form);
  const textOf = ({ collection, name }: { collection: string; name: string }) =>
    `evolink[${literalText(collection)}][${literalText(name)}]`;
  for (const one of functions.tasks)
    for (const name of ["create", "generate"])
      addForm(one.operation, modelForm(one.operation, textOf({ ...one, name })));
  for (const one of [...functions.immediate, ...functions.streams])
    addForm(one.operation, modelForm(one.operation, textOf(one)));
  for (const one of functions.calls)
    addForm(one.operation, (body) => [`await ${textOf(one)}(${listGiven(one.operation, body)});`]);
  const queries = functions.queries.flatMap((one) =>
    ["get", "wait"].map((name) => `void ${textOf({ ...one, name })}("task");`),
  );
  const lines = operations.flatMap((operation, index) =>
    writeOperation(operation, index, forms.get(operation.id) ?? [], accepted.get(operation.id) ?? []),
  );
  return [HEAD, ...queries, ...lines].join("\n");
}

/** The statements that call an operation with a body; undefined where it is left out. */
type CallForm = (body: Body | undefined) => string[];

/** A body as source, and as a value where it is known. */
interface Body {
  text: string;
  value?: Json;
}

function listGiven({ hasParameters }: OperationFacts, body: Body | undefined): string {
  return [...(hasParameters ? ["params"] : []), ...(body === undefined ? [] : [body.text])].join(", ");
}

function listRawForms(operation: OperationFacts): CallForm[] {
  const { id, method, path, hasParameters } = operation;
  const name = toIdentifier(id);
  return [
    (body) => [
      `{ const { data, error, response } = await functions.${name}(${["client", ...[listGiven(operation, body)].filter(Boolean)].join(", ")}); void [data, error, response]; }`,
    ],
    (body) => [`await raw.${name}(${listGiven(operation, body)});`],
    (body) => {
      const fields = [
        ...(hasParameters ? ["params"] : []),
        ...(body === undefined ? [] : [`body: ${body.text}`]),
      ];
      const init = fields.length === 0 ? "" : `, { ${fields.join(", ")} }`;
      return [
        `await client.${method.toUpperCase()}(${literalText(path)}${init});`,
        `await client.request(${literalText(method)}, ${literalText(path)}${init});`,
      ];
    },
  ];
}

/** A call of what takes a model: with a body, and with the model apart. */
function modelForm(operation: OperationFacts, call: string): CallForm {
  const { id, parametersOutsidePath, pages } = operation;
  const options =
    parametersOutsidePath === "required"
      ? [`{ params: {} as Omit<operations[${JSON.stringify(id)}]["parameters"], "path"> }`]
      : [];
  const inPath = pages.some(({ discriminator }) => discriminator?.in === "path");
  const models = listModels(operation);
  return (body) => {
    if (body === undefined) return inPath || options.length > 0 ? [] : [`void ${call}();`];
    const { text, value } = body;
    if (value === undefined) return [];
    if (!isObject(value) || value.stream === true) return [];
    const { [MODEL]: model, ...rest } = value;
    const known = typeof model === "string" && models.has(model) && !inPath;
    if (inPath) return [];
    const whole = `void ${call}(${[text, ...options].join(", ")});`;
    return [
      ...(known || models.size === 0 ? [whole] : []),
      ...(known
        ? [`void ${call}(${[literalText(model), `exact(${literalText(rest)})`, ...options].join(", ")});`]
        : []),
    ];
  };
}

function writeOperation(
  operation: OperationFacts,
  index: number,
  forms: readonly CallForm[],
  accepted: readonly Json[],
): string[] {
  const { id, mediaType, bodyRequired, hasParameters } = operation;
  const params = hasParameters ? `params: operations[${JSON.stringify(id)}]["parameters"]` : "";
  const write = (name: string, before: string[], body: Body | undefined, parameters: string[]) => [
    `export async function ${name}${index}(${parameters.filter(Boolean).join(", ")}) {`,
    ...before,
    ...forms.flatMap((form) => form(body)),
    "}",
  ];
  if (mediaType === undefined) return write("call", [], undefined, [params]);
  const type = `calls.${bodyType(id)}`;
  const validator = toIdentifier(id);
  return [
    ...(bodyRequired ? [] : write("callWithout", [], undefined, [params])),
    ...write("call", [], { text: "body" }, [params, `body: ${type}`]),
    ...write(
      "callValid",
      [
        `const result = all.${validator}.validate(given);`,
        `if (!result.ok${bodyRequired ? "" : " || result.value === undefined"}) return;`,
        "const body = result.value;",
      ],
      { text: "body" },
      [params, "given: unknown"],
    ),
    ...accepted.flatMap((value, at) =>
      write(
        `callExample${at}_`,
        [`const body = exact(${literalText(value)});`, `const typed: Unguarded<${type}> = body; void typed;`],
        { text: "body", value },
        [params],
      ),
    ),
  ];
}
