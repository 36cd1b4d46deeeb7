// The main calls of the vendors' SDKs, as their users write them, to a mock. Prints what came of each.
// Takes its URL, and as JSON the models that each kind of call is made for.
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { generateText, jsonSchema, Output, streamText, tool } from "ai";
import OpenAI, { toFile } from "openai";

const [url, asked] = process.argv.slice(2);
const [apiKey, maxRetries] = ["any", 0];

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const BYTES = Buffer.from(PIXEL, "base64");
const IMAGE = "https://example.org/kite.png";
const DATA_URL = `data:image/png;base64,${PIXEL}`;
const ASKED = "Which kite flies at 3 m/s?";
const SYSTEM = "You know kites.";
const SCHEMA = {
  type: "object",
  properties: { place: { type: "string" } },
  required: ["place"],
  additionalProperties: false,
};
const FORECAST = { name: "forecast", description: "The wind of a place." };

/** Reads a stream to its end. */
const drain = async (stream) => {
  for await (const _ of await stream);
};

const openai = new OpenAI({ apiKey, maxRetries, baseURL: `${url}/v1` });
const user = (content) => ({ role: "user", content });
const callOf = (name, args) => ({
  id: "call_1",
  type: "function",
  function: { name, arguments: JSON.stringify(args) },
});
/** What is asked in chat completions, besides the model. */
const CHATS = {
  text: { messages: [user(ASKED)] },
  system: { messages: [{ role: "system", content: SYSTEM }, user(ASKED)] },
  developer: { messages: [{ role: "developer", content: SYSTEM }, user(ASKED)] },
  turns: { messages: [user("Hi"), { role: "assistant", content: "Hello" }, user(ASKED)] },
  limits: { messages: [user(ASKED)], temperature: 0.5, top_p: 0.9, max_tokens: 99, stop: ["END"] },
  "newer limit": { messages: [user(ASKED)], max_completion_tokens: 99 },
  effort: { messages: [user(ASKED)], reasoning_effort: "low" },
  "seed and user": { messages: [user(ASKED)], seed: 7, user: "someone" },
  "image by URL": {
    messages: [
      user([
        { type: "text", text: ASKED },
        { type: "image_url", image_url: { url: IMAGE } },
      ]),
    ],
  },
  "image as base64": {
    messages: [
      user([
        { type: "text", text: ASKED },
        { type: "image_url", image_url: { url: DATA_URL, detail: "low" } },
      ]),
    ],
  },
  "JSON mode": { messages: [user(ASKED)], response_format: { type: "json_object" } },
  "JSON schema": {
    messages: [user(ASKED)],
    response_format: { type: "json_schema", json_schema: { name: "place", schema: SCHEMA, strict: true } },
  },
  tools: {
    messages: [user(ASKED)],
    tools: [{ type: "function", function: { ...FORECAST, parameters: SCHEMA } }],
    tool_choice: "auto",
  },
  "strict tools": {
    messages: [user(ASKED)],
    tools: [{ type: "function", function: { ...FORECAST, parameters: SCHEMA, strict: true } }],
    tool_choice: { type: "function", function: { name: "forecast" } },
    parallel_tool_calls: false,
  },
  "tool result": {
    messages: [
      user(ASKED),
      { role: "assistant", content: null, tool_calls: [callOf("forecast", { place: "Ōsaka" })] },
      { role: "tool", tool_call_id: "call_1", content: "3 m/s" },
    ],
  },
};
const RESPONSES = {
  text: { input: ASKED },
  instructions: { instructions: SYSTEM, input: [user(ASKED)] },
  developer: { input: [{ role: "developer", content: SYSTEM }, user(ASKED)] },
  limits: { input: ASKED, temperature: 0.5, top_p: 0.9, max_output_tokens: 99 },
  effort: { input: ASKED, reasoning: { effort: "low", summary: "auto" } },
  "image by URL": {
    input: [
      user([
        { type: "input_text", text: ASKED },
        { type: "input_image", image_url: IMAGE, detail: "auto" },
      ]),
    ],
  },
  "image as base64": { input: [user([{ type: "input_image", image_url: DATA_URL, detail: "auto" }])] },
  "JSON schema": {
    input: ASKED,
    text: { format: { type: "json_schema", name: "place", schema: SCHEMA, strict: true } },
  },
  tools: { input: ASKED, tools: [{ type: "function", ...FORECAST, parameters: SCHEMA, strict: true }] },
  "tool result": {
    input: [
      user(ASKED),
      { type: "function_call", call_id: "call_1", name: "forecast", arguments: "{}" },
      { type: "function_call_output", call_id: "call_1", output: "3 m/s" },
    ],
  },
  "earlier response": { input: ASKED, previous_response_id: "resp_1", store: true },
  "web search": { input: ASKED, tools: [{ type: "web_search" }] },
};

