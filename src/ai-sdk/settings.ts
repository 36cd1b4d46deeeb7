/**
 * How a setting of the SDK is said to a model: under each of these parameters, with the first value that it accepts.
 * Which of them a model has, and what it accepts there, its page says.
 */
export interface Setting {
  parameter: string;
  /** Values to try, in this order. */
  values: (value: never) => readonly unknown[];
}

const same = (parameter: string): Setting => ({ parameter, values: (value: unknown) => [value] });

/** The ratio as it is, and the word for "as the input". */
const ratio = (parameter: string): Setting => ({
  parameter,
  values: (value: string) => (value === "adaptive" ? ["adaptive", "auto"] : [value]),
});

/** `1920x1080` is `1080p`, and `2K` the side of 2048 that some name. */
const lines = (parameter: string): Setting => ({
  parameter,
  values(value: string) {
    const [width = 0, height = 0] = value.split("x").map(Number);
    const short = Math.min(width, height);
    const k = { 1024: "1K", 1920: "2K", 2048: "2K", 2880: "3K", 3072: "3K", 3840: "4K", 4096: "4K" }[
      Math.max(width, height)
    ];
    return [value, `${short}p`, ...(short === 2160 ? ["4k"] : []), ...(k ? [k, k.toLowerCase()] : [])];
  },
});

const list = (parameter: string): Setting => ({ parameter, values: (urls: string[]) => [urls] });
const single = (parameter: string): Setting => ({
  parameter,
  values: (urls: string[]) => (urls.length === 1 ? urls : []),
});

/** Settings that are values. */
export const VALUES: Readonly<Record<string, readonly Setting[]>> = {
  prompt: [same("prompt")],
  seed: [same("seed")],
  duration: [same("duration")],
  fps: [same("fps")],
  aspectRatio: [ratio("aspect_ratio"), ratio("size")],
  resolution: [lines("resolution"), lines("quality")],
  size: [same("size"), lines("resolution"), lines("quality")],
  generateAudio: [
    same("generate_audio"),
    { parameter: "sound", values: (value: boolean) => [value ? "on" : "off"] },
  ],
};

/** Settings that are files, here by their URLs. */
export const FILES: Readonly<Record<string, readonly Setting[]>> = {
  firstFrame: [single("image_start"), list("image_urls"), single("image_url")],
  lastFrame: [single("image_end"), list("image_urls")],
  images: [list("image_urls"), single("image_url"), single("image_start")],
  videos: [list("video_urls"), single("video_url")],
  mask: [single("mask_url"), list("mask_url")],
};
