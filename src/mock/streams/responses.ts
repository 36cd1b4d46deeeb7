import { type Fields, recordsOf, type StreamEvent, type StreamProtocol, splitText } from "./protocol.ts";

/** How a response ends, by its status. */
const ENDS: Readonly<Record<string, string>> = {
  failed: "response.failed",
  incomplete: "response.incomplete",
};

/**
 * Responses: named and numbered events, from `response.created` over each item of the output and each of its parts to
 * `response.completed`, which holds the whole with its `usage`.
 * https://platform.openai.com/docs/api-reference/responses-streaming
 */
export const responses: StreamProtocol = {
  name: "responses",
  fits: ({ input }, { output }) =>
    input !== undefined && recordsOf(output).some(({ type }) => type !== undefined),
  render(response) {
    const started = { ...response, status: "in_progress", output: [], usage: null };
    const items = recordsOf(response.output).map((item, index): Fields => ({ id: `item_${index}`, ...item }));
    const whole = { ...response, output: items };
    const events: Fields[] = [
      { type: "response.created", response: started },
      { type: "response.in_progress", response: started },
      ...items.flatMap(renderItem),
      { type: ENDS[String(response.status)] ?? "response.completed", response: whole },
    ];
    return events.map(({ type, ...rest }, sequence_number): StreamEvent => {
      return { event: String(type), data: { type, sequence_number, ...rest } };
    });
  },
};

function renderItem(item: Fields, output_index: number): Fields[] {
  const place = { item_id: item.id, output_index };
  const empty = {
    ...item,
    ...(item.status !== undefined && { status: "in_progress" }),
    ...(Array.isArray(item.content) && { content: [] }),
    ...(Array.isArray(item.summary) && { summary: [] }),
    ...(typeof item.arguments === "string" && { arguments: "" }),
  };
  return [
    { type: "response.output_item.added", output_index, item: empty },
    ...recordsOf(item.summary).flatMap((part, summary_index) =>
      renderPart(
        part,
        { ...place, summary_index },
        "reasoning_summary_part",
        "reasoning_summary_text",
        "text",
      ),
    ),
    ...recordsOf(item.content).flatMap((part, content_index) => {
      const at = { ...place, content_index };
      if (typeof part.refusal === "string") return renderPart(part, at, "content_part", "refusal", "refusal");
      const name = part.type === "reasoning_text" ? "reasoning_text" : "output_text";
      return renderPart(part, at, "content_part", name, "text");
    }),
    ...(typeof item.arguments === "string"
      ? renderText("function_call_arguments", "arguments", item.arguments, place, { name: item.name })
      : []),
    { type: "response.output_item.done", output_index, item },
  ];
}

/** A part of an item: announced empty, then its text, then whole. */
function renderPart(part: Fields, at: Fields, partName: string, textName: string, field: string): Fields[] {
  const text = part[field];
  return [
    {
      type: `response.${partName}.added`,
      ...at,
      part: { ...part, ...(text !== undefined && { [field]: "" }) },
    },
    ...(typeof text === "string" ? renderText(textName, field, text, at) : []),
    { type: `response.${partName}.done`, ...at, part },
  ];
}

function renderText(name: string, field: string, text: string, at: Fields, more: Fields = {}): Fields[] {
  const logprobs = name === "output_text" ? { logprobs: [] } : {};
  return [
    ...splitText(text).map((delta) => ({ type: `response.${name}.delta`, ...at, delta, ...logprobs })),
    { type: `response.${name}.done`, ...at, [field]: text, ...more, ...logprobs },
  ];
}