const anthropic = new Anthropic({ apiKey, maxRetries, baseURL: url });
const image = (source) =>
  user([
    { type: "image", source },
    { type: "text", text: ASKED },
  ]);
const claudeTool = { ...FORECAST, input_schema: SCHEMA };
const MESSAGES = {
  text: { messages: [user(ASKED)] },
  system: { system: SYSTEM, messages: [user(ASKED)] },
  "cached system": {
    system: [{ type: "text", text: SYSTEM, cache_control: { type: "ephemeral" } }],
    messages: [user(ASKED)],
  },
  turns: { messages: [user("Hi"), { role: "assistant", content: "Hello" }, user(ASKED)] },
  limits: { messages: [user(ASKED)], temperature: 0.5, top_p: 0.9, stop_sequences: ["END"] },
  "top_k and user": { messages: [user(ASKED)], top_k: 5, metadata: { user_id: "someone" } },
  thinking: { messages: [user(ASKED)], max_tokens: 4096, thinking: { type: "enabled", budget_tokens: 2048 } },
  "adaptive thinking": { messages: [user(ASKED)], thinking: { type: "adaptive" } },
  "image by URL": { messages: [image({ type: "url", url: IMAGE })] },
  "image as base64": { messages: [image({ type: "base64", media_type: "image/png", data: PIXEL })] },
  "JSON schema": {
    messages: [user(ASKED)],
    output_config: { format: { type: "json_schema", schema: SCHEMA } },
  },
  tools: { messages: [user(ASKED)], tools: [claudeTool], tool_choice: { type: "auto" } },
  "one tool": {
    messages: [user(ASKED)],
    tools: [claudeTool],
    tool_choice: { type: "tool", name: "forecast" },
  },
  "tool result": {
    messages: [
      user(ASKED),
      { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "forecast", input: {} }] },
      user([{ type: "tool_result", tool_use_id: "toolu_1", content: "3 m/s" }]),
    ],
  },
  "web search": { messages: [user(ASKED)], tools: [{ type: "web_search_20250305", name: "web_search" }] },
};

const headers = { Authorization: `Bearer ${apiKey}` };
const google = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: url, apiVersion: "v1beta", headers } });
const declared = { functionDeclarations: [{ ...FORECAST, parametersJsonSchema: SCHEMA }] };
const CONTENTS = {
  text: { contents: ASKED },
  system: { contents: ASKED, config: { systemInstruction: SYSTEM } },
  turns: {
    contents: [
      { role: "user", parts: [{ text: "Hi" }] },
      { role: "model", parts: [{ text: "Hello" }] },
      { role: "user", parts: [{ text: ASKED }] },
    ],
  },
  limits: {
    contents: ASKED,
    config: { temperature: 0.5, topP: 0.9, topK: 5, maxOutputTokens: 99, stopSequences: ["END"] },
  },
  seed: { contents: ASKED, config: { seed: 7, presencePenalty: 0.1 } },
  thinking: { contents: ASKED, config: { thinkingConfig: { thinkingBudget: 128, includeThoughts: true } } },
  "image by URL": { contents: [{ fileData: { fileUri: IMAGE, mimeType: "image/png" } }, { text: ASKED }] },
  "image as base64": { contents: [{ inlineData: { data: PIXEL, mimeType: "image/png" } }, ASKED] },
  "JSON mode": { contents: ASKED, config: { responseMimeType: "application/json" } },
  "JSON schema": {
    contents: ASKED,
    config: { responseMimeType: "application/json", responseJsonSchema: SCHEMA },
  },
  tools: {
    contents: ASKED,
    config: { tools: [declared], toolConfig: { functionCallingConfig: { mode: "ANY" } } },
  },
  "tool result": {
    contents: [
      { role: "user", parts: [{ text: ASKED }] },
      { role: "model", parts: [{ functionCall: { name: "forecast", args: {} } }] },
      { role: "user", parts: [{ functionResponse: { name: "forecast", response: { wind: 3 } } }] },
    ],
  },
  "web search": { contents: ASKED, config: { tools: [{ googleSearch: {} }] } },
  safety: {
    contents: ASKED,
    config: {
      safetySettings: [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }],
    },
  },
};

