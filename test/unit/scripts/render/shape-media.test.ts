import { describe, expect, it } from "vitest";
import { RECEIVED_FILE, SENT_FILE, shapeMedia } from "../../../../scripts/render/schema/shape-media.ts";

const REQUEST = ["requestBody", "content"];
const RESPONSE = ["responses", "200", "content"];
const schema = { type: "object" };

describe("shapeMedia", () => {
  it.each<[keys: string[], mediaType: string]>([
    [REQUEST, "multipart/form-data; boundary=a"],
    [REQUEST, "application/x-www-form-urlencoded; charset=utf-8"],
    [REQUEST, "application/json; charset=utf-8"],
    [RESPONSE, "text/event-stream; charset=utf-8"],
  ])("leaves %j in %s as it is described", (keys, mediaType) => {
    const media = { schema };
    expect(shapeMedia({}, media, [...keys, mediaType])).toBe(media);
  });

  it.each<[keys: string[], mediaType: string, shaped: object]>([
    [REQUEST, "image/png", { type: "string", format: SENT_FILE }],
    [RESPONSE, "image/png", { type: "string", format: RECEIVED_FILE }],
    [RESPONSE, "text/csv", { type: "string" }],
  ])("gives %j in %s the type that programs have of it", (keys, mediaType, shaped) => {
    expect(shapeMedia({}, { schema }, [...keys, mediaType])).toEqual({ schema: shaped });
  });
});
