import mime from "mime/lite";
import { ValidationError } from "../../errors/classes.ts";
import { isBytes } from "../http/values.ts";
import { StreamFile } from "../serialize/stream-file.ts";
import { assertOption } from "../settings/options.ts";

/** What may be uploaded: the path of a file, where there are files; bytes; or a stream, which is sent once. */
export type UploadFile = string | Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>;

/** What a file is called. */
export interface FileFacts {
  /** Default: the last part of its path, or its own name. */
  name?: string | undefined;
  /** Its media type. Default: its own, or what the name ends in says. */
  type?: string | undefined;
}

/** What of `node:fs` is used. */
interface Files {
  openAsBlob(path: string): Promise<Blob>;
  promises: { stat(path: string): Promise<{ isFile(): boolean }> };
}

/** Node, Bun and Deno have it. It is asked for by name, as other runtimes cannot import it. */
interface WithModules {
  process?: { getBuiltinModule?(name: string): Files | undefined };
}

/**
 * Makes a file of what may be uploaded. A path is opened, and read as it is sent.
 *
 * @throws {ValidationError} there is no such file, or the runtime has none.
 */
export async function toFile(file: UploadFile, facts: FileFacts): Promise<File | StreamFile> {
  const isPath = typeof file === "string";
  assertOption(isPath || isBytes(file), "file", "a path, a Blob, bytes or a stream", file);
  const own = file instanceof File ? file.name : isPath ? file.replace(/^.*[\\/]/s, "") : "file";
  const { name = own } = facts;
  const { type = (file instanceof Blob && file.type) || (mime.getType(name) ?? "application/octet-stream") } =
    facts;
  if (file instanceof ReadableStream) return new StreamFile(file, name, type);
  return new File([isPath ? await openPath(file) : (file as BlobPart)], name, { type });
}

async function openPath(path: string): Promise<Blob> {
  const files = (globalThis as WithModules).process?.getBuiltinModule?.("node:fs");
  assertOption(files, "file", "a Blob, bytes or a stream: this runtime has no files", path);
  try {
    if ((await files.promises.stat(path)).isFile()) {
      const opened = await files.openAsBlob(path);
      // What may not be read shows here, while nothing is sent.
      await opened.slice(0, 1).arrayBuffer();
      return opened;
    }
  } catch {}
  throw new ValidationError(`There is no file to read at ${path}.`);
}
