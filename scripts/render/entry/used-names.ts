import type { Statement } from "../shared/morph.ts";

/** The words of statements, but for those in texts and comments, and those that are declared there or name a property. */
export function listUsed(statements: readonly Statement[]): ReadonlySet<string> {
  const skip = (key: string, value: unknown) => (key === "docs" || key === "name" ? undefined : value);
  // Whichever starts first: a text may have `/*` in it, and a comment a quote.
  const code = JSON.stringify(statements, skip).replace(
    /\/\*.*?\*\/|\\"(?:[^"\\]|\\\\(?:\\["\\]|[^"\\]))*\\"/g,
    "",
  );
  return new Set(code.match(/\b\w+\b(?!\??:)/g));
}

/** What the runtime exports for this file alone. */
export const MAKERS = [
  "connect",
  "createCallFunction",
  "createClient",
  "createFileUpload",
  "createResponseFunction",
  "createStreamFunction",
  "createTaskCollection",
  "createTasks",
  "createUploadFunction",
  "failureAt",
  "fillServers",
  "guessEstimate",
  "inHeader",
  "inQuery",
  "linksAt",
  "modelPath",
  "openBinary",
  "progressAt",
  "readBinary",
  "readJson",
  "readNothing",
  "readText",
  "sendAs",
  "takeParameters",
  "withRequests",
];

export const RUNTIME_TYPES = [
  "Binary",
  "BinaryAs",
  "Client",
  "CompletedTaskOf",
  "CreateOptions",
  "DocumentFacts",
  "Enveloped",
  "EvolinkOptions",
  "FileUpload",
  "IdentifiedTask",
  "ModelResponseFunction",
  "ResponseFunction",
  "StreamFunction",
  "TaskCollection",
  "TaskQuery",
  "Tasks",
  "UploadOptions",
];
