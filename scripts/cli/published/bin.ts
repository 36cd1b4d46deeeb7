#!/usr/bin/env node
import { exitOnOldNode } from "../../../src/mock/base/node-version.js";

exitOnOldNode();

// Loaded only now: an old Node could not read all of it.
import("./main.ts")
  .then(({ main }) => main(process.argv.slice(2)))
  .then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
