import type { TaskRecord } from "../tasks/task-life.ts";
import { renderClip } from "./clip.ts";
import { renderPicture } from "./picture.ts";
import { renderSound } from "./sound.ts";

/** What a result is made of. */
export interface Medium {
  mediaType: string;
  /** Without the dot. */
  extension: string;
  render(aspectRatio: readonly [number, number]): Buffer;
}

const MEDIA = {
  video: { mediaType: "video/mp4", extension: "mp4", render: renderClip },
  image: { mediaType: "image/png", extension: "png", render: renderPicture },
  audio: { mediaType: "audio/wav", extension: "wav", render: renderSound },
  text: {
    mediaType: "text/plain; charset=utf-8",
    extension: "txt",
    render: () => Buffer.from("A result of the mock.\n"),
  },
} satisfies Record<string, Medium>;

/** A file of a media type; of one that there is none of, some bytes. */
export function renderMedium(mediaType: string): Buffer {
  const found = Object.values(MEDIA).find((medium) => mediaType.toLowerCase().startsWith(medium.mediaType));
  return (found ?? MEDIA.text).render(DEFAULT_RATIO);
}

/**
 * The medium of a task's results: named by the response's `type`, else within its `object`, where the document has its results
 * or its path. Else text.
 */
export function mediumOf({ submitted, medium, operation }: TaskRecord): Medium {
  const [found = "text"] = [submitted.type, submitted.object, medium, operation].flatMap(nameMedium);
  return MEDIA[found];
}

/** The medium of the results in one of several places: that which its keys name, or else that of the task. */
export function mediumAt(task: TaskRecord, keys: readonly string[]): Medium {
  const [named] = keys.toReversed().flatMap(nameMedium);
  return named === undefined ? mediumOf(task) : MEDIA[named];
}

/** The medium of a file, by its name. */
export const mediumOfFile = (name: string): Medium | undefined =>
  Object.values(MEDIA).find(({ extension }) => name.endsWith(`.${extension}`));

/** The medium that the places of a task's results are called like, each by its last key that names one. */
export function readResultMedium(
  places: readonly (readonly string[])[],
  operation: string,
): Pick<TaskRecord, "medium"> {
  const named = places.flatMap((keys) => keys.toReversed().flatMap(nameMedium).slice(0, 1));
  // Where there are several, the operation may say which of them it makes.
  const [medium] = [...nameMedium(operation).filter((name) => named.includes(name)), ...named];
  return medium === undefined ? {} : { medium };
}

/** The first medium whose name is in a text. */
const nameMedium = (clue: unknown) =>
  (Object.keys(MEDIA) as (keyof typeof MEDIA)[])
    .filter((name) => String(clue).toLowerCase().includes(name))
    .slice(0, 1);

/** More results of one task than any front end shows at once. */
const MAX_RESULTS = 20;

/** How many results a request asks for: `n`, the one word that APIs have for it. */
export function readResultCount({ n }: Record<string, unknown>): Pick<TaskRecord, "resultCount"> {
  if (typeof n !== "number" || !Number.isInteger(n) || n < 1) return {};
  return { resultCount: Math.min(n, MAX_RESULTS) };
}

const RATIO = /^(\d{1,5}) ?[:x×*] ?(\d{1,5})$/;
const DEFAULT_RATIO: [number, number] = [16, 9];

/** The aspect ratio a request asks for: the first property written as `9:16` or `1280x720`. 16:9 when none is. */
export function readAspectRatio(body: Record<string, unknown>): [number, number] {
  for (const value of Object.values(body)) {
    const [, width, height] = (typeof value === "string" && RATIO.exec(value)) || [];
    if (Number(width) > 0 && Number(height) > 0) return [Number(width), Number(height)];
  }
  return DEFAULT_RATIO;
}
