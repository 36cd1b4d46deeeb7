// Runs one command: node scripts/run.js FILE.ts [ARGS…]
import "./check-node.js";

import("./launch/run-command.js").then(({ runCommand }) => runCommand(process.argv.slice(2)));
