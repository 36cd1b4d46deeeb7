import type { JsonObject } from "../../../src/openapi/json.ts";
import type { Problem } from "../../../src/openapi/problem.ts";
import type { FindLinked } from "./links.ts";
import type { Failures } from "./responses/failures.ts";
import type { Components } from "./schemas/components.ts";

/** What all operations of the merged document share. */
export interface Shared {
  components: Components;
  failures: Failures;
  securitySchemes: Map<string, JsonObject>;
  /** Set once all operations have their names. */
  findLinked: FindLinked;
  report(problem: Problem): void;
}
