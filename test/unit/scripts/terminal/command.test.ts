import { Command } from "commander";
import { describe, expect, it, vi } from "vitest";
import { EXIT, parseArguments } from "../../../../scripts/terminal/command.ts";

describe("parseArguments", () => {
  /** What `--help` prints on a terminal of so many columns. */
  function printHelp(program: Command, columns: number, help = ""): string {
    const before = Object.getOwnPropertyDescriptor(process.stdout, "columns");
    Object.defineProperty(process.stdout, "columns", { value: columns, configurable: true });
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      expect(parseArguments(program, ["--help"], { help })).toBe(EXIT.ok);
      return write.mock.calls.map(([text]) => String(text)).join("");
    } finally {
      write.mockRestore();
      if (before === undefined) Reflect.deleteProperty(process.stdout, "columns");
      else Object.defineProperty(process.stdout, "columns", before);
    }
  }

  it("names a default, but not that a flag is off or a list is empty", () => {
    const program = new Command("evolink-openapi kite")
      .option("--json", "print JSON", false)
      .option("--match <glob...>", "take these", [])
      .option("--fault <name>", "go wrong", (name) => ({ [name]: 1 }), {})
      .option("--port <n>", "listen there", Number, 4010)
      .option("--color", "in colours", true);
    const text = printHelp(program, 100);
    expect(text).toMatch(/^Usage: evolink-openapi kite \[options\]\n/);
    expect(text).toMatch(
      /print JSON\n.*take these\n.*go wrong\n.*listen there \(default: 4010\)\n.*\(default: true\)\n/,
    );
  });

  it("fills paragraphs to the width of the terminal, and keeps indented lines apart", () => {
    const help = `${"kite ".repeat(18).trim()}\n${"boat ".repeat(18).trim()}\n\nExamples:\n  one\n  two`;
    const linesAt = (columns: number) => printHelp(new Command("kite"), columns, help).split("\n");
    for (const columns of [60, 100]) {
      const lines = linesAt(columns);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
      expect(lines).toContainEqual(expect.stringMatching(/kite boat/));
      expect(lines.slice(-4)).toEqual(["Examples:", "  one", "  two", ""]);
    }
    expect(linesAt(60).length).toBeGreaterThan(linesAt(100).length);
  });
});
