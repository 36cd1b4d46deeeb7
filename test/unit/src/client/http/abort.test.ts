import { expect, it } from "vitest";
import { withTimeout } from "../../../../../src/client/http/abort.ts";
import { TIMER_LIMIT_MS } from "../../../../../src/client/limits.ts";

it("withTimeout goes on following a signal for others when one of them is released", () => {
  const caller = new AbortController();
  const [first, release] = withTimeout(TIMER_LIMIT_MS, caller.signal);
  const [second] = withTimeout(TIMER_LIMIT_MS, caller.signal);
  release();
  caller.abort("enough");
  expect([first.aborted, second.aborted, second.reason]).toEqual([false, true, "enough"]);
});
