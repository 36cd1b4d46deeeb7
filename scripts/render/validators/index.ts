import type { JsonObject } from "../../../src/openapi/json.ts";
import { createCache } from "../../cache.ts";
import { createCompile } from "../../pipeline/check/compile-schema.ts";
import { listOperationFacts } from "../shared/facts.ts";
import { literalText, type Origin, renderHeader } from "../shared/source-text.ts";
import { planValidators } from "./plan.ts";

/**
 * Text of `validators.js`: a validator for each request body and for each of its members, in a module that imports
 * nothing.
 *
 * Each stands in a function of its own that bundlers may drop, so that an application ships the models it imports.
 *
 * @param root The project's folder: the run-time parts of Ajv and of this project are found from there.
 */
export async function renderValidators(
  document: JsonObject,
  origin: Origin,
  root: string,
  cache = createCache(),
): Promise<string> {
  const { members, bodies } = planValidators(document, listOperationFacts(document));
  const compile = createCompile(document, cache);
  const modules = new Set<string>();
  /** @param more Further arguments of `createValidator`, as source. */
  const compileText = (schema: JsonObject, more = ""): string => {
    const compiled = compile(schema);
    if ("reason" in compiled) throw new Error(compiled.reason);
    // Ajv writes each on a line of its own; in the texts of a schema no line begins.
    const code = compiled.code.replaceAll(/^(const \w+ = )require\("([^"]+)"\)/gm, (_, start, name) => {
      modules.add(name);
      return `${start}$.load(${literalText(name)})`;
    });
    return `/* @__PURE__ */ $.createValidator(/* @__PURE__ */ (() => { const module = { exports: {} };\n${code}\nreturn module.exports; })()${more})`;
  };
  const lines = [
    ...members.map(({ name, schema }) => `export const ${name} = ${compileText(schema)};`),
    ...bodies.map(({ name, schema, choice, endpoint }) =>
      choice === undefined
        ? `export const ${name} = ${compileText(schema, `, ${literalText(endpoint)}`)};`
        : `export const ${name} = /* @__PURE__ */ $.createUnionValidator(${literalText(choice.tag)}, { ${choice.members
            .map((member) => `[${literalText(member.model)}]: ${member.name}`)
            .join(", ")} }, ${literalText(endpoint)});`,
    ),
    `export const validators = { ${bodies.map(({ name, operation }) => `${operation}: ${name}`).join(", ")} };`,
  ];
  const names = [...modules].sort();
  const runtime = await cache.getOrSetLater("runtime", names, async () => {
    const { bundleRuntime } = await import("./bundle-runtime.ts");
    return bundleRuntime(names, root);
  });
  return `${renderHeader(origin, "//")}${runtime}${lines.join("\n")}\n`;
}
