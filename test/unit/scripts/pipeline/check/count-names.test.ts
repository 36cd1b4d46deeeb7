import { _, CodeGen, Name, ValueScope } from "ajv/dist/compile/codegen/index.js";
import { expect, it } from "vitest";
import { countNamesOnce, readRoot } from "../../../../../scripts/pipeline/check/evaluate/count-names.ts";

it("counts each name as often as Ajv does, in blocks of every kind", () => {
  const code = new CodeGen(new ValueScope({ scope: {} }));
  const [kite, wind] = [new Name("kite"), new Name("wind")];
  code.if(
    _`${kite} > ${wind}`,
    () => {
      code.assign(kite, wind);
      code.forRange("i", 0, wind, (index) => code.if(_`${index} > ${wind}`, () => code.code(_`${kite}()`)));
      code.if(kite, () => code.assign(wind, kite));
    },
    () =>
      code.try(
        () => code.code(_`${kite}(${wind})`),
        (error) => code.throw(_`${error}`),
      ),
  );
  code.func(kite, _`${wind}`, false, () => code.return(wind));
  const before = readRoot(code).names;
  countNamesOnce();
  expect(readRoot(code).names).toEqual(before);
  expect(readRoot(code).names).toEqual(before);
});
