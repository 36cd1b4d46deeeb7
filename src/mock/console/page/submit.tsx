import { useEffect, useState } from "preact/hooks";
import type { ExampleRequest, MockFacts, Route, RouteExamples } from "../wire.ts";
import { Choice, Panel, useSetting, useWords } from "./parts.tsx";
import type { Words } from "./words.ts";

/** Where the mock serves the proxy of `evolink-openapi/proxy`. */
const PROXY = "/_mock/proxy";

/** Submits a documented example of any model, as a client would. */
export function Submit({ facts }: { facts: MockFacts | undefined }) {
  const words = useWords();
  const routes = facts?.routes ?? [];
  const [chosen, setChosen] = useState("");
  const [model, setModel] = useState("");
  const [known, setKnown] = useState<RouteExamples>();
  const [example, setExample] = useState("");
  const [text, setText] = useState("");
  const [parameters, setParameters] = useState<RouteExamples["parameters"]>([]);
  const [outcome, setOutcome] = useState<{ isRight: boolean; text: string }>();
  const [isSending, setSending] = useState(false);
  const [sender, setSender] = useSetting<"page" | "server">("sender", "page");

  const route = routes.find((one) => nameOf(one) === chosen) ?? routes[0];
  // Of the headers of a page, a proxy passes none on.
  const needsHeaders = parameters.some((parameter) => parameter.in === "header");
  const isPage = sender === "page" && !needsHeaders;
  const models = route?.models ?? [];
  const ofModel = models.includes(model) ? model : (models[0] ?? "");
  const show = ({ name, body }: ExampleRequest) => {
    setExample(name);
    setText(body === undefined ? "" : JSON.stringify(body, null, 2));
  };
  // Read again when the document has changed, too.
  useEffect(() => {
    if (route === undefined || facts === undefined) return;
    const asked = new URLSearchParams({ method: route.method, path: route.path, model: ofModel });
    const aborting = new AbortController();
    fetch(`/_mock/examples?${asked}`, { signal: aborting.signal })
      .then((response) => response.json() as Promise<RouteExamples>)
      .then((examples) => {
        setKnown(examples);
        setParameters(examples.parameters);
        show(examples.examples[0] ?? { name: "" });
      })
      .catch(() => {});
    return () => aborting.abort();
  }, [facts, route?.method, route?.path, ofModel]);

  const send = async (event: Event) => {
    event.preventDefault();
    if (route === undefined || known === undefined) return;
    setSending(true);
    setOutcome(undefined);
    setOutcome(await sendRequest({ route, known, parameters, text, isPage }, words));
    setSending(false);
  };
  return (
    <Panel id="submit" title={words.submit}>
      <form onSubmit={send}>
        <Choice
          label={words.operation}
          value={route ? nameOf(route) : ""}
          options={routes.map((one) => ({ value: nameOf(one), text: nameOf(one) }))}
          onChange={setChosen}
        />
        {models.length > 0 && (
          <Choice
            label={words.model}
            value={ofModel}
            options={models.map((value) => ({ value, text: value }))}
            onChange={setModel}
          />
        )}
        {known && known.examples.length > 0 && (
          <Choice
            label={words.example}
            value={example}
            options={known.examples.map(({ name }) => ({
              value: name,
              text: name === "schema" ? words.fromSchema : name,
            }))}
            onChange={(name) => show(known.examples.find((one) => one.name === name) ?? { name })}
          />
        )}
        {parameters.map((parameter, index) => (
          <label class="field" key={`${parameter.in} ${parameter.name}`}>
            <span>{parameter.name}</span>
            <input
              value={parameter.value}
              onInput={(event) => {
                const value = event.currentTarget.value;
                setParameters(parameters.map((one, at) => (at === index ? { ...one, value } : one)));
              }}
            />
          </label>
        ))}
        {known?.mediaType !== undefined && (
          <label class="field">
            <span>
              {words.body} <small>{known.mediaType}</small>
            </span>
            <textarea
              rows={Math.min(16, Math.max(6, countLines(text)))}
              spellcheck={false}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
        )}
        {!needsHeaders && (
          <>
            <Choice
              label={words.sender}
              value={sender}
              options={(["page", "server"] as const).map((value) => ({ value, text: words.senders[value] }))}
              onChange={setSender}
            />
            <p class="hint">{words.senderHints[sender]}</p>
          </>
        )}
        {facts?.isLive && <p class="warning">{words.costsMoney}</p>}
        <button type="submit" class="primary" disabled={isSending || known === undefined}>
          {isSending ? words.sending : facts?.isLive ? words.sendLive : words.send}
        </button>
        <p class="outcome" role="status" data-ok={outcome?.isRight}>
          {outcome?.text}
        </p>
      </form>
    </Panel>
  );
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;

/** What the form holds. */
interface Filled {
  route: Route;
  known: RouteExamples;
  parameters: RouteExamples["parameters"];
  text: string;
  /** Sent as a page does: without a key, through the proxy. */
  isPage: boolean;
}

async function sendRequest(
  { route, known: { mediaType, key }, parameters, text, isPage }: Filled,
  words: Words,
): Promise<{ isRight: boolean; text: string }> {
  let value: unknown;
  try {
    value = text.trim() === "" ? undefined : JSON.parse(text);
  } catch (error) {
    return { isRight: false, text: `${words.notJson} ${(error as Error).message}` };
  }
  const given = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const path = route.path.replace(/\{([^{}]+)\}/g, (_, name) =>
    encodeURIComponent(given("path").find((parameter) => parameter.name === name)?.value ?? ""),
  );
  const query = new URLSearchParams(given("query").map(({ name, value }) => [name, value])).toString();
  const isForm = mediaType?.startsWith("multipart/") === true;
  const headers = {
    ...Object.fromEntries(given("header").map(({ name, value }) => [name, value])),
    ...(isPage ? { "idempotency-key": createKey() } : key && { [key.header]: key.value }),
    ...(value !== undefined && !isForm && { "content-type": mediaType ?? "application/json" }),
  };
  try {
    const response = await fetch(`${isPage ? PROXY : ""}${path}${query && `?${query}`}`, {
      method: route.method,
      headers,
      ...(value !== undefined && { body: isForm ? toForm(value) : JSON.stringify(value) }),
    });
    const said = await response.text();
    return { isRight: response.ok, text: `${response.status} ${summarise(said, words)}` };
  } catch {
    return { isRight: false, text: words.unreachable };
  }
}

/** A form has text for each property; files are what the text says. */
function toForm(value: unknown): FormData {
  const form = new FormData();
  for (const [name, part] of Object.entries(value ?? {}))
    form.append(name, typeof part === "string" ? part : JSON.stringify(part));
  return form;
}

/** Of a refusal its message, of a task its id. */
function summarise(text: string, words: Words): string {
  try {
    const { id, error, message } = JSON.parse(text) as Record<string, unknown>;
    const { message: why, type } = (error ?? {}) as Record<string, unknown>;
    const told = [id, why, message].find((one) => typeof one === "string") ?? text.slice(0, 200);
    return type === "proxy_error" ? `${words.fromProxy} ${told}` : `${told}`;
  } catch {
    return text.slice(0, 200);
  }
}

/** What stands for one submission, however often a browser sends it. */
const createKey = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

/** How many characters of a body stand in one line of the form. */
const LINE_LENGTH = 36;

const countLines = (text: string) =>
  text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE_LENGTH)), 1);
