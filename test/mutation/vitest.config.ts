import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The first test that goes red ends the run of a mutant, and most of what a file costs is to load its modules: those that
 * load the fewest come first. How many that are is known once the files have run without a mutant.
 */
class LightestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const counts = new Map(files.map((file) => [file, countModules(file)]));
    return files.toSorted((one, other) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0));
  }
}

function countModules({ moduleId, project }: TestSpecification): number {
  const loaded = new Set(project.vite.environments.ssr.moduleGraph.getModulesByFile(moduleId));
  // A set goes on to what is added while it is gone through.
  for (const { importedModules } of loaded) for (const one of importedModules) loaded.add(one);
  return loaded.size;
}

/**
 * The globs of the tests, from `runStryker`. Stryker's own option `testFiles` leaves every change to what a module does
 * when it is loaded without effect (stryker-mutator/stryker-js#6144).
 */
const TESTS: string[] = JSON.parse(process.env.MUTATION_TESTS ?? "[]");

/** As vitest.config.ts, without the tests of types: a mutant has the types of the original. */
export default defineConfig({
  test: {
    include: TESTS,
    deps: { interopDefault: false },
    sequence: { sequencer: LightestFirst },
    runner: "test/mutation/runner.ts",
    // All files share the modules: to load them is most of what a mutant costs.
    isolate: false,
    testTimeout: 10_000,
  },
});
