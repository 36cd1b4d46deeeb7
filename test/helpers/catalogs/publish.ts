import { stringify } from "yaml";
import type { SourceFile } from "../../../scripts/pipeline/read/read-page.ts";
import { listOperations } from "../../../src/openapi/operations.ts";
import { toFile } from "../documents.ts";
import type { PublishedPage } from "./kite-catalog.ts";

/** The page as a documentation site publishes its Markdown: a heading, notes, the document as YAML in a long fence. */
export function toMarkdownFile({ name, document }: PublishedPage, ending = "md", lineEnd = "\n"): SourceFile {
  const [operation] = listOperations(document);
  const info = `yaml ja/${name}.json ${operation?.method.toUpperCase()} ${operation?.path}`;
  const text = `> ## Documentation Index
> Use this file to discover all available pages before exploring further.

# ${name}

> - \`model\`: see below

\`\`\`bash
curl https://api.example.org
\`\`\`

## OpenAPI

\`\`\`\`${info}
${stringify(document, { lineWidth: 80, blockQuote: "folded" })}
\`\`\`\`
`;
  return toFile(`${name}.${ending}`, text.replaceAll("\n", lineEnd));
}
