import { describe, expect, it } from "vitest";
import { failureAt } from "../../../../../src/client/tasks/failure-at.ts";
import { linksAt } from "../../../../../src/client/tasks/links-at.ts";
import { isTaskId, readLinks, readOutcome, readTask } from "../../../../../src/client/tasks/read-task.ts";

describe("isTaskId", () => {
  it.each(["a", ".a", "...a", "A.b:c_d-9", "a".repeat(128)])("takes %j", (id) => {
    expect(isTaskId(id)).toBe(true);
  });

  it.each(["", ".", "...", "a/b", "/a", "a/", "a".repeat(129), "é", "a\n", 17, ["a"]])("refuses %j", (id) => {
    expect(isTaskId(id)).toBe(false);
  });
});

describe("readTask", () => {
  const read = (response: object | string, envelope?: string[], id = "id") =>
    readTask(
      {
        call: { method: "POST", url: "https://api.example.org/kites" },
        status: 200,
        headers: new Headers(),
        body: new TextEncoder().encode(typeof response === "string" ? response : JSON.stringify(response)),
        hide: (text) => text,
      },
      {
        path: "/kites/{id}",
        ...(envelope && { envelope }),
        id,
        state: "status",
        first: "new",
        ended: {},
        results: [],
      },
    );

  it("finds the task in the envelope of its document, or in a response without it", () => {
    const task = { id: "kite-1", status: "up" };
    expect(read({ id: "other", data: { id: "another", kite: task } }, ["data", "kite"])).toEqual(task);
    expect(read({ ...task, data: null }, ["data", "kite"])).toMatchObject(task);
  });

  it.each(["id", "task(id", "$id", "[id]"])(
    "gives the task's number whatever its property is called: %s",
    (name) => {
      expect(() => read(`{"${name}":1234567890123456789}`, undefined, name)).toThrow(
        expect.objectContaining({ name: "UnexpectedResponseError", rawTaskId: "1234567890123456789" }),
      );
    },
  );
});

describe("readLinks", () => {
  const results = ["images", "*", "url"];
  const places = { results, links: linksAt([results, ["video_url"], ["download", "url"]]) };

  it("reads a link as often as a place repeats it, as results are counted", () => {
    expect(readLinks({ images: [{ url: "a" }, { url: "a" }] }, { results })).toEqual(["a", "a"]);
    const task = { images: [{ url: "a" }, { url: "a" }], video_url: "a" };
    expect(readLinks(task, places)).toEqual(["a", "a"]);
  });

  it("reads the links of a map, and of nothing else in its place", () => {
    const links = linksAt([["models", "{}", "url"]]);
    const read = (models: unknown) => readLinks({ models }, { results: [], links });
    expect(read({ glb: { url: "a" }, fbx: { url: "b" }, obj: null })).toEqual(["a", "b"]);
    expect(["glb", null, undefined, 7].map(read)).toEqual([[], [], [], []]);
    const texts = linksAt([["models", "{}"]]);
    expect(readLinks({ models: "glb" }, { results: [], links: texts })).toEqual([]);
  });

  it("reads the links of all places in their order, each once", () => {
    const task = {
      images: [{ url: "a" }, { url: 1 }, { url: "b" }],
      video_url: "c",
      download: { url: "a" },
    };
    expect(readLinks(task, places)).toEqual(["a", "b", "c"]);
    expect(readLinks({ video_url: "c", images: null }, places)).toEqual(["c"]);
    expect(readLinks(task, { results })).toEqual(["a", "b"]);
  });
});

describe("readOutcome", () => {
  const fail = (failure: object, fields: object) =>
    readOutcome(
      { id: "kite-1", status: "lost", ...fields },
      {
        path: "",
        state: "status",
        first: "up",
        ended: { lost: "failed" },
        results: [],
        failure: failureAt(failure),
      },
    );

  it("says why a task failed where its document has that, or else by its error", () => {
    const reason = (keys: object, fields: object) => {
      expect(() => fail(keys, fields)).toThrow(
        "Task kite-1 ended as lost: invalid_wind: No wind. What helps: change-input.",
      );
      expect(() => fail(keys, fields)).toThrow(expect.objectContaining({ code: "invalid_wind" }));
    };
    const keys = { message: ["failure", "reason"], code: ["failure_code"] };
    reason(keys, { failure: { reason: "No wind" }, failure_code: "invalid_wind", error: "Lost" });
    reason(keys, { failure: null, failure_code: "invalid_wind", error: "No wind" });
    reason({}, { error: { message: "No wind", code: "invalid_wind" } });
  });
});
