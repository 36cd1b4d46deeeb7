export function isEventStream(mediaType: string): boolean {
  return /^text\/event-stream\b/i.test(mediaType);
}

/** The events of a stream; what is behind the last one, too. */
export function splitEvents(text: string): string[] {
  return text.split(/(?<=\n\r?\n)/);
}
