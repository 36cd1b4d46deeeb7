import mime from "mime";
import { classifyMedia } from "../result/media-type.ts";

/** What results are. Whatever a link or a host says, no saved file gets an extension that a system or server runs. */
const EXTENSIONS = new Set(
  [
    "3g2 3gp asf avi flv m2ts m4v mkv mov mp4 mpeg mpg mxf ogv ts webm wmv",
    "aac aif aiff amr flac m4a mid midi mka mp3 oga ogg opus pcm wav weba wma",
    "apng avif bmp gif heic heics heif ico jp2 jpeg jpg jxl png psd svg tif tiff tga webp",
    "csv json md pdf srt txt vtt",
    "glb gltf obj ply stl usdz zip",
  ]
    .join(" ")
    .split(" "),
);

/** Sound without a header. No registry has types for its extensions. */
const RAW_SOUND = new Map([
  [".pcm", "audio/pcm"],
  [".alaw", "audio/pcma"],
  [".ulaw", "audio/pcmu"],
]);

/** Extensions of types that `mime` lacks, by subtype. */
const MORE_EXTENSIONS = new Map([
  ["l16", "pcm"],
  ["l24", "pcm"],
  ["matroska", "mkv"],
  ["ms-asf", "asf"],
  ["MP1S", "mpg"],
  ["MP2P", "mpg"],
]);

/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(aux|con|nul|prn|com\d|lpt\d)$/i;

const readExtension = (path: string) => /\.\w+$/.exec(path)?.[0].toLowerCase() ?? "";

/** The sound, picture or video type that the extension of a name promises; undefined when it promises none. */
export function findMediaType(name: string): string | undefined {
  const type = mime.getType(name) ?? RAW_SOUND.get(readExtension(name));
  return classifyMedia(type) ? type : undefined;
}

/** The extension at the end of a link, when it is one that results have. */
export function findLinkExtension(pathname: string): string | undefined {
  const extension = readExtension(pathname).slice(1);
  return EXTENSIONS.has(extension) ? extension : undefined;
}

/** The extension for what the bytes turned out to be; `bin` for what no result is. */
export function findExtension(contentType: string): string {
  const type = contentType.split(";", 1)[0] ?? "";
  const subtype = type.replace(/^.*\/(x-|vnd\.)?/, "");
  const usual = [mime.getExtension(type) ?? "", ...(mime.getAllExtensions(type) ?? [])];
  const extensions = [...usual, MORE_EXTENSIONS.get(subtype) ?? subtype];
  return extensions.find((extension) => EXTENSIONS.has(extension)) ?? "bin";
}

/** What a task id has that a file name should not: more than words and hyphens, a hyphen in front, or a device. */
const UNSAFE = /[^\w-]|^-|^(aux|con|nul|prn|com\d|lpt\d)$/gi;

/** The name of a result of a task, without extension: another one for each id and index, as no dot of an id stays one. */
export function nameResult(taskId: string, index: number, count: number): string {
  const name = taskId.replace(UNSAFE, (text) => text.replace(/[\s\S]/g, toHex));
  return count > 1 ? `${name}.${index}` : name;
}

const toHex = (unit: string) => `%${unit.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** The last segment of a link without its extension, of letters that every file system takes and that hide nothing. */
export function toBaseName(path: string): string {
  const last =
    path
      .split("/")
      .at(-1)
      ?.slice(0, -readExtension(path).length || undefined) ?? "";
  const name = last
    .replace(/[^\w-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
  return DEVICE.test(name) ? `result-${name}` : name || "result";
}
