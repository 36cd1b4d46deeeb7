import { readFileSync } from "node:fs";

/** The README's examples in a language, such as `tsx`. */
export function readExamples(language: string, file = "README.md"): string[] {
  const fences = readFileSync(file, "utf8").matchAll(
    new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"),
  );
  return [...fences].map(([, code = ""]) => code);
}
