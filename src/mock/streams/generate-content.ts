import { isRecord } from "../../openapi/json.ts";
import { type Fields, recordsOf, type StreamProtocol, splitText } from "./protocol.ts";

/**
 * generateContent: chunks that are responses of their own, each with the next part of a candidate; `finishReason` and
 * `usageMetadata` come with the last.
 * https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 */
export const generateContent: StreamProtocol = {
  name: "generateContent",
  fits: ({ contents }, { candidates }) =>
    contents !== undefined && recordsOf(candidates).some(({ content }) => isRecord(content)),
  render({ candidates, usageMetadata, ...rest }) {
    const chunks = recordsOf(candidates).flatMap((candidate, position) => {
      const { content, index = position, ...more } = candidate;
      const { parts, ...other } = isRecord(content) ? content : {};
      const pieces = recordsOf(parts).flatMap(splitPart);
      const withPiece = (piece: Fields[]) => ({ index, content: { ...other, parts: piece } });
      const last = { ...withPiece(pieces.slice(-1)), ...more };
      return [...pieces.slice(0, -1).map((piece) => withPiece([piece])), last];
    });
    return chunks.map((candidate, at) => ({
      data: {
        candidates: [candidate],
        ...(at === chunks.length - 1 && usageMetadata !== undefined && { usageMetadata }),
        ...rest,
      },
    }));
  },
};

/** A part with a text, whatever else it says of it, in pieces; any other part at once. */
function splitPart(part: Fields): Fields[] {
  const { text, ...rest } = part;
  return typeof text === "string" && text !== ""
    ? splitText(text).map((piece) => ({ ...rest, text: piece }))
    : [part];
}
