import { expect, it } from "vitest";
import { readIndex } from "../../../../../scripts/sources/gather/index-links.ts";
import { narrowLinks } from "../../../../../scripts/sources/gather/narrow-links.ts";

const list = (index: string, ...urls: string[]) => {
  const { links, passedOver } = narrowLinks(
    index,
    urls.map((url) => ({ urls: [url] })),
    {},
  );
  return [...links.flatMap(({ urls }) => urls), passedOver];
};

it("narrowLinks passes over what is of another host or port, once each", () => {
  const [own, port, host] = [
    "https://a.example/1.md",
    "https://a.example:8443/1.md",
    "https://b.example/1.md",
  ];
  expect(list("https://a.example/llms.txt", own, port, host, own)).toEqual([own, 2]);
});

it("readIndex takes links to hosts that are an address of IPv6", () => {
  const [page, index] = ["http://[::1]:8080/a.md", "http://[::1]:8080/llms.txt"];
  expect(readIndex(index, `- [a](${page})`)).toEqual([{ urls: [page] }]);
});

it("narrowLinks takes hosts of the web from an index that was saved to a file", () => {
  const url = "https://b.example/1.md";
  expect(list("file:///docs/llms.txt", url)).toEqual([url, 0]);
});
