import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main as runMock } from "../../../../scripts/cli/mock.ts";
import { parseFault } from "../../../../src/mock/base/faults.ts";
import { startTestMock } from "../../../helpers/mock.ts";
import { readExamples } from "../../../helpers/readme.ts";

let printed: string[];
beforeEach(() => {
  printed = [];
  const print = (text: unknown) => {
    printed.push(String(text));
    return true;
  };
  vi.spyOn(console, "log").mockImplementation(print);
  vi.spyOn(console, "error").mockImplementation(print);
  vi.spyOn(process.stdout, "write").mockImplementation(print);
  vi.spyOn(process.stderr, "write").mockImplementation(print);
});
afterEach(() => vi.restoreAllMocks());

describe("the mock command", () => {
  it("cannot start at a port in use", async () => {
    const mock = await startTestMock();
    expect(await runMock(["--port", String(mock.port)])).toBe(1);
    expect(printed.join("")).toContain(`Port ${mock.port} is in use. Stop what uses it, or pass --port 0`);
  });

  it("cannot serve a document that is missing or broken", async () => {
    expect(await runMock(["--port", "0", "--spec", "nowhere.yaml"])).toBe(1);
    expect(printed.join("")).toContain("There is no file nowhere.yaml.");
    expect(await runMock(["--port", "0", "--spec", "package.json"])).toBe(1);
    expect(printed.join("")).toContain("This is not an OpenAPI document");
  });

  it.each([
    [["--port", "many"], "Expected a number."],
    [["--port", "-1"], "Expected `port` to be an integer from 0 to 65535, got -1."],
    [["--fault", "typo=0.5"], 'Expected a fault to be one of drop, reset, slow, truncate, got "typo".'],
    [["--fault", "drop=1.5"], 'Expected the probability of "drop" to be from 0 to 1, got 1.5.'],
    [["--sped"], "unknown option"],
  ])("refuses %j as a wrong argument", async (args, message) => {
    expect(await runMock(args)).toBe(2);
    expect(printed.join("")).toContain(message);
  });

  it("says where it is and what to put into the client, as in the README, and ends with Ctrl-C", async () => {
    const ended = runMock(["--port", "0"]);
    await vi.waitFor(() => expect(printed).toHaveLength(1), 10_000);
    const [url = ""] = /http:\S+\d/.exec(printed[0] ?? "") ?? [];
    for (const readme of ["README.md", "README.ja.md"])
      expect(
        readExamples("text", readme).map((text) => text.replaceAll("http://127.0.0.1:4010", url)),
      ).toContain(`${printed[0]}\n`);
    expect((await fetch(`${url}/_mock/`)).status).toBe(200);
    process.emit("SIGINT");
    expect(await ended).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe("--open", () => {
  it("opens the console", async () => {
    const folder = await mkdtemp(join(tmpdir(), "open-"));
    const opened = join(folder, "opened");
    // What xdg-open asks first.
    const browser = join(folder, "browser");
    await writeFile(browser, `#!/bin/sh\nprintf %s "$1" > ${opened}\n`, { mode: 0o755 });
    vi.stubEnv("BROWSER", browser);
    try {
      const ended = runMock(["--port", "0", "--open"]);
      const url = await vi.waitFor(() => readFile(opened, "utf8"), 10_000);
      expect(printed[0]).toContain(`baseUrl: "${url.replace(/\/$/, "")}"`);
      process.emit("SIGINT");
      expect(await ended).toBe(0);
    } finally {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe("parseFault", () => {
  it.each(["drop=0", "drop=1", "slow=0.25"])("reads %s", (text) => {
    const [name = "", probability] = text.split("=");
    expect(parseFault(text)).toEqual({ [name]: Number(probability) });
  });

  it.each(["drop", "drop=", "drop=x", "drop=-0.1", "=1"])("refuses %s", (text) => {
    expect(() => parseFault(text)).toThrow(RangeError);
  });
});
