import { describe, expect, it } from "vitest";
import {
  expectTaskType,
  findResultLink,
  type ResultTask,
  showLink,
} from "../../../../src/result/result-source.ts";

const task = (results?: string[], status = "completed"): ResultTask => ({
  id: "task-unified-1-a",
  status,
  ...(results && { results }),
});

describe("findResultLink", () => {
  it.each(["https://e.com/a.mp4", new URL("https://e.com/a.mp4")])("takes a link as it is", (source) => {
    expect(findResultLink(source, undefined)).toEqual({
      url: new URL("https://e.com/a.mp4"),
      index: 0,
      task: undefined,
    });
    expect(findResultLink(source, 3).index).toBe(3);
  });

  it("takes the only result of a task", () => {
    const one = task(["https://e.com/a"]);
    expect(findResultLink(one, undefined)).toEqual({ url: new URL("https://e.com/a"), index: 0, task: one });
  });

  it("takes one of several results only when it is named, so that no other is lost", () => {
    const two = task(["https://e.com/a", "https://e.com/b"]);
    expect(() => findResultLink(two, undefined)).toThrow(
      expect.objectContaining({ name: "ValidationError", message: expect.stringContaining("has 2 results") }),
    );
    expect(findResultLink(two, 0).url.href).toBe("https://e.com/a");
    expect(findResultLink(two, 1)).toMatchObject({ url: new URL("https://e.com/b"), index: 1 });
  });

  it.each([
    [
      ["https://e.com/a"],
      1,
      /has 1 results, none at index 1. Do not submit it again: it would be paid again/,
    ],
    [[], undefined, /has 0 results, none at index 0/],
    [undefined, undefined, /has 0 results, none at index 0/],
  ])("says of a completed task with %j that there is none at %s", (results, index, message) => {
    expect(() => findResultLink(task(results), index)).toThrow(
      expect.objectContaining({
        code: "no_result",
        taskId: "task-unified-1-a",
        message: expect.stringMatching(message),
      }),
    );
  });

  it.each([true, false])("says the same of one whose end has another name", (resultsMissing) => {
    expect(() => findResultLink({ ...task([], "SUCCEEDED"), resultsMissing }, 1)).toThrow(
      /is SUCCEEDED and has 0 results, none at index 1/,
    );
  });

  it("says of a task that still runs how to wait for it", () => {
    expect(() => findResultLink(task(undefined, "processing"), undefined)).toThrow(
      /is processing and has no result yet. Wait for it with tasks.wait\("task-unified-1-a"\)/,
    );
  });

  it.each(["a.mp4", "", "//e.com/a"])("refuses %j, which is no link", (source) => {
    expect(() => findResultLink(source, undefined)).toThrow(
      expect.objectContaining({ name: "ValidationError" }),
    );
    expect(() => findResultLink(task([source]), undefined)).toThrow(/an absolute http\(s\) URL/);
  });
});

describe("expectTaskType", () => {
  it.each([
    ["video", "video/*"],
    ["audio", "audio/*"],
    ["image", "image/*"],
    ["text", undefined],
    [undefined, undefined],
  ])("expects of the type %s the media type %s", (type, expected) => {
    expect(expectTaskType({ ...task(), type })).toBe(expected);
    expect(expectTaskType(undefined)).toBeUndefined();
  });
});

describe("showLink", () => {
  it("leaves out what may be a secret", () => {
    expect(showLink(new URL("https://user:word@e.com:8443/a/b.mp4?signature=x#y"))).toBe(
      "https://e.com:8443/a/b.mp4",
    );
  });
});
