import { describe, expect, it } from "vitest";
import { extendByModels } from "../../../../../../scripts/pipeline/merge/names/model-name.ts";

describe("extendByModels", () => {
  it.each<[string, string, string[], string]>([
    ["leaves a name that spells the model", "createKite25Flight", ["kite2.5"], "createKite25Flight"],
    [
      "leaves a name that spells it with other borders",
      "createDeepKiteV4Flight",
      ["deepkite-v4"],
      "createDeepKiteV4Flight",
    ],
    ["adds the words of the model", "createFlight", ["kite-2.5-pro"], "createFlightKite25Pro"],
    [
      "completes a longer model that is spelt in part",
      "createKiteEdit",
      ["kite-edit-plus"],
      "createKiteEditPlus",
    ],
    ["says no part of a model twice", "createKiteAir10", ["wind-kite-air-1.0"], "createWindKiteAir10"],
    ["completes a model in the middle", "createKite2Flight", ["kite-2-preview"], "createKite2PreviewFlight"],
    ["completes the longest part", "airKiteAir2Flight", ["kite-air-2-air-kite"], "airKiteAir2AirKiteFlight"],
    ["takes one word for no part", "createKiteFlight", ["kite-2"], "createKiteFlightKite2"],
    [
      "completes a family",
      "createKiteAirFlight",
      ["kite-air-x-1", "kite-air-x-2"],
      "createKiteAirXFamilyFlight",
    ],
    ["completes words between underscores", "create_kite_air", ["wind-kite-air"], "create_wind_kite_air"],
    ["completes words between hyphens", "create-Kite-Air-up", ["wind-kite-air"], "create-wind-kite-air-up"],
    ["completes words between spaces", "fly kite air", ["wind-kite-air-2"], "fly wind kite air 2"],
    ["completes a version with a dot", "Kite_Air_1.0_fly", ["wind-kite-air-1.0"], "wind_kite_air_10_fly"],
    ["completes a version in parts", "fly_kite_air_1_0", ["wind-kite-air-1.0"], "fly_wind_kite_air_10"],
    ["completes what a name begins with", "kiteAirFly", ["kite-air-2"], "kiteAir2Fly"],
    [
      "completes a number that the model's goes on from",
      "createKiteAir1",
      ["kite-air-1.5"],
      "createKiteAir15",
    ],
    ["completes one word with such a number", "createKite3Flight", ["kite-3.1"], "createKite31Flight"],
    ["completes one word at the end", "createKite", ["kite-opus-4"], "createKiteOpus4"],
    ["adds to a name that is one word", "kite", ["kite-opus-4"], "kiteKiteOpus4"],
    ["completes a number of several digits", "createKiteAir10", ["kite-air-10.5"], "createKiteAir105"],
    ["takes a later word at the end for no part", "createAir", ["kite-air-2"], "createAirKiteAir2"],
    ["completes words in capitals", "createGPTKite", ["gpt-kite-2"], "createGptKite2"],
    [
      "ends a word in capitals before the next word",
      "createKiteAIFlight",
      ["kite-ai-2"],
      "createKiteAi2Flight",
    ],
    ["finds no part within a word", "fly_skite_air", ["kite-air-2"], "fly_skite_airKiteAir2"],
    ["completes a number before a word", "kite_air_1.fly", ["wind-kite-air-1"], "wind_kite_air_1.fly"],
    ["completes a name that ends in such a number", "kite3", ["kite-3.1"], "kite31"],
    ["says no maker twice", "createKiteEdit", ["kite/kite-edit"], "createKiteEdit"],
    ["adds to a name in other letters", "创建_kite_air", ["wind-kite-air"], "创建_kite_airWindKiteAir"],
    ["is not taken in by a longer number", "createKite20Flight", ["kite-2"], "createKite20FlightKite2"],
    [
      "calls several models by what they begin with",
      "createFlight",
      ["kite-5.1", "kite-5.1-chat"],
      "createFlightKite51Family",
    ],
    ["breaks off at a hyphen", "createFlight", ["kite-v4", "kite-v5"], "createFlightKiteFamily"],
    ["leaves a name that spells the family", "createKiteFlight", ["kite-v5", "kite-v4"], "createKiteFlight"],
    [
      "takes the first of models that share nothing",
      "createFlight",
      ["bird-2", "ant-1"],
      "createFlightAnt1Family",
    ],
    [
      "breaks off where the shortest ends",
      "createFlight",
      ["kite-v4-fast", "kite"],
      "createFlightKiteFamily",
    ],
    [
      "takes parts that differ for no common ones",
      "createFlight",
      ["kite-v4", "kite-v4-a", "kite-v5"],
      "createFlightKiteFamily",
    ],
    ["keeps a dot within a part", "createFlight", ["kite-5.1", "kite-5.2"], "createFlightKiteFamily"],
    [
      "takes the first of models without a part in common",
      "createFlight",
      ["5.2", "5.1"],
      "createFlight51Family",
    ],
    [
      "breaks off at anything but letters, digits and dots",
      "createFlight",
      ["kite__a", "kite/b"],
      "createFlightKiteFamily",
    ],
    [
      "is named after all models where what they begin with has no words",
      "createFlight",
      ["風", "箏"],
      "createFlightModel16f706f0Family",
    ],
    [
      "takes several hyphens for one",
      "createFlight",
      ["kite--pro-1", "kite-pro-2"],
      "createFlightKiteProFamily",
    ],
    ["leaves a name without models", "getTask", [], "getTask"],
    ["finds words in an id without Latin letters", "createFlight", ["凧"], "createFlightModelbbdbcf57"],
  ])("%s", (_, name, models, want) => {
    expect(extendByModels(name, models)).toBe(want);
  });

  it("names families apart that begin with what has no words", () => {
    const families = [
      ["凧", "風"],
      ["箏", "風"],
      ["凧a", "凧b"],
      ["凧c", "凧d"],
    ];
    expect(new Set(families.map((models) => extendByModels("fly", models))).size).toBe(4);
  });

  it("does not depend on the order of the models", () => {
    expect(extendByModels("fly", ["b-1", "a-1"])).toBe(extendByModels("fly", ["a-1", "b-1"]));
  });

  it("keeps a model apart from the family that it begins", () => {
    expect(extendByModels("fly", ["kite"])).not.toBe(extendByModels("fly", ["kite", "kite-pro"]));
  });
});
