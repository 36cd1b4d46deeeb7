import { ValidationError } from "../errors/classes.ts";
import { accepts, describe, type ModelFacts } from "./parameters.ts";
import { FILES, type Setting, VALUES } from "./settings.ts";
import type { CallFile, ImageCall, VideoCall, Warning } from "./spec.ts";

/** Stores a file and gives its URL: EvoLink takes files by URL alone. */
export type Upload = (file: { data: string | Uint8Array; mediaType: string }) => string | Promise<string>;

/** The body of a call, and what of the call is not in it. */
export interface MappedCall {
  body: Record<string, unknown>;
  warnings: Warning[];
}

/**
 * Maps a call of the SDK to the body of a model, by what is known of the model. `providerOptions.evolink` comes on top
 * of it, and wins.
 *
 * @throws {ValidationError} a parameter that the model requires is missing, or a file has no URL and there is no `upload`.
 */
export async function mapCall(
  modelId: string,
  facts: ModelFacts,
  call: Partial<VideoCall & ImageCall>,
  upload: Upload | undefined,
): Promise<MappedCall> {
  const { parameters } = facts;
  const own = call.providerOptions?.evolink ?? {};
  const body: Record<string, unknown> = {};
  const warnings: Warning[] = [];
  const warn = (feature: string, details: string) => warnings.push({ type: "unsupported", feature, details });

  /** Says a setting in the first way that the model takes; files of several settings share a list. */
  const say = (feature: string, ways: readonly Setting[], value: unknown) => {
    const known = ways.filter(({ parameter }) => Object.hasOwn(parameters, parameter));
    for (const { parameter, values } of known) {
      const before = body[parameter];
      if (before !== undefined && !Array.isArray(before)) continue;
      for (const one of values(value as never)) {
        const whole = Array.isArray(before) && Array.isArray(one) ? [...before, ...one] : one;
        const accepted = parameters[parameter];
        if (!accepted || !accepts(accepted, whole)) continue;
        body[parameter] = whole;
        return;
      }
    }
    const taken = known.map(
      ({ parameter }) => `\`${parameter}\` takes ${describe(parameters[parameter] as never)}`,
    );
    warn(feature, taken.length ? `${modelId}: ${taken.join("; ")}.` : `${modelId} has no parameter for it.`);
  };

  for (const [name, ways] of Object.entries(VALUES)) {
    const value = call[name as keyof typeof call];
    if (value !== undefined && value !== "") say(name, ways, value);
  }
  if (call.n !== undefined && call.n !== 1) say("n", [{ parameter: "n", values: (n) => [n] }], call.n);
  if (call.webhookUrl)
    say("webhook", [{ parameter: "callback_url", values: (url) => [url] }], call.webhookUrl);

  for (const { feature, way, files } of listFiles(call)) {
    const urls = await Promise.all(files.map((file) => toUrl(file, upload)));
    say(feature, FILES[way] ?? [], urls);
  }
  const foreign = Object.keys(call.headers ?? {}).filter(
    (name) => !/^(user-agent|idempotency-key)$/i.test(name),
  );
  if (foreign.length) warn("headers", `Set ${foreign.join(", ")} at createEvolink.`);

  Object.assign(body, own);
  const missing = Object.keys(parameters).filter(
    (name) => parameters[name]?.required && body[name] === undefined,
  );
  if (missing.length)
    throw new ValidationError(
      `${modelId} needs ${missing.map((name) => `\`${name}\``).join(", ")}: pass what is missing as \`providerOptions.evolink\`.`,
      missing.map((name) => ({ path: [name], message: `${name} is missing` })),
    );
  return { body, warnings };
}

interface FilesOfCall {
  feature: string;
  way: string;
  files: readonly CallFile[];
}

function listFiles({
  image,
  frameImages = [],
  inputReferences = [],
  files = [],
  mask,
}: Partial<VideoCall & ImageCall>) {
  const frames = (type: string) =>
    frameImages.filter(({ frameType }) => frameType === type).map((one) => one.image);
  const isVideo = ({ mediaType }: CallFile) => mediaType?.startsWith("video/") === true;
  const all: FilesOfCall[] = [
    { feature: "image", way: "firstFrame", files: image ? [image] : [] },
    { feature: "frameImages", way: "firstFrame", files: frames("first_frame") },
    { feature: "frameImages", way: "lastFrame", files: frames("last_frame") },
    { feature: "inputReferences", way: "images", files: inputReferences.filter((file) => !isVideo(file)) },
    { feature: "inputReferences", way: "videos", files: inputReferences.filter(isVideo) },
    { feature: "files", way: "images", files },
    { feature: "mask", way: "mask", files: mask ? [mask] : [] },
  ];
  return all.filter((one) => one.files.length);
}

async function toUrl(file: CallFile, upload: Upload | undefined): Promise<string> {
  if (file.type === "url") return file.url;
  if (upload) return upload({ data: file.data, mediaType: file.mediaType });
  throw new ValidationError(
    "EvoLink takes files by URL: pass a URL, or `upload` to createEvolinkProvider, which stores a file and gives its URL.",
  );
}
