import { readFile } from "node:fs/promises";
import { createCache } from "../../../scripts/cache.ts";
import { compileModules } from "../../conformance/catalog/compile.ts";
import { createDraw } from "../../helpers/draw.ts";
import { loadBaseDocuments } from "../documents/base-documents.ts";
import { startWatchdog } from "../documents/watchdog.ts";
import { drawFiles } from "../documents.ts";
import { type AttackOptions, type ChaosReport, createPromiseCounter } from "../report.ts";
import { listAcceptedBodies } from "./accepted-bodies.ts";
import { generateProject, type Project } from "./generate-project.ts";
import { writeConsumer } from "./write-consumer.ts";

const PROMISES = ["generated code does not compile", "a use of it does not compile"] as const;

const HUNG_MS = 300_000;
/** One program compiles as many documents: it has to read the libraries once. */
const DOCUMENTS_PER_PROGRAM = 25;

/** Compiles all that is generated of mutated documents, and programs that use it, as strictly as a project may. */
export async function attackCompiledDocuments({ seed, count }: AttackOptions): Promise<ChaosReport> {
  const counter = createPromiseCounter("mutated documents compiled", PROMISES);
  const bases = await loadBaseDocuments(createDraw(`${seed} catalogue`));
  const lintConfig = { path: "redocly.yaml", bytes: await readFile("redocly.yaml") };
  const watchdog = startWatchdog(`Seed ${seed}: document`, HUNG_MS);
  let cache = createCache();
  let projects = new Map<string, Project>();
  let compiled = 0;
  const compile = (): void => {
    compiled += projects.size;
    for (const [promise, words] of compileProjects(projects, seed)) counter.break(promise, words);
    projects = new Map();
    cache = createCache();
  };
  for (let number = 0; number < count; number += 1) {
    watchdog.enter(number);
    const files = drawFiles(bases, createDraw(`${seed} document ${number}`));
    const project = await generateProject(files, lintConfig, cache);
    if (project !== undefined) projects.set(`document-${number}`, project);
    if (projects.size === DOCUMENTS_PER_PROGRAM) compile();
  }
  compile();
  await watchdog.stop();
  return counter.report(compiled);
}

type Broken = readonly [promise: (typeof PROMISES)[number], words: string];

/** What the compiler says of some projects, by name, and of a program that uses each of them. */
export function compileProjects(projects: ReadonlyMap<string, Project>, seed = 1): Broken[] {
  const modules = new Map<string, string>();
  for (const [name, project] of projects) {
    for (const [file, text] of project.files) if (file.endsWith(".ts")) modules.set(`${name}/${file}`, text);
    const accepted = listAcceptedBodies(project, createDraw(`${seed} bodies of ${name}`));
    modules.set(`${name}/consumer.ts`, writeConsumer(project, accepted));
  }
  const complaints = compileModules(process.cwd(), modules, { options: STRICTEST });
  return [...complaints].flatMap(([file, list]) =>
    list.slice(0, 1).map(({ line, message }): Broken => {
      const text = modules.get(file)?.split("\n")[line - 1]?.trim() ?? "";
      return [
        file.endsWith("consumer.ts") ? PROMISES[1] : PROMISES[0],
        `${file}:${line} ${message.slice(0, 400)} at ${text.slice(0, 300)}`,
      ];
    }),
  );
}

/** What a project may demand of all files in it. */
const STRICTEST = {
  types: [],
  skipLibCheck: false,
  declaration: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedSideEffectImports: true,
  paths: {
    "evolink-openapi/raw": ["./src/raw/index.ts"],
    "evolink-openapi/runtime": ["./src/runtime/index.ts"],
  },
};
