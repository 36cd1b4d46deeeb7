import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { renderClip } from "../../../../src/mock/media/clip.ts";
import { mediumOf, readAspectRatio, readResultMedium } from "../../../../src/mock/media/media.ts";
import { renderPicture } from "../../../../src/mock/media/picture.ts";
import { renderSound } from "../../../../src/mock/media/sound.ts";
import type { TaskRecord } from "../../../../src/mock/tasks/task-life.ts";

const TASK: TaskRecord = {
  id: "task-1",
  operation: "POST /v1/images/generations",
  createdMs: 0,
  seconds: 1,
  scenario: {},
  aspectRatio: [1, 1],
  submitted: {},
};

describe("mediumOf", () => {
  it.each([
    [{ type: "video" }, "video/mp4"],
    [{ type: "image" }, "image/png"],
    [{ type: "audio" }, "audio/wav"],
    [{ type: "text" }, "text/plain; charset=utf-8"],
    [{ type: undefined, object: "audio.generation.task" }, "audio/wav"],
    [{}, "image/png"],
  ])("takes %j for %s", (submitted, mediaType) => {
    expect(mediumOf({ ...TASK, submitted }).mediaType).toBe(mediaType);
  });
});

describe("readResultMedium", () => {
  it.each([
    [[["assets", "video", "url"]], "POST /v1/jobs", "video/mp4"],
    [[["imageUrl"]], "POST /v1/video-to-image", "image/png"],
    [[["image", "audio_urls", "*"]], "POST /v1/images", "audio/wav"],
    [[["image_url"], ["video_url"]], "POST /v1/videos", "video/mp4"],
    [[["image_url"], ["video_url"]], "POST /v1/jobs", "image/png"],
    [[["results", "*"]], "POST /v1/audios", "audio/wav"],
  ])("takes results at %j of %s for %s", (places, operation, mediaType) => {
    const task = { ...TASK, operation, ...readResultMedium(places, operation) };
    expect(mediumOf(task).mediaType).toBe(mediaType);
    expect(mediumOf({ ...task, submitted: { type: "text" } }).mediaType).toContain("text");
  });
});

describe("readAspectRatio", () => {
  it.each([
    [{ aspect_ratio: "9:16" }, [9, 16]],
    [{ prompt: "at 10:30", size: "1280x720" }, [1280, 720]],
    [{ aspect_ratio: "auto" }, [16, 9]],
    [{ size: "0x720" }, [16, 9]],
    [{}, [16, 9]],
  ])("reads %j as %j", (body, ratio) => {
    expect(readAspectRatio(body)).toEqual(ratio);
  });
});

describe("renderClip", () => {
  it("stretches the pixels of the square clip for a ratio it has no clip of", () => {
    const clip = renderClip([21, 9]);
    const pasp = clip.indexOf("pasp");
    const width = clip.indexOf("tkhd") + 80;
    expect([clip.readUInt32BE(pasp + 4), clip.readUInt32BE(pasp + 8)]).toEqual([21, 9]);
    expect([clip.readUInt32BE(width) / 65_536, clip.readUInt32BE(width + 4) / 65_536]).toEqual([420, 180]);
  });

  it("leaves its own clips as they are, by whatever numbers the ratio is given", () => {
    expect(renderClip([1920, 1080])).toEqual(renderClip([16, 9]));
    expect(renderClip([2, 1])).not.toEqual(renderClip([1, 1]));
    expect(renderClip([1, 1]).readUInt32BE(renderClip([1, 1]).indexOf("pasp") + 4)).toBe(1);
  });
});

describe("renderPicture", () => {
  it("is a PNG of the ratio, with all its pixels", () => {
    const picture = renderPicture([16, 9]);
    const data = picture.indexOf("IDAT");
    expect(picture.subarray(1, 4).toString()).toBe("PNG");
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([256, 144]);
    expect(inflateSync(picture.subarray(data + 4, data + 4 + picture.readUInt32BE(data - 4)))).toHaveLength(
      144 * (1 + 256 * 3),
    );
  });
});

describe("renderSound", () => {
  it("is a WAV whose lengths are right", () => {
    const sound = renderSound();
    expect(sound.subarray(0, 4).toString()).toBe("RIFF");
    expect(sound.readUInt32LE(4)).toBe(sound.length - 8);
    expect(sound.readUInt32LE(40)).toBe(sound.length - 44);
  });
});
