import { readFile } from "node:fs/promises";

/** A plugin of esbuild that changes what the files are that bundles would hold. */
const changeFile = (name, filter, change) => ({
  name,
  setup: (build) => build.onLoad({ filter }, async ({ path }) => ({ contents: await change(path) })),
});

/** Redocly lints GraphQL too, which is nothing for this project, and its parser has 0.4 MB. */
const withoutGraphql = changeFile(
  "without-graphql",
  /node_modules\/graphql\/index\.m?js$/,
  () => "module.exports = {};",
);

/** ts-morph brings the declarations of all libraries of TypeScript, 3 MB, to find out types by them. We only print. */
const withoutLibraries = changeFile(
  "without-libraries",
  /@ts-morph\/common\/dist\/ts-morph-common\.js$/,
  async (path) =>
    (await readFile(path, "utf8")).replace(/(const libFiles = )\[\{[\s\S]*?\n {4}\}\];/, "$1[];"),
);

/** What no bundle of a command holds. */
export const LEFT_OUT = [withoutGraphql, withoutLibraries];
