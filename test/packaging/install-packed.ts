import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** An empty project with the packed package in it. */
export interface PackedProject {
  /** Its folder, which whoever asked for it removes. */
  app: string;
  /** Folder of the package in it. */
  installed: string;
  /** The command, where npm puts it. */
  command: string;
}

/** Packs the package, and lays it out as npm would install it into an empty folder, without what it depends on. */
export async function installPacked(): Promise<PackedProject> {
  if (!existsSync("dist/bin.js"))
    throw new Error("There is no dist/. Run `npm run build` first, or `npm test`.");
  const app = await mkdtemp(join(tmpdir(), "packed-"));
  const installed = join(app, "node_modules", "evolink-openapi");
  const command = join(app, "node_modules", ".bin", "evolink-openapi");
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", app]);
  const tarball = (await readdir(app)).find((name) => name.endsWith(".tgz")) ?? "";
  await mkdir(installed, { recursive: true });
  await run("tar", ["-xzf", join(app, tarball), "-C", installed, "--strip-components=1"]);
  await mkdir(join(app, "node_modules", ".bin"));
  await symlink("../evolink-openapi/dist/bin.js", command);
  return { app, installed, command };
}

/** Puts what the package depends on next to it, as npm would. The rest of what it needs is bundled. */
export async function linkDependencies({ app, installed }: PackedProject): Promise<void> {
  const { dependencies } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) {
    const place = join(app, "node_modules", name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(resolve("node_modules", name), place);
  }
}
