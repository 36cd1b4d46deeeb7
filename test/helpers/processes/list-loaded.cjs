// Prints on exit which packages CommonJS has loaded, one a line, after a line that says so.
const Module = require("node:module");

process.on("exit", () => {
  const names = Object.keys(Module._cache).map(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1],
  );
  process.stderr.write(`\nLOADED\n${[...new Set(names)].filter(Boolean).join("\n")}\n`);
});
