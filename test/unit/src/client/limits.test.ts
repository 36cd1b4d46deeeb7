import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readBody } from "../../../../src/client/http/body.ts";
import { hideSecret } from "../../../../src/client/settings/secret.ts";
import { planPoll, spreadDelay } from "../../../../src/client/tasks/poll-plan.ts";
import { BODY, connect, failure, json, pass, rejection, TASK_ID, task } from "../helpers.ts";

describe("by default", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("a request takes a minute at most", async () => {
    const { evolink } = connect([() => new Promise(() => {})], { retry: { attempts: 1 } });
    const ended = vi.fn();
    const error = rejection(evolink.tasks.get(TASK_ID).finally(ended));
    await vi.advanceTimersByTimeAsync(59_999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await error).toHaveProperty("name", "RequestTimeoutError");
  });

  it("a reading that failed and may pass is repeated, three times in all, and no other", async () => {
    const passing = connect([failure(503), failure(503), json(task())]);
    expect(await pass(passing.evolink.tasks.get(TASK_ID))).toHaveProperty("id", TASK_ID);
    expect(passing.seen).toHaveLength(3);
    const lasting = connect([failure(503)]);
    await rejection(pass(lasting.evolink.tasks.get(TASK_ID)));
    expect(lasting.seen).toHaveLength(3);
    const refused = connect([failure(404)]);
    await rejection(pass(refused.evolink.tasks.get(TASK_ID)));
    expect(refused.seen).toHaveLength(1);
  });
});

describe("readBody", () => {
  const bodyOf = (bytes: number) => {
    const piece = new Uint8Array(2 ** 22);
    let left = bytes;
    return new Response(
      new ReadableStream({
        pull(controller) {
          const next = piece.subarray(0, Math.min(left, piece.length));
          left -= next.length;
          if (next.length > 0) controller.enqueue(next);
          else controller.close();
        },
      }),
    );
  };

  it("reads 64 MiB, and not a byte more", async () => {
    expect(await readBody(bodyOf(2 ** 26))).toHaveLength(2 ** 26);
    expect(await readBody(bodyOf(2 ** 26 + 1))).toBeUndefined();
  });
});

describe("readBody of pieces", () => {
  it.each([
    ["none", []],
    ["one", ["a"]],
    ["some, in their order", ["a", "bc", "", "def"]],
  ])("gives all there is of %s", async (_, pieces) => {
    const stream = new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    });
    expect(new TextDecoder().decode(await readBody(new Response(stream)))).toBe(pieces.join(""));
  });
});

describe("readBody where responses have no streams, as in React Native", () => {
  const withoutStream = (response: Response) => Object.defineProperty(response, "body", { value: undefined });

  it("reads a body all the same: the task of a submission is not lost", async () => {
    const { evolink } = connect([async () => withoutStream(json(task()))]);
    expect(await evolink.videos.create(BODY)).toHaveProperty("id", TASK_ID);
    expect(await readBody(new Response(null))).toHaveLength(0);
  });

  it("takes no more than it takes of a stream", async () => {
    expect(await readBody(withoutStream(new Response("1234")), 4)).toHaveLength(4);
    expect(await readBody(withoutStream(new Response("12345")), 4)).toBeUndefined();
  });
});

describe("hideSecret", () => {
  it("hides a key of eight letters, as it is and in a query, and leaves a shorter one alone", () => {
    expect(hideSecret("a 12345678 b", "12345678")).toBe("a [API key] b");
    expect(hideSecret("?key=1%2F345678", "1/345678")).toBe("?key=[API key]");
    expect(hideSecret("a 1234567 b", "1234567")).toBe("a 1234567 b");
  });
});

describe("the pause between two readings", () => {
  it("is a second at least, whatever the API estimates", () => {
    expect(planPoll({ ageMs: 0 }, undefined, 0).delayMs).toBe(1000);
    expect(planPoll({ ageMs: 0 }, undefined, Number.NaN).delayMs).toBe(1000);
    expect(planPoll({ ageMs: 0 }, undefined, -1).delayMs).toBe(1000);
    expect(spreadDelay(1)).toBe(1000);
  });

  it("is spread by five percent to either side", () => {
    const random = vi.spyOn(Math, "random");
    const delays = [0, 0.5, 0.75].map((value) => {
      random.mockReturnValueOnce(value);
      return Math.round(spreadDelay(10_000));
    });
    random.mockRestore();
    expect(delays).toEqual([9_500, 10_000, 10_250]);
  });
});
