import type { PageDocument } from "../../../../src/openapi/parse/parse-document.ts";
import { rewriteObjects } from "../../../../src/openapi/walk.ts";
import { groupBy } from "../../../lists.ts";
import { LANGUAGE, splitAddress } from "./address.ts";

/**
 * Tells of each of some pages whether one before it is the same in another language: its address differs in that alone,
 * and what they say differently has hardly a word in common. A folder such as `eu` may be a language or a region.
 */
export function findTranslations(pages: readonly PageDocument[]): Set<PageDocument> {
  const addressed = pages.map((page) => {
    const segments = splitAddress(page);
    const shared = segments.filter((segment) => !LANGUAGE.test(segment)).join("/");
    return { page, address: segments.join("/"), shared };
  });
  const translations = groupBy(addressed, ({ shared }) => shared)
    .filter((group) => group.length > 1)
    .flatMap((group) => {
      const described = group.map((one) => ({ ...one, texts: listTexts(one.page) }));
      return described.filter(({ address, texts }, index) => {
        const earlier = described.slice(0, index).filter((one) => one.address !== address);
        return earlier.length > 0 && !earlier.some((one) => shareWords(texts, one.texts));
      });
    });
  return new Set(translations.map(({ page }) => page));
}

/** What a page says in sentences. */
function listTexts({ document }: PageDocument): Set<string> {
  const texts = new Set<string>();
  rewriteObjects(document, "document", (object) => {
    for (const text of [object.summary, object.description]) if (typeof text === "string") texts.add(text);
    return object;
  });
  return texts;
}

/**
 * Whether two pages say different things in one language: more than half of the words of what only one of them says are
 * also among those of what only the other says. What both say may be there untranslated.
 */
function shareWords(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [own, others] = [listOwnWords(one, other), listOwnWords(other, one)];
  const shared = [...own].filter((word) => others.has(word));
  return shared.length * 2 > Math.min(own.size, others.size);
}

function listOwnWords(texts: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  const own = [...texts].filter((text) => !others.has(text));
  return new Set(own.flatMap((text) => text.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap(splitUnspaced));
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Pairs of letters stand for the words of a language that writes none apart, whose letters in a row may be a sentence. */
function splitUnspaced(word: string): string[] {
  const letters = [...word];
  if (letters.length < 2 || !UNSPACED.test(word)) return [word];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}
