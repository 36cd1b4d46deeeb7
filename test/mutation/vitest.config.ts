import { statSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The shortest file first: it is about one source, and the first test that goes red ends the run of a mutant. */
class ShortestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sizeOf = ({ moduleId }: TestSpecification) => statSync(moduleId).size;
    return files.toSorted((one, other) => sizeOf(one) - sizeOf(other));
  }
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
    sequence: { sequencer: ShortestFirst },
    testTimeout: 10_000,
  },
});
