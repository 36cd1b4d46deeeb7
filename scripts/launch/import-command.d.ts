import type { Plugin } from "esbuild";

/** The compiler inside ts-morph, which serves openapi-typescript too. */
export const TYPESCRIPT: string;
/** Leaves out what Redocly lints GraphQL with. */
export const withoutGraphql: Plugin;
