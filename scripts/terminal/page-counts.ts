import { rankByUse } from "../lists.ts";
import { escapeControls } from "./report.ts";

/** Files of the pages that nothing was made of, and why. */
interface Unused {
  file: string;
  outcome: "passed over" | "refused";
  reason: string;
  pointer: string;
}

/** How many refused pages are named before the rest are only counted. */
const SHOWN = 20;

/** How many files contributed, were passed over and were refused, with the reasons, as text for a terminal. */
export function formatPageCounts(contributed: number, unused: readonly Unused[]): string {
  const passedOver = unused.filter(({ outcome }) => outcome === "passed over").map(({ reason }) => reason);
  const refused = unused.filter(({ outcome }) => outcome === "refused");
  const reasons = rankByUse(passedOver.map((reason) => [reason])).map(
    (reason) => `${passedOver.filter((other) => other === reason).length} × ${reason}`,
  );
  const more = refused.length - SHOWN;
  return [
    `${count(contributed)} contributed`,
    ...(passedOver.length === 0 ? [] : [`${count(passedOver.length)} passed over: ${reasons.join(", ")}`]),
    ...(refused.length === 0 ? [] : [`${count(refused.length)} refused, and nothing is made of them:`]),
    ...refused
      .slice(0, SHOWN)
      .map(({ file, pointer, reason }) =>
        escapeControls(`  ${file}${pointer === "" ? "" : ` ${pointer}`}: ${reason}`),
      ),
    ...(more > 0 ? [`  … and ${more} more; doctor --verbose lists all`] : []),
  ]
    .map((line) => `  ${line}\n`)
    .join("");
}

function count(files: number): string {
  return `${files} file${files === 1 ? "" : "s"}`;
}
