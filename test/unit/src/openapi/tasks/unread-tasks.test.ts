import { describe, expect, it } from "vitest";
import { checkTasks } from "../../../../../scripts/pipeline/check/check-tasks.ts";
import type { Json } from "../../../../../src/openapi/json.ts";
import { findTaskCreations } from "../../../../../src/openapi/tasks/task-operations.ts";
import { findForeignTasks, findUnreadTasks } from "../../../../../src/openapi/tasks/unread-tasks.ts";

const text = { type: "string" };
const STATUS = { enum: ["queued", "running", "done"] };
const respond = (properties: object, example?: object) => ({
  responses: {
    200: {
      content: {
        "application/json": { schema: { type: "object", properties }, ...(example && { example }) },
      },
    },
  },
});
const task = { id: text, status: STATUS };

/** The paths of operations that create tasks which nothing reads. */
const find = (paths: object) => findUnreadTasks({ paths } as never).map(({ path }) => path);

describe("findUnreadTasks", () => {
  it("finds an operation that creates a task, where no operation reads it", () => {
    expect(find({ "/jobs": { post: respond(task) } })).toEqual(["/jobs"]);
    expect(find({ "/jobs/{model}": { post: respond(task) } })).toEqual(["/jobs/{model}"]);
  });

  it.each([
    ["a task that is read", { "/jobs": { post: respond(task) }, "/jobs/{id}": { get: respond(task) } }],
    [
      "a task that is read by more than its id",
      { "/jobs": { post: respond(task) }, "/teams/{team}/jobs/{id}": { get: respond({ status: STATUS }) } },
    ],
    [
      "what is read in other words",
      { "/jobs": { post: respond(task) }, "/jobs/{id}": { get: respond({ phase: text }) } },
    ],
    ["a response without an id", { "/jobs": { post: respond({ status: STATUS }) } }],
    ["an id that is a number", { "/jobs": { post: respond({ ...task, id: { type: "integer" } }) } }],
    [
      "states of which none goes on",
      { "/jobs": { post: respond({ id: text, status: { enum: ["done", "failed"] } }) } },
    ],
    [
      "states of which none is an end",
      { "/jobs": { post: respond({ id: text, status: { enum: ["queued", "on"] } }) } },
    ],
    ["a state of something else", { "/jobs": { post: respond({ id: text, lastSyncStatus: STATUS }) } }],
    ["what is done with something", { "/jobs/{id}/retry": { post: respond(task) } }],
    ["an example that has ended", { "/jobs": { post: respond(task, { id: "a", status: "done" }) } }],
    [
      "a state whose example has ended",
      { "/jobs": { post: respond({ id: text, status: { ...STATUS, example: "done" } }) } },
    ],
  ])("says nothing of %s", (_, paths) => {
    expect(find(paths)).toEqual([]);
  });
});

/** A creation and its query, in an envelope, with a state of some name and values. */
const foreign = (states: readonly Json[], name = "status", example?: object) => {
  const properties = {
    code: { type: "integer" },
    data: { properties: { id: text, [name]: { enum: states } } },
  };
  return {
    "/jobs": { post: respond(properties, example) },
    "/jobs/{id}": { get: respond(properties) },
  } as never;
};

