import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import * as core from "../../../../src/index.ts";

const { ApiError, EvolinkError, RateLimitError, NotFoundError } = core;

describe("an error", () => {
  it("is found by instanceof along its classes, and by no other", () => {
    const error = new RateLimitError("slow down", { status: 429 });
    for (const Class of [RateLimitError, ApiError, EvolinkError, Error]) expect(error).toBeInstanceOf(Class);
    expect(error).not.toBeInstanceOf(NotFoundError);
    expect(new ApiError("no")).not.toBeInstanceOf(RateLimitError);
    for (const value of [undefined, null, 1, "x", {}, new Error("x")])
      expect(value).not.toBeInstanceOf(EvolinkError);
  });

  it("is found by instanceof when it comes from another copy of the package", async () => {
    vi.resetModules();
    const copy = await import("../../../../src/index.ts");
    expect(copy.RateLimitError).not.toBe(RateLimitError);
    const error = new copy.RateLimitError("slow down");
    for (const Class of [RateLimitError, ApiError, EvolinkError]) expect(error).toBeInstanceOf(Class);
    expect(error).not.toBeInstanceOf(NotFoundError);
  });

  it("of a class that somebody derives from ours is found as both", () => {
    class Mine extends RateLimitError {}
    expect(new Mine("x")).toBeInstanceOf(Mine);
    expect(new Mine("x")).toBeInstanceOf(ApiError);
    expect(new RateLimitError("x")).not.toBeInstanceOf(Mine);
  });

  it("has its name in `name`, in the stack and in JSON", () => {
    const error = new RateLimitError("slow down", { code: "rate_limit_exceeded" });
    expect(error.name).toBe("RateLimitError");
    expect(error.stack).toMatch(/^RateLimitError: slow down/);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: "RateLimitError",
      message: "slow down",
      code: "rate_limit_exceeded",
    });
  });

  it("has a class of its own name for every exported class", () => {
    for (const [name, Class] of Object.entries(core)) {
      if (!name.endsWith("Error")) continue;
      const error = Reflect.construct(Class, ["x"]) as core.EvolinkError;
      expect(error).toBeInstanceOf(Class);
      expect(error.name).toBe(name === "WaitAbortedError" ? "AbortError" : name);
    }
  });

  it("is charged unknown and not retryable unless it says otherwise", () => {
    expect(new EvolinkError("x")).toMatchObject({ charged: "unknown", retryable: false });
    const details = { charged: "no", retryable: true } as const;
    expect(new EvolinkError("x", details)).toMatchObject(details);
    expect(new core.ValidationError("x")).toMatchObject({ charged: "no", retryable: false, problems: [] });
  });

  it.each([
    core.TaskFailedError,
    core.TaskTimeoutError,
    core.DownloadError,
    core.ResultExpiredError,
    core.CallbackError,
  ])("%o is charged unknown by itself, as its line in the README says", (Class) => {
    expect(new Class("x").charged).toBe("unknown");
    const line = new RegExp(`^\\| \`${Class.kind}\` .*\\| unknown \\|$`, "m");
    expect(readFileSync("README.md", "utf8")).toMatch(line);
  });

  it("has a cause only when there is one", () => {
    expect(new EvolinkError("x")).not.toHaveProperty("cause");
    expect(new EvolinkError("x", { cause: undefined })).not.toHaveProperty("cause");
    expect(new EvolinkError("x", { cause: "why" })).toHaveProperty("cause", "why");
  });

  it("leaves its cause out of JSON, and shows it when inspected", () => {
    const error = new EvolinkError("x", { cause: new Error("inner") });
    expect(JSON.stringify(error)).not.toContain("inner");
    expect(inspect(error)).toContain("inner");
  });
});
