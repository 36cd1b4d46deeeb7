import { describe, expect, it } from "vitest";
import { compareWords } from "../../../../../scripts/diff/schemas/compare-words.ts";

const compare = (before: string, after: string) =>
  compareWords("`a`", { description: before }, { description: after });

describe("compareWords", () => {
  it("takes the names of models in a joined text for no words about price or limits", () => {
    const [found] = compare("- `kite`: A clip.", "- `kite`, `limit-free-1`: A clip.");
    expect(found).toMatchObject({ level: "documentation", kind: "words-changed" });
    expect(compare("A clip.", "The swan-2-max interface.")[0]?.level).toBe("documentation");
  });

  it("calls it risky when a sentence about limits is new, and says of which models it is", () => {
    const before = "- `kite`: A clip.";
    expect(compare(before, `${before}\n- \`swan\`: At most **5** \`max_tokens\`.`)).toMatchObject([
      { level: "risky", message: '`a`: the documentation says now: "swan: At most 5 max_tokens."' },
    ]);
    expect(compare(before, `${before}\n- \`a\`, \`b\`, \`c\`: Free.`)).toMatchObject([
      { level: "risky", message: '`a`: the documentation says now: "3 models: Free."' },
    ]);
  });

  it("does not call it risky when a sentence about limits is said of other models, or laid out anew", () => {
    expect(compare("- `kite`: At most 5.", "At most 5.\n\n- `swan`: A clip.")[0]?.level).toBe(
      "documentation",
    );
    expect(compare("At most `5`.", "- At most **5**.")[0]?.level).toBe("documentation");
  });

  it("says which sentence about limits is gone", () => {
    expect(compare("A clip. Free until May.", "A clip.")).toMatchObject([
      { level: "risky", message: '`a`: the documentation no longer says: "Free until May."' },
    ]);
  });

  it.each([
    ["クリップです。", "最大10秒です。"],
    ["クリップです。", "1回ごとに2クレジットを消費します。"],
    ["クリップです。", "この項目は非推奨です。"],
    ["視頻。", "時長不超過 10 秒。"],
    ["视频。", "该模型已弃用。"],
    ["视频。", "按次计费。"],
    ["영상입니다.", "최대 10초입니다."],
    ["영상입니다.", "더 이상 지원하지 않습니다."],
    ["Un clip.", "Hasta 10 segundos."],
    ["Un clip.", "El límite es de 5 imágenes."],
    ["Un clip.", "Dure au plus dix secondes."],
    ["Un clip.", "Ce modèle n'existe plus : il est supprimé."],
    ["Ein Clip.", "Höchstens zehn Sekunden."],
    ["Ein Clip.", "Wird nicht mehr unterstützt."],
    ["Um clipe.", "O preço é por segundo."],
    ["Ролик.", "Стоимость зависит от длины."],
    ["Ролик.", "Не более десяти секунд."],
  ])("calls it risky after %s to say %s", (before, sentence) => {
    expect(compare(before, `${before} ${sentence}`)).toEqual([
      {
        level: "risky",
        kind: "words-changed",
        message: `\`a\`: the documentation says now: "${sentence}"`,
      },
    ]);
  });

  it.each([
    ["動画を作ります。", "動画を生成します。"],
    ["タスクが終了しました。", "タスクが完了しました。"],
    ["视频生成接口。", "生成视频的接口。"],
    ["영상을 만듭니다.", "영상을 생성합니다."],
    ["Crea un vídeo.", "Genera un vídeo."],
    ["Crée une vidéo.", "Génère une vidéo."],
    ["Erzeugt ein Video.", "Erstellt ein Video."],
    ["Создаёт видео.", "Генерирует видео."],
  ])("calls it documentation that %s became %s", (before, after) => {
    expect(compare(before, after)[0]?.level).toBe("documentation");
  });

  it("shows of a text without spaces the sentence that changed alone", () => {
    expect(compare("最大10秒です。動画を作ります。", "最大15秒です。動画を作ります。")).toMatchObject([
      { level: "risky", message: '`a`: the documentation says now: "最大15秒です。"' },
    ]);
  });
});
