/** What every response of `makeTextDocument` says: with line breaks, long words and letters beyond 16 bits. */
export const SAID = "# Wind 🪁\n\n凧揚げには風が必要です。Kites  rise\tagainst the wind: " + "ab".repeat(40);
export const THOUGHT = "A question about kites.";
export const CALLED = { place: "Ōsaka", days: 3 };

const json = (schema: object, example?: object) => ({
  description: "Done",
  content: { "application/json": { schema, ...(example && { example }) } },
});
const object = (properties: object = {}) => ({ type: "object", properties });

const USAGE = { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 };
const CHAT = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "kite-chat",
  choices: [
    {
      index: 0,
      message: {
        role: "assistant",
        reasoning_content: THOUGHT,
        content: SAID,
        tool_calls: [
          {
            id: "call_1",
            type: "function",
            function: { name: "forecast", arguments: JSON.stringify(CALLED) },
          },
        ],
      },
      finish_reason: "tool_calls",
    },
  ],
  usage: USAGE,
};
const MESSAGE = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "kite-message",
  content: [
    { type: "thinking", thinking: THOUGHT, signature: "c2lnbmVk" },
    { type: "text", text: SAID },
    { type: "tool_use", id: "toolu_1", name: "forecast", input: CALLED },
  ],
  stop_reason: "tool_use",
  stop_sequence: null,
  usage: { input_tokens: 3, output_tokens: 5 },
};
const RESPONSE = {
  id: "resp_1",
  object: "response",
  created_at: 1_700_000_000,
  status: "completed",
  model: "kite-response",
  output: [
    { id: "rs_1", type: "reasoning", summary: [{ type: "summary_text", text: THOUGHT }] },
    {
      id: "msg_1",
      type: "message",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: SAID, annotations: [] }],
    },
    {
      id: "fc_1",
      type: "function_call",
      status: "completed",
      call_id: "call_1",
      name: "forecast",
      arguments: JSON.stringify(CALLED),
    },
  ],
  usage: {
    input_tokens: 3,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 8,
  },
};
const CONTENT = {
  candidates: [
    {
      index: 0,
      content: {
        role: "model",
        parts: [
          { text: THOUGHT, thought: true },
          { text: SAID },
          { functionCall: { name: "forecast", args: CALLED } },
        ],
      },
      finishReason: "STOP",
    },
  ],
  usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 5, totalTokenCount: 8 },
  modelVersion: "kite-content",
};

const post = (model: string | undefined, asked: object, response: object, scheme: string) => ({
  post: {
    security: [{ [scheme]: [] }],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            ...object({ ...(model && { model: { const: model } }), stream: { type: "boolean" }, ...asked }),
            required: [...(model ? ["model"] : []), ...Object.keys(asked)],
          },
        },
      },
    },
    responses: { 200: response, 401: json(object({ error: object({ message: { type: "string" } }) })) },
  },
});

/**
 * A document of four operations that respond with text, each in the form of a protocol whose clients are common.
 *
 * @param keys where the key is sent: as a bearer token, or as the clients of each protocol send it by themselves.
 */
export function makeTextDocument(keys: "bearer" | "native" = "bearer"): object {
  const apiKey = (name: string) => ({ type: "apiKey", in: "header", name });
  const scheme = (native: string) => (keys === "native" ? native : "bearer");
  const parameters = [{ name: "model", in: "path", required: true, schema: { enum: ["kite-content"] } }];
  return {
    openapi: "3.1.0",
    info: { title: "Texts", version: "1" },
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        anthropic: apiKey("x-api-key"),
        google: apiKey("x-goog-api-key"),
      },
    },
    paths: {
      "/v1/chat/completions": post(
        "kite-chat",
        { messages: { type: "array" } },
        json(object(), CHAT),
        "bearer",
      ),
      "/v1/messages": post(
        "kite-message",
        { messages: { type: "array" } },
        json(object(), MESSAGE),
        scheme("anthropic"),
      ),
      "/v1/responses": post("kite-response", { input: {} }, json(object(), RESPONSE), "bearer"),
      "/v1beta/models/{model}:generateContent": {
        parameters,
        ...post(undefined, { contents: { type: "array" } }, json(object(), CONTENT), scheme("google")),
      },
      "/v1/verdicts": post("kite-judge", { input: {} }, json(object(), { verdict: "fine" }), "bearer"),
      "/v1/ticks": post(
        "kite-clock",
        { input: {} },
        {
          description: "Done",
          content: {
            "application/json": { schema: object(), example: { ticks: 2 } },
            "text/event-stream": { schema: { type: "string" }, example: "data: tick\n\ndata: tock\n\n" },
          },
        },
        "bearer",
      ),
    },
  };
}
