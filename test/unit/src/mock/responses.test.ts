import { describe, expect, it } from "vitest";
import { CREATE_PATH, HEADERS, readError, startTestMock } from "../../../helpers/mock.ts";

describe("a bad request", () => {
  const wrong = [
    [{ duration: 99 }, 'duration must be an integer from 3 to 10 or "auto", got 99', "duration"],
    [{ duration: 11 }, 'duration must be an integer from 3 to 10 or "auto", got 11', "duration"],
    [{ duration: 2 }, 'duration must be an integer from 3 to 10 or "auto", got 2', "duration"],
    [{ aspect_ratio: "4:3" }, 'aspect_ratio must be "16:9", "9:16" or "auto", got "4:3"', "aspect_ratio"],
    [{ prompt: undefined }, "prompt is required and must be a string", "prompt"],
    [{ prompt: 5 }, "prompt must be a string, got 5", "prompt"],
  ] as const;

  it.each(wrong)("%j is refused with field, expected and found", async (changes, message, param) => {
    const mock = await startTestMock();
    const response = await mock.submit(changes);
    expect(response.status).toBe(400);
    expect(await readError(response)).toMatchObject({
      code: "invalid_request",
      type: "invalid_request_error",
      message,
      param,
    });
  });

  it.each([3, 10, "auto"])("duration %j, at the limit, is taken", async (duration) => {
    const mock = await startTestMock();
    expect((await mock.submit({ duration })).status).toBe(200);
  });

  it("names the model when it is the model that is wrong", async () => {
    const mock = await startTestMock();
    const error = await readError(await mock.submit({ model: "sora" }));
    expect(error.message).toBe('model must be "gemini-omni-flash-text-to-video", got "sora"');
  });

  it("says that a body is no JSON, that it is missing, or that it is of another media type", async () => {
    const mock = await startTestMock();
    const post = async (headers: Record<string, string>, body?: string) => {
      const init = {
        method: "POST",
        headers: { ...HEADERS, ...headers },
        ...(body !== undefined && { body }),
      };
      const response = await fetch(mock.url + CREATE_PATH, init);
      return `${response.status} ${(await readError(response)).message}`;
    };
    expect(await post({}, "{oops")).toMatch(/^400 The body is not JSON: /);
    expect(await post({})).toBe("400 the body must be an object, got nothing");
    expect(await post({ "content-type": "text/plain" }, "x")).toBe(
      "400 Supported content types: application/json",
    );
  });

  it("is distinguished from one without a key, which gets the documented 401", async () => {
    const mock = await startTestMock();
    const response = await mock.submit({}, { authorization: "" });
    expect(response.status).toBe(401);
    expect(await readError(response)).toMatchObject({ code: "unauthorized", type: "authentication_error" });
  });

  it("to a path or method the document does not have is refused with that message", async () => {
    const mock = await startTestMock();
    const nowhere = await fetch(`${mock.url}/v2/nothing`, { headers: HEADERS });
    expect([nowhere.status, (await readError(nowhere)).code]).toEqual([404, "not_found"]);
    const wrongMethod = await fetch(mock.url + CREATE_PATH, { headers: HEADERS });
    expect([wrongMethod.status, (await readError(wrongMethod)).code]).toEqual([405, "method_not_allowed"]);
  });
});

describe("the console line", () => {
  it("is short and says why", async () => {
    const lines: string[] = [];
    const mock = await startTestMock({ log: (line) => lines.push(line) });
    await mock.submit({ duration: 99 });
    await mock.submit({}, { authorization: "" });
    expect(lines.map((line) => line.replace(/ \(\d+ ms\)$/, ""))).toEqual([
      'POST /v1/videos/generations 400 duration must be an integer from 3 to 10 or "auto", got 99',
      'POST /v1/videos/generations 401 The key is missing: it is sent in the header "Authorization: Bearer KEY".',
    ]);
  });
});

describe("Prefer", () => {
  it("gets Prism's own response of that status", async () => {
    const mock = await startTestMock();
    const response = await mock.submit({}, { prefer: "code=402" });
    expect(response.status).toBe(402);
    expect((await readError(response)).code).toBe("insufficient_quota");
    expect(mock.tasks()).toEqual([]);
  });

  it("is a 404 that says so where the document has no such response", async () => {
    const mock = await startTestMock();
    const response = await mock.submit({}, { prefer: "code=499" });
    expect(response.status).toBe(404);
    expect((await readError(response)).message).toBe(
      "Requested status code 499 is not defined in the document.",
    );
  });

  it("changes nothing when it asks for something else", async () => {
    const mock = await startTestMock();
    expect((await mock.submit({}, { prefer: "respond-async, wait=10" })).status).toBe(200);
    expect(mock.tasks()).toHaveLength(1);
  });
});

describe("x-request-id", () => {
  it("is on every response, and another on each", async () => {
    const mock = await startTestMock({ taskSeconds: 0 });
    const id = await mock.submitted();
    const responses = await Promise.all([
      mock.submit(),
      mock.submit({ duration: 99 }),
      mock.query("abc"),
      fetch(`${mock.url}/nowhere`),
      fetch(`${mock.url}/_mock/tasks`),
      fetch((await mock.task(id)).results?.[0] ?? ""),
      fetch(mock.url + CREATE_PATH, {
        method: "OPTIONS",
        headers: { "access-control-request-method": "POST" },
      }),
    ]);
    const ids = responses.map(({ headers }) => headers.get("x-request-id"));
    expect(ids).toEqual(ids.map(() => expect.stringMatching(/^req-[a-z0-9]{16}$/)));
    expect(new Set(ids).size).toBe(responses.length);
  });
});
