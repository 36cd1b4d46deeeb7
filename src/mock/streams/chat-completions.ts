import { isRecord } from "../../openapi/json.ts";
import { type Fields, recordsOf, type StreamEvent, type StreamProtocol, splitText } from "./protocol.ts";

/**
 * Chat completions: chunks whose `delta`s add up to the message, closed by `[DONE]`. `usage` comes in a chunk of its own,
 * and only where `stream_options.include_usage` asks for it.
 * https://platform.openai.com/docs/api-reference/chat-streaming
 */
export const chatCompletions: StreamProtocol = {
  name: "chat completions",
  fits: ({ messages }, { choices }) =>
    Array.isArray(messages) && recordsOf(choices).some(({ message }) => isRecord(message)),
  render({ choices, usage, ...rest }, { stream_options: options }) {
    const withUsage = isRecord(options) && options.include_usage === true;
    const chunk = (parts: Fields[], more: Fields = withUsage ? { usage: null } : {}): StreamEvent => ({
      data: { ...rest, object: "chat.completion.chunk", choices: parts, ...more },
    });
    const pieces = recordsOf(choices).flatMap((choice, position) => {
      const { message, finish_reason = "stop", index = position, ...more } = choice;
      const deltas = splitMessage(isRecord(message) ? message : {});
      return [
        ...deltas.map((delta) => chunk([{ index, delta, finish_reason: null }])),
        chunk([{ ...more, index, delta: {}, finish_reason }]),
      ];
    });
    return [...pieces, ...(withUsage ? [chunk([], { usage })] : []), { data: "[DONE]" }];
  },
};

/** The deltas of a message: its role first, then each text in pieces (`content`, what was thought), then tool calls. */
function splitMessage({ role = "assistant", tool_calls, ...rest }: Fields): Fields[] {
  const texts = Object.entries(rest).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const others = Object.entries(rest).filter(([, value]) => typeof value !== "string");
  // What was thought and said before the answer comes before it.
  const inOrder = texts.sort(([a], [b]) => Number(a === "content") - Number(b === "content"));
  return [
    { role, content: "", ...Object.fromEntries(others) },
    ...inOrder.flatMap(([name, text]) => splitText(text).map((piece) => ({ [name]: piece }))),
    ...recordsOf(tool_calls).flatMap((call, index) => splitCall(call, index)),
  ];
}

function splitCall({ function: called, ...rest }: Fields, index: number): Fields[] {
  const { arguments: text = "", ...more } = isRecord(called) ? called : {};
  return [
    { tool_calls: [{ index, ...rest, function: { ...more, arguments: "" } }] },
    ...splitText(String(text)).map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ];
}
