// The clients of others, as their users write them, over the streams of the mock. Prints what each put together.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { generateText, streamText } from "ai";
import OpenAI from "openai";
import { startMock } from "../../../src/mock/index.ts";
import { makeTextDocument } from "../../helpers/catalogs/text-document.ts";

const folder = await mkdtemp(join(tmpdir(), "streams-"));
const start = async (keys) => {
  const spec = join(folder, `${keys}.json`);
  await writeFile(spec, JSON.stringify(makeTextDocument(keys)));
  return startMock({ spec, streamMs: 0 });
};
const [bearer, native] = [await start("bearer"), await start("native")];
const [apiKey, maxRetries] = ["any", 0];
const messages = [{ role: "user", content: "Wind?" }];
const toText = (deltas) => deltas.filter((delta) => typeof delta === "string").join("");

const clients = {
  async "openai, chat completions"() {
    const openai = new OpenAI({ apiKey, maxRetries, baseURL: `${bearer.url}/v1` });
    const asked = { model: "kite-chat", messages, stream_options: { include_usage: true } };
    const runner = openai.chat.completions.stream(asked);
    const reasoning = [];
    for await (const chunk of runner) reasoning.push(chunk.choices[0]?.delta.reasoning_content);
    const {
      choices: [{ message, finish_reason }],
      usage,
    } = await runner.finalChatCompletion();
    const [call] = message.tool_calls;
    return {
      said: message.content,
      thought: toText(reasoning),
      called: JSON.parse(call.function.arguments),
      end: finish_reason,
      tokens: usage.total_tokens,
    };
  },
  async "openai, responses"() {
    const openai = new OpenAI({ apiKey, maxRetries, baseURL: `${bearer.url}/v1` });
    const runner = openai.responses.stream({ model: "kite-response", input: "Wind?" });
    const [thought, said] = [[], []];
    runner.on("response.reasoning_summary_text.delta", ({ delta }) => thought.push(delta));
    runner.on("response.output_text.delta", ({ delta }) => said.push(delta));
    const { output_text, output, status, usage } = await runner.finalResponse();
    if (output_text !== toText(said)) throw new Error("The deltas differ from the whole.");
    const call = output.find(({ type }) => type === "function_call");
    return {
      said: output_text,
      thought: toText(thought),
      called: JSON.parse(call.arguments),
      end: status,
      tokens: usage.total_tokens,
    };
  },
  async "@anthropic-ai/sdk"() {
    const anthropic = new Anthropic({ apiKey, maxRetries, baseURL: bearer.url });
    const { content, stop_reason, usage } = await anthropic.messages
      .stream({ model: "kite-message", max_tokens: 99, messages })
      .finalMessage();
    const part = (type) => content.find((block) => block.type === type);
    return {
      said: part("text").text,
      thought: part("thinking").thinking,
      called: part("tool_use").input,
      end: stop_reason,
      tokens: usage.input_tokens + usage.output_tokens,
    };
  },
  async "@google/genai"() {
    const google = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: native.url, apiVersion: "v1beta" } });
    const stream = await google.models.generateContentStream({ model: "kite-content", contents: "Wind?" });
    const parts = [];
    let last;
    for await (const chunk of stream) {
      parts.push(...(chunk.candidates[0].content.parts ?? []));
      last = chunk;
    }
    const texts = (thought) =>
      toText(parts.filter((part) => Boolean(part.thought) === thought).map(({ text }) => text));
    const { functionCall } = parts.find((part) => part.functionCall);
    return {
      said: texts(false),
      thought: texts(true),
      called: functionCall.args,
      end: last.candidates[0].finishReason,
      tokens: last.usageMetadata.totalTokenCount,
    };
  },
};

const providers = {
  "AI SDK, openai chat": () => createOpenAI({ apiKey, baseURL: `${bearer.url}/v1` }).chat("kite-chat"),
  "AI SDK, openai responses": () =>
    createOpenAI({ apiKey, baseURL: `${bearer.url}/v1` }).responses("kite-response"),
  "AI SDK, anthropic": () => createAnthropic({ apiKey, baseURL: `${native.url}/v1` })("kite-message"),
  "AI SDK, google": () =>
    createGoogleGenerativeAI({ apiKey, baseURL: `${native.url}/v1beta` })("kite-content"),
};
for (const [name, createModel] of Object.entries(providers)) {
  clients[name] = async () => {
    const result = streamText({
      model: createModel(),
      prompt: "Wind?",
      maxRetries: 0,
      onError: ({ error }) => {
        throw error;
      },
    });
    const usage = await result.totalUsage;
    const [call] = await result.toolCalls;
    return { said: await result.text, called: call.input, tokens: usage.totalTokens };
  };
}

const refusals = {
  "AI SDK, anthropic": () =>
    generateText({
      model: createAnthropic({ apiKey, baseURL: `${bearer.url}/v1` })("kite-message"),
      prompt: "Wind?",
      maxRetries,
    }),
  "@google/genai": () =>
    new GoogleGenAI({
      apiKey,
      httpOptions: { baseUrl: bearer.url, apiVersion: "v1beta" },
    }).models.generateContentStream({ model: "kite-content", contents: "Wind?" }),
};

const outcomes = { clients: {}, refusals: {} };
for (const [name, run] of Object.entries(clients))
  outcomes.clients[name] = await run().catch((error) => ({ failed: String(error?.stack ?? error) }));
for (const [name, run] of Object.entries(refusals))
  outcomes.refusals[name] = await run().then(
    () => "responded",
    (error) => `${error.status ?? error.statusCode} ${error.message} ${error.responseBody}`,
  );
console.log(JSON.stringify(outcomes));
await Promise.all([bearer.close(), native.close(), rm(folder, { recursive: true })]);
