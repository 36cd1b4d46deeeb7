/** Text of a module for `node --require` that makes the process take itself for Node 20.18.3. */
export const PRETEND_OLD_NODE =
  'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.18.3" } });';
