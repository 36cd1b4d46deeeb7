// Ends the process with one sentence on a Node that is too old, before anything is loaded that it cannot read.
import { exitOnOldNode } from "../src/mock/base/node-version.js";

exitOnOldNode();
