import { isRecord } from "../../openapi/json.ts";
import { type Fields, recordsOf, type StreamEvent, type StreamProtocol, splitText } from "./protocol.ts";

/**
 * Messages: named events, a start, deltas and a stop for each block of content. `usage` is always part of them: what was
 * read at the start, what was written at the end.
 * https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
export const messages: StreamProtocol = {
  name: "messages",
  fits: ({ messages: asked }, { content, role }) =>
    Array.isArray(asked) &&
    role === "assistant" &&
    recordsOf(content).some(({ type }) => typeof type === "string"),
  render(response) {
    const { content, stop_reason = "end_turn", stop_sequence = null } = response;
    const usage = { input_tokens: 0, output_tokens: 0, ...(isRecord(response.usage) && response.usage) };
    const started = { ...response, content: [], stop_reason: null, stop_sequence: null };
    return [
      named({ type: "message_start", message: { ...started, usage: { ...usage, output_tokens: 0 } } }),
      ...recordsOf(content).flatMap(renderBlock),
      named({
        type: "message_delta",
        delta: { stop_reason, stop_sequence },
        usage: { output_tokens: usage.output_tokens },
      }),
      named({ type: "message_stop" }),
    ];
  },
};

function renderBlock(block: Fields, index: number): StreamEvent[] {
  const { empty, deltas } = splitBlock(block);
  return [
    named({ type: "content_block_start", index, content_block: empty }),
    ...deltas.map((delta) => named({ type: "content_block_delta", index, delta })),
    named({ type: "content_block_stop", index }),
  ];
}

/** A block as it starts, and what makes it whole. Blocks of types without deltas start whole. */
function splitBlock(block: Fields): { empty: Fields; deltas: Fields[] } {
  const { text, thinking, signature, citations, input } = block;
  if (block.type === "text") {
    const cited = recordsOf(citations).map((citation) => ({ type: "citations_delta", citation }));
    const said = splitText(String(text ?? "")).map((piece) => ({ type: "text_delta", text: piece }));
    return {
      empty: { ...block, text: "", ...(cited.length > 0 && { citations: [] }) },
      deltas: [...said, ...cited],
    };
  }
  if (block.type === "thinking") {
    const thought = splitText(String(thinking ?? "")).map((piece) => ({
      type: "thinking_delta",
      thinking: piece,
    }));
    const signed = typeof signature === "string" ? [{ type: "signature_delta", signature }] : [];
    return { empty: { ...block, thinking: "", signature: "" }, deltas: [...thought, ...signed] };
  }
  if (isRecord(input)) {
    const pieces = splitText(JSON.stringify(input));
    const deltas = pieces.map((piece) => ({ type: "input_json_delta", partial_json: piece }));
    return { empty: { ...block, input: {} }, deltas };
  }
  return { empty: block, deltas: [] };
}

function named(data: Fields & { type: string }): StreamEvent {
  return { event: data.type, data };
}
