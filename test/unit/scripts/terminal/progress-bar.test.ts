import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import { describe, expect, it } from "vitest";
import { createProgressBar } from "../../../../scripts/terminal/progress-bar.ts";

function record(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80, cursorTo() {}, clearLine() {} });
  // Up to Node 25 one `read()` gives all that was written; from 26 on it gives one chunk.
  const chunks: string[] = [];
  stream.on("data", (chunk) => chunks.push(String(chunk)));
  const written = async () => {
    await finished(stream.end());
    return chunks.join("");
  };
  return { bar: createProgressBar(stream), written };
}

describe("createProgressBar", () => {
  it("writes a plain line for each change when the output is piped", async () => {
    const { bar, written } = record(false);
    bar.show({ label: "pending", percent: 0, secondsLeft: 6 });
    bar.show({ label: "pending", percent: 0, secondsLeft: 6.2 });
    bar.show({ label: "processing", percent: 50, secondsLeft: 0.4 });
    bar.end();
    expect(await written()).toBe("  pending 0 %, about 6 s left\n  processing 50 %\n");
  });

  it("draws a bar on a terminal, and gives the cursor back", async () => {
    const { bar, written } = record(true);
    bar.show({ label: "processing", percent: 50, secondsLeft: 3 });
    bar.end();
    const text = await written();
    expect(text).toContain(`${"█".repeat(12)}${"░".repeat(12)} processing 50 %, about 3 s left`);
    expect(text.lastIndexOf("\u001b[?25h")).toBeGreaterThan(text.lastIndexOf("\u001b[?25l"));
  });
});
