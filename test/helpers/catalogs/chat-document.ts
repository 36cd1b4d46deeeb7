import { makeModelPage, merge } from "../pages.ts";
import { SAID } from "./text-document.ts";

/** A merged document, which a client can be made of, whose one model responds with two choices. */
export const makeChatDocument = () =>
  merge(
    makeModelPage("kite-chat", {
      path: "/v1/chat/completions",
      operationId: "createChatCompletion",
      name: "ChatRequest",
      properties: { messages: { type: "array" }, stream: { type: "boolean" } },
      response: {
        type: "object",
        properties: {
          choices: {
            type: "array",
            example: [SAID, "No wind."].map((content, index) => ({
              index,
              message: { role: "assistant", content },
              finish_reason: "stop",
            })),
          },
        },
      },
    }),
  ).document;
