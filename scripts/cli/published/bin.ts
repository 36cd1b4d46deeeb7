#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { exitOnOldNode } from "../../../src/mock/base/node-version.js";
import { loadPublished } from "../../launch/load-published.js";

/** The name of the chunk that `main.ts` is in, as the build says it. */
declare const MAIN_CHUNK: string;

exitOnOldNode();

const pathTo = (place: string) => fileURLToPath(new URL(place, import.meta.url));

/** Loaded only now: an old Node could not read all of it. */
const loadMain = () =>
  loadPublished<typeof import("./main.ts")>(
    MAIN_CHUNK,
    pathTo("chunks"),
    pathTo("../../.cache/evolink-openapi"),
  );

Promise.resolve()
  .then(() => loadMain().main(process.argv.slice(2)))
  .then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
