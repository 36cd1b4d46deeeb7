import type { JsonObject } from "../../../src/openapi/json.ts";
import {
  type CompiledSchema,
  createCompiler,
  nameReference,
} from "../../pipeline/check/evaluate/compile-schema.ts";
import type { RenderInput } from "../shared/render-input.ts";
import { literalText, renderHeader } from "../shared/source-text.ts";

/**
 * Text of `validators.js`: a validator for each request body and for each of its variants, in a module that imports
 * nothing.
 *
 * Each stands in a function of its own that bundlers may drop, and so does each component that they refer to: an
 * application ships the models it imports, and a component once.
 */
export async function renderValidators({ document, validators, root, cache }: RenderInput): Promise<string> {
  const { variants, bodies } = validators;
  const compiler = createCompiler(document, cache);
  const modules = new Set<string>();
  const referred = new Set<string>();
  const writeFunction = (compiled: CompiledSchema): string => {
    if ("reason" in compiled) throw new Error(compiled.reason);
    for (const pointer of compiled.references) referred.add(pointer);
    // Ajv writes each on a line of its own, and leaves lines empty; in the texts of a schema no line begins.
    const code = compiled.code
      .replaceAll(/\n{2,}/g, "\n")
      .replaceAll(/^(const \w+ = )require\("([^"]+)"\)/gm, (_, start, name) => {
        modules.add(name);
        return `${start}$.load(${literalText(name)})`;
      });
    return `/* @__PURE__ */ (() => { const module = { exports: {} };\n${code}\nreturn module.exports; })()`;
  };
  /** @param more Further arguments of `createValidator`, as source. */
  const writeValidator = (schema: JsonObject, more = ""): string => {
    const pointer = compiler.readReference(schema);
    if (pointer !== undefined) referred.add(pointer);
    const compiled = pointer === undefined ? writeFunction(compiler.compile(schema)) : nameReference(pointer);
    return `/* @__PURE__ */ $.createValidator(${compiled}${more})`;
  };
  const lines = [
    ...variants.map(({ name, schema }) => `export const ${name} = ${writeValidator(schema)};`),
    ...bodies.map(({ name, schema, variants: own, endpoint, isOptional }) => {
      const facts = [literalText(endpoint), ...(isOptional ? ["true"] : [])].join(", ");
      return own === undefined
        ? `export const ${name} = ${writeValidator(schema, `, ${facts}`)};`
        : `export const ${name} = /* @__PURE__ */ $.createUnionValidator(${literalText(own.discriminator)}, { ${own.byModel
            .map(({ model, name: variant }) => `[${literalText(model)}]: ${variant}`)
            .join(", ")} }, ${facts});`;
    }),
    `export const validators = { ${bodies.map(({ name, operation }) => `${operation}: ${name}`).join(", ")} };`,
  ];
  const functions: string[] = [];
  // Each of them may refer to more.
  for (const pointer of referred)
    functions.push(`const ${nameReference(pointer)} = ${writeFunction(compiler.compileTarget(pointer))};`);
  const names = [...modules].sort();
  const runtime = await cache.getOrSetAsync("runtime", names, async () => {
    // esbuild is loaded when it is needed.
    const { bundleRuntime } = await import("./bundle-runtime.ts");
    return bundleRuntime(names, root);
  });
  return `${renderHeader("//", "openapi.yaml")}${runtime}${[...functions, ...lines].join("\n")}\n`;
}
