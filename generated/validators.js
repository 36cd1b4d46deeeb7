// Made by `evolink-openapi generate` from openapi.yaml. Do not edit.
// To change it: change a page or an overlay, then run `evolink-openapi generate` again.

var $ = (() => {
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __commonJS = (cb, mod) => function __require() {
    try {
      return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
    } catch (e) {
      throw mod = 0, e;
    }
  };
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

  // node_modules/ajv-formats/dist/formats.js
  var require_formats = __commonJS({
    "node_modules/ajv-formats/dist/formats.js"(exports) {
      "use strict";
      Object.defineProperty(exports, "__esModule", { value: true });
      exports.formatNames = exports.fastFormats = exports.fullFormats = void 0;
      function fmtDef(validate, compare) {
        return { validate, compare };
      }
      exports.fullFormats = {
        // date: http://tools.ietf.org/html/rfc3339#section-5.6
        date: fmtDef(date, compareDate),
        // date-time: http://tools.ietf.org/html/rfc3339#section-5.6
        time: fmtDef(getTime(true), compareTime),
        "date-time": fmtDef(getDateTime(true), compareDateTime),
        "iso-time": fmtDef(getTime(), compareIsoTime),
        "iso-date-time": fmtDef(getDateTime(), compareIsoDateTime),
        // duration: https://tools.ietf.org/html/rfc3339#appendix-A
        duration: /^P(?!$)((\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?|(\d+W)?)$/,
        uri,
        "uri-reference": /^(?:[a-z][a-z0-9+\-.]*:)?(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'"()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?(?:\?(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i,
        // uri-template: https://tools.ietf.org/html/rfc6570
        "uri-template": /^(?:(?:[^\x00-\x20"'<>%\\^`{|}]|%[0-9a-f]{2})|\{[+#./;?&=,!@|]?(?:[a-z0-9_]|%[0-9a-f]{2})+(?::[1-9][0-9]{0,3}|\*)?(?:,(?:[a-z0-9_]|%[0-9a-f]{2})+(?::[1-9][0-9]{0,3}|\*)?)*\})*$/i,
        // For the source: https://gist.github.com/dperini/729294
        // For test cases: https://mathiasbynens.be/demo/url-regex
        url: /^(?:https?|ftp):\/\/(?:\S+(?::\S*)?@)?(?:(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[a-z0-9\u{00a1}-\u{ffff}]+-)*[a-z0-9\u{00a1}-\u{ffff}]+)(?:\.(?:[a-z0-9\u{00a1}-\u{ffff}]+-)*[a-z0-9\u{00a1}-\u{ffff}]+)*(?:\.(?:[a-z\u{00a1}-\u{ffff}]{2,})))(?::\d{2,5})?(?:\/[^\s]*)?$/iu,
        email: /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i,
        hostname: /^(?=.{1,253}\.?$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-0-9a-z]{0,61}[0-9a-z])?)*\.?$/i,
        // optimized https://www.safaribooksonline.com/library/view/regular-expressions-cookbook/9780596802837/ch07s16.html
        ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/,
        ipv6: /^((([0-9a-f]{1,4}:){7}([0-9a-f]{1,4}|:))|(([0-9a-f]{1,4}:){6}(:[0-9a-f]{1,4}|((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){5}(((:[0-9a-f]{1,4}){1,2})|:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){4}(((:[0-9a-f]{1,4}){1,3})|((:[0-9a-f]{1,4})?:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){3}(((:[0-9a-f]{1,4}){1,4})|((:[0-9a-f]{1,4}){0,2}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){2}(((:[0-9a-f]{1,4}){1,5})|((:[0-9a-f]{1,4}){0,3}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){1}(((:[0-9a-f]{1,4}){1,6})|((:[0-9a-f]{1,4}){0,4}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(:(((:[0-9a-f]{1,4}){1,7})|((:[0-9a-f]{1,4}){0,5}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:)))$/i,
        regex,
        // uuid: http://tools.ietf.org/html/rfc4122
        uuid: /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
        // JSON-pointer: https://tools.ietf.org/html/rfc6901
        // uri fragment: https://tools.ietf.org/html/rfc3986#appendix-A
        "json-pointer": /^(?:\/(?:[^~/]|~0|~1)*)*$/,
        "json-pointer-uri-fragment": /^#(?:\/(?:[a-z0-9_\-.!$&'()*+,;:=@]|%[0-9a-f]{2}|~0|~1)*)*$/i,
        // relative JSON-pointer: http://tools.ietf.org/html/draft-luff-relative-json-pointer-00
        "relative-json-pointer": /^(?:0|[1-9][0-9]*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/,
        // the following formats are used by the openapi specification: https://spec.openapis.org/oas/v3.0.0#data-types
        // byte: https://github.com/miguelmota/is-base64
        byte,
        // signed 32 bit integer
        int32: { type: "number", validate: validateInt32 },
        // signed 64 bit integer
        int64: { type: "number", validate: validateInt64 },
        // C-type float
        float: { type: "number", validate: validateNumber },
        // C-type double
        double: { type: "number", validate: validateNumber },
        // hint to the UI to hide input strings
        password: true,
        // unchecked string payload
        binary: true
      };
      exports.fastFormats = {
        ...exports.fullFormats,
        date: fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\d$/, compareDate),
        time: fmtDef(/^(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)$/i, compareTime),
        "date-time": fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\dt(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)$/i, compareDateTime),
        "iso-time": fmtDef(/^(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)?$/i, compareIsoTime),
        "iso-date-time": fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\d[t\s](?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)?$/i, compareIsoDateTime),
        // uri: https://github.com/mafintosh/is-my-json-valid/blob/master/formats.js
        uri: /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/)?[^\s]*$/i,
        "uri-reference": /^(?:(?:[a-z][a-z0-9+\-.]*:)?\/?\/)?(?:[^\\\s#][^\s#]*)?(?:#[^\\\s]*)?$/i,
        // email (sources from jsen validator):
        // http://stackoverflow.com/questions/201323/using-a-regular-expression-to-validate-an-email-address#answer-8829363
        // http://www.w3.org/TR/html5/forms.html#valid-e-mail-address (search for 'wilful violation')
        email: /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i
      };
      exports.formatNames = Object.keys(exports.fullFormats);
      function isLeapYear(year) {
        return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
      }
      var DATE = /^(\d\d\d\d)-(\d\d)-(\d\d)$/;
      var DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
      function date(str) {
        const matches = DATE.exec(str);
        if (!matches)
          return false;
        const year = +matches[1];
        const month = +matches[2];
        const day = +matches[3];
        return month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 && isLeapYear(year) ? 29 : DAYS[month]);
      }
      function compareDate(d1, d2) {
        if (!(d1 && d2))
          return void 0;
        if (d1 > d2)
          return 1;
        if (d1 < d2)
          return -1;
        return 0;
      }
      var TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(z|([+-])(\d\d)(?::?(\d\d))?)?$/i;
      function getTime(strictTimeZone) {
        return function time(str) {
          const matches = TIME.exec(str);
          if (!matches)
            return false;
          const hr = +matches[1];
          const min = +matches[2];
          const sec = +matches[3];
          const tz = matches[4];
          const tzSign = matches[5] === "-" ? -1 : 1;
          const tzH = +(matches[6] || 0);
          const tzM = +(matches[7] || 0);
          if (tzH > 23 || tzM > 59 || strictTimeZone && !tz)
            return false;
          if (hr <= 23 && min <= 59 && sec < 60)
            return true;
          const utcMin = min - tzM * tzSign;
          const utcHr = hr - tzH * tzSign - (utcMin < 0 ? 1 : 0);
          return (utcHr === 23 || utcHr === -1) && (utcMin === 59 || utcMin === -1) && sec < 61;
        };
      }
      function compareTime(s1, s2) {
        if (!(s1 && s2))
          return void 0;
        const t1 = (/* @__PURE__ */ new Date("2020-01-01T" + s1)).valueOf();
        const t2 = (/* @__PURE__ */ new Date("2020-01-01T" + s2)).valueOf();
        if (!(t1 && t2))
          return void 0;
        return t1 - t2;
      }
      function compareIsoTime(t1, t2) {
        if (!(t1 && t2))
          return void 0;
        const a1 = TIME.exec(t1);
        const a2 = TIME.exec(t2);
        if (!(a1 && a2))
          return void 0;
        t1 = a1[1] + a1[2] + a1[3];
        t2 = a2[1] + a2[2] + a2[3];
        if (t1 > t2)
          return 1;
        if (t1 < t2)
          return -1;
        return 0;
      }
      var DATE_TIME_SEPARATOR = /t|\s/i;
      function getDateTime(strictTimeZone) {
        const time = getTime(strictTimeZone);
        return function date_time(str) {
          const dateTime = str.split(DATE_TIME_SEPARATOR);
          return dateTime.length === 2 && date(dateTime[0]) && time(dateTime[1]);
        };
      }
      function compareDateTime(dt1, dt2) {
        if (!(dt1 && dt2))
          return void 0;
        const d1 = new Date(dt1).valueOf();
        const d2 = new Date(dt2).valueOf();
        if (!(d1 && d2))
          return void 0;
        return d1 - d2;
      }
      function compareIsoDateTime(dt1, dt2) {
        if (!(dt1 && dt2))
          return void 0;
        const [d1, t1] = dt1.split(DATE_TIME_SEPARATOR);
        const [d2, t2] = dt2.split(DATE_TIME_SEPARATOR);
        const res = compareDate(d1, d2);
        if (res === void 0)
          return void 0;
        return res || compareTime(t1, t2);
      }
      var NOT_URI_FRAGMENT = /\/|:/;
      var URI = /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)(?:\?(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;
      function uri(str) {
        return NOT_URI_FRAGMENT.test(str) && URI.test(str);
      }
      var BYTE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/gm;
      function byte(str) {
        BYTE.lastIndex = 0;
        return BYTE.test(str);
      }
      var MIN_INT32 = -(2 ** 31);
      var MAX_INT32 = 2 ** 31 - 1;
      function validateInt32(value) {
        return Number.isInteger(value) && value <= MAX_INT32 && value >= MIN_INT32;
      }
      function validateInt64(value) {
        return Number.isInteger(value);
      }
      function validateNumber() {
        return true;
      }
      var Z_ANCHOR = /[^\\]\\Z/;
      function regex(str) {
        if (Z_ANCHOR.test(str))
          return false;
        try {
          new RegExp(str);
          return true;
        } catch (e) {
          return false;
        }
      }
    }
  });

  // node_modules/ajv/dist/runtime/ucs2length.js
  var require_ucs2length = __commonJS({
    "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
      "use strict";
      Object.defineProperty(exports, "__esModule", { value: true });
      function ucs2length(str) {
        const len = str.length;
        let length = 0;
        let pos = 0;
        let value;
        while (pos < len) {
          length++;
          value = str.charCodeAt(pos++);
          if (value >= 55296 && value <= 56319 && pos < len) {
            value = str.charCodeAt(pos);
            if ((value & 64512) === 56320)
              pos++;
          }
        }
        return length;
      }
      exports.default = ucs2length;
      ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
    }
  });

  // <stdin>
  var stdin_exports = {};
  __export(stdin_exports, {
    createUnionValidator: () => createUnionValidator,
    createValidator: () => createValidator,
    load: () => load
  });

  // src/validation/describe-schema.ts
  var TYPE_OF = Object.fromEntries(
    [
      ["string", "minLength maxLength pattern format"],
      ["number", "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf"],
      ["array", "minItems maxItems items prefixItems contains uniqueItems"],
      [
        "object",
        "required minProperties maxProperties properties patternProperties additionalProperties propertyNames dependentRequired"
      ]
    ].flatMap(([type = "", keywords = ""]) => keywords.split(" ").map((keyword) => [keyword, type]))
  );
  var UNSAID = new Set(
    "prefixItems contains uniqueItems properties patternProperties additionalProperties propertyNames dependentRequired".split(
      " "
    )
  );
  var SILENT = /^(?:\$(?:comment|defs|id|anchor|dynamicAnchor|schema)|readOnly|writeOnly)$/;
  function describeSchema(schema) {
    if (typeof schema !== "object" || schema === null) return schema === false ? "absent" : "any value";
    const { const: only, enum: values, oneOf, anyOf, allOf, type, format, $ref } = schema;
    if (format === "binary") return "a file";
    if (only !== void 0) return JSON.stringify(only);
    if (Array.isArray(values)) return joinWords(values.map((value) => JSON.stringify(value)));
    const branches = oneOf ?? anyOf;
    if (Array.isArray(branches)) return joinWords(listWords(branches, "absent")) || "absent";
    if (type === void 0 && typeof $ref === "string") return `of the schema ${nameSchema($ref)}`;
    const types = type === void 0 ? Object.keys(schema).flatMap((keyword) => TYPE_OF[keyword] ?? []) : [type].flat();
    if (types.length > 0)
      return joinWords([...new Set(types)].map((one) => describeType(one, schema)));
    if (Array.isArray(allOf)) return listWords(allOf, "any value").join(" and ") || "any value";
    if ("not" in schema) return describeNot(schema.not);
    return listLimits(schema).length === 0 ? "any value" : showSchema(schema);
  }
  function describeFit(schema) {
    return isSaid(schema) ? describeSchema(schema) : showSchema(schema);
  }
  function describeNot(schema) {
    const words = describeSchema(schema);
    if (words === "any value") return "absent";
    if (words === "absent") return "any value";
    const names = readOnlyRequired(schema);
    if (names !== void 0) return `an object ${joinWords(names.map((name) => `without ${name}`))}`;
    return isSaid(schema, true) ? `anything but ${words}` : `a value that does not fit ${shorten(JSON.stringify(schema))}`;
  }
  function readOnlyRequired(schema) {
    const { required } = Object(schema);
    const isAlone = Array.isArray(required) && required.length > 0 && listLimits(Object(schema)).length === 1;
    return isAlone ? required.map(String) : void 0;
  }
  function showSchema(schema) {
    return `a value that fits ${shorten(JSON.stringify(schema))}`;
  }
  function isSaid(schema, asksType = false) {
    if (typeof schema !== "object" || schema === null) return true;
    const { oneOf, anyOf, items, not, type } = schema;
    const keywords = listLimits(schema);
    if (not !== void 0) return keywords.length === 1 && isSaid(not, true);
    if (keywords.some((keyword) => /^(?:const|enum)$/.test(keyword)))
      return keywords.every((keyword) => /^(?:const|enum|type)$/.test(keyword));
    const branches = oneOf ?? anyOf;
    if (Array.isArray(branches) || keywords.includes("$ref"))
      return keywords.length === 1 && [branches ?? []].flat().every((branch) => isSaid(branch, asksType));
    return (type !== void 0 || !asksType || keywords.length === 0) && keywords.every((keyword) => keyword === "type" || keyword in TYPE_OF && !UNSAID.has(keyword)) && isSaid(items, asksType);
  }
  function listLimits(schema) {
    return Object.keys(schema).filter((keyword) => !SILENT.test(keyword));
  }
  function listWords(schemas, nothing) {
    return [...new Set(schemas.map(describeSchema))].filter((words) => words !== nothing);
  }
  function shorten(text) {
    return text.length > 80 ? `${text.slice(0, 79)}…` : text;
  }
  function nameSchema(reference) {
    return (reference.split("/").at(-1) ?? "").replace(/_[0-9a-f]{8}$/, "");
  }
  function describeType(type, schema) {
    switch (type) {
      case "integer":
        return `an integer${describeRange(schema)}`;
      case "number":
        return `a number${describeRange(schema)}`;
      case "string":
        return describeString(schema);
      case "boolean":
        return "true or false";
      case "null":
        return "null";
      case "array":
        return `a list${describeCount(schema.minItems, schema.maxItems, "item")}${describeItems(schema)}`;
      case "object":
        return `an object${describeCount(schema.minProperties, schema.maxProperties, "property", "properties")}${describeRequired(schema.required)}`;
      default:
        return "any value";
    }
  }
  var MAX_NAMES = 3;
  function describeRequired(required) {
    if (!Array.isArray(required) || required.length === 0) return "";
    const more = required.length - MAX_NAMES;
    const names = [...required.slice(0, MAX_NAMES), ...more > 0 ? [`${more} more`] : []];
    return ` with ${joinWords(names, "and")}`;
  }
  function describeItems({ items, prefixItems }) {
    return typeof items === "object" && prefixItems === void 0 ? `, each ${describeSchema(items)}` : "";
  }
  function describeString(schema) {
    const { minLength, maxLength, format, pattern } = schema;
    return [
      "a string",
      describeCount(minLength, maxLength, "character"),
      format === void 0 ? "" : ` in format ${format}`,
      pattern === void 0 ? "" : ` matching /${pattern}/`
    ].join("");
  }
  function describeRange({
    minimum,
    maximum,
    exclusiveMinimum,
    exclusiveMaximum,
    multipleOf,
    format
  }) {
    const limits = minimum !== void 0 && maximum !== void 0 ? ` from ${minimum} to ${maximum}` : [
      minimum === void 0 ? "" : ` of at least ${minimum}`,
      exclusiveMinimum === void 0 ? "" : ` above ${exclusiveMinimum}`,
      maximum === void 0 ? "" : ` of at most ${maximum}`,
      exclusiveMaximum === void 0 ? "" : ` below ${exclusiveMaximum}`
    ].filter(Boolean).join(" and");
    return [
      limits,
      multipleOf === void 0 ? "" : `, a multiple of ${multipleOf}`,
      format === void 0 ? "" : ` in format ${format}`
    ].join("");
  }
  function describeCount(min, max, unit, units = `${unit}s`) {
    if (min === void 0 && max === void 0) return "";
    const count2 = (number) => `${number} ${number === 1 ? unit : units}`;
    if (min === max) return ` of ${count2(min)}`;
    if (min === void 0) return ` of at most ${count2(max)}`;
    if (max === void 0) return ` of at least ${count2(min)}`;
    return ` of ${min} to ${count2(max)}`;
  }
  function joinWords(words, last = "or") {
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
  }

  // src/validation/ajv-error.ts
  function readToken(token) {
    return token.replaceAll("~1", "/").replaceAll("~0", "~");
  }
  function writeToken(key) {
    return key.replaceAll("~", "~0").replaceAll("/", "~1");
  }

  // src/validation/fold-discriminators.ts
  function chooseMeant(groups, union) {
    if (groups.length < 2) return { groups };
    const misfits = groups.map((group) => readMisfits(group, union));
    const names = listFixed(misfits.flat());
    const at = (name) => misfits.map((list) => list.find((misfit) => misfit.name === name));
    for (const name of names) {
      const everywhere = at(name).filter((misfit) => misfit !== void 0);
      if (everywhere.length === groups.length) return { everywhere, groups };
    }
    const excludes = (some) => groups.filter((_, index) => !misfits[index]?.some((one) => some.includes(one.name) && !one.isMissing));
    const meant = excludes(names);
    if (meant.length > 0) return { groups: meant };
    const [main = ""] = names.toSorted((one, other) => count(at(other)) - count(at(one)));
    return { groups: excludes([main]) };
  }
  var count = (misfits) => misfits.filter((one) => one !== void 0).length;
  function readMisfits(group, union) {
    const found = group.flatMap((error) => readMisfit(error, union));
    return found.filter(({ name }, index) => found.findIndex((one) => one.name === name) === index);
  }
  function listFixed(misfits) {
    const fixed = misfits.filter(
      ({ error, name, values }) => error.params.discriminator === name || values.filter((value) => value !== null).length <= 1
    );
    return [...new Set(fixed.map(({ name }) => name))];
  }
  function nameValues(misfits) {
    const [first] = misfits;
    if (first === void 0) return [];
    const { error, name, isMissing } = first;
    const schema = { enum: [...new Set(misfits.flatMap(({ values }) => values))] };
    const params = { discriminator: name, allowedValues: schema.enum };
    return [
      isMissing ? { ...error, params: { ...error.params, ...params }, parentSchema: { properties: { [name]: schema } } } : { ...error, keyword: "enum", params, schema: schema.enum, parentSchema: schema }
    ];
  }
  function readMisfit(error, union) {
    const { instancePath, params, parentSchema } = error;
    const missing = params.missingProperty;
    const isMissing = instancePath === union.instancePath && typeof missing === "string";
    const [, token] = /^\/([^/]+)$/.exec(instancePath.slice(union.instancePath.length)) ?? [];
    if (!isMissing && token === void 0) return [];
    const name = isMissing ? missing : readToken(token ?? "");
    const values = readFixed(isMissing ? readProperty(parentSchema, name) : parentSchema);
    return values === void 0 ? [] : [{ error, name, values, isMissing }];
  }
  function readFixed(schema) {
    const { const: only, enum: values, anyOf, oneOf, type } = Object(schema);
    if (only !== void 0) return [only];
    if (type === "null") return [null];
    if (Array.isArray(values)) return values;
    const branches = anyOf ?? oneOf;
    if (!Array.isArray(branches)) return void 0;
    const fixed = branches.map(readFixed);
    return fixed.every((one) => one !== void 0) ? fixed.flat() : void 0;
  }
  function readProperty(schema, name) {
    return Object(schema).properties?.[name];
  }

  // src/validation/fold-branches.ts
  function foldBranches(errors, union) {
    const groups = groupByBranch(errors, union);
    const open = groups.filter((group) => !group.some((error) => isOfOtherKind(error, union)));
    if (!open.some((group) => group.some((error) => isInside(error, union))))
      return [{ ...showReferred(groups, union), refusals: groups }];
    const { everywhere, groups: meant } = chooseMeant(open, union);
    if (everywhere) return nameValues(everywhere);
    const ranked = meant.map((group) => ({ group, rank: rankBranch(group, union) }));
    const best = ranked.reduce((one, other) => compareRanks(other.rank, one.rank) < 0 ? other : one).rank;
    const nearest = ranked.filter(({ rank }) => compareRanks(rank, best) === 0).map(({ group }) => group);
    const [first = [], ...others] = nearest;
    const shared = first.filter((error) => others.every((group) => group.some((one) => isSame(one, error))));
    const rests = nearest.map((group) => group.filter((error) => !shared.some((one) => isSame(one, error))));
    if (rests.some(({ length }) => length === 0)) return shared;
    const ways = joinWays(rests, union);
    return ways.length === 1 ? [...shared, ...ways.flat()] : [...shared, { ...union, branches: ways, refusals: ways }];
  }
  function joinWays(rests, union) {
    const ways = rests.map((group) => ({ group, misfits: readMisfits(group, union) }));
    const isOne = ({ group, misfits }) => misfits.length === 1 && group.length === 1;
    const names = new Set(ways.filter(isOne).map(({ misfits }) => misfits[0]?.name));
    const joined = [...names].map(
      (name) => nameValues(ways.filter(isOne).flatMap(({ misfits }) => misfits.filter((one) => one.name === name)))
    );
    return [...joined, ...ways.filter((way) => !isOne(way)).map(({ group }) => group)];
  }
  function groupByBranch(errors, { schemaPath }) {
    const groups = /* @__PURE__ */ new Map();
    for (const error of errors) {
      const branch = error.schemaPath.startsWith(`${schemaPath}/`) ? error.schemaPath.slice(schemaPath.length + 1).split("/", 1)[0] : void 0;
      groups.set(branch, [...groups.get(branch) ?? [], error]);
    }
    return [...groups.values()];
  }
  function isOfOtherKind({ instancePath, keyword }, union) {
    return instancePath === union.instancePath && /^(?:type|const|enum|false schema)$/.test(keyword);
  }
  function isInside({ instancePath, params, propertyName }, union) {
    const names = [params.missingProperty, params.additionalProperty, propertyName];
    return instancePath.length > union.instancePath.length || names.some((name) => name !== void 0);
  }
  function rankBranch(group, union) {
    const own = group.filter(({ instancePath }) => instancePath === union.instancePath);
    const known = /* @__PURE__ */ new Set();
    for (const { parentSchema } of own) {
      const { properties, required } = Object(parentSchema);
      for (const name of [...Object.keys(Object(properties)), ...[required ?? []].flat()])
        known.add(String(name));
    }
    const knownHere = Object.keys(Object(union.data)).filter((name) => known.has(name));
    return [Math.min(own.length, 1), -knownHere.length, own.length, group.length];
  }
  function compareRanks(one, other) {
    const at = one.findIndex((number, index) => number !== other[index]);
    return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
  }
  function isSame(one, other) {
    const outline = ({ instancePath, keyword, params, propertyName, schema, parentSchema }) => {
      const { missingProperty: name } = params;
      const asked = typeof name === "string" ? readProperty(parentSchema, name) : schema;
      return JSON.stringify([instancePath, keyword, params, propertyName, asked]);
    };
    return outline(one) === outline(other);
  }
  function isReference(schema) {
    return Object(schema).$ref !== void 0;
  }
  function showReferred(groups, union) {
    const parent = Object(union.parentSchema);
    const branches = [parent[union.keyword] ?? []].flat();
    if (branches.every((branch) => !isReference(branch))) return union;
    const own = groups.flat().filter(({ instancePath }) => instancePath === union.instancePath);
    const shown = branches.flatMap((branch, index) => {
      if (!isReference(branch)) return [branch];
      const path = `${union.schemaPath}/${index}/`;
      const target = own.find(({ schemaPath }) => schemaPath.startsWith(path))?.parentSchema;
      return [target ?? branch];
    });
    return { ...union, schema: shown, parentSchema: { ...parent, [union.keyword]: shown } };
  }

  // src/validation/fold-unions.ts
  var UNIONS = /* @__PURE__ */ new Set(["oneOf", "anyOf"]);
  function foldUnions(errors) {
    const folded = [];
    for (const error of errors) {
      if (error.keyword === "if") {
        if (isClosed(folded.at(-1), error)) folded.splice(-1, 1, error);
        continue;
      }
      if (!UNIONS.has(error.keyword) && error.keyword !== "contains") {
        folded.push(error);
        continue;
      }
      let start = folded.length;
      while (start > 0 && isWithin(folded[start - 1], error)) start -= 1;
      const all = folded.splice(start);
      if (error.keyword === "contains") {
        folded.push(...all.filter((one) => !isOfContains(one, error)), error);
      } else if (Array.isArray(error.params.passingSchemas)) {
        folded.push(error);
      } else {
        folded.push(...foldBranches(all, error));
      }
    }
    return folded.filter((error) => !UNIONS.has(error.keyword) || !folded.some((one) => isOfType(one, error)));
  }
  function isClosed(last, { schemaPath, params }) {
    const clause = schemaPath.replace(/if$/, String(params.failingKeyword));
    if (last?.schemaPath === `${clause}/false schema`) return true;
    return last?.schemaPath === `${clause}/not` && describeNot(last.schema) === "absent";
  }
  function isOfType({ keyword, parentSchema, instancePath }, union) {
    return keyword === "type" && parentSchema === union.parentSchema && instancePath === union.instancePath;
  }
  function isOfContains({ schemaPath }, contains) {
    const parent = contains.schemaPath.replace(/contains$/, "");
    return schemaPath.startsWith(`${contains.schemaPath}/`) || !schemaPath.startsWith(parent);
  }
  function isWithin(inner, union) {
    if (inner === void 0 || inner.parentSchema === union.parentSchema) return false;
    return inner.instancePath === union.instancePath || inner.instancePath.startsWith(`${union.instancePath}/`);
  }

  // src/validation/keywords.ts
  function describeRefusal({ keyword, params, schema, parentSchema }) {
    const parent = Object(parentSchema);
    if (parent.format === "binary") return "a file";
    switch (keyword) {
      case "false schema":
        return "absent";
      case "not":
        return describeNot(schema);
      case "if":
        return params.failingKeyword === "then" ? describeNot(parent.if) : describeFit(parent.if);
      case "uniqueItems":
        return "a list without equal items";
      case "minProperties":
      case "maxProperties":
        return `an object${describeCount(parent.minProperties, parent.maxProperties, "property", "properties")}`;
      case "contains":
        return describeContains(parent);
      case "items":
      case "unevaluatedItems":
        return `a list${describeCount(void 0, params.limit ?? params.len, "item")}`;
      case "oneOf":
        if (Array.isArray(params.passingSchemas)) {
          const [one, other] = params.passingSchemas.map((index) => `number ${Number(index) + 1}`);
          return `of exactly one of ${Array.isArray(schema) ? schema.length : "its"} forms, and not of both ${one} and ${other}`;
        }
        return describeSchema({ oneOf: schema });
      case "anyOf":
        return describeSchema({ anyOf: schema });
      case "const":
      case "enum":
        return describeSchema({ [keyword]: schema });
      default:
        return describeLimits(keyword, parent);
    }
  }
  function describeLimits(keyword, { anyOf, oneOf, enum: values, const: only, ...own }) {
    if (keyword === "type") return describeSchema({ ...own, required: void 0, enum: values, const: only });
    const type = TYPE_OF[keyword];
    return describeSchema({ ...own, type: own.type ?? type });
  }
  function describeContains({ contains, minContains = 1, maxContains }) {
    const item = describeFit(contains);
    if (item === "absent" || Number(minContains) > Number(maxContains ?? minContains))
      return "anything but a list";
    if (maxContains === 0) return `a list without an item that is ${item}`;
    const count2 = maxContains ?? minContains;
    const range = maxContains === void 0 ? `at least ${minContains}` : minContains === maxContains ? `${minContains}` : minContains === 0 ? `at most ${maxContains}` : `${minContains} to ${maxContains}`;
    const amount = `a list with ${range} ${count2 === 1 ? "item" : "items"}`;
    if (item === "any value") return amount;
    return `${amount} that ${count2 === 1 ? "is" : "are each"} ${item}`;
  }

  // src/validation/nearest.ts
  var MAX_SHOWN = 8;
  var SHOWN_OF_MANY = 5;
  function describeNearest(words, found) {
    if (words.length <= MAX_SHOWN || !words.every((word) => typeof word === "string")) return void 0;
    const wanted = typeof found === "string" ? found : "";
    const nearness = new Map(words.map((word) => [word, compareWords(word, wanted)]));
    const nearest = [...words].sort((one, other) => (nearness.get(other) ?? 0) - (nearness.get(one) ?? 0));
    const shown = nearest.slice(0, SHOWN_OF_MANY).map((word) => JSON.stringify(word));
    return `${shown.join(", ")} or one of ${words.length - SHOWN_OF_MANY} others`;
  }
  function compareWords(one, other) {
    const [pairs, others] = [listPairs(one), listPairs(other)];
    const shared = [...pairs].filter((pair) => others.has(pair)).length;
    return pairs.size + others.size === 0 ? 0 : 2 * shared / (pairs.size + others.size);
  }
  function listPairs(word) {
    const letters = word.toLowerCase();
    return new Set(
      Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2))
    );
  }

  // src/validation/problem-params.ts
  var MAX_TOLD = 4;
  function nameKeyword(error, explain) {
    const { keyword, params, parentSchema } = error;
    const { $comment: written } = Object(parentSchema);
    if (written === "unevaluatedItems" && keyword === "anyOf") return { code: written, params: {} };
    if (written === "unevaluatedItems" && keyword === "maxItems") return { code: written, params };
    if (written === "unevaluatedProperties" && keyword === "additionalProperties")
      return { code: written, params: { unevaluatedProperty: params.additionalProperty } };
    if (keyword === "isFile") return { code: "format", params: { format: "binary" } };
    if (keyword === "oneOf" || keyword === "anyOf") return { code: keyword, params: nameUnion(error, explain) };
    return { code: keyword, params };
  }
  function nameUnion({ params, schema, refusals = [] }, explain) {
    return {
      branches: Array.isArray(schema) ? schema.length : refusals.length,
      passingSchemas: params.passingSchemas ?? [],
      errors: refusals.slice(0, MAX_TOLD).map((errors) => errors.slice(0, MAX_TOLD).map(explain))
    };
  }
  function nameDiscriminators(own, all) {
    const unions = all.filter(({ keyword }) => keyword === "discriminator");
    return own.map((error) => {
      const { instancePath, keyword, params, parentSchema } = error;
      const union = unions.find(
        ({ instancePath: at, params: { tag } }) => keyword === "required" ? at === instancePath && tag === params.missingProperty : keyword === "enum" && `${at}/${writeToken(String(tag))}` === instancePath
      );
      if (union === void 0) return error;
      const discriminator = String(union.params.tag);
      const { properties } = Object(parentSchema);
      const allowedValues = params.allowedValues ?? properties?.[discriminator]?.enum;
      return { ...error, params: { ...params, discriminator, allowedValues } };
    });
  }

  // src/validation/explain-errors.ts
  var SAID_BY_OTHERS = /* @__PURE__ */ new Set(["discriminator", "propertyNames"]);
  function explainErrors(errors, value) {
    const problems = /* @__PURE__ */ new Map();
    const own = errors.filter(({ keyword }) => !SAID_BY_OTHERS.has(keyword));
    for (const error of foldUnions(nameDiscriminators(own, errors))) {
      const problem = explainError(error, value);
      const key = `${JSON.stringify(problem.path)} ${problem.expected}`;
      if (!problems.has(key)) problems.set(key, problem);
    }
    return [...problems.values()];
  }
  function explainError(error, value) {
    const { instancePath, keyword, params, parentSchema, propertyName } = error;
    const path = parsePointer(instancePath, value);
    const schema = Object(parentSchema);
    const missing = params.missingProperty;
    const dependent = readDependent(error);
    const explain = (one) => explainError(one, value);
    if (typeof missing === "string") {
      const property = readOwn(schema.properties, missing);
      const choices2 = Object(property).enum;
      const at = [...path, missing];
      const cause = keyword === "required" ? dependent : String(params.property);
      const asked = cause === void 0 ? "" : ` where ${describePath([...path, cause])} is`;
      return {
        ...problemAt(at, describeSchema(property ?? true), void 0, choices2, asked),
        code: keyword,
        params
      };
    }
    const unknown = params.additionalProperty ?? params.unevaluatedProperty;
    if (typeof unknown === "string") {
      const known = Object.keys(schema.properties ?? {});
      const at = [...path, unknown];
      const expected2 = known.length === 0 ? "absent" : `absent (known here: ${known.join(", ")})`;
      return { ...problemAt(at, expected2, valueAt(value, at)), ...nameKeyword(error, explain) };
    }
    const expected = error.branches ? tellBranches(error.branches, path, value) : describeRefusal(error);
    if (propertyName !== void 0) {
      const at = [...path, propertyName];
      const problem = expected === "absent" ? problemAt(at, expected, valueAt(value, at)) : problemAt(at, `named by ${expected}`, propertyName);
      return { ...problem, code: "propertyNames", params: { ...params, propertyName, keyword } };
    }
    if (expected === "absent" && dependent !== void 0) {
      const at = [...path, dependent];
      return {
        ...problemAt(at, expected, valueAt(value, at)),
        code: "dependentSchemas",
        params: { property: dependent }
      };
    }
    const choices = keyword === "enum" ? schema.enum : void 0;
    return { ...problemAt(path, expected, valueAt(value, path), choices), ...nameKeyword(error, explain) };
  }
  function readDependent({ schemaPath }) {
    const [, token] = /\/dependentSchemas\/([^/]+)\/(?:required|not|false schema)$/.exec(schemaPath) ?? [];
    return token === void 0 ? void 0 : readToken(decodeURIComponent(token));
  }
  function tellBranches(branches, path, value) {
    const told = branches.map(
      (errors) => errors.slice(0, MAX_TOLD).map((error) => {
        const problem = explainError(error, value);
        const name = describePath(problem.path.slice(path.length), "it");
        return `${name} is ${problem.expected === "any value" ? "there" : problem.expected}`;
      }).join(" and ")
    );
    const distinct = [...new Set(told)];
    const more = distinct.length - MAX_TOLD;
    return `such that ${[...distinct.slice(0, MAX_TOLD), ...more > 0 ? [`by one of ${more} other forms`] : []].join(", or ")}`;
  }
  function problemAt(path, expected, value, choices = [], condition = "") {
    const found = describeValue(value);
    const shown = describeNearest(choices, value) ?? expected;
    const isMissing = value === void 0 && path.length > 0;
    const asks = shown === "any value" ? "" : ` and must be ${shown}`;
    const message = isMissing ? `${describePath(path)} is required${condition}${asks}` : `${describePath(path)} must be ${shown}, got ${found}`;
    return { path, expected, found, message, code: isMissing ? "required" : "enum", params: {} };
  }
  function describePath(path, itself = "the body") {
    if (path.length === 0) return itself;
    return path.reduce((text, key) => {
      if (typeof key === "number" || !/^[^\s\p{C}."[\]]+$/u.test(key)) return `${text}[${JSON.stringify(key)}]`;
      return text === "" ? key : `${text}.${key}`;
    }, "");
  }
  function describeValue(value) {
    if (value === void 0) return "nothing";
    let text;
    try {
      text = (typeof value === "number" ? void 0 : JSON.stringify(value)) ?? String(value);
    } catch {
      text = `${typeof value === "bigint" ? value : `a value of type ${typeof value}`}`;
    }
    return shorten(text);
  }
  function parsePointer(pointer, value) {
    let at = value;
    return pointer.split("/").slice(1).map((token) => {
      const key = readToken(token);
      const step = Array.isArray(at) ? Number(key) : key;
      at = valueAt(at, [step]);
      return step;
    });
  }
  function valueAt(value, path) {
    return path.reduce((at, key) => readOwn(at, key), value);
  }
  function readOwn(holder, key) {
    return typeof holder === "object" && holder !== null && Object.hasOwn(holder, key) ? holder[key] : void 0;
  }

  // src/validation/empty-inputs.ts
  function leaveOutEmptyInputs(value, problems) {
    const isEmpty = (input) => input === "" || Number.isNaN(input);
    const empty = problems.filter(
      ({ path }) => typeof path.at(-1) === "string" && isEmpty(valueAt(value, path))
    );
    return empty.reduce((left, { path }) => leaveOut(left, path), value);
  }
  function leaveOut(value, [key, ...rest]) {
    if (Array.isArray(value)) return value.map((item, index) => index === key ? leaveOut(item, rest) : item);
    return Object.fromEntries(
      Object.entries(Object(value)).flatMap(
        ([name, one]) => name !== key ? [[name, one]] : rest.length > 0 ? [[name, leaveOut(one, rest)]] : []
      )
    );
  }

  // src/validation/json-values.ts
  function findUnwritableNumber(value) {
    if (typeof value === "number") return Number.isFinite(value) ? void 0 : [];
    if (typeof value !== "object" || value === null || !isPlain(value)) return void 0;
    for (const key of Object.keys(value)) {
      const found = findUnwritableNumber(Reflect.get(value, key));
      if (found !== void 0) return [Array.isArray(value) ? Number(key) : key, ...found];
    }
    return void 0;
  }
  function isPlain(value) {
    const prototype = Object.getPrototypeOf(value);
    return prototype === null || prototype === Object.prototype || Array.isArray(value);
  }

  // src/validation/validator.ts
  function createValidator(compiled, endpoint, isOptional) {
    return createStandard(
      (value) => compiled(value) ? { ok: true, value } : { ok: false, problems: explainErrors(compiled.errors ?? [], value) },
      endpoint,
      isOptional
    );
  }
  function createUnionValidator(discriminator, variants, endpoint, isOptional) {
    const allowedValues = Object.keys(variants);
    const expected = describeSchema({ enum: allowedValues });
    return createStandard(
      (value) => {
        if (typeof value !== "object" || value === null || Array.isArray(value)) {
          const problem2 = problemAt([], "an object", value);
          return { ok: false, problems: [{ ...problem2, code: "type", params: { type: "object" } }] };
        }
        const chosen = valueAt(value, [discriminator]);
        const variant = typeof chosen === "string" && Object.hasOwn(variants, chosen) ? variants[chosen] : void 0;
        if (variant !== void 0) return variant.validate(value);
        const problem = problemAt([discriminator], expected, chosen, allowedValues);
        const params = {
          ...chosen === void 0 && { missingProperty: discriminator },
          discriminator,
          allowedValues
        };
        return { ok: false, problems: [{ ...problem, params }] };
      },
      endpoint,
      isOptional
    );
  }
  var A_NUMBER = "a number that JSON has";
  var UNREADABLE = "data that can be read to its end";
  function createStandard(check, endpoint, isOptional = false) {
    const validate = (value) => {
      try {
        if (isOptional && value === void 0) return { ok: true, value };
        const result = check(value);
        const path = result.ok ? findUnwritableNumber(value) : void 0;
        if (path === void 0) return result;
        return {
          ok: false,
          problems: [
            { ...problemAt(path, A_NUMBER, valueAt(value, path)), code: "type", params: { type: "number" } }
          ]
        };
      } catch {
        return {
          ok: false,
          problems: [{ ...problemAt([], UNREADABLE, value), code: "type", params: { type: "json" } }]
        };
      }
    };
    return {
      ...endpoint !== void 0 && { endpoint },
      validate,
      "~standard": {
        version: 1,
        vendor: "evolink-openapi",
        validate: (value) => {
          const given = validate(value);
          const result = given.ok ? given : validate(leaveOutEmptyInputs(value, given.problems));
          return result.ok ? { value: result.value } : { issues: result.problems.map(({ message, path }) => ({ message, path })) };
        }
      }
    };
  }

  // <stdin>
  var modules = { "ajv-formats/dist/formats": () => require_formats(), "ajv/dist/runtime/ucs2length": () => require_ucs2length() };
  var load = (name) => modules[name]();
  return __toCommonJS(stdin_exports);
})();
const ref_GeminiOmniFlashTextToVideoRequest = /* @__PURE__ */ (() => { const module = { exports: {} };
"use strict";
module.exports = validate1;
module.exports.default = validate1;
const schema1 = {"required":["model","prompt"],"type":"object","properties":{"model":{"type":"string","enum":["gemini-omni-flash-text-to-video"]},"prompt":{"type":"string"},"duration":{"oneOf":[{"type":"integer","minimum":3,"maximum":10},{"type":"string","enum":["auto"]}]},"aspect_ratio":{"type":"string","enum":["16:9","9:16","auto"]},"callback_url":{"type":"string","format":"uri","maxLength":2048}}};
const func0 = Object.prototype.hasOwnProperty;
const func7 = $.load("ajv/dist/runtime/ucs2length").default;
const formats0 = $.load("ajv-formats/dist/formats").fullFormats.uri;
function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.model === undefined) || (!(func0.call(data, "model")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "model"},schema:schema1.required,parentSchema:schema1,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.prompt === undefined) || (!(func0.call(data, "prompt")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "prompt"},schema:schema1.required,parentSchema:schema1,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.model !== undefined && func0.call(data, "model")){
let data0 = data.model;
if(typeof data0 !== "string"){
const err2 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/type",keyword:"type",params:{type: "string"},schema:schema1.properties.model.type,parentSchema:schema1.properties.model,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!(data0 === "gemini-omni-flash-text-to-video")){
const err3 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/enum",keyword:"enum",params:{allowedValues: schema1.properties.model.enum},schema:schema1.properties.model.enum,parentSchema:schema1.properties.model,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.prompt !== undefined && func0.call(data, "prompt")){
let data1 = data.prompt;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/prompt",schemaPath:"#/properties/prompt/type",keyword:"type",params:{type: "string"},schema:schema1.properties.prompt.type,parentSchema:schema1.properties.prompt,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.duration !== undefined && func0.call(data, "duration")){
let data2 = data.duration;
const _errs6 = errors;
let valid1 = false;
let passing0 = null;
const _errs7 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err5 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/oneOf/0/type",keyword:"type",params:{type: "integer"},schema:schema1.properties.duration.oneOf[0].type,parentSchema:schema1.properties.duration.oneOf[0],data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 10 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/oneOf/0/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},schema:10,parentSchema:schema1.properties.duration.oneOf[0],data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2 < 3 || isNaN(data2)){
const err7 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/oneOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 3},schema:3,parentSchema:schema1.properties.duration.oneOf[0],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
var _valid0 = _errs7 === errors;
if(_valid0){
valid1 = true;
passing0 = 0;
}
const _errs9 = errors;
if(typeof data2 !== "string"){
const err8 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/oneOf/1/type",keyword:"type",params:{type: "string"},schema:schema1.properties.duration.oneOf[1].type,parentSchema:schema1.properties.duration.oneOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!(data2 === "auto")){
const err9 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/oneOf/1/enum",keyword:"enum",params:{allowedValues: schema1.properties.duration.oneOf[1].enum},schema:schema1.properties.duration.oneOf[1].enum,parentSchema:schema1.properties.duration.oneOf[1],data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var _valid0 = _errs9 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid1 = true;
passing0 = 1;
}
}
if(!valid1){
const err10 = {instancePath:instancePath+"/duration",schemaPath:"#/properties/duration/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema1.properties.duration.oneOf,parentSchema:schema1.properties.duration,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
else {
errors = _errs6;
if(vErrors !== null){
if(_errs6){
vErrors.length = _errs6;
}
else {
vErrors = null;
}
}
}
}
if(data.aspect_ratio !== undefined && func0.call(data, "aspect_ratio")){
let data3 = data.aspect_ratio;
if(typeof data3 !== "string"){
const err11 = {instancePath:instancePath+"/aspect_ratio",schemaPath:"#/properties/aspect_ratio/type",keyword:"type",params:{type: "string"},schema:schema1.properties.aspect_ratio.type,parentSchema:schema1.properties.aspect_ratio,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!(((data3 === "16:9") || (data3 === "9:16")) || (data3 === "auto"))){
const err12 = {instancePath:instancePath+"/aspect_ratio",schemaPath:"#/properties/aspect_ratio/enum",keyword:"enum",params:{allowedValues: schema1.properties.aspect_ratio.enum},schema:schema1.properties.aspect_ratio.enum,parentSchema:schema1.properties.aspect_ratio,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.callback_url !== undefined && func0.call(data, "callback_url")){
let data4 = data.callback_url;
if(typeof data4 === "string"){
if(func7(data4) > 2048){
const err13 = {instancePath:instancePath+"/callback_url",schemaPath:"#/properties/callback_url/maxLength",keyword:"maxLength",params:{limit: 2048},schema:2048,parentSchema:schema1.properties.callback_url,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!(formats0(data4))){
const err14 = {instancePath:instancePath+"/callback_url",schemaPath:"#/properties/callback_url/format",keyword:"format",params:{format: "uri"},schema:"uri",parentSchema:schema1.properties.callback_url,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/callback_url",schemaPath:"#/properties/callback_url/type",keyword:"type",params:{type: "string"},schema:schema1.properties.callback_url.type,parentSchema:schema1.properties.callback_url,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema1.type,parentSchema:schema1,data};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
validate1.errors = vErrors;
return errors === 0;
}

return module.exports; })();
export const geminiOmniFlashTextToVideoRequest = /* @__PURE__ */ $.createValidator(ref_GeminiOmniFlashTextToVideoRequest);
export const createVideoGenerationBody = /* @__PURE__ */ $.createUnionValidator("model", { ["gemini-omni-flash-text-to-video"]: geminiOmniFlashTextToVideoRequest }, "POST /v1/videos/generations");
export const validators = { createVideoGeneration: createVideoGenerationBody };
