import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { createProgressBar } from "../../../../scripts/terminal/progress-bar.ts";

function record(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80, cursorTo() {}, clearLine() {} });
  return { bar: createProgressBar(stream), written: () => String(stream.read() ?? "") };
}

describe("createProgressBar", () => {
  it("writes a plain line for each change when the output is piped", () => {
    const { bar, written } = record(false);
    bar.show({ label: "pending", percent: 0, secondsLeft: 6 });
    bar.show({ label: "pending", percent: 0, secondsLeft: 6.2 });
    bar.show({ label: "processing", percent: 50, secondsLeft: 0.4 });
    bar.end();
    expect(written()).toBe("  pending 0 %, about 6 s left\n  processing 50 %\n");
  });

  it("draws a bar on a terminal, and gives the cursor back", () => {
    const { bar, written } = record(true);
    bar.show({ label: "processing", percent: 50, secondsLeft: 3 });
    bar.end();
    const text = written();
    expect(text).toContain(`${"█".repeat(12)}${"░".repeat(12)} processing 50 %, about 3 s left`);
    expect(text.lastIndexOf("\u001b[?25h")).toBeGreaterThan(text.lastIndexOf("\u001b[?25l"));
  });
});
