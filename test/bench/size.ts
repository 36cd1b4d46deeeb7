import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type WeighedImport, weigh } from "../conformance/weigh.ts";

/** What `createEvolink` may weigh with everything reachable from it. */
const LIMIT_BYTES = 6000;

interface Subject extends WeighedImport {
  name: string;
}

/** What the other subpaths are imported for. Those of Node alone are in no bundle. */
const SUBPATHS: readonly [subpath: string, imported: string, file: string][] = [
  ["raw", "createRaw", "./src/raw/index.ts"],
  ["result", "openResult", "./src/result/index.ts"],
  ["callback", "createCallbacks", "./src/callback/index.ts"],
  ["proxy", "createProxy", "./src/proxy/index.ts"],
  ["query", "taskQueryOptions", "./src/query/index.ts"],
  ["ai-sdk", "createEvolinkProvider", "./src/ai-sdk/index.ts"],
  ["validate", "createVideoGenerationBody", "./generated/validators.js"],
];

/** Installs the clients we compare with into their own folder, from its lock file. False when that fails. */
function installPeers(folder: string): boolean {
  if (existsSync(join(folder, "node_modules"))) return true;
  return (
    spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: "ignore" })
      .status === 0
  );
}

/** `npm run bench -- size`. False above the limit. */
export async function benchSize(root: string): Promise<boolean> {
  const folder = join(root, "test", "bench", "peers");
  const ours: Subject = {
    name: "evolink-openapi",
    specifier: "./src/index.ts",
    imported: "createEvolink",
    folder: root,
  };
  const subjects: Subject[] = [
    ours,
    { name: "openapi-fetch", specifier: "openapi-fetch", imported: "default", folder: root },
  ];
  if (installPeers(folder)) {
    for (const [name, imported] of [
      ["replicate", "default"],
      ["lumaai", "default"],
      ["@runwayml/sdk", "default"],
      ["@fal-ai/client", "fal"],
      ["openai", "default"],
    ] as const) {
      subjects.push({ name, specifier: name, imported, folder });
    }
  } else console.log("The other clients could not be installed (offline?): ours only.");

  for (const subject of subjects) {
    const bytes = await weigh(subject).catch(() => Number.NaN);
    const shown = Number.isNaN(bytes)
      ? "does not bundle for browsers"
      : `${(bytes / 1000).toFixed(2).padStart(6)} kB`;
    console.log(`  ${subject.name.padEnd(18)} ${shown}`);
  }
  const bytes = await weigh(ours);
  console.log("What importing a subpath adds to createEvolink, which imports none of them:");
  for (const [subpath, imported, specifier] of SUBPATHS) {
    const both = await weigh({ ...ours, besides: [{ specifier, imported }] });
    console.log(
      `  ./${subpath.padEnd(16)} ${((both - bytes) / 1000).toFixed(2).padStart(6)} kB (${imported})`,
    );
  }
  const light = bytes <= LIMIT_BYTES;
  console.log(`${light ? "ok" : "MISSED"}: createEvolink weighs ${bytes} bytes, the aim is ${LIMIT_BYTES}`);
  return light;
}