const file = (bytes) => [
  { type: "text", text: ASKED },
  { type: "file", mediaType: "image/png", data: bytes },
];
const forecast = tool({ description: FORECAST.description, inputSchema: jsonSchema(SCHEMA) });
/** What is asked of the AI SDK, whatever the provider. */
const TEXTS = {
  text: { prompt: ASKED },
  system: { instructions: SYSTEM, prompt: ASKED },
  limits: {
    prompt: ASKED,
    temperature: 0.5,
    topP: 0.9,
    maxOutputTokens: 99,
    stopSequences: ["END"],
  },
  seed: { prompt: ASKED, seed: 7 },
  "image by URL": { messages: [user(file(new URL(IMAGE)))] },
  "image as base64": { messages: [user(file(PIXEL))] },
  "JSON schema": { prompt: ASKED, output: Output.object({ schema: jsonSchema(SCHEMA) }) },
  tools: { prompt: ASKED, tools: { forecast }, toolChoice: "required" },
  "tool result": {
    messages: [
      user(ASKED),
      {
        role: "assistant",
        content: [{ type: "tool-call", toolCallId: "call_1", toolName: "forecast", input: {} }],
      },
      {
        role: "tool",
        content: [
          {
            type: "tool-result",
            toolCallId: "call_1",
            toolName: "forecast",
            output: { type: "text", value: "3 m/s" },
          },
        ],
      },
    ],
    tools: { forecast },
  },
};
const chat = createOpenAI({ apiKey, baseURL: `${url}/v1` });
const claude = createAnthropic({ apiKey, headers, baseURL: `${url}/v1` });
const gemini = createGoogleGenerativeAI({ apiKey, headers, baseURL: `${url}/v1beta` });

const onError = ({ error }) => {
  throw error;
};
const aiSdk = (provider) => ({
  forms: TEXTS,
  send: (model, form) => generateText({ ...form, model: provider(model), maxRetries }),
  stream: (model, form) =>
    drain(streamText({ ...form, model: provider(model), maxRetries, onError }).fullStream),
});
/** Each kind of call: its forms, and how one is sent, at once and as a stream. */
const KINDS = {
  "openai, chat completions": {
    forms: CHATS,
    send: (model, form) => openai.chat.completions.create({ model, ...form }),
    stream: (model, form) =>
      drain(
        openai.chat.completions.create({
          model,
          ...form,
          stream: true,
          stream_options: { include_usage: true },
        }),
      ),
  },
  "openai, responses": {
    forms: RESPONSES,
    send: (model, form) => openai.responses.create({ model, ...form }),
    stream: (model, form) => drain(openai.responses.create({ model, ...form, stream: true })),
  },
  "@anthropic-ai/sdk": {
    forms: MESSAGES,
    send: (model, form) => anthropic.messages.create({ model, max_tokens: 99, ...form }),
    stream: (model, form) =>
      drain(anthropic.messages.create({ model, max_tokens: 99, ...form, stream: true })),
  },
  "@google/genai": {
    forms: CONTENTS,
    send: (model, form) => google.models.generateContent({ model, ...form }),
    stream: (model, form) => drain(google.models.generateContentStream({ model, ...form })),
  },
  "AI SDK, openai chat": aiSdk(chat.chat),
  "AI SDK, openai responses": aiSdk(chat.responses),
  "AI SDK, anthropic": aiSdk(claude),
  "AI SDK, google": aiSdk(gemini),
};

/** Calls of which there is one form. */
const SINGLE = {
  "openai, images": (model) => openai.images.generate({ model, prompt: "A kite" }),
  "openai, moderations of a text": (model) => openai.moderations.create({ model, input: "A kite" }),
  "openai, moderations of a list": (model) =>
    openai.moderations.create({ model, input: [{ type: "text", text: "A kite" }] }),
  "openai, image edits": async (model) =>
    openai.images.edit({ model, prompt: "A kite", image: await toFile(BYTES, "kite.png") }),
  "openai, files": async () =>
    openai.files.create({ purpose: "vision", file: await toFile(BYTES, "kite.png") }),
  "openai, embeddings": (model) => openai.embeddings.create({ model, input: "A kite" }),
  "openai, models": () => openai.models.list(),
  "@anthropic-ai/sdk, tokens": (model) => anthropic.messages.countTokens({ model, messages: [user(ASKED)] }),
  "@anthropic-ai/sdk, models": () => anthropic.models.list(),
  "@google/genai, one model": (model) => google.models.generateContent({ model, contents: ASKED }),
  "@google/genai, tokens": (model) => google.models.countTokens({ model, contents: ASKED }),
  "@google/genai, embeddings": (model) => google.models.embedContent({ model, contents: ASKED }),
};

const outcomes = {};
const record = async (name, run) => {
  outcomes[name] = await run().then(
    () => "responded",
    ({ status, statusCode = status, responseBody, message }) =>
      statusCode >= 400
        ? `${statusCode} ${(responseBody ?? message).replaceAll('\\"', '"')}`
        : `responded, then: ${message}`,
  );
};
for (const [kind, models] of Object.entries(JSON.parse(asked))) {
  for (const model of models) {
    if (kind in SINGLE) {
      await record(`${kind} · ${model}`, async () => SINGLE[kind](model));
      continue;
    }
    const { forms, send, stream } = KINDS[kind];
    for (const [form, said] of Object.entries(forms)) {
      await record(`${kind} · ${form} · ${model}`, async () => send(model, said));
    }
    await record(`${kind} · stream · ${model}`, async () => stream(model, forms.text));
  }
}
console.log(JSON.stringify(outcomes));
