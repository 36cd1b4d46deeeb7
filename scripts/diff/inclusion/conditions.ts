import type { Atom, Formula, Literal } from "./formulas/formula.ts";

/** Whether some literals can be shown, at little cost, to leave no value. */
export type Excludes = (literals: readonly Literal[]) => boolean;

/** Atoms that all hold, with what they ask of properties by name. */
export class Conditions {
  readonly atoms: readonly Atom[];
  readonly #properties: ReadonlyMap<string, Property>;

  constructor(atoms: readonly Atom[] = [], properties: ReadonlyMap<string, Property> = new Map()) {
    this.atoms = atoms;
    this.#properties = properties;
  }

  add(atom: Atom): Conditions {
    const atoms = [...this.atoms, atom];
    if ((atom.op !== "every" && atom.op !== "some") || !("name" in atom.keys))
      return new Conditions(atoms, this.#properties);
    const properties = new Map(this.#properties);
    const known = properties.get(atom.keys.name) ?? { literals: [], isPresent: false };
    properties.set(
      atom.keys.name,
      atom.op === "every"
        ? { ...known, literals: [...known.literals, atom.literal] }
        : { literals: [...known.literals, ...atom.literals], isPresent: true },
    );
    return new Conditions(atoms, properties);
  }

  /** Whether a formula plainly cannot hold besides these conditions. False where that would take a search. */
  refutes(formula: Formula, excludes: Excludes): boolean {
    if (typeof formula === "boolean") return !formula;
    if (formula.op === "and") return formula.parts.some((part) => this.refutes(part, excludes));
    if (formula.op === "or") return formula.parts.every((part) => this.refutes(part, excludes));
    if (formula.op === "one")
      return !formula.isNegated && formula.branches.every(([holds]) => this.refutes(holds, excludes));
    if ((formula.op !== "every" && formula.op !== "some") || !("name" in formula.keys)) return false;
    const known = this.#properties.get(formula.keys.name);
    if (formula.op === "some") return excludes([...(known?.literals ?? []), ...formula.literals]);
    return known?.isPresent === true && excludes([...known.literals, formula.literal]);
  }

  /** Whether a formula plainly holds wherever these conditions do. */
  implies(formula: Formula, excludes: Excludes): boolean {
    if (typeof formula === "boolean") return formula;
    if (formula.op === "and") return formula.parts.every((part) => this.implies(part, excludes));
    if (formula.op === "or") return formula.parts.some((part) => this.implies(part, excludes));
    if (formula.op === "one")
      return formula.isNegated && formula.branches.every(([, fails]) => this.implies(fails, excludes));
    if ((formula.op !== "every" && formula.op !== "some") || !("name" in formula.keys)) return false;
    const known = this.#properties.get(formula.keys.name);
    if (known === undefined) return false;
    const fails = (literal: Literal) =>
      excludes([...known.literals, { ...literal, isNegated: !literal.isNegated, isClosed: false }]);
    if (formula.op === "every") return fails(formula.literal);
    return known.isPresent && formula.literals.every(fails);
  }
}

interface Property {
  literals: readonly Literal[];
  /** Whether the property has to be there. */
  isPresent: boolean;
}
