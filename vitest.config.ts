import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    typecheck: { enabled: true, include: ["test/types/**/*.test-d.ts"], tsconfig: "tsconfig.json" },
    // Node's own view of CommonJS packages, which the commands and the published files have too.
    deps: { interopDefault: false },
    testTimeout: 30_000,
    // The tests that wait for real time wait together.
    maxConcurrency: 25,
  },
});
