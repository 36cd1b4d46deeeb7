import { readNumber } from "../client/http/body.ts";
import type { Outcome } from "./forward.ts";
import type { SpendingLimit } from "./grant.ts";
import { notSent, Refusal } from "./refusal.ts";
import { askStore, type ProxyStore, type StoreKeys } from "./store.ts";

const DAY_MS = 86_400_000;

/** Makes what submits within the limits of a user. */
export function createSpend(store: ProxyStore, report: (error: unknown) => void) {
  /** The last submission of each user whose credits are limited: the next one waits for what it has cost. */
  const last = new Map<string, Promise<unknown>>();

  /** @throws {Refusal} the store is away: then nothing is spent. */
  const add = async (key: string, amount: number): Promise<number> => {
    try {
      const sum = Number(await askStore(() => store.add(key, amount)));
      if (!Number.isNaN(sum)) return sum;
      throw new TypeError("`seen.add` returned no number.");
    } catch (error) {
      report(error);
      throw notSent("the store of what was spent is away.");
    }
  };
  const refuse = (what: string) => new Refusal(402, "spending_limit", `The limit of ${what} is reached.`);

  const spend = async (
    { submissions, credits, windowMs = DAY_MS }: SpendingLimit,
    keys: StoreKeys,
    submit: () => Promise<Outcome>,
  ): Promise<Outcome> => {
    const window = `${windowMs}-${Math.floor(Date.now() / windowMs)}`;
    if (credits !== undefined && (await add(keys.spent("credits", window), 0)) >= credits)
      throw refuse("credits");
    if (submissions === undefined) return settle(await submit());
    const counted = keys.spent("submissions", window);
    const giveBack = () => add(counted, -1).catch(() => {});
    if ((await add(counted, 1)) > submissions) {
      await giveBack();
      throw refuse("submissions");
    }
    const outcome = await submit();
    if (!outcome.charged) await giveBack();
    return settle(outcome);

    async function settle(outcome: Outcome): Promise<Outcome> {
      const cost = readNumber(Object(Object(outcome.json).usage).credits_reserved);
      // Reported, where it fails; the response is not withheld for it.
      if (credits !== undefined && cost) await add(keys.spent("credits", window), cost).catch(() => {});
      return outcome;
    }
  };

  return async (
    user: string,
    limit: SpendingLimit | undefined,
    keys: StoreKeys,
    submit: () => Promise<Outcome>,
  ): Promise<Outcome> => {
    if (!limit) return submit();
    if (limit.credits === undefined) return spend(limit, keys, submit);
    const before = last.get(user) ?? Promise.resolve();
    const outcome = before.then(() => spend(limit, keys, submit));
    const ended = outcome.catch(() => {});
    last.set(user, ended);
    return outcome.finally(() => last.get(user) === ended && last.delete(user));
  };
}
