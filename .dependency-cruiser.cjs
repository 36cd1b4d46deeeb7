// Which room may import which (CONTRIBUTING.md, "Rooms"). `npm test` runs it, and a test shows each rule failing.
const to = (path) => ({ path });
/** A room that may import what `allowed` matches, itself, and packages. */
const room = (name, path, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path },
  to: { path: "^(src|scripts|test|generated)/", pathNot: [path, ...allowed] },
});

module.exports = {
  forbidden: [
    {
      name: "no-circle-of-files",
      comment: "Move what both need into a third file.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-circle-of-folders",
      comment: "Move what both need into a folder below both.",
      severity: "error",
      scope: "folder",
      from: {},
      to: { circular: true },
    },
    room(
      "generated-stands-alone",
      "^generated/",
      ["^src/validation/[^/]+\\.ts$", "^src/(runtime|raw)/index\\.ts$"],
      "Generated files import what anyone's generated files import: the runtime, and the types of raw.",
    ),
    room("src-never-imports-scripts", "^src/", ["^generated/"], "What ships does not know the toolchain."),
    {
      name: "the-runtime-knows-no-document",
      comment: "What it needs of one, the generated index tells it.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/index\\.ts$" },
      to: to("^generated/"),
    },
    {
      name: "client-and-mock-are-apart",
      comment: "They meet over HTTP.",
      severity: "error",
      from: { path: "^src/client/" },
      to: to("^src/mock/"),
    },
    {
      name: "mock-and-client-are-apart",
      comment:
        "They meet over HTTP. Only the form of the console has a proxy in between, which fetches from the mock.",
      severity: "error",
      from: { path: "^src/mock/", pathNot: "^src/mock/console/proxy\\.ts$" },
      to: to("^src/(client|raw|runtime|proxy|index\\.ts)"),
    },
    room(
      "scripts-do-not-import-tests",
      "^scripts/",
      ["^src/", "^generated/"],
      "Test rigs may use the toolchain, not the other way round.",
    ),
    {
      name: "toolchain-does-not-know-the-client",
      comment:
        "It ships the mock, the validation and the view of a document, and writes files as they do. Only `npm start` and `batch` run the client.",
      severity: "error",
      from: { path: "^scripts/", pathNot: "^scripts/(batch/|start/|cli/(batch|start)\\.ts)" },
      to: { path: "^src/", pathNot: "^src/(files|openapi|validation|mock)/" },
    },
    {
      name: "core-runs-anywhere",
      comment: "Browsers, workers, Bun and Deno have no modules of Node.",
      severity: "error",
      from: {
        path: "^src/(client|raw|runtime|errors|result|callback|durable|proxy|query|ai-sdk|validation/[^/]+\\.ts|index\\.ts|public-address\\.ts|text)",
      },
      to: { dependencyTypes: ["core"] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^test/bench/peers" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"] },
  },
};
