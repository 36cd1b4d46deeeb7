/**
 * A file of a form that is sent as it comes, and so once. Validators take it for a file, which they know by what it can
 * do.
 */
export class StreamFile {
  /** Nobody knows. */
  readonly size = Number.NaN;
  readonly stream: ReadableStream<Uint8Array>;
  readonly name: string;
  readonly type: string;

  constructor(stream: ReadableStream<Uint8Array>, name: string, type: string) {
    this.stream = stream;
    this.name = name;
    this.type = type;
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return new Response(this.stream).arrayBuffer();
  }
}

/** What stands behind each other, as one stream. What breaks one of them breaks it; whoever cancels it cancels them. */
export function joinStreams(pieces: readonly (Blob | StreamFile)[]): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const write = async () => {
    for (const piece of pieces) {
      const stream: ReadableStream<Uint8Array> = piece instanceof StreamFile ? piece.stream : piece.stream();
      await stream.pipeTo(writable, { preventClose: true });
    }
    await writable.close();
  };
  write().catch((error) => writable.abort(error).catch(() => {}));
  return readable;
}
