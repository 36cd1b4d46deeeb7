import { render } from "preact";
import { useEffect } from "preact/hooks";
import { Callbacks } from "./callbacks.tsx";
import { Journal } from "./journal.tsx";
import { CopyButton, useSetting, WordsContext } from "./parts.tsx";
import { Clock, Faults, Runs, Tags } from "./settings.tsx";
import { nowOf, useMock, useTick } from "./store.ts";
import { Submit } from "./submit.tsx";
import { stateOf, Tasks } from "./tasks.tsx";
import { LANGUAGES, type Language } from "./words.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/frame.css";
import "./styles/tasks.css";
import "./styles/journal.css";
import "./styles/callbacks.css";
import "./styles/side.css";
import "./styles/narrow.css";

const THEMES = ["auto", "light", "dark"] as const;

/** While tasks run, time is shown as smoothly as this; otherwise only the seconds move. */
const FRAME_MS = 200;
const SECOND_MS = 1_000;

function Console() {
  const [language, setLanguage] = useSetting<Language>("language", preferredLanguage());
  const [theme, setTheme] = useSetting<(typeof THEMES)[number]>("theme", "auto");
  const { words } = LANGUAGES[language] ?? LANGUAGES.en;
  const known = useMock();
  const { facts, isConnected } = known;
  const isRunning = known.tasks.some((task) => /^p/.test(stateOf(task, nowOf(known)).status));
  useTick(isConnected && known.settings.speed > 0, isRunning ? FRAME_MS : SECOND_MS);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
    document.title = words.title;
  }, [language, theme, words]);

  return (
    <WordsContext.Provider value={words}>
      <header class="top">
        <h1>{words.title}</h1>
        {facts && (
          <span class="address">
            <code>{facts.url}</code>
            <CopyButton label={words.copy} text={facts.url} />
          </span>
        )}
        <span class="connection" role="status" data-ok={isConnected}>
          <i class="dot" aria-hidden="true" />
          {isConnected ? words.connected : words.disconnected}
        </span>
        <Clock known={known} />
        <nav>
          {facts?.hasReference && <a href="/_mock/reference">{words.reference}</a>}
          <select
            aria-label={words.language}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value as Language)}
          >
            {Object.entries(LANGUAGES).map(([code, { name }]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
          <select
            aria-label={words.theme}
            value={theme}
            onChange={(event) => setTheme(event.currentTarget.value as typeof theme)}
          >
            {THEMES.map((one) => (
              <option key={one} value={one}>
                {words.themes[one]}
              </option>
            ))}
          </select>
        </nav>
      </header>
      <main>
        <div class="column">
          <Tasks known={known} />
          <Journal known={known} />
          <Callbacks known={known} />
        </div>
        <div class="column side">
          <Submit facts={facts} />
          <Faults known={known} />
          <Tags facts={facts} />
          <Runs facts={facts} />
        </div>
      </main>
      <datalist id="failures">
        {facts?.failures.map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
    </WordsContext.Provider>
  );
}

function preferredLanguage(): Language {
  return navigator.languages.some((tag) => tag.startsWith("ja")) && !navigator.language.startsWith("en")
    ? "ja"
    : "en";
}

const root = document.getElementById("console");
if (root) render(<Console />, root);
