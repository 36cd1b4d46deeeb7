import type { JsonObject } from "../../../src/openapi/json.ts";
import { type Cache, createCache } from "../../cache.ts";
import type { SourceFile } from "../../pipeline/read/read-page.ts";
import { listOperationFacts, type OperationFacts } from "./facts.ts";
import { DEFAULT_IMPORTS, type ImportStyle } from "./imports.ts";
import { planValidators, type ValidatorPlan } from "./validator-plan.ts";

/** What every renderer is given: the document, and what is read from it once for all of them. */
export interface RenderInput {
  document: JsonObject;
  operations: readonly OperationFacts[];
  validators: ValidatorPlan;
  /** Everything that had a say in the document, for the manifest. */
  inputs: readonly SourceFile[];
  /** Exact versions of the tools, by package. */
  tools: Readonly<Record<string, string>>;
  /** The project's folder: the run-time parts of Ajv and of this project are found from there. */
  root: string;
  imports: ImportStyle;
  cache: Cache;
}

/** What a rendering may be given besides the document. By default no inputs, no tools, the working directory, imports as in anyone's project, an empty cache. */
export type RenderOptions = Partial<Pick<RenderInput, "inputs" | "tools" | "root" | "imports" | "cache">>;

/** Reads from a document what the renderers share. */
export function prepareRender(document: JsonObject, options: RenderOptions = {}): RenderInput {
  const operations = listOperationFacts(document);
  return {
    document,
    operations,
    validators: planValidators(operations),
    inputs: [],
    tools: {},
    root: process.cwd(),
    imports: DEFAULT_IMPORTS,
    cache: createCache(),
    ...options,
  };
}
