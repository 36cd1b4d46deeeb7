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

/** As vitest.config.ts, without the tests of types: a mutant has the types of the original. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    deps: { interopDefault: false },
    sequence: { sequencer: ShortestFirst },
    testTimeout: 10_000,
  },
});
