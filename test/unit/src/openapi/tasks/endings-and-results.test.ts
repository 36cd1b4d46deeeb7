import { describe, expect, it } from "vitest";
import { findOutcome, nameStages, readEndings } from "../../../../../src/openapi/tasks/endings.ts";
import { findResults } from "../../../../../src/openapi/tasks/results.ts";

describe("readEndings", () => {
  it.each([
    [
      ["pending", "processing", "completed", "failed"],
      "pending",
      { completed: "completed", failed: "failed", cancelled: "cancelled" },
    ],
    [
      ["QUEUED", "RUNNING", "SUCCEEDED", "ERROR", "CANCELED"],
      "QUEUED",
      { SUCCEEDED: "completed", ERROR: "failed", CANCELED: "cancelled" },
    ],
    [["waiting", "flying", "landed"], "waiting", { landed: "completed" }],
    [["pending", "processed", "error"], "pending", { processed: "completed", error: "failed" }],
    [["ENDING", "DONE_FAILED", "DONE", "ABORTING"], "ENDING", { DONE_FAILED: "failed", DONE: "completed" }],
    [["in_progress", "done", "timed_out"], "in_progress", { done: "completed", timed_out: "failed" }],
    [
      ["STATE_RUNNING", "JOB_STATE_SUCCEEDED", "STATE_FAILED"],
      "STATE_RUNNING",
      { JOB_STATE_SUCCEEDED: "completed", STATE_FAILED: "failed" },
    ],
    [["pending", "ready", "running", "success"], "pending", { success: "completed" }],
    [["queued", "ready_to_start", "ready"], "queued", { ready: "completed" }],
    [["pending", "RENDER_SUCCEEDED", "OUT_OF_DATE"], "pending", { RENDER_SUCCEEDED: "completed" }],
    [["creating", "active", "deleted"], "creating", { active: "completed" }],
  ])("reads %j", (states, first, ended) => {
    const read = readEndings(states);
    expect(read).toMatchObject({ first, ended });
    expect(Object.keys(ended)).toEqual(
      expect.arrayContaining(states.filter((state) => Object.hasOwn(read.ended, state))),
    );
  });

  it.each([
    [
      "failed",
      ["LOST_ERROR", "processingError", "ERROR_NO_WIND", "error_sending", "HTTPError", "TrainingFailed"],
    ],
    [
      "failed",
      ["payment-rejected", "JobExpired", "REQUEST_TIMEOUT", "AccessDenied", "refused", "invalid_data"],
    ],
    ["cancelled", ["KILLED", "terminated", "userAborted", "JOB_STATE_CANCELLED"]],
    ["completed", ["completedWithErrors", "COMPLETED_WITH_FAILURES", "PartiallySucceeded", "STATE_DONE"]],
    [
      undefined,
      ["FAILED_RETRYING", "failing-over", "transient_failure", "RUNNING_WITH_ERROR", "NO_ERROR", "REJECTING"],
    ],
    [
      undefined,
      ["cancelRequested", "CANCEL_PENDING", "CANCEL_FAILED", "NOT_COMPLETED", "upload_completed", "errand"],
    ],
  ])("takes for %s what is called like it, however its words are joined", (outcome, names) => {
    expect(Object.fromEntries(names.map((name) => [name, findOutcome(name)]))).toEqual(
      Object.fromEntries(names.map((name) => [name, outcome])),
    );
  });

  it("adds the plain ends to those that say more", () => {
    expect(readEndings(["running", "done", "expired", "killed"]).ended).toEqual({
      done: "completed",
      expired: "failed",
      killed: "cancelled",
      failed: "failed",
      cancelled: "cancelled",
    });
  });

  it("adds ends in the letter case of those that a document has", () => {
    expect(readEndings(["RUNNING", "DONE"]).ended).toEqual({
      DONE: "completed",
      FAILED: "failed",
      CANCELLED: "cancelled",
    });
    expect(readEndings(["Running", "Done"]).ended).toMatchObject({
      Failed: "failed",
      Cancelled: "cancelled",
    });
  });

  it("adds the ends that documents leave out, and none that they have", () => {
    expect(readEndings(["waiting", "done"]).ended).toEqual({
      done: "completed",
      failed: "failed",
      cancelled: "cancelled",
    });
    expect(readEndings(["running", "done", "error", "aborted"]).ended).toEqual({
      done: "completed",
      error: "failed",
      aborted: "cancelled",
    });
  });

  it("takes no state in which a task goes on for a success", () => {
    expect(readEndings(["pending", "processing"]).ended).toEqual({
      completed: "completed",
      failed: "failed",
      cancelled: "cancelled",
    });
  });
});

describe("nameStages", () => {
  it.each([
    [
      ["PENDING", "RUNNING", "DONE", "ERROR"],
      ["PENDING", "RUNNING", "DONE", "ERROR", "ERROR"],
    ],
    [
      ["UNSPECIFIED", "done", "queued", "paused", "expired", "failed", "cancelled"],
      ["queued", "paused", "done", "failed", "cancelled"],
    ],
    [
      ["queued", "stopped", "done"],
      ["queued", "queued", "done", "stopped", "stopped"],
    ],
    [
      ["done", "failed"],
      ["done", "done", "done", "failed", "failed"],
    ],
    [["queued"], ["queued", "queued", "completed", "failed", "failed"]],
  ])("has a word of %j for each", (states, words) => {
    const { ended } = readEndings(states);
    const { pending, processing, completed, failed, cancelled } = nameStages(states, ended);
    expect([pending, processing, completed, failed, cancelled]).toEqual(words);
  });
});

