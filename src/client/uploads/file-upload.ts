import { type CallFacts, createCallFunction } from "../call-function.ts";
import type { Connection } from "../http/connection.ts";
import { checkOptions, type OptionKind } from "../settings/options.ts";
import type { CreateOptions } from "../tasks/submit.ts";
import { type FileFacts, toFile, type UploadFile } from "./to-file.ts";
import { type WatchOptions, watchUpload } from "./watch-upload.ts";

/** How a form that holds files is sent. */
export interface UploadOptions extends CreateOptions, WatchOptions {}

const WATCH_OPTIONS: Record<string, OptionKind> = {
  onProgress: "a function",
  timeoutMs: "a positive number",
};

/** Makes the function of an operation whose form holds files. */
export function createUploadFunction<Run>(connection: Connection, facts: CallFacts): Run {
  const run = async (...args: unknown[]) => {
    const at = facts.takes.length;
    const { onProgress, timeoutMs, ...options } = (args[at] ?? {}) as UploadOptions;
    checkOptions({ onProgress, timeoutMs }, WATCH_OPTIONS);
    const watched = watchUpload(connection, { onProgress, timeoutMs });
    const call = createCallFunction<(...given: unknown[]) => Promise<unknown>>(watched, facts);
    return call(...args.slice(0, at), options);
  };
  return run as Run;
}

/** What is said of a file besides, and the other fields of its form, which may be left out where none is required. */
type FileOptions<Fields> = UploadOptions &
  FileFacts &
  (object extends Fields ? { fields?: Fields | undefined } : { fields: Fields });

/** @typeParam Field the one field of the form that is a file. */
export interface FileUpload<Body, Field extends keyof Body, Result> {
  /**
   * Uploads a file: the path of one in Node, Bun and Deno, a Blob, bytes or a stream. It is sent at most once unless it
   * certainly was not accepted, and a stream once in any case.
   *
   * @throws {SubmissionUncertainError} nobody can tell whether it was accepted.
   * @throws {ApiError} it was refused.
   * @throws {ValidationError} there is no such file, or a field or an option is wrong: nothing was sent.
   *
   * @example
   * const { data } = await evolink.files.upload("photo.png", { onProgress: ({ bytes }) => console.log(bytes) });
   */
  (
    file: UploadFile,
    ...rest: object extends Omit<Body, Field>
      ? [options?: FileOptions<Omit<Body, Field>>]
      : [options: FileOptions<Omit<Body, Field>>]
  ): Promise<Result>;
  /** The same with the whole form. */
  (body: Body, options?: UploadOptions): Promise<Result>;
}

/** Makes such a function of an operation whose form has one file. */
export function createFileUpload<Run>(connection: Connection, facts: CallFacts, field: string): Run {
  const send = createUploadFunction<(body: object, options: UploadOptions) => Promise<unknown>>(
    connection,
    facts,
  );
  const run = async (file: UploadFile | Record<string, unknown>, given: FileOptions<object> = {}) => {
    if (typeof file === "object" && file !== null && Object.hasOwn(file, field)) return send(file, given);
    const { name, type, fields, ...options } = given;
    checkOptions({ name, type, fields }, { name: "a string", type: "a string", fields: "an object" });
    return send({ ...fields, [field]: await toFile(file as UploadFile, { name, type }) }, options);
  };
  return run as Run;
}
