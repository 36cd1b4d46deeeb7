import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { CALLED, SAID, THOUGHT } from "../helpers/catalogs/text-document.ts";
import { installedPart, newerNode } from "../helpers/integration.ts";

const node = installedPart("openai") && newerNode();

describe.skipIf(!node)("a stream of the mock", () => {
  let outcomes: { clients: Record<string, object>; refusals: Record<string, string> };
  beforeAll(async () => {
    const script = join(import.meta.dirname, "programs/stream-clients.mjs");
    outcomes = JSON.parse((await promisify(execFile)(node ?? "", [script])).stdout);
  });

  it.each([
    ["openai, chat completions", { thought: THOUGHT, end: "tool_calls" }],
    ["openai, responses", { thought: THOUGHT, end: "completed" }],
    ["@anthropic-ai/sdk", { thought: THOUGHT, end: "tool_use" }],
    ["@google/genai", { thought: THOUGHT, end: "STOP" }],
    ["AI SDK, openai chat", {}],
    ["AI SDK, openai responses", {}],
    ["AI SDK, anthropic", {}],
    ["AI SDK, google", {}],
  ])("is put together by %s into the documented example", (client, more) => {
    expect(outcomes.clients[client]).toEqual({ said: SAID, called: CALLED, tokens: 8, ...more });
  });

  it.each([
    ["AI SDK, anthropic", "x-api-key"],
    ["@google/genai", "x-goog-api-key"],
  ])(
    "is refused to %s, whose header the document does not read, by naming the one it does",
    (client, header) => {
      expect(outcomes.refusals[client]).toMatch(/^401 /);
      expect(outcomes.refusals[client]).toContain("Authorization: Bearer KEY");
      expect(outcomes.refusals[client]).toContain(`does not read a key from ${header}`);
    },
  );
});
