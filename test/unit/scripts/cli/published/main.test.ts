import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import packageJson from "../../../../../package.json" with { type: "json" };
import { main } from "../../../../../scripts/cli/published/main.ts";

let output = "";
beforeEach(() => {
  output = "";
  for (const method of ["log", "error"] as const)
    vi.spyOn(console, method).mockImplementation((text) => {
      output += `${text}\n`;
    });
});
afterEach(() => vi.restoreAllMocks());

describe("the published command", () => {
  it.each(["--help", "-h", "help"])("lists its commands with %s", async (option) => {
    expect(await main([option])).toBe(0);
    expect(output).toMatch(/init .*\n {2}add .*\n {2}update .*\n {2}list .*\n {2}remove /);
  });

  it("lists the options of a command with help, and names the nearest where there is none", async () => {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    expect(await main(["help", "list"])).toBe(0);
    expect(write.mock.calls.join("")).toMatch(/^Usage: evolink-openapi list/);
    expect(await main(["help", "lst"])).toBe(2);
    expect(output).toMatch("Did you mean list?");
  });

  it.each(["--version", "-V"])("says its version with %s", async (option) => {
    expect(await main([option])).toBe(0);
    expect(output).toBe(`${packageJson.version}\n`);
  });

  it.each([
    ["updat", "update"],
    ["lst", "list"],
    ["moc", "mock"],
    ["remov", "remove"],
  ])("names the nearest to %s, and exits 2", async (name, nearest) => {
    expect(await main([name])).toBe(2);
    expect(output).toMatch(`There is no command "${name}". Did you mean ${nearest}?`);
  });

  it.each([
    ["--verzion", "--version"],
    ["--hlep", "--help"],
    ["-v", "-V"],
  ])("takes %s for an option, and names the nearest", async (name, nearest) => {
    expect(await main([name])).toBe(2);
    expect(output).toMatch(`There is no option "${name}". Did you mean ${nearest}?`);
  });

  it("names none where none is near", async () => {
    expect(await main(["xyzzy"])).toBe(2);
    expect(output).toMatch('There is no command "xyzzy".\n\nUsage: ');
  });

  it("lists its commands, and exits 2, when it is given none, and takes no name of an object for one", async () => {
    expect(await main([])).toBe(2);
    expect(output).toMatch(/^Usage/);
    expect(await main(["constructor"])).toBe(2);
  });
});
