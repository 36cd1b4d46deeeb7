import { childOf, isObject, type JsonObject } from "../../../openapi/json.ts";
import { bundleOf, listParameters, schemaOf } from "../../prism/contents.ts";
import type { Engine } from "../../prism/engine.ts";
import type { PrismOperation } from "../../prism/prism-operations.ts";
import type { TaskForm } from "../../prism/task-forms.ts";
import { sampleValue } from "../../samples/sample-value.ts";
import { mintTaskId } from "../../tasks/task-ids.ts";
import type { MockContext } from "../context.ts";

/** How many ids are drawn of each form before another is tried. */
const DRAWS = 8;

/**
 * An id that no task has: of the form of the documented one, or else of another that both responses and the parameter of
 * the query allow.
 */
export function mintFreshId(
  form: TaskForm,
  createdMs: number,
  { engine, draws, store, options }: MockContext,
): string {
  const seconds = options.isSeeded ? undefined : Math.floor(createdMs / 1000);
  const schemas = listIdSchemas(form);
  const fits = createFits(schemas, engine());
  const { documentedId } = form;
  for (const formOf of [() => documentedId, () => sampleId(schemas, fits)]) {
    const formed = formOf();
    for (let draw = 0; formed !== undefined && draw < DRAWS; draw++) {
      const id = mintTaskId(formed, draws.ids, seconds);
      if (!store.get(id) && fits(id)) return id;
    }
  }
  let id: string;
  do id = mintTaskId(documentedId, draws.ids, seconds);
  while (store.get(id));
  return id;
}

interface IdSchema {
  operation: PrismOperation;
  schema: JsonObject;
  /** Of a parameter. */
  name?: string;
}

/** What both responses and the parameter of the query say of an id. */
function listIdSchemas({ create, query }: TaskForm): IdSchema[] {
  const inResponses = [create, query].flatMap(({ operation, properties, id }) => {
    const schema = id === undefined ? undefined : childOf(properties, id);
    return isObject(schema) ? [{ operation, schema }] : [];
  });
  const { operation } = query;
  const parameters = listParameters(operation).filter(({ place }) => place === "path");
  const asked = parameters.flatMap((parameter) => {
    const schema = schemaOf(parameter);
    return schema === undefined ? [] : [{ operation, schema, name: parameter.name }];
  });
  return [...inResponses, ...asked];
}

function createFits(schemas: readonly IdSchema[], engine: Engine): (id: string) => boolean {
  const judges = schemas.map(({ operation, schema, name }) => {
    if (name === undefined) {
      const validate = engine.compileResponse(schema, operation);
      return (id: string) => validate(id);
    }
    const validate = engine.compileParameter({ name, schema, isJson: false }, operation);
    return (id: string) => validate({ [name]: id });
  });
  return (id) => judges.every((fits) => fits(id));
}

/** An id that all of some schemas allow. */
function sampleId(schemas: readonly IdSchema[], fits: (id: string) => boolean): string | undefined {
  return schemas
    .map(({ operation, schema }) =>
      sampleValue(schema, bundleOf(operation), (value) => typeof value === "string" && fits(value)),
    )
    .find((value) => typeof value === "string");
}
