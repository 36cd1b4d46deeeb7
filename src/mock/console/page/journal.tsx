import { useEffect, useState } from "preact/hooks";
import type { JournalRequest, RequestSummary } from "../wire.ts";
import { findRoute, renderCall, renderCurl } from "./copy-code.ts";
import { CopyButton, formatTime, Panel, toText, useSetting, useWords, Value } from "./parts.tsx";
import { type Known, post } from "./store.ts";

const AT_FIRST = 40;

/** The requests that came, newest first. */
export function Journal({ known }: { known: Known }) {
  const words = useWords();
  const [count, setCount] = useState(AT_FIRST);
  const [filter, setFilter] = useState("");
  const [onlyErrors, setOnlyErrors] = useState(false);
  const [polls, setPolls] = useSetting<"hide" | "show">("polls", "hide");
  const wanted = filter.trim().toLowerCase();
  const found = known.requests.filter(
    ({ path, model = "", status, method, isPoll }) =>
      (wanted === "" || `${method} ${path} ${model} ${status}`.toLowerCase().includes(wanted)) &&
      (!onlyErrors || status >= 400) &&
      !(isPoll && status < 400 && polls === "hide"),
  );
  const tools = (
    <>
      <input
        type="search"
        aria-label={words.filter}
        placeholder={words.filter}
        value={filter}
        onInput={(event) => setFilter(event.currentTarget.value)}
      />
      <label class="check">
        <input type="checkbox" checked={onlyErrors} onChange={() => setOnlyErrors(!onlyErrors)} />
        {words.onlyErrors}
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={polls === "hide"}
          onChange={() => setPolls(polls === "hide" ? "show" : "hide")}
        />
        {words.hidePolls}
      </label>
      <button type="button" class="quiet" onClick={() => post("reset")}>
        {words.clear}
      </button>
    </>
  );
  return (
    <Panel id="journal" title={words.journal} count={found.length} tools={tools}>
      {found.length === 0 && <p class="empty">{words.noRequests}</p>}
      <ol class="journal">
        {found.slice(0, count).map((request) => (
          <Entry key={request.requestId} request={request} known={known} />
        ))}
      </ol>
      {found.length > count && (
        <button type="button" class="more" onClick={() => setCount(count + 100)}>
          {words.more} ({found.length - count})
        </button>
      )}
    </Panel>
  );
}

function Entry({ request, known }: { request: RequestSummary; known: Known }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const { requestId, atMs, method, path, status, tookMs, model, note, fault } = request;
  const detailsId = `details-${requestId}`;
  return (
    <li data-refused={status >= 400}>
      <button
        type="button"
        class="entry"
        aria-expanded={isOpen}
        aria-controls={detailsId}
        onClick={() => setOpen(!isOpen)}
      >
        <i class="chevron" aria-hidden="true" />
        <time>{formatTime(atMs)}</time>
        <b class="code" data-class={Math.floor(status / 100)}>
          {status}
        </b>
        <span class="method">{method}</span>
        <span class="path">{path}</span>
        <span class="model">{model}</span>
        <span class="note">{[fault, note].filter(Boolean).join(": ")}</span>
        <span class="took">{tookMs} ms</span>
      </button>
      {isOpen && <Exchange id={detailsId} requestId={requestId} known={known} words={words} />}
    </li>
  );
}

/** A request with all that belongs to it, read when it is opened. */
function Exchange({
  id,
  requestId,
  known,
  words,
}: {
  id: string;
  requestId: string;
  known: Known;
  words: ReturnType<typeof useWords>;
}) {
  const [request, setRequest] = useState<JournalRequest>();
  useEffect(() => {
    fetch(`/_mock/requests/${encodeURIComponent(requestId)}`)
      .then((response) => (response.ok ? response.json() : undefined))
      .then(setRequest, () => {});
  }, [requestId]);
  if (request === undefined) return <div class="more-of" id={id} />;
  const { facts } = known;
  const route = facts && findRoute(facts.routes, request.method, request.path);
  const { text } = request;
  const { problems = request.note === undefined ? [] : [request.note] } = request;
  return (
    <div class="more-of" id={id}>
      {request.status >= 400 && problems.length > 0 && (
        <div class="why">
          <h3>{words.why}</h3>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      <div class="buttons">
        {text !== undefined && (
          <CopyButton
            label={words.copyCurl}
            text={() => renderCurl({ ...request, text }, facts?.url ?? location.origin)}
          />
        )}
        {text !== undefined && route && request.given && (
          <CopyButton label={words.copyCall} text={() => renderCall(request, route)} />
        )}
        {request.body !== "" && <CopyButton label={words.copyBody} text={() => toText(request.body)} />}
      </div>
      <div class="exchange">
        <Side title={words.request} headers={request.headers} body={request.body} />
        <Side title={words.response} headers={request.response.headers} body={request.response.body} />
      </div>
    </div>
  );
}

function Side({ title, headers, body }: { title: string; headers: Record<string, string>; body: unknown }) {
  const words = useWords();
  return (
    <div>
      <h3>{title}</h3>
      {body === "" ? (
        <p class="hint">{words.noBody}</p>
      ) : (
        <Value value={body} label={`${title}: ${words.body}`} />
      )}
      <details>
        <summary>{words.headers}</summary>
        <dl class="headers">
          {Object.entries(headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
