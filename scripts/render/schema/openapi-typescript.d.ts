// openapi-typescript ships no types for the modules behind its entry, which would load a second copy of Redocly.
declare module "openapi-typescript/dist/transform/index.cjs" {
  import type { GlobalContext } from "openapi-typescript";
  import type ts from "typescript";
  export default function transformSchema(document: object, context: Partial<GlobalContext>): ts.Node[];
}
declare module "openapi-typescript/dist/lib/ts.cjs" {
  import type ts from "typescript";
  export function astToString(ast: ts.Node | ts.Node[]): string;
}
declare module "openapi-typescript/dist/lib/utils.cjs" {
  export function resolveRef(document: object, ref: string, options: { silent: boolean }): unknown;
}
declare module "openapi-typescript/dist/transform/schema-object.cjs" {
  import type { TransformNodeOptions } from "openapi-typescript";
  import type ts from "typescript";

  const module: { default(schema: unknown, options: TransformNodeOptions): ts.TypeNode };
  export default module;
}
