import { expect, it } from "vitest";
import { addressCall } from "../../../../../src/client/http/response.ts";
import { resolveSettings } from "../../../../../src/client/settings/settings.ts";

it("addressCall takes the server of the path, and leaves a path without one as it is", () => {
  const servers = [
    { start: "/files", url: "https://files.example.org" },
    { start: "/k", url: "https://api.example.org" },
  ];
  const { baseUrl, ...settings } = resolveSettings({}, servers);
  const address = (path: string) => addressCall({ ...settings, baseUrl: undefined }, "GET", path).url;
  expect(["/files/1", "/kites", "/boats"].map(address)).toEqual([
    "https://files.example.org/files/1",
    "https://api.example.org/kites",
    "/boats",
  ]);
});
