import type { FaultName } from "../../base/faults.ts";
import type { MockFacts } from "../wire.ts";
import { CopyButton, formatDuration, formatTime, Panel, useWords } from "./parts.tsx";
import { type Known, nowOf, post } from "./store.ts";

const SPEEDS = [1, 10] as const;
const JUMPS = [10, 60, 3_600, 86_400] as const;

/** The time of the mock: held, hurried, moved on. */
export function Clock({ known }: { known: Known }) {
  const words = useWords();
  const { speed } = known.settings;
  const isHeld = speed === 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a row of the header everywhere
    <div class="clock" role="group" aria-label={words.clock}>
      <time data-held={isHeld}>{formatTime(nowOf(known))}</time>
      <button type="button" aria-pressed={isHeld} onClick={() => post("clock", { speed: isHeld ? 1 : 0 })}>
        {isHeld ? words.resume : words.pause}
      </button>
      <span class="joined">
        {SPEEDS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={speed === one}
            aria-label={`${words.speed} ×${one}`}
            onClick={() => post("clock", { speed: one })}
          >
            ×{one}
          </button>
        ))}
      </span>
      <span class="joined">
        {JUMPS.map((jumpSeconds) => (
          <button
            key={jumpSeconds}
            type="button"
            aria-label={`${words.jump} ${words.jumps[jumpSeconds]}`}
            onClick={() => post("clock", { jumpSeconds })}
          >
            {words.jumps[jumpSeconds]}
          </button>
        ))}
      </span>
    </div>
  );
}

/** What goes wrong with responses, and how often. */
export function Faults({ known }: { known: Known }) {
  const words = useWords();
  const { faults } = known.settings;
  const set = (name: FaultName, probability: number) => {
    const { [name]: _, ...others } = faults;
    return post("faults", probability > 0 ? { ...others, [name]: probability } : others);
  };
  return (
    <Panel id="faults" title={words.faults}>
      <p class="hint">{words.faultsHint}</p>
      <ul class="plain switches">
        {(known.facts?.faults ?? []).map(({ name }) => {
          const probability = faults[name] ?? 0;
          return (
            <li key={name}>
              <label class="switch">
                <input
                  type="checkbox"
                  role="switch"
                  aria-checked={probability > 0}
                  checked={probability > 0}
                  onChange={(event) => set(name, event.currentTarget.checked ? 1 : 0)}
                />
                <i aria-hidden="true" />
                {words.faultNames[name]}
              </label>
              {probability > 0 && (
                <span class="range">
                  <input
                    type="range"
                    min={5}
                    max={100}
                    step={5}
                    value={Math.round(probability * 100)}
                    aria-label={`${words.probability} ${name}`}
                    onChange={(event) => set(name, Number(event.currentTarget.value) / 100)}
                  />
                  <output>{Math.round(probability * 100)} %</output>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** The tags that one writes into a prompt. */
export function Tags({ facts }: { facts: MockFacts | undefined }) {
  const words = useWords();
  return (
    <Panel id="tags" title={words.tags}>
      <p class="hint">{words.tagsHint}</p>
      <ul class="plain tags">
        {(facts?.tags ?? []).map(({ tag, does }) => {
          const [, name = ""] = /^\[mock:([^=\]]+)/.exec(tag) ?? [];
          const whole = fillIn(tag, facts?.failures[0] ?? "");
          return (
            <li key={tag}>
              <code>{whole}</code>
              <CopyButton label={words.copy} text={whole} />
              <small>{words.tagNames[name] ?? does}</small>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** A tag that works as it is copied. */
const fillIn = (tag: string, failure: string) =>
  tag.replace("=CODE", `=${failure}`).replace("=NNN", "=429").replace("=N", "=3");

/** The document and its routes. */
export function Runs({ facts }: { facts: MockFacts | undefined }) {
  const words = useWords();
  if (facts === undefined) return null;
  return (
    <Panel id="runs" title={words.runs}>
      <dl class="facts">
        <dt>{words.address}</dt>
        <dd>
          <code>{facts.url}</code> <CopyButton label={words.copy} text={facts.url} />
        </dd>
        <dt>{words.document}</dt>
        <dd>
          {facts.document.title} {facts.document.version}
          <small>{facts.document.file}</small>
        </dd>
        <dt>{words.taskSeconds}</dt>
        <dd>{formatDuration(facts.taskSeconds, words.locale)}</dd>
        <dt>{words.linksLive}</dt>
        <dd>{formatDuration(facts.resultSeconds, words.locale)}</dd>
      </dl>
      <details>
        <summary>
          {words.models} <span class="count">{facts.models.length}</span>
        </summary>
        <ul class="plain names">
          {facts.models.map((model) => (
            <li key={model}>{model}</li>
          ))}
        </ul>
      </details>
      <details>
        <summary>
          {words.routes} <span class="count">{facts.routes.length}</span>
        </summary>
        <ul class="plain names">
          {facts.routes.map(({ method, path, summary }) => (
            <li key={`${method} ${path}`}>
              <b>{method}</b> {path} <small>{summary}</small>
            </li>
          ))}
        </ul>
      </details>
      {facts.differences.length > 0 && (
        <details>
          <summary>
            {words.differences} <span class="count">{facts.differences.length}</span>
          </summary>
          <ul class="plain names">
            {facts.differences.map(({ operation, kinds }) => (
              <li key={operation}>
                {operation} <small>{kinds.join(", ")}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
