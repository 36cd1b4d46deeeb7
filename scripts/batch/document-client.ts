import packageJson from "../../package.json" with { type: "json" };
import { FORMAT } from "../../src/client/limits.ts";
import type { TaskOrder } from "../../src/durable/record.ts";
import type { JsonObject } from "../../src/openapi/json.ts";
import {
  type Client,
  connect,
  createClient,
  createTaskCollection,
  type EvolinkOptions,
  failureAt,
  fillServers,
  guessEstimate,
  inHeader,
  inQuery,
  linksAt,
  modelPath,
  progressAt,
  sendAs,
  type TaskQuery,
} from "../../src/runtime/index.ts";
import { listCollectionFunctions, type QueryFunctions } from "../render/client/collections.ts";
import { listServerFacts } from "../render/entry/servers.ts";
import { listReaders, readCreation, readQuery } from "../render/entry/task-query.ts";
import { listOperationFacts } from "../render/shared/facts.ts";

/** A client of whatever a document has that makes tasks. */
export interface DocumentClient {
  evolink: Client;
  /** An order with the collection that makes its model, where the document says so and the order does not. */
  address(order: TaskOrder): TaskOrder;
}

/** What the runtime is told of the tasks of a query, as generated code tells it. */
export function makeQuery(document: JsonObject, query: QueryFunctions): TaskQuery {
  const { estimateMs, links, progress, failure } = listReaders(document, query);
  return {
    ...readQuery(document, query),
    ...(estimateMs && { estimateMs: guessEstimate() }),
    ...(links && { links: linksAt(links[1]) }),
    ...(progress && { progress: progressAt(progress[1], progress[2]) }),
    ...(failure && { failure: failureAt(failure[1]) }),
  };
}

/** Makes the client of a document, as a generated folder has it. */
export function createDocumentClient(document: JsonObject, options: EvolinkOptions): DocumentClient {
  const operations = listOperationFacts(document);
  const { tasks, queries } = listCollectionFunctions(operations);
  const madeBy = `${packageJson.name} ${packageJson.version}`;
  const servers = listServerFacts(operations).map(({ key, ...server }) => {
    const [where, name = "", prefix = ""] = key ?? [];
    return where ? { ...server, key: where === "query" ? inQuery(name) : inHeader(name, prefix) } : server;
  });
  const connection = connect(fillServers({ format: FORMAT, madeBy, servers }), options);
  const collections = tasks.flatMap(
    ({ collection, operation: { path, mediaType = "", bodyRequired, task } }) => {
      const query = queries.find(({ operation }) => operation.id === task?.query);
      if (query === undefined || task === undefined) return [];
      const at = path.includes("{") ? modelPath(path) : path;
      const own = mediaType === "application/json" ? connection : sendAs(connection, mediaType);
      const more = {
        optional: !bodyRequired,
        ...readCreation(task),
      };
      return [[collection, createTaskCollection(own, at, makeQuery(document, query), more)] as const];
    },
  );
  const evolink = createClient(connection, Object.fromEntries(collections));

  return {
    evolink,
    address(order) {
      const { model } = order.body;
      const fitting = tasks.filter(({ operation }) =>
        operation.pages.some(({ models }) => models.some((one) => one === model)),
      );
      const [found] = fitting;
      return order.collection === undefined && found !== undefined && fitting.length === 1
        ? { ...order, collection: found.collection }
        : order;
    },
  };
}
