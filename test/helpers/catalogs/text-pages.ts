import type { JsonObject } from "../../../src/openapi/json.ts";
import { makeModelPage, makePage } from "../pages.ts";

const text = (example: string) => ({ type: "string", example });
const listOf = (properties: JsonObject) => ({ type: "array", items: { type: "object", properties } });

/** Pages of the text models that the README asks. */
export const TEXT_PAGES = [
  makeModelPage("gpt-5.2", {
    path: "/v1/chat/completions",
    operationId: "createChatCompletion",
    name: "ChatRequest",
    properties: { messages: { type: "array", items: { type: "object" } }, stream: { type: "boolean" } },
    response: {
      type: "object",
      properties: {
        id: text("chatcmpl-1"),
        object: text("chat.completion"),
        choices: listOf({
          index: { type: "integer", example: 0 },
          message: { type: "object", properties: { role: text("assistant"), content: text("A mistral.") } },
        }),
      },
    },
  }),
  makePage({
    file: "gemini.md",
    path: "/v1beta/models/gemini-2.5-flash:generateContent",
    operationId: "generateContent",
    name: "GeminiRequest",
    properties: { contents: { type: "string" } },
    response: {
      type: "object",
      properties: {
        candidates: listOf({
          content: {
            type: "object",
            properties: { role: text("model"), parts: listOf({ text: text("A mistral.") }) },
          },
        }),
      },
    },
  }),
];
