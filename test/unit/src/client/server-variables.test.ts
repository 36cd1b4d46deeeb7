import { expect, it } from "vitest";
import { renderEntry } from "../../../../scripts/render/entry/index.ts";
import { createRaw } from "../../../../src/raw/index.ts";
import { buildDocument } from "../../../helpers/catalogs/build-document.ts";
import { importRendered } from "../../../helpers/kite-client.ts";
import { makePage } from "../../../helpers/pages.ts";

const variables = {
  region: { default: "eu", enum: ["eu", "us"] },
  host: { default: "api" },
};
const document = await buildDocument(
  makePage({
    method: "get",
    document: { servers: [{ url: "https://{region}.{host}.example.org", variables }] },
  }),
);

async function connect(serverVariables?: object) {
  const { createEvolink } = (await importRendered(document, renderEntry)) as unknown as {
    createEvolink(options: object): { kites: { getFlights(): Promise<unknown> } };
  };
  const urls: string[] = [];
  const fetch = async (input: string | Request) => {
    urls.push(typeof input === "string" ? input : input.url);
    return Response.json({});
  };
  const evolink = createEvolink({ apiKey: "any", fetch, ...(serverVariables && { serverVariables }) });
  return { evolink, urls };
}

it.each<[object | undefined, string]>([
  [undefined, "https://eu.api.example.org"],
  [{ region: "us" }, "https://us.api.example.org"],
  [{ region: undefined, host: "api-2" }, "https://eu.api-2.example.org"],
])("requests go where the variables %j lead, in collection and raw", async (chosen, origin) => {
  const { evolink, urls } = await connect(chosen);
  await evolink.kites.getFlights();
  await (createRaw(evolink as never) as unknown as { GET(path: string): Promise<unknown> }).GET(
    "/v1/kites/flights",
  );
  expect(urls).toEqual([`${origin}/v1/kites/flights`, `${origin}/v1/kites/flights`]);
});

it.each([
  [{ region: "cn" }, "Expected `serverVariables.region` to be one of eu, us"],
  [{ zone: "a" }, "Expected `serverVariables.zone` to be one of the variables region, host"],
  [{ host: "evil.example/" }, "Expected `serverVariables.host` to be of letters"],
  [{ host: "a:b@evil.example" }, "Expected `serverVariables.host` to be of letters"],
  [{ host: "" }, "Expected `serverVariables.host` to be of letters"],
])("refuses %j", async (chosen, message) => {
  await expect(connect(chosen)).rejects.toThrow(message);
});
