import type { JsonObject } from "../../../src/openapi/json.ts";
import { createCompile } from "../../pipeline/check/compile-schema.ts";
import type { RenderInput } from "../shared/render-input.ts";
import { literalText, renderHeader } from "../shared/source-text.ts";

/**
 * Text of `validators.js`: a validator for each request body and for each of its variants, in a module that imports
 * nothing.
 *
 * Each stands in a function of its own that bundlers may drop, so that an application ships the models it imports.
 */
export async function renderValidators({ document, validators, root, cache }: RenderInput): Promise<string> {
  const { variants, bodies } = validators;
  const compile = createCompile(document, cache);
  const modules = new Set<string>();
  /** @param more Further arguments of `createValidator`, as source. */
  const compileText = (schema: JsonObject, more = ""): string => {
    const compiled = compile(schema);
    if ("reason" in compiled) throw new Error(compiled.reason);
    // Ajv writes each on a line of its own, and leaves lines empty; in the texts of a schema no line begins.
    const code = compiled.code
      .replaceAll(/\n{2,}/g, "\n")
      .replaceAll(/^(const \w+ = )require\("([^"]+)"\)/gm, (_, start, name) => {
        modules.add(name);
        return `${start}$.load(${literalText(name)})`;
      });
    return `/* @__PURE__ */ $.createValidator(/* @__PURE__ */ (() => { const module = { exports: {} };\n${code}\nreturn module.exports; })()${more})`;
  };
  const lines = [
    ...variants.map(({ name, schema }) => `export const ${name} = ${compileText(schema)};`),
    ...bodies.map(({ name, schema, variants: own, endpoint, isOptional }) => {
      const facts = [literalText(endpoint), ...(isOptional ? ["true"] : [])].join(", ");
      return own === undefined
        ? `export const ${name} = ${compileText(schema, `, ${facts}`)};`
        : `export const ${name} = /* @__PURE__ */ $.createUnionValidator(${literalText(own.discriminator)}, { ${own.byModel
            .map(({ model, name: variant }) => `[${literalText(model)}]: ${variant}`)
            .join(", ")} }, ${facts});`;
    }),
    `export const validators = { ${bodies.map(({ name, operation }) => `${operation}: ${name}`).join(", ")} };`,
  ];
  const names = [...modules].sort();
  const runtime = await cache.getOrSetAsync("runtime", names, async () => {
    // esbuild is loaded when it is needed.
    const { bundleRuntime } = await import("./bundle-runtime.ts");
    return bundleRuntime(names, root);
  });
  return `${renderHeader("//", "openapi.yaml")}${runtime}${lines.join("\n")}\n`;
}
