import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { LANGUAGES, type Words } from "./words.ts";

/** The words of the chosen language. */
export const WordsContext = createContext<Words>(LANGUAGES.en.words);
export const useWords = () => useContext(WordsContext);

/** A choice that stays when the page is loaded again. */
export function useSetting<Value extends string>(name: string, initial: Value) {
  const [value, setValue] = useState<Value>(() => (localStorage.getItem(name) as Value | null) ?? initial);
  useEffect(() => localStorage.setItem(name, value), [name, value]);
  return [value, setValue] as const;
}

/** A part of the page under a heading of its own. */
export function Panel({
  id,
  title,
  count,
  tools,
  children,
}: {
  id: string;
  title: string;
  count?: number;
  tools?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <section class="panel" id={id} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>
          {title} {count !== undefined && <span class="count">{count}</span>}
        </h2>
        {tools && <div class="tools">{tools}</div>}
      </header>
      {children}
    </section>
  );
}

/** Copies a text, and says so. */
export function CopyButton({ text, label }: { text: string | (() => string); label: string }) {
  const words = useWords();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === "string" ? text : text());
    setCopied(true);
  };
  return (
    <button type="button" class="quiet" onClick={copy}>
      <span aria-live="polite">{isCopied ? words.copied : label}</span>
    </button>
  );
}

/** A list of values, of which one is chosen. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; text: string }[];
  onChange: (value: Value) => void;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A value as people read it: JSON indented, text as it is. */
export const toText = (value: unknown) =>
  typeof value === "string" ? value : JSON.stringify(value, null, 2);

export function Value({ value, label }: { value: unknown; label: string }) {
  const text = toText(value);
  return (
    <section aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}

/** `24 hr`, `90 sec`: the largest unit that needs no fraction, in a language. */
export function formatDuration(seconds: number, locale: string): string {
  const [unit, length] = (
    [
      ["hour", 3_600],
      ["minute", 60],
    ] as const
  ).find(([, length]) => seconds >= length && seconds % length === 0) ?? ["second", 1];
  const format = { style: "unit", unit, unitDisplay: "short" } as const;
  return new Intl.NumberFormat(locale, format).format(seconds / length);
}

/** `14:05:09` of the mock's time. */
export function formatTime(ms: number): string {
  const date = new Date(ms);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}
