// Ends the process with one sentence on a Node that is too old, before anything is loaded that it cannot read.
import { explainOldNode } from "../src/mock/base/node-version.js";

const complaint = explainOldNode(process.versions.node);
if (complaint !== undefined) {
  console.error(complaint);
  process.exit(1);
}
