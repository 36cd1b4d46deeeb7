import { fingerprint } from "../../../scripts/pipeline/merge/names/words.ts";
import { isObject, type Json, type JsonObject, objectAt, setOwn } from "../../../src/openapi/json.ts";
import { rewriteObjects } from "../../../src/openapi/walk.ts";

/** Texts in other scripts, with what trips up tools: marks, quotes, colons, right-to-left, astral characters, lines. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  Japanese: "動画を作成します：「凧」を揚げる\n\n- **長さ：** `秒`",
  Chinese: "生成视频，“风筝”升空。\n# 标题",
  Korean: "연을 날리는 영상 만들기",
  German: "Größe des Drachens: für Überflüge – “schön”",
  French: "L’élève a créé « où » : ça l’été",
  Arabic: "أنشئ مقطع فيديو لطائرة ورقية",
  Emoji: "🪁🎬 👨‍👩‍👧 \u2028 ⚙️",
};

/** Writes all prose of a document in another script, and nothing else. Equal texts stay equal, different ones different. */
export function rewriteProse(document: JsonObject, script: string): JsonObject {
  const write = (text: Json): Json => (typeof text === "string" ? `${script} ${numberOf(text)}` : text);
  const writeAt = (object: JsonObject, ...keys: string[]): JsonObject => {
    const copy = { ...object };
    for (const key of keys) if (typeof copy[key] === "string") copy[key] = write(copy[key]);
    return copy;
  };
  /** Ids, names of files and links are no prose. */
  const writeSentences = (value: Json): Json => {
    if (typeof value === "string")
      return /\s|[^ -~]/.test(value) && !/^\w+:/.test(value) ? write(value) : value;
    if (Array.isArray(value)) return value.map(writeSentences);
    return isObject(value) ? mapValues(value, writeSentences) : value;
  };
  const writeExamples = (object: JsonObject): JsonObject => {
    const copy = { ...object };
    if (copy.example !== undefined) copy.example = writeSentences(copy.example);
    if (Array.isArray(copy.examples)) copy.examples = copy.examples.map(writeSentences);
    if (!isObject(copy.examples)) return copy;
    const renamed: JsonObject = {};
    for (const [name, example] of Object.entries(copy.examples)) {
      const { value, ...words } = objectAt(example);
      const said = writeAt(words, "summary", "description");
      setOwn(
        renamed,
        String(write(name)),
        value === undefined ? said : { ...said, value: writeSentences(value) },
      );
    }
    return { ...copy, examples: renamed };
  };
  const writeList = (list: Json | undefined, ...keys: string[]): Json =>
    Array.isArray(list)
      ? list.map((one) => (isObject(one) ? writeAt(one, ...keys) : write(one)))
      : (list ?? []);

  return rewriteObjects(document, "document", (object, kind) => {
    const said = writeExamples(writeAt(object, "title", "summary", "description"));
    if (Array.isArray(said.tags)) said.tags = writeList(said.tags, "name", "description");
    if (Array.isArray(said.servers)) said.servers = writeList(said.servers, "description");
    if (kind === "document") said.info = writeAt(objectAt(said, "info"), "title", "description", "summary");
    return said;
  });
}

function numberOf(text: string): number {
  return Number.parseInt(fingerprint(text), 16);
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  const copy: JsonObject = {};
  for (const [key, value] of Object.entries(object)) setOwn(copy, key, change(value));
  return copy;
}

/** What is left of a merged document without its prose. Of examples their number. */
export function readSkeleton(document: JsonObject): JsonObject {
  return stripProse(document, "document");
}

function stripProse(root: JsonObject, of: "document" | "schema"): JsonObject {
  return rewriteObjects(root, of, (object, kind) => {
    const { title: _, summary: __, description: ___, example, examples, tags, ...rest } = object;
    if (kind === "document") rest.info = {};
    if (Array.isArray(rest.servers))
      rest.servers = rest.servers.map((server) => objectAt(server).url ?? null);
    // What a page says of itself, and the schema of its own response, stand in an extension.
    if (Array.isArray(rest["x-pages"]))
      rest["x-pages"] = rest["x-pages"].map((page) => {
        const { response, info: _, ...facts } = objectAt(page);
        if (response === undefined) return facts;
        return { ...facts, response: isObject(response) ? stripProse(response, "schema") : response };
      });
    const shown = (example === undefined ? 0 : 1) + Object.keys(examples ?? {}).length;
    return { ...rest, "x-shown": shown, "x-tags": Array.isArray(tags) ? tags.length : 0 };
  });
}