describe("findResults", () => {
  const text = { type: "string" };
  const uri = { type: "string", format: "uri" };
  const list = (items: object) => ({ type: "array", items }) as never;
  const object = (properties: object) => ({ type: "object", properties }) as never;
  const place = (properties: object) => ({ envelope: [], properties: properties as never });
  const find = (queried: object, created: object = {}, requested: string[] = [], document: object = {}) =>
    findResults(document as never, { queried: place(queried), created: place(created), requested });

  it.each([
    ["a list of texts", { results: list(text) }, ["results", "*"]],
    ["one link", { video_url: uri }, ["video_url"]],
    [
      "links in objects of a list",
      { outputs: list(object({ url: uri, width: { type: "integer" } })) },
      ["outputs", "*", "url"],
    ],
    ["a link in an object", { output: object({ link: uri }) }, ["output", "link"]],
    ["the likeliest of several", { note: text, thumbnail_url: uri, result: uri }, ["result"]],
    ["a link that only its name says", { note: text, downloadUrl: text }, ["downloadUrl"]],
    ["nothing that looks like one", { note: text }, ["results", "*"]],
  ])("finds %s", (_, query, keys) => {
    expect(find(query)).toEqual([keys]);
  });

  it("takes nothing for a result that a task has at its creation", () => {
    expect(find({ url: uri, file: uri }, { url: uri })).toEqual([["file"]]);
  });

  it("takes what is called like something made, and a medium that no request has, where both responses are described alike", () => {
    const task = { id: text, video_url: uri, source: uri, output: object({ link: uri }) };
    expect(find(task, task)).toEqual([["output", "link"], ["video_url"]]);
    expect(find(task, task, ["prompt", "video_url"])).toEqual([["output", "link"]]);
  });

  it.each([
    ["its forms by name", object({ glb: uri, fbx: uri }), [["glb"], ["fbx"]]],
    [
      "its forms by name, which nothing but their holder calls links",
      object({ glb: text, fbx: text }),
      [["glb"], ["fbx"]],
    ],
    ["a map", { type: "object", additionalProperties: uri }, [["{}"]]],
    ["a map of objects", { type: "object", additionalProperties: object({ url: uri }) }, [["{}", "url"]]],
  ])("finds %s", (_, model_urls, keys) => {
    expect(find({ id: text, model_urls })).toEqual(keys.map((way) => ["model_urls", ...way]));
  });

  it("takes no text next to a link for another form, where their holder is not called like links", () => {
    expect(find({ output: object({ url: uri, glb: uri, note: text }) })).toEqual([["output", "url"]]);
  });

  it.each([
    ["video_url", { id: text, video_url: uri }, ["video_url"]],
    ["a link in objects", { assets: object({ video: object({ url: uri }) }) }, ["assets", "video", "url"]],
    ["links in a list", { image_url: uri, images: list(object({ url: uri })) }, ["images", "*", "url"]],
  ])("takes %s, a medium that no request has, where both responses are described alike", (_, task, keys) => {
    expect(find(task, task, ["prompt", "image_url"])).toEqual([keys]);
  });

  it.each([
    ["that a request has", { id: text, video_url: uri }],
    ["that leads elsewhere", { url: uri, invoice: object({ lines: object({ url: uri }) }) }],
  ])("takes nothing %s where both responses are described alike", (_, task) => {
    expect(find(task, task, ["prompt", "video_url"])).toEqual([["results", "*"]]);
  });

  it.each<[what: string, queried: object, places: string[][]]>([
    [
      "media beside one another",
      { prompt: text, image_url: uri, video_url: uri },
      [["image_url"], ["video_url"]],
    ],
    [
      "media in objects",
      { assets: object({ image: object({ url: uri }), video: object({ url: uri, id: text }) }) },
      [
        ["assets", "image", "url"],
        ["assets", "video", "url"],
      ],
    ],
    [
      "links that are text or in objects",
      { outputs: list({ anyOf: [uri, object({ url: uri, title: text })] }) },
      [
        ["outputs", "*", "url"],
        ["outputs", "*"],
      ],
    ],
    [
      "links, and none to what is about the task",
      { video_url: uri, owner: object({ url: uri }), urls: object({ get: uri, cancel: uri }) },
      [["video_url"]],
    ],
  ])("finds all places of %s", (_, queried, places) => {
    expect(find(queried)).toEqual(places);
    expect(find(queried, queried)).toEqual(places);
  });

  it("takes nothing that a request has for a further place, nor for the first where there is another", () => {
    expect(find({ image_url: uri, video_url: uri }, {}, ["image_url"])).toEqual([["video_url"]]);
    expect(find({ output_url: uri, image_url: uri }, {}, ["image_url"])).toEqual([["output_url"]]);
    expect(find({ image_url: uri }, {}, ["image_url"])).toEqual([["image_url"]]);
  });

  it("ends at lists of lists of themselves", () => {
    const document = { components: { schemas: { Deep: list({ $ref: "#/components/schemas/Deep" }) } } };
    const deep = { results: { $ref: "#/components/schemas/Deep" } };
    expect(find(deep, {}, [], document)).toEqual([["results", "*"]]);
  });
});
