import { describe, expect, it } from "vitest";
import { copyCause, neverConnected } from "../../../../src/client/http/fetch-error.ts";
import { BODY, connect, rejection } from "../helpers.ts";

const ring: { cause?: unknown } = {};
ring.cause = ring;
const pit: { errors: unknown[] } = { errors: [] };
pit.errors.push(pit);

/** What a `fetch` of somebody's own may reject with. */
const ODD: [string, unknown][] = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 5],
  ["a symbol", Symbol("no")],
  ["an object without a prototype", Object.create(null)],
  ["fields that are no text", { message: { toString: 1 }, code: { toString: 1 }, syscall: Symbol("no") }],
  ["fields without a prototype", { message: Object.create(null), code: Object.create(null) }],
  ["errors that are no list", { errors: { length: 3 } }],
  ["errors that hold anything", { errors: [null, Symbol("no"), { code: [] }] }],
  ["a ring of causes", ring],
  ["a ring of errors", pit],
];

describe("an error of fetch", () => {
  it.each(ODD)("leaves a submission uncertain when it is %s", async (_, thrown) => {
    const { evolink } = connect([() => Promise.reject(thrown)]);
    const error = await rejection(evolink.videos.create(BODY));
    expect(error).toMatchObject({ name: "SubmissionUncertainError", charged: "unknown" });
    expect(error.cause).toHaveProperty("name", "ConnectionError");
  });
});

describe("neverConnected", () => {
  const refused = { syscall: "connect", code: "ECONNREFUSED" };

  it.each<[string, unknown, boolean]>([
    ["Node could not connect", refused, true],
    ["Node could not find the host", { syscall: "getaddrinfo", code: "ENOTFOUND" }, true],
    ["undici took too long to connect", { code: "UND_ERR_CONNECT_TIMEOUT" }, true],
    ["Bun could not connect", { code: "ConnectionRefused" }, true],
    ["Bun says so as Node does", { code: "ECONNREFUSED", errno: 0 }, true],
    [
      "Deno could not connect",
      { cause: { message: "error sending request: client error (Connect): tcp" } },
      true,
    ],
    [
      "Deno sent something",
      { cause: { message: "error sending request: client error (SendRequest)" } },
      false,
    ],
    ["Node blocks the port", { message: "fetch failed", cause: { message: "bad port" } }, true],
    ["Deno blocks the port", { message: "Fetch failed: Requests to port 6000 are blocked" }, true],
    ["workerd does not say", { message: "Network connection lost." }, false],
    ["another one caused it", { cause: refused }, true],
    ["none of several addresses took it", { cause: { errors: [refused, refused] } }, true],
    ["one of several addresses took it", { cause: { errors: [refused, { syscall: "read" }] } }, false],
    ["there were no addresses", { errors: [], cause: refused }, true],
    ["the connection broke", { syscall: "read", code: "ECONNRESET" }, false],
    ["the system call only begins alike", { syscall: "connected", code: "ECONNREFUSED" }, false],
    ["the system call only ends alike", { syscall: "disconnect", code: "ECONNRESET" }, false],
    ["words name a system call", { message: "The peer went away after connect, while sending" }, false],
    ["the code only ends alike", { code: "X_UND_ERR_CONNECT_TIMEOUT" }, false],
    ["the code only begins alike", { code: "ConnectionRefusedLater" }, false],
    ["undici waited too long for headers", { code: "UND_ERR_HEADERS_TIMEOUT" }, false],
    [
      "a word ends as an unknown code does",
      { syscall: "read", message: "ECONNREFUSED, said the peer" },
      false,
    ],
    ["a port is bad by the way", { message: "bad port, said the peer" }, false],
    ["a port is blocked by the way", { message: "x: Requests to port 25 are blocked here" }, false],
    ["nothing is said", {}, false],
  ])("when %s", (_, error, expected) => {
    expect(neverConnected(error)).toBe(expected);
  });

  it("looks at five causes", () => {
    const nest = (count: number): object =>
      count === 0 ? { syscall: "connect" } : { cause: nest(count - 1) };
    expect([neverConnected(nest(5)), neverConnected(nest(6))]).toEqual([true, false]);
  });
});

describe("copyCause", () => {
  const hide = (text: string) => text.replaceAll("secret", "[hidden]");

  it("joins the messages of a chain, takes its first code, and hides both", () => {
    const chain = { message: "a secret", cause: { message: "inner", code: "E_secret", cause: { code: 7 } } };
    const copy = copyCause(chain, hide);
    expect(copy).toMatchObject({ message: "a [hidden]: inner: ", code: "E_[hidden]" });
    expect(copy).not.toHaveProperty("cause");
  });

  it("has no code when there was none", () => {
    expect(copyCause(new Error("x"), hide)).not.toHaveProperty("code");
  });

  it("follows five causes of a ring", () => {
    const error = new Error("x");
    error.cause = error;
    expect(copyCause(error, hide).message).toBe("x: x: x: x: x");
  });
});
