import { writeWhole } from "../../../../src/files/write-whole.ts";

// A process of its own, to be given a small disk: writes as many bytes as it is asked for.
const [path = "", bytes = "0"] = process.argv.slice(2);
writeWhole(path, Buffer.alloc(Number(bytes), "b"));
