import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createCache } from "../../../scripts/cache.ts";
import type { Json } from "../../../src/openapi/json.ts";
import { valueAt } from "../../../src/validation/explain-errors.ts";
import type { ValidationProblem } from "../../../src/validation/problem-params.ts";
import { type GroupOutcome, PLACES, runGroup } from "./run-group.ts";
import { readRequired } from "./suite.ts";

const groups = await readRequired("suite.test.ts");

/** Of the tests of groups that become validators, how many have to come out right. */
const MIN_RIGHT = 0.99;

/**
 * What says nothing of a value that is refused: no problem, "any value" where something is asked, a keyword that the schema
 * does not have, or a place that is not in the value.
 */
function findIdleWords({ file, description, schema, said }: GroupOutcome): string[] {
  const text = JSON.stringify(schema);
  // `false` and `not: {}` are the same.
  const isKnown = (code: string) => /^(?:not|false schema)$/.test(code) || text.includes(`"${code}"`);
  const isIdle = (data: Json, { code, message, path }: ValidationProblem) =>
    /\bany value\b/.test(message) || !isKnown(code) || !isHolder(valueAt(data, path.slice(0, -1)), path);
  return said
    .filter(({ data, problems }) => problems.length === 0 || problems.some((one) => isIdle(data, one)))
    .map(({ data, problems }) => `${file}, ${description}: ${JSON.stringify({ data, problems })}`);
}

function isHolder(value: unknown, path: readonly unknown[]): boolean {
  return path.length === 0 || (typeof value === "object" && value !== null);
}

describe.skipIf(groups.length === 0)(
  "the schemas of the JSON-Schema-Test-Suite",
  { timeout: 600_000 },
  () => {
    it("become validators or are refused with a reason, and let no wrong value through without a word", async () => {
      const folder = await mkdtemp(join(tmpdir(), "suite-"));
      const cache = createCache();
      const outcomes: GroupOutcome[] = [];
      for (const group of groups)
        for (const place of PLACES)
          outcomes.push(await runGroup(group, place, { folder, root: process.cwd(), cache }));
      await rm(folder, { recursive: true, force: true });

      const wrong = outcomes.flatMap((outcome) => outcome.wrong.map((one) => ({ ...one, outcome })));
      const accepted = wrong.filter(
        ({ isAccepted, outcome }) => isAccepted && outcome.problems.every(({ kind }) => kind === undefined),
      );
      const right = outcomes.reduce((sum, outcome) => sum + outcome.right, 0);
      const refused = outcomes.filter(({ refusal }) => refusal !== undefined);
      console.log(
        `${right} of ${right + wrong.length} tests right, ${accepted.length} wrong values let through without a word, ` +
          `${refused.length} of ${outcomes.length} groups refused`,
      );
      expect(refused.filter(({ refusal }) => !refusal || refusal === "no reason")).toEqual([]);
      expect(accepted).toEqual([]);
      expect(outcomes.flatMap(findIdleWords)).toEqual([]);
      expect(right / (right + wrong.length)).toBeGreaterThanOrEqual(MIN_RIGHT);
    });
  },
);
