// Prints on exit what CommonJS has loaded, after a line that says so: a package a line, and a chunk of a bundle a line.
const Module = require("node:module");
const vm = require("node:vm");

const chunks = [];
vm.Script = class extends vm.Script {
  constructor(text, options) {
    super(text, options);
    chunks.push(options.filename);
  }
};
Module.syncBuiltinESMExports();

process.on("exit", () => {
  const names = Object.keys(Module._cache).map(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1],
  );
  process.stderr.write(`\nLOADED\n${[...new Set(names), ...chunks].filter(Boolean).join("\n")}\n`);
});