describe("findForeignTasks", () => {
  it.each([
    ["状态", "排队中 处理中 已完成 失败 已取消"],
    ["status", "待处理 运行 成功 失败"],
    ["status", "待機中 実行中 完了 エラー"],
    ["status", "대기중 처리중 완료 실패"],
    ["статус", "в_очереди выполняется выполнено ошибка"],
    ["status", "очікує виконується виконано помилка"],
    ["estado", "pendiente procesando completado fallido cancelado"],
    ["status", "en_cola en_proceso listo error"],
    ["status", "NA_FILA EM_ANDAMENTO CONCLUÍDO FALHOU"],
    ["statut", "en_attente en_cours terminé échoué"],
    ["status", "wartend in_Bearbeitung fertig fehlgeschlagen"],
    ["stato", "in_attesa in_corso completato fallito"],
    ["status", "in_wachtrij bezig voltooid mislukt"],
    ["status", "oczekujący przetwarzanie zakończony błąd"],
    ["durum", "bekliyor işleniyor tamamlandı hata"],
    ["status", "đang_xử_lý hoàn_thành thất_bại"],
    ["status", "menunggu diproses selesai gagal"],
    ["status", "รอดำเนินการ กำลังประมวลผล เสร็จสิ้น ล้มเหลว"],
    ["status", "قيد_الانتظار مكتمل فشل"],
    ["status", "लंबित पूर्ण विफल"],
  ])(
    "finds a task whose states are not called in English, and nothing reads it as one: %s %s",
    (name, states) => {
      const paths = foreign(states.split(" "), name);
      expect(findForeignTasks({ paths })).toEqual([
        { method: "post", path: "/jobs", state: name, states: states.split(" ") },
      ]);
      expect([...findTaskCreations({ paths }), ...findUnreadTasks({ paths })]).toEqual([]);
    },
  );

  it.each<[string, readonly Json[], object?]>([
    ["accounts", ["启用", "停用", "冻结", "注销"]],
    ["accounts in Spanish", ["activo", "inactivo", "bloqueado", "pendiente"]],
    ["payments", ["待支付", "支付中", "支付成功", "支付失败", "已退款"]],
    ["payments in Spanish", ["pendiente", "pagado", "completado", "rechazado"]],
    ["payments in Russian", ["ожидает оплаты", "оплачено", "завершено"]],
    ["sizes", ["小", "中", "大"]],
    ["numbers", [0, 1, 2]],
    ["states in English", ["queued", "processing", "finished", "failed"]],
    ["what is shown to have succeeded", ["处理中", "已完成"], { data: { id: "a", status: "已完成" } }],
  ])("says nothing of %s", (_, states, example) => {
    expect(findForeignTasks({ paths: foreign(states, "status", example) })).toEqual([]);
  });

  it("leaves a task to be read whose success is called in English", () => {
    const paths = foreign(["pendiente", "terminado", "completed", "failed"]);
    expect(findForeignTasks({ paths })).toEqual([]);
    expect(findTaskCreations({ paths })).toMatchObject([{ state: "status" }]);
  });
});

describe("checkTasks", () => {
  it("says of which language the states are not, and what to do", () => {
    const states = ["排队中", "处理中", "已完成", "失败"];
    expect(checkTasks("openapi.yaml", { paths: foreign(states) })).toEqual([
      {
        severity: "warning",
        file: "openapi.yaml",
        pointer: "#/paths/~1jobs/post",
        message:
          'POST /jobs ("status") seems to create a task with states that are not called in English, as "排队中", "处理中", "已完成": the client can submit, but not wait, as it cannot tell which of them is an end. Read the task with the function of the operation that reads it, until its state is one that ends it.',
      },
    ]);
  });

  it("says in one warning which operations they are, and what to add", () => {
    const create = { post: respond(task) };
    const paths = { "/a": create, "/b": create, "/c": create, "/d": create };
    expect(checkTasks("openapi.yaml", { paths } as never)).toEqual([
      {
        severity: "warning",
        file: "openapi.yaml",
        pointer: "#/paths/~1a/post",
        message:
          'POST /a ("status"), POST /b ("status"), POST /c ("status") and 1 more seem to create tasks that no page reads: the client can submit, but not wait. If a GET reads a task by its id, add its page; a task that is read by POST is read by the function of that operation.',
      },
    ]);
    expect(checkTasks("openapi.yaml", { paths: { "/a": create } } as never)[0]?.message).toMatch(
      /^POST \/a \("status"\) seems to create a task that no page reads/,
    );
    expect(checkTasks("openapi.yaml", { paths: {} })).toEqual([]);
  });
});
