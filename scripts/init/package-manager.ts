import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** How a project installs its packages, and runs their commands. */
export interface PackageManager {
  /** Steps of a workflow of GitHub that make it available; YAML. */
  setup: readonly object[];
  install: string;
  /** Stands before the name of a command. */
  exec: string;
}

/** By the hashes of their releases, 4.4.0 and 2.0.2: a tag may be moved. */
const SETUP_NODE = "actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020";
const SETUP_BUN = "oven-sh/setup-bun@735343b667d3e6f658f44d0eca948eb6282f2b76";

const NODE = { uses: SETUP_NODE, with: { "node-version": "22" } };
const COREPACK = [NODE, { run: "corepack enable" }];

/** By the lock file that each writes. */
const MANAGERS: readonly (PackageManager & { files: readonly string[] })[] = [
  {
    files: ["pnpm-lock.yaml"],
    setup: COREPACK,
    install: "pnpm install --frozen-lockfile",
    exec: "pnpm exec",
  },
  { files: ["yarn.lock"], setup: COREPACK, install: "yarn install", exec: "yarn run" },
  {
    files: ["bun.lock", "bun.lockb"],
    setup: [NODE, { uses: SETUP_BUN }],
    install: "bun install --frozen-lockfile",
    exec: "bunx",
  },
];

const NPM: PackageManager = { setup: [NODE], install: "npm ci", exec: "npx" };

/** The package manager of the nearest lock file, from a folder upwards; npm where there is none. */
export function findPackageManager(folder: string): PackageManager {
  const found = MANAGERS.find(({ files }) => files.some((file) => existsSync(join(folder, file))));
  const parent = dirname(folder);
  if (found !== undefined) return found;
  return existsSync(join(folder, "package-lock.json")) || parent === folder
    ? NPM
    : findPackageManager(parent);
}
