import { ValidationError, type ValidationIssue } from "../errors/classes.ts";
import type { RequestBody } from "./call-forms.ts";
import type { ClientResponse } from "./http/response.ts";
import type { Send } from "./http/transport.ts";
import { assertOption } from "./settings/options.ts";
import type { Settings } from "./settings/settings.ts";
import { findServer } from "./settings/settings.ts";
import { type CreateOptions, submit } from "./tasks/submit.ts";

/** What `evolink-openapi/validate` exports as `validators`: a validator for the body of each operation. */
export type Validators = Readonly<
  Record<
    string,
    {
      /** `POST /v1/videos/generations` */
      endpoint: string;
      validate(body: unknown): { ok: true } | { ok: false; problems: readonly ValidationIssue[] };
    }
  >
>;

/** Sends a body to a path of the document, under the rules of `submit`, and returns what `read` makes of the response. */
export type PostBody = <T>(
  path: string,
  read: (response: ClientResponse) => T,
  body: RequestBody | undefined,
  options: CreateOptions | undefined,
) => Promise<T>;

/** Makes the one function through which bodies are posted: checked first, when there are validators. */
export function createPostBody(send: Send, settings: Settings, validators: Validators | undefined): PostBody {
  return async (path, read, body, options) => {
    const { model, ...params } = body ?? {};
    // Only some paths name the model; there the body does not.
    const filled = path.replace("{model}", encodeURIComponent(`${model}`));
    const sent = filled === path ? body : params;
    // A model of dots alone could reach another path.
    assertOption(sent === body || /[^.]/.test(`${model ?? ""}`), "model", "the id of a model", model);
    const checked = Object.values(validators ?? {})
      .find(({ endpoint }) => endpoint === `POST ${path}`)
      ?.validate(sent);
    if (checked?.ok === false) {
      const { problems } = checked;
      throw new ValidationError(
        `The body is wrong: ${problems.map(({ message }) => message).join("; ")}`,
        problems,
      );
    }
    return submit(send, settings, findServer(settings, path) + filled, sent, read, options);
  };
}
