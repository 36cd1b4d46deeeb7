import { describe, expect, it } from "vitest";
import { compareWords } from "../../../../../scripts/diff/schemas/compare-words.ts";

const compare = (before: string, after: string) =>
  compareWords("`a`", { description: before }, { description: after });

describe("compareWords", () => {
  it("takes the names of models in a joined text for no words about price or limits", () => {
    const [found] = compare("- `kite`: A clip.", "- `kite`, `limit-free-1`: A clip.");
    expect(found).toMatchObject({ level: "documentation", kind: "words-changed" });
    expect(compare("A clip.", "The swan-2-max interface.")[0]?.level).toBe("documentation");
  });

  it("calls it risky when a sentence about limits is new, and says of which models it is", () => {
    const before = "- `kite`: A clip.";
    expect(compare(before, `${before}\n- \`swan\`: At most **5** \`max_tokens\`.`)).toMatchObject([
      { level: "risky", message: '`a`: the documentation says now: "swan: At most 5 max_tokens."' },
    ]);
    expect(compare(before, `${before}\n- \`a\`, \`b\`, \`c\`: Free.`)).toMatchObject([
      { level: "risky", message: '`a`: the documentation says now: "3 models: Free."' },
    ]);
  });

  it("does not call it risky when a sentence about limits is said of other models, or laid out anew", () => {
    expect(compare("- `kite`: At most 5.", "At most 5.\n\n- `swan`: A clip.")[0]?.level).toBe(
      "documentation",
    );
    expect(compare("At most `5`.", "- At most **5**.")[0]?.level).toBe("documentation");
  });

  it("says which sentence about limits is gone", () => {
    expect(compare("A clip. Free until May.", "A clip.")).toMatchObject([
      { level: "risky", message: '`a`: the documentation no longer says: "Free until May."' },
    ]);
  });
});
