import { describe, expect, it } from "vitest";
import { createProgressBar } from "../../../../scripts/cli/progress-bar.ts";

function record(isTTY: boolean) {
  const written: string[] = [];
  const bar = createProgressBar({ isTTY, write: (text) => written.push(text) });
  return { bar, written };
}

describe("createProgressBar", () => {
  it("writes a plain line for each change when the output is piped", () => {
    const { bar, written } = record(false);
    bar.show({ label: "pending", percent: undefined, secondsLeft: 6 });
    bar.show({ label: "pending", percent: 0, secondsLeft: 6.2 });
    bar.show({ label: "processing", percent: 50, secondsLeft: 0.4 });
    bar.end();
    expect(written).toEqual(["  pending 0 %, about 6 s left\n", "  processing 50 %\n"]);
  });

  it("draws over its own line on a terminal, and clears it at the end", () => {
    const { bar, written } = record(true);
    bar.show({ label: "processing", percent: 50, secondsLeft: 3 });
    bar.end();
    expect(written[0]).toBe(
      `\r\u001b[2K  ${"█".repeat(12)}${"░".repeat(12)} processing 50 %, about 3 s left`,
    );
    expect(written[1]).toBe("\r\u001b[2K");
  });

  it("survives a percentage out of bounds, and clears nothing when it showed nothing", () => {
    const { bar, written } = record(true);
    bar.end();
    expect(written).toEqual([]);
    bar.show({ label: "processing", percent: 250, secondsLeft: 0 });
    bar.show({ label: "processing", percent: -5, secondsLeft: 0 });
    expect(written).toHaveLength(2);
  });
});
