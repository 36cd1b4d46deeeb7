/**
 * Words about what a call costs, how much of it there may be, and how long it will be there, in the languages that pages are
 * written in. A limit that is no word of its own counts beside a number: `10 以内`, `hasta 10`.
 */
const SPACED: Readonly<Record<string, string>> = {
  en: "price|pricing|priced|cost|costs|bill(?:ed|ing)?|charge[ds]?|credits?|fee|free|quota|rate[- ]limit\\w*|limit(?:s|ed)?|at most|at least|up to|maximum|minimum|max|min|no more than|deprecat\\w+|retir\\w+|sunset\\w*|discontinu\\w+|end of life|removed|obsolete|no longer|will be",
  de: "preis\\w*|kosten\\w*|kostet|geb[üu]hr\\w*|abgerechnet|abrechnung|guthaben|gratis|kontingent\\w*|begrenz\\w+|beschr[äa]nk\\w+|limit\\w*|h[öo]chstens|mindestens|maximal\\w*|minimal\\w*|h[öo]chst\\w+|mindest\\w+|bis zu|veraltet\\w*|eingestellt|abgek[üu]ndigt|entfernt|entf[äa]llt|nicht mehr",
  es: "precios?|tarifas?|costes?|costos?|cuesta\\w*|cobr[ae]\\w*|factur\\w+|cr[ée]ditos?|gratis|gratuit\\w+|cuotas?|l[íi]mites?|limitad\\w+|m[áa]xim[oa]s?|m[íi]nim[oa]s?|como mucho|al menos|hasta \\d+|obsolet\\w+|en desuso|retirad\\w+|descontinuad\\w+|eliminad\\w+|ya no|dejar[áa]",
  fr: "prix|tarif\\w*|co[ûu]t\\w*|factur\\w+|cr[ée]dits?|gratuit\\w*|payant\\w*|quotas?|limit\\w+|(?:max|min)im(?:um|ale?s?|aux)|au plus|au moins|jusqu['’][àa]|obsol[èe]tes?|d[ée]pr[ée]ci\\w+|retir[ée]\\w*|supprim[ée]\\w*|abandonn[ée]\\w*|ne \\S+ plus",
  pt: "pre[çc]os?|tarifas?|custos?|custa\\w*|cobr[ae]\\w*|fatur\\w+|cr[ée]ditos?|gr[áa]tis|gratuit\\w+|cotas?|limites?|limitad\\w+|m[áa]xim[oa]s?|m[íi]nim[oa]s?|no máximo|pelo menos|at[ée] \\d+|obsolet\\w+|descontinuad\\w+|removid\\w+|n[ãa]o \\S+ mais",
  ru: "цен[аыуео]\\w*|стоим\\w+|стоит|плат[аыуе]\\w*|оплат\\w+|списыва\\w+|кредит\\w*|бесплатн\\w+|квот\\w+|лимит\\w*|огранич\\w+|максим\\w+|миним\\w+|не более|не менее|до \\d+|устаре\\w+|удал[её]н\\w*|прекращ\\w+|больше не",
};

/** The same in languages without spaces between words, and in Korean, which hangs endings on them. */
const JOINED: Readonly<Record<string, string>> = {
  ja: "料金|価格|費用|課金|請求|有料|無料|クレジット|消費|割引|上限|下限|制限|最大|最小|最長|最短|最多|最高|最低|[\\d０-９]\\S{0,6}(?:以内|以下|以上|未満|まで)|非推奨|廃止|(?:提供|サポート|サービス|受付)(?:を|の|は|が)?終了|削除され|なくなり",
  zh: "[价價]格|定[价價]|[费費]用|[计計][费費]|收[费費]|扣[费費]|付[费費]|免[费費]|[积積]分|[点點][数數]|[额額]度|配[额額]|限制|限流|限[额額]|上限|下限|最多|最少|最大|最小|最[长長]|最短|最高|最低|不超[过過]|至少|[\\d０-９]\\S{0,6}以[上下内內]|[弃棄]用|[废廢][弃棄]|停用|下[线線]|移除|不再",
  ko: "가격|요금|비용|과금|청구|유료|무료|크레딧|할당량|쿼터|제한|한도|최대|최소|최장|최단|[\\d]\\S{0,6} ?(?:이내|이하|이상|미만|까지)|지원 ?(?:중단|종료)|사용 ?중단|더 이상|폐지|제거",
};

/** No part of a longer name, such as that of a model or a property. */
const WEIGHTY = new RegExp(
  `(?<![\\p{L}\\p{N}_-])(?:${Object.values(SPACED).join("|").replaceAll("\\w", "\\p{L}")})(?![\\p{L}\\p{N}_])|${Object.values(JOINED).join("|")}`,
  "iu",
);

/** Whether a sentence is about price, limits or deprecation. */
export function isWeighty(sentence: string): boolean {
  return WEIGHTY.test(sentence);
}
