import type { RequestBody } from "./call-forms.ts";
import { assertBody, type Connection } from "./http/connection.ts";
import { addressCall, type ClientResponse } from "./http/response.ts";
import { writeJson } from "./settings/json.ts";
import { assertOption, readGiven } from "./settings/options.ts";
import { type CreateOptions, submit } from "./tasks/submit.ts";

/** A path of the document with one parameter, the model: bodies say it, and are sent without it. */
export interface ModelPath {
  path: string;
  /** The path with the model of a body, and what is sent. */
  fill(body: RequestBody): readonly [filled: string, sent: RequestBody];
}

/** Makes the path of an operation whose path names the model. */
export function modelPath(path: string): ModelPath {
  return {
    path,
    fill({ model, ...params }) {
      // A model of dots alone could reach another path.
      assertOption(/[^.]/.test(`${model ?? ""}`), "model", "the id of a model", model);
      return [path.replace(/\{.*\}/, encodeURIComponent(`${model}`)), params];
    },
  };
}

/** Sends a body to a path, checked first when there are validators, under the rules of `submit`. */
export async function postBody<T>(
  connection: Connection,
  at: string | ModelPath,
  read: (response: ClientResponse) => T,
  body: RequestBody | undefined,
  options: CreateOptions,
): Promise<T> {
  const path = typeof at === "string" ? at : at.path;
  const [filled, sent] = typeof at === "string" ? [at, body] : readGiven("body", () => at.fill(body ?? {}));
  assertBody(connection, `POST ${path}`, sent);
  const call = addressCall(connection.settings, "POST", path, filled);
  if (sent) {
    call.headers = { "content-type": "application/json" };
    call.body = writeJson(sent);
  }
  return submit(connection, call, read, options);
}
