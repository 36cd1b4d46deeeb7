import { execFile } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { installPacked, linkDependencies, type PackedProject } from "./install-packed.ts";

const run = promisify(execFile);

/** A project with the packed package, what it depends on, and a client that its `generate` made of the pages here. */
export interface GeneratedApp extends PackedProject {
  /** Runs the packed command in it. */
  packed(...args: string[]): Promise<{ stdout: string; stderr: string }>;
  /**
   * Compiles `use.ts` as strictly as compilers can.
   *
   * @param typescript folder of the compiler. Default: the one of this repository.
   * @returns what it says against it.
   */
  compile(options: readonly string[], typescript?: string): Promise<string>;
}

/** What an application does with such a client. */
const USE = `import { createEvolink, type SubmittedTask, TaskFailedError } from "./evolink/index.js";
import { functions } from "./evolink/client.js";
import { models } from "./evolink/models.js";
import { validators } from "./evolink/validators.js";
import { createRaw } from "evolink-openapi/raw";

export async function use(baseUrl: string): Promise<unknown[]> {
  const evolink = createEvolink({ apiKey: "any", baseUrl, validate: validators });
  const task: SubmittedTask<"videos"> = await evolink.videos.create("gemini-omni-flash-text-to-video", { prompt: "A boat" });
  const done = await evolink.tasks.wait(task.id);
  const { data } = await createRaw(evolink, { functions }).getTask({ path: { task_id: task.id } });
  return [done.status, done.results.length, data?.id === task.id, Object.keys(models).length, TaskFailedError.kind];
}
`;

const STRICT = [
  ...["--strict", "--exactOptionalPropertyTypes", "--verbatimModuleSyntax", "--isolatedModules"],
  ...["--noUnusedLocals", "--noUncheckedIndexedAccess", "--skipLibCheck", "--target", "es2022"],
];

export async function makeGeneratedApp(): Promise<GeneratedApp> {
  const project = await installPacked();
  const { app, command } = project;
  await linkDependencies(project);
  await cp("spec/pages", join(app, "spec/pages"), { recursive: true });
  await cp("spec/supplement", join(app, "spec/supplement"), { recursive: true });
  await writeFile(join(app, "package.json"), JSON.stringify({ name: "app", type: "module" }));
  await writeFile(join(app, "use.ts"), USE);
  const packed = (...args: string[]) => run(command, args, { cwd: app });
  await packed("generate");
  return {
    ...project,
    packed,
    compile: (options, typescript = resolve("node_modules/typescript")) =>
      run(process.execPath, [join(typescript, "bin/tsc"), ...STRICT, ...options, "use.ts"], {
        cwd: app,
      }).then(
        () => "",
        ({ stdout }: { stdout: string }) => stdout || "The compiler did not run.",
      ),
  };
}
