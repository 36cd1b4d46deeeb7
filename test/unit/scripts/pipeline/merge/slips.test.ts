import { describe, expect, it } from "vitest";
import { createDraw } from "../../../../helpers/draw.ts";
import { surviveSlip } from "../../../../helpers/invariants.ts";
import { makeKiteCatalog } from "../../../../helpers/kite-catalog.ts";
import { REWRITES, SLIPS } from "../../../../helpers/slips.ts";

const SEED = Number(process.env.FUZZ_SEED ?? 1);
const catalog = makeKiteCatalog();

describe.each([...Object.entries(REWRITES), ...Object.entries(SLIPS)])("%s", (name, slip) => {
  it("is survived", async () => {
    const draw = createDraw(`${SEED} ${name}`);
    let survived: Awaited<ReturnType<typeof surviveSlip>>;
    for (let attempt = 0; survived === undefined && attempt < 30; attempt += 1)
      survived = await surviveSlip(catalog, [slip], draw);
    expect(survived?.broken).toEqual([]);
  });
});
