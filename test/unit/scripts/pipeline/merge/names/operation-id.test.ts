import { describe, expect, it } from "vitest";
import { nameOperation, nameSubject } from "../../../../../../scripts/pipeline/merge/names/operation-id.ts";
import type { Method } from "../../../../../../src/openapi/operations.ts";

describe("nameOperation", () => {
  it.each<[Method, string, string]>([
    ["post", "/v1/videos/generations", "createVideoGeneration"],
    ["post", "/v1/images/generations", "createImageGeneration"],
    ["post", "/v1/audios/generations", "createAudioGeneration"],
    ["post", "/v1/chat/completions", "createChatCompletion"],
    ["post", "/v1/messages", "createMessage"],
    ["post", "/v1/responses", "createResponse"],
    ["post", "/v1/moderations", "createModeration"],
    ["post", "/api/v1/files/upload/stream", "createFileUploadStream"],
    ["post", "/v1/batch-jobs", "createBatchJob"],
    ["post", "/v1/stories/boxes", "createStoryBox"],
    ["get", "/v1/tasks/{task_id}", "getTask"],
    ["get", "/v1/credits", "getCredits"],
    ["get", "/api/v1/files/quota", "getFileQuota"],
    ["get", "/v1/tasks/{task_id}/events", "getTaskEvents"],
    ["put", "/v1/tasks/{task_id}", "replaceTask"],
    ["patch", "/v1/tasks/{task_id}", "updateTask"],
    ["delete", "/v1/tasks/{task_id}", "deleteTask"],
    ["post", "/v1beta/models/{model}:generateContent", "generateContent"],
    ["post", "/v1/tasks/{task_id}:cancel", "cancelTask"],
    ["post", "/v2/videos/generations", "createV2VideoGeneration"],
    ["options", "/v1/kites", "describeKites"],
    ["head", "/v1/kites/{id}", "checkKite"],
    ["trace", "/v1/kites/{id}", "traceKite"],
    ["get", "/v1/kites/{id}/strings/{no}", "getKiteString"],
    ["get", "/v1beta2/kites", "getKites"],
    ["get", "/v1alpha/api/kites", "getKites"],
    ["get", "/v11/kites", "getKites"],
    ["get", "/apis/kites", "getApiKites"],
    ["get", "/myapi/v1kites", "getMyapiV1Kites"],
    ["get", "/v1/text-boxes/lists", "getTextBoxLists"],
    ["get", "/v1/kites:batchGet", "batchGet"],
    ["get", "/v1/a:b/kites", "getABKites"],
    ["post", "/v1/kites:fly:high", "flyHigh"],
    ["get", "/", "get"],
    ["post", "/v1/settings-boxes", "createSettingsBox"],
    ["post", "/", "create"],
    ["get", "/{id}", "get"],
  ])("calls %s %s %s", (method, path, want) => {
    expect(nameOperation(method, path)).toBe(want);
  });
});

describe("nameSubject", () => {
  it("is what a creating operation makes, and the whole name of any other", () => {
    expect(
      ["createVideoGeneration", "getTask", "creates", "create", "recreateKite"].map(nameSubject),
    ).toEqual(["VideoGeneration", "GetTask", "Creates", "Create", "RecreateKite"]);
  });
});

it("nameOperation hears nothing of a slash at the end", () => {
  expect(nameOperation("get", "/v1/kites/")).toBe("getKites");
});
