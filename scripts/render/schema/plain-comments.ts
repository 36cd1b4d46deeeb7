import ts from "typescript";

/**
 * Turns the tag `@description`, which openapi-typescript writes, into the text of its comment: editors show a text above
 * the tags, and the tag by its name.
 */
export function showDescriptions(node: ts.Node): void {
  const comments = ts.getSyntheticLeadingComments(node);
  if (comments)
    ts.setSyntheticLeadingComments(
      node,
      comments.map((comment) => ({ ...comment, text: showDescription(comment.text) })),
    );
  ts.forEachChild(node, showDescriptions);
}

const DESCRIPTION = "@description ";

/** Lines of an item after its first are set in by four. */
const ITEM = /\n \* (?! {4})/;
const CONTINUED = /\n \* {5}/g;

/** Text first, as what follows a tag belongs to it. */
function showDescription(comment: string): string {
  const items = comment
    .replace(/^\*(?:\n \*)? ?/, "")
    .replace(/\s+$/, "")
    .split(ITEM);
  const description = items.find((item) => item.startsWith(DESCRIPTION));
  if (description === undefined) return comment;
  const isTag = (item: string) => /^@(?:deprecated|default|example|constant|enum)\b/.test(item);
  const texts = items.filter((item) => item !== description && !isTag(item));
  const text = escapeTags(description.slice(DESCRIPTION.length).replaceAll(CONTINUED, "\n"));
  const paragraphs = [...texts, text].join("\n\n").replaceAll("\n", "\n * ");
  const lines = [paragraphs, ...items.filter(isTag)];
  return lines.length === 1 && !paragraphs.includes("\n")
    ? `* ${paragraphs} `
    : `*\n * ${lines.join("\n * ")}\n `;
}

/** A line that begins with an at sign would be a tag. Markdown shows an escaped one as it is. */
function escapeTags(text: string): string {
  return text.replace(/^(\s*)@/gm, "$1\\@");
}
