import { isRecord } from "../../openapi/json.ts";

export type Fields = Record<string, unknown>;

/** One server-sent event. A string is sent as it is, anything else as JSON. */
export interface StreamEvent {
  /** The name of the event, where the protocol has names. */
  event?: string;
  data: unknown;
}

/** How an API sends a response piece by piece. Known by what the request and the whole response look like. */
export interface StreamProtocol {
  /** For messages. */
  name: string;
  fits(request: Fields, response: Fields): boolean;
  /** The events that, put together by a client, are the whole response again. */
  render(response: Fields, request: Fields): StreamEvent[];
}

/** The longest piece of a text without a space, in code points. */
const PIECE = /\s*\S{1,16}\s*|\s+/gu;

/** A text in the pieces it is sent in: words, with the space around them. None for an empty text. */
export function splitText(text: string): string[] {
  return text.match(PIECE) ?? [];
}

/** The objects of a list; of anything else, none. */
export function recordsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function formatEvent({ event, data }: StreamEvent): string {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  return `${event === undefined ? "" : `event: ${event}\n`}data: ${text}\n\n`;
}
