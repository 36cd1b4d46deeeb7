import type { Json, JsonObject } from "../../../../src/openapi/json.ts";

/** What a page says at some place. */
export interface PageText {
  /** Anything but a string where the page has the place, and says nothing of it. */
  text: Json | undefined;
  /** The models that the page is about. None where it is about what all models have in common. */
  models: readonly string[];
  /** The page, where it may say something at several places that are one here, such as two media types of a body. */
  page?: JsonObject | undefined;
  /** Which of those places this is: "as text/plain". */
  place?: string | undefined;
}

/**
 * Writes as one text what pages say at the same place, so that no model is told what is true of another one: what more
 * than half of the models are told, or else what the first page without a model says, stands first, followed by what other
 * such pages say, as nothing tells whom that is about; anything else under the ids of its models. A model is told what the
 * page with the fewest models says.
 */
export function joinTexts(pages: readonly PageText[]): string | undefined {
  const texts = groupByText(pages);
  const total = [...texts.values()].reduce((sum, models) => sum + models.length, 0);
  const said = [...texts].flatMap(([text, models]) => (text === undefined ? [] : [{ text, models }]));
  const most = said.find(({ models }) => models.length * 2 > total)?.text;
  const unnamed = pages.flatMap(({ text, models }) =>
    models.length === 0 && typeof text === "string" ? [text] : [],
  );
  const general = most ?? unnamed[0];
  const others = said.filter(({ text }) => text !== general);
  const items = others.map(({ text, models }) =>
    writeItem(models.map((model) => `\`${model}\``).join(", "), text),
  );
  const open = unnamed.filter((own) => others.every(({ text }) => text !== own));
  const parts = [...new Set([general, ...open, items.join("\n")])].filter(
    (part) => part !== undefined && part !== "",
  );
  return parts.length === 0 ? undefined : parts.join("\n\n");
}

/** An item of a list in Markdown. Further lines of its text are indented, so that they stay in it. */
export function writeItem(name: string, text: string): string {
  const lines = text.startsWith("- ") ? `\n${text}` : ` ${text}`;
  return `- ${name}:${lines.replace(/\n(?=[^\n])/g, "\n  ")}`;
}

/** Stands for the flag where not all say it. It is a fact, which no other page's text denies. */
export const DEPRECATED = "Deprecated.";

/** The same of a page that says so at some of several places. */
export const writeDeprecatedAt = (place: string) => `Deprecated ${place}.`;

/** The models that are told each text. */
function groupByText(pages: readonly PageText[]): Map<string | undefined, string[]> {
  const facts = new Map<string, Set<string>>();
  for (const page of pages)
    for (const model of page.models)
      for (const fact of listFacts(page)) facts.set(model, (facts.get(model) ?? new Set()).add(fact));
  const pagesOf = new Map<string, [PageText, ...PageText[]]>();
  for (const page of pages) {
    for (const model of page.models) {
      const known = pagesOf.get(model);
      if (known === undefined || page.models.length < known[0].models.length) pagesOf.set(model, [page]);
      else if (page.page !== undefined && page.page === known[0].page) known.push(page);
    }
  }
  const texts = new Map<string | undefined, string[]>();
  for (const [model, own] of pagesOf) {
    const said = new Set(own.flatMap(({ text }) => (typeof text === "string" ? [text] : [])));
    const told = new Set([...said].flatMap(splitParagraphs));
    for (const fact of facts.get(model) ?? []) if (!told.has(fact)) said.add(fact);
    const text = said.size === 0 ? undefined : [...said].join("\n\n");
    const models = texts.get(text) ?? [];
    models.push(model);
    texts.set(text, models);
  }
  return texts;
}

/** What a page says that is no wording: that something is deprecated. */
function listFacts({ text, place }: PageText): string[] {
  const facts = [DEPRECATED, ...(place === undefined ? [] : [writeDeprecatedAt(place)])];
  return typeof text === "string" ? splitParagraphs(text).filter((one) => facts.includes(one)) : [];
}

function splitParagraphs(text: string): string[] {
  return text.split("\n\n");
}
