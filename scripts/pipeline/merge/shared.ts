import type { JsonObject } from "../../../src/openapi/json.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import type { Described } from "./annotations/join-described.ts";
import type { FindLinked } from "./links.ts";
import type { Failures } from "./responses/failures.ts";
import type { Components } from "./schemas/components.ts";

/** What all operations of the merged document share. */
export interface Shared {
  /** What all pages say of themselves. */
  info: JsonObject;
  components: Components;
  failures: Failures;
  /** What each page says of the schemes that it asks for, under our names of them. */
  securitySchemes: Map<string, Described[]>;
  /** Set once all operations have their names. */
  findLinked: FindLinked;
  report(problem: Problem): void;
}
