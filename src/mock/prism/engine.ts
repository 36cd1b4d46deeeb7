import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { JsonObject } from "../../openapi/json.ts";
import { extractDocument } from "../../openapi/parse/parse-document.ts";
import type { Problem } from "../../openapi/problem.ts";
import { createCompileGate, createSchemaCompilers, type SchemaCompilers } from "./compile-gate.ts";
import { listPages } from "./examples.ts";
import { BrokenDocumentError } from "./load-errors.ts";
import { type PrismOperation, prepareForPrism, toPrismOperations } from "./prism-operations.ts";
import { createRouter, type Router } from "./router.ts";
import { findTaskRoles, type TaskRole } from "./task-roles.ts";
import { splitByVariant, type Variants } from "./variants.ts";

/** Everything the mock knows of the document it serves. */
export interface Engine extends SchemaCompilers {
  /** The document as its file has it. */
  source: { file: string; document: JsonObject };
  operations: readonly PrismOperation[];
  /** Finds the operation at a path. */
  find: Router;
  /** @throws {BrokenDocumentError} the operation cannot be validated, and is not to be served. */
  ensureCompiles(operation: PrismOperation): void;
  /**
   * Ensures it of every operation, a little at a time.
   *
   * @throws {BrokenDocumentError} names all that cannot be validated.
   */
  check(): Promise<void>;
  /** What operations do with tasks; those that have to do with none are not here. */
  taskRoles: ReadonlyMap<PrismOperation, TaskRole>;
  /** The models the document names, on all its pages. */
  models: ReadonlySet<string>;
  /** How the body of an operation names its model. */
  variantsOf(operation: PrismOperation): Variants | undefined;
}

/**
 * Reads a document and makes it ready to be served, but for `check`. Each mock has an engine of its own, so that mocks of
 * one process share nothing.
 *
 * @throws {BrokenDocumentError} the document cannot be read.
 */
export async function loadEngine(file: string): Promise<Engine> {
  const text = await readFile(file, "utf8");
  const format = file.endsWith(".json") ? "json" : "yaml";
  const { output, problems } = extractDocument({ file, format, line: 1, text });
  if (output === undefined) throw new BrokenDocumentError(problems);

  const document = prepareForPrism(output.document);
  const operations = await toPrismOperations(document);
  const variants = new Map(operations.map((operation) => [operation, splitByVariant(operation)]));
  const findUncompilable = createCompileGate(file);
  const pass = (problems: readonly Problem[]): void => {
    if (problems.length > 0) throw new BrokenDocumentError(problems);
  };
  const checkAll = async (): Promise<void> => {
    const validated = operations.flatMap((operation) => variants.get(operation)?.all ?? [operation]);
    const problems: Problem[] = [];
    for (const operation of validated) {
      problems.push(...findUncompilable(operation));
      await setImmediate(); // requests get responses in between
    }
    pass(problems);
  };
  let checked: Promise<void> | undefined;

  return {
    source: { file, document: output.document },
    operations,
    find: createRouter(operations),
    ...createSchemaCompilers(),
    ensureCompiles: (operation) => pass(findUncompilable(operation)),
    check() {
      checked ??= checkAll();
      return checked;
    },
    taskRoles: findTaskRoles(output.document, operations),
    models: new Set(operations.flatMap(listPages).flatMap(({ models }) => models)),
    variantsOf: (operation) => variants.get(operation),
  };
}
