import type { Json } from "../json.ts";

// States in other languages than English, in the forms in which most APIs write them. They are recognised, and not read:
// an end that is missing here, or a failure taken for a success, would be a task that is waited for in vain.

/** What states are called in which a task goes on. Chinese, Japanese and Korean say so by the last sign of all such words. */
const GOES_ON = new RegExp(
  [
    "[中중]$|排[队隊]|等待|[待執执]机|待機|待[处處]理|[进進]行|[运運]行|正在|대기|진행",
    "очеред|ожида|обраба|выполняет|в процессе|в работе|созда[её]т|генерир|черз|очіку|обробл|виконуєт",
    "pendiente|en (?:cola|proceso|curso|progreso|espera|ejecucion)|(?:ando|iendo|endo|indo)$",
    "pendente|na fila|em (?:fila|andamento|processamento|progresso|execucao|espera)|aguarda",
    "en (?:attente|cours|file|traitement)|in (?:attesa|coda|corso|elaborazione|lavorazione|esecuzione)",
    "wartend|warteschlange|ausstehend|laufend|^la(?:ue|u)ft$|in (?:bearbeitung|verarbeitung|arbeit)|^wird ",
    "wachtend|wachtrij|in (?:behandeling|wacht|uitvoering)|^bezig|lopend",
    "oczekuj|w (?:toku|trakcie|kolejce)|przetwarz|yor$|bekle|sirada|kuyruk",
    "đang|^cho |menunggu|sedang|diproses|^antre|berjalan|กำลัง|^รอ|قيد|جار|انتظار|रहा|लंबित|प्रतीक्षा",
  ].join("|"),
);

/** What states are called in which a task has succeeded. */
const DONE = new RegExp(
  [
    "完成|成功|完了|完[毕畢]|[结結]束|終了|완료|성공|종료",
    "готов|заверш|выполнен|успе|виконан|успіш",
    "completad|terminad|finalizad|^list[oa]s?$|^hech[oa]|\\bexito|^concluid|^pronto|sucesso",
    "^termine|^finie?s?$|reussi|^succes$|^prete?$|acheve|completat|terminat[oa]|finit[oa]|riuscit|^conclus[oa]",
    "fertig|abgeschlossen|erledigt|beendet|erfolg|voltooid|^klaar|gereed|geslaagd|afgerond",
    "zakoncz|ukoncz|gotow|wykonan|sukces|tamamland|bitti|^hazir|basari",
    "hoan thanh|thanh cong|^xong|selesai|berhasil|sukses|เสร็จ|สำเร็จ|كتمل|ناجح|انتهى|نجح|पूर्ण|पूरा|सफल|समाप्त",
  ].join("|"),
);

/** What is paid goes on and ends in the same words, and makes no result. */
const PAYMENT =
  /[支已未][付払]|付款|退款|支払|결제|환불|оплат|платеж|pag[oau]|reembols|paye|paiement|zahl|betaal|ödeme|thanh toan|bayar/;

/** In small letters, without accents of Latin letters, words apart. */
const plain = (name: string) =>
  name
    .toLowerCase()
    .normalize("NFD")
    .replace(/(?<=[a-z])\p{M}+/gu, "")
    .normalize("NFC")
    .replace(/[_\s-]+/g, " ")
    .trim();

/** Whether some values are called, in another language than English, like a task that goes on and one that has succeeded. */
export function goesOnElsewhere(values: readonly Json[]): boolean {
  const names = values.filter((value) => typeof value === "string").map(plain);
  const isDone = (name: string) => DONE.test(name) && !GOES_ON.test(name);
  return (
    names.some((name) => GOES_ON.test(name)) &&
    names.some(isDone) &&
    !names.some((name) => PAYMENT.test(name))
  );
}

/** Whether a value is called so in which a task has succeeded. */
export const isDoneElsewhere = (value: Json | undefined) =>
  typeof value === "string" && DONE.test(plain(value)) && !GOES_ON.test(plain(value));
