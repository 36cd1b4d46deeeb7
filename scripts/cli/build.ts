import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { bundleMock } from "../build/bundle-mock.ts";
import { inlinePackages } from "../build/inline-packages.ts";
import { listCommentedInputs, renderNotices } from "../build/notices.ts";
import { pruneDeclarations } from "../build/prune-declarations.ts";
import { type CommandContext, EXIT, parseArguments } from "../terminal/command.ts";
import { runTool } from "../terminal/run-tool.ts";

/** Generated files that are JavaScript already, which tsc leaves where they are. */
const COPIED = ["validators.js", "validators.d.ts"];

/** The licences of what is bundled. */
const NOTICES = "THIRD-PARTY-NOTICES.txt";

/** `npm run build`: dist/, as it is published. */
export async function main(args: string[], { root }: CommandContext): Promise<number> {
  const program = new Command("build").description(
    "Make dist/ of src/, generated/ and the mock, as they are published.",
  );
  const exit = parseArguments(program, args);
  if (exit !== undefined) return exit;

  await rm(join(root, "dist"), { recursive: true, force: true });
  for (const config of ["tsconfig.build.json", "tsconfig.mock.json"]) {
    const { code, output } = await runTool(root, "tsc", ["-p", config]);
    if (code !== 0) {
      console.error(output.trimEnd());
      return EXIT.failed;
    }
  }
  const inputs = [...(await bundleMock(root)), ...(await inlinePackages(root))];
  for (const file of COPIED)
    await copyFile(join(root, "generated", file), join(root, "dist/generated", file));
  await pruneDeclarations(root);
  const validators = await readFile(join(root, "generated/validators.js"), "utf8");
  const notices = await renderNotices(root, [...inputs, ...listCommentedInputs(validators)]);
  await writeFile(join(root, "dist", NOTICES), notices);
  return EXIT.ok;
}
