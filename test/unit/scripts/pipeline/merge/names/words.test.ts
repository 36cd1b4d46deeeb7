import { describe, expect, it } from "vitest";
import {
  fingerprint,
  joinCamel,
  joinPascal,
  spellsWords,
  splitWords,
} from "../../../../../../scripts/pipeline/merge/names/words.ts";

describe("splitWords", () => {
  it.each<[string, string[]]>([
    ["createWan25Video", ["create", "Wan", "25", "Video"]],
    ["o3-mini_2.5", ["o", "3", "mini", "25"]],
    ["1.2.3", ["123"]],
    ["v1.a 2", ["v", "1", "a", "2"]],
    ["HTTPServer", ["HTTP", "Server"]],
    ["URL", ["URL"]],
    ["aB", ["a", "B"]],
    ["größe", ["grosse"]],
    ["déjà vu", ["deja", "vu"]],
    ["凧", []],
    ["", []],
  ])("splits %s into %j", (name, want) => {
    expect(splitWords(name)).toEqual(want);
  });
});

describe("joinPascal and joinCamel", () => {
  it("join words, and leave their inner letters", () => {
    expect(joinPascal(["text", "to", "HDVideo"])).toBe("TextToHDVideo");
    expect(joinCamel(["Text", "to", "HDVideo"])).toBe("textToHDVideo");
    expect([joinPascal([]), joinCamel([])]).toEqual(["", ""]);
  });
});

describe("spellsWords", () => {
  it.each<[string, string[], boolean]>([
    ["createDeepSeekV4", ["deepseek", "v", "4"], true],
    ["DeepSeek", ["Deep", "Seek"], true],
    ["createKiteFlight", ["kite"], true],
    ["createKite", ["kite"], true],
    ["kite", ["kite"], true],
    ["createKites", ["kite"], false],
    ["createKite20", ["kite", "2"], false],
    ["kiteCreate", ["create", "kite"], false],
    ["", ["kite"], false],
  ])("says whether %s spells %j: %s", (name, words, want) => {
    expect(spellsWords(name, words)).toBe(want);
  });
});

describe("fingerprint", () => {
  it("is eight digits that stay the same, as names of published components are made of it", () => {
    expect([fingerprint(""), fingerprint("kite")]).toEqual(["e3b0c442", "8e8c7d42"]);
  });
});
