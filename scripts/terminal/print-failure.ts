import type { Problem } from "../../src/openapi/problem.ts";

/** Whether a command line asks for JSON, be it one that cannot be parsed. */
export function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const options = end < 0 ? args : args.slice(0, end);
  return options.some(
    (option, index) =>
      ["--json", "--format=json"].includes(option) ||
      (option === "--format" && options[index + 1] === "json"),
  );
}

/** Prints, where JSON is asked for, that a command came to nothing: one document with the fields of `generate --json`. */
export function printFailure(json: boolean, message: string, problems?: readonly Problem[]): void {
  const only: Problem = { severity: "error", file: "", pointer: "", message };
  if (json) console.log(JSON.stringify({ ok: false, summary: message, problems: problems ?? [only] }));
}
