import { isObject, type Json, type JsonObject } from "../../../src/openapi/json.ts";
import { every } from "../../truth.ts";
import { hasOnlyDeclared } from "./declared.ts";
import { firstOf, JSON_TYPES, type Literal, NONE, type Outcome, type Solver } from "./formulas/formula.ts";
import { Identities } from "./formulas/identity.ts";
import { resolveReference } from "./formulas/references.ts";
import { Translator } from "./formulas/translate.ts";
import { jsonTypeOf } from "./formulas/translate-values.ts";
import { satisfiesFormula } from "./satisfies.ts";
import { search } from "./search.ts";

/** The search took more steps than it may. */
export class BudgetError extends Error {}

/** Steps for one decision: far more than any schema of a page has needed. */
const MAX_STEPS = 200_000;

/** Finds values that satisfy some schemas and not others. What it finds once it keeps. */
export class Engine implements Solver {
  readonly identities = new Identities();
  readonly #translator = new Translator(this.identities);
  readonly #outcomes = new Map<string, Outcome>();
  /** Searches that are under way, by what they look for, with their depth. */
  readonly #open = new Map<string, number>();
  readonly #shallow = new Map<number, boolean>();
  #steps = 0;

  /** Looks for a value. @throws {BudgetError} it took too long. */
  find(literals: readonly Literal[], maxSteps = MAX_STEPS): Outcome {
    this.#steps = maxSteps;
    this.#open.clear();
    return this.solve(literals);
  }

  step(): void {
    this.#steps -= 1;
    if (this.#steps < 0) throw new BudgetError();
  }

  solve(literals: readonly Literal[]): Outcome {
    const goal = this.#simplify(literals);
    if (goal === undefined) return NONE;
    const key = [...goal.keys()].sort().join();
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    // A value inside itself: the inner one would do as well, and is smaller. So the outer search may leave it out.
    const depth = this.#open.get(key);
    if (depth !== undefined) return { kind: "none", depth };
    this.step();
    const own = this.#open.size;
    this.#open.set(key, own);
    let outcome: Outcome;
    try {
      outcome = this.#search([...goal.values()]);
    } finally {
      this.#open.delete(key);
    }
    if (outcome.kind === "none" && outcome.depth < own) return outcome;
    if (outcome.kind === "none") outcome = NONE;
    if (outcome.kind !== "unknown" || own === 0) this.#outcomes.set(key, outcome);
    return outcome;
  }

  satisfies(value: Json, literals: readonly Literal[]): boolean | undefined {
    const type = jsonTypeOf(value);
    const formulas = literals.map((literal) => this.#translator.translate(literal, type));
    const truth = every(formulas, (formula) => satisfiesFormula(value, formula, this));
    return truth === true && !hasOnlyDeclared(value, formulas, this) ? false : truth;
  }

  #search(literals: readonly Literal[]): Outcome {
    const find = (type: (typeof JSON_TYPES)[number]): Outcome => {
      const formulas = literals.map((literal) => this.#translator.translate(literal, type));
      return formulas.includes(false) ? NONE : search(type, formulas, this, (some) => this.#excludes(some));
    };
    return firstOf(
      (function* () {
        for (const type of JSON_TYPES) yield find(type);
      })(),
    );
  }

  /** Each literal once, by what it means; undefined where two contradict each other. */
  #simplify(literals: readonly Literal[]): Map<string, Literal> | undefined {
    const goal = new Map<string, Literal>();
    const signs = new Map<number, boolean>();
    for (const literal of literals) {
      const { schema, document, isNegated, isClosed } = literal;
      if (schema === !isNegated) continue;
      if (schema === isNegated) return undefined;
      const id = this.identities.of(schema, document);
      if (signs.has(id) && signs.get(id) !== isNegated) return undefined;
      signs.set(id, isNegated);
      goal.set(`${id}${isNegated ? "-" : "+"}${isClosed ? "c" : ""}`, literal);
    }
    return goal;
  }

  /** Only what is quickly searched is: schemas that reach no other value. */
  #excludes(literals: readonly Literal[]): boolean {
    const goal = this.#simplify(literals);
    if (goal === undefined) return true;
    const all = [...goal.values()];
    if (!all.every((literal) => this.#isShallow(literal.schema, literal.document, 0))) {
      return JSON_TYPES.every((type) =>
        all.some((literal) => this.#translator.translate(literal, type) === false),
      );
    }
    return this.solve(all).kind === "none";
  }

  #isShallow(schema: Json, document: JsonObject, depth: number): boolean {
    if (!isObject(schema)) return true;
    if (depth > MAX_SHALLOW) return false;
    const id = this.identities.of(schema, document);
    const known = this.#shallow.get(id);
    if (known !== undefined) return known;
    const { $ref } = schema;
    const inPlace: Json[] = ["allOf", "anyOf", "oneOf"].flatMap((keyword) =>
      Array.isArray(schema[keyword]) ? schema[keyword] : [],
    );
    if (schema.not !== undefined) inPlace.push(schema.not);
    if (typeof $ref === "string") inPlace.push(resolveReference($ref, document) ?? true);
    const isShallow =
      !DEEP.some((keyword) => schema[keyword] !== undefined) &&
      inPlace.every((item) => this.#isShallow(item, document, depth + 1));
    this.#shallow.set(id, isShallow);
    return isShallow;
  }
}

/** More schemas in place of each other are not followed for a quick look. */
const MAX_SHALLOW = 4;

const DEEP = [
  "properties",
  "patternProperties",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "items",
  "unevaluatedItems",
  "prefixItems",
  "contains",
  "dependentSchemas",
  "if",
];
