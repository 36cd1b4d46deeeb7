import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decideInclusion, type Inclusion } from "../../../scripts/diff/inclusion/decide-inclusion.ts";
import { moderniseSchema } from "../../../scripts/diff/sides/modernise.ts";
import { isObject, type Json } from "../../../src/openapi/json.ts";

/** Whether the values of one schema are all values of another, as somebody else holds. */
export interface ContainmentCase {
  name: string;
  a: Json;
  b: Json;
  subset: boolean;
}

/** Where other people's cases lie: `DIFF_CASES`, or beside the repository. They are test input, and never copied here. */
export function defaultCasesFolder(root: string): string {
  return process.env.DIFF_CASES ?? join(root, "../shared/diff-cases");
}

/** The cases of IBM's jsonsubschema; none where they do not lie there. */
export function readContainmentCases(folder: string): ContainmentCase[] {
  const file = join(folder, "ibm-jsonsubschema.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ContainmentCase[]) : [];
}

/** Decides a case. Its schemas are of draft 4, where keywords beside a reference mean nothing. */
export function decideCase({ a, b }: ContainmentCase): Inclusion {
  const [first, second] = [a, b].map((schema) => {
    const modern = moderniseSchema(schema, { ignoresSiblings: true });
    return { schema: modern, document: isObject(modern) ? modern : {} };
  });
  if (first === undefined || second === undefined) throw new Error("a case has two schemas");
  return decideInclusion(first, second);
}
