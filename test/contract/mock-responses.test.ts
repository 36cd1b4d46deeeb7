import type { ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { listResponseMedia } from "../../src/openapi/media-types.ts";
import { pointerTo } from "../../src/openapi/pointer.ts";
import { compileAt, createAjv } from "../../src/validation/compile/ajv.ts";
import { readDocument } from "../helpers/documents.ts";
import { startTestMock, type TestMock } from "../helpers/mock.ts";

const document = readDocument();
const ajv = createAjv(document);
const validators = new Map<string, ValidateFunction>(
  listResponseMedia(document).map(({ operationId, status, keys }) => [
    `${operationId} ${status}`,
    compileAt(ajv, pointerTo([...keys, "schema"])),
  ]),
);

/** What the document has against a response; undefined when it documents no such response. */
async function validateResponse(operationId: string, response: Response): Promise<unknown> {
  const validate = validators.get(`${operationId} ${response.status}`);
  if (!validate) return `${operationId} ${response.status} is not documented`;
  return validate(await response.json()) ? "valid" : validate.errors;
}

const TAGS = [
  "",
  "[mock:fail=content_policy_violation]",
  "[mock:fail=some_code_of_tomorrow]",
  "[mock:cancel]",
  "[mock:no-results]",
  "[mock:stuck]",
  "[mock:seconds=0]",
];

describe("the mock's own responses are valid against the document", () => {
  it.each(TAGS)("at every moment of a task with the tag %j", async (tag) => {
    const mock = await startTestMock({ taskSeconds: 10 });
    const submission = await mock.submit({ prompt: `A marble ${tag}` });
    const { id } = (await submission.clone().json()) as { id: string };
    expect(await validateResponse("createVideoGeneration", submission)).toBe("valid");
    for (let second = 0; second <= 11; second++) {
      expect(await validateResponse("getTask", await mock.query(id))).toBe("valid");
      mock.clock.advance(1_000);
    }
  });

  const refusals: Record<string, (mock: TestMock) => Promise<Response>> = {
    "a bad body": (mock) => mock.submit({ duration: 99 }),
    "no key": (mock) => mock.submit({}, { authorization: "" }),
    "an unknown tag": (mock) => mock.submit({ prompt: "[mock:what]" }),
    "a private callback URL": (mock) => mock.submit({ callback_url: "https://10.0.0.1/" }),
    "a reused key": async (mock) => {
      await mock.submit({}, { "idempotency-key": "k" });
      return mock.submit({ duration: 5 }, { "idempotency-key": "k" });
    },
    ...Object.fromEntries(
      [400, 401, 402, 403, 429, 500].map((status) => [
        `a tag for ${status}`,
        (mock: TestMock) => mock.submit({ prompt: `[mock:status=${status}]` }),
      ]),
    ),
  };

  it.each(Object.entries(refusals))("when it refuses %s", async (_name, ask) => {
    const mock = await startTestMock();
    const response = await ask(mock);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await validateResponse("createVideoGeneration", response)).toBe("valid");
  });

  it("when it does not find a task", async () => {
    const mock = await startTestMock();
    expect(await validateResponse("getTask", await mock.query("abc"))).toBe("valid");
    expect(await validateResponse("getTask", await mock.query("task-unified-0"))).toBe("valid");
  });

  it("and the check of this test can fail", async () => {
    expect(await validateResponse("getTask", Response.json({ id: 1 }))).not.toBe("valid");
    expect(await validateResponse("getTask", Response.json({}, { status: 418 }))).toBe(
      "getTask 418 is not documented",
    );
  });
});
