import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Behaviour, WELL } from "./behaviours.ts";

/** One call's own place on the server: what meets its requests, and what became of them. */
export interface FaultPlace {
  /** A base URL for `createEvolink`. */
  url: string;
  taskId: string;
  posts: number;
  /** Submissions that may have made a task. */
  accepted: number;
  /** Whether the response to a submission was sent whole. */
  isDelivered: boolean;
  names: string[];
}

export interface FaultPlaces {
  /** @param post meets the submissions; `gets` meet the readings, one after the other, and then all is well. */
  open(post: Behaviour, gets: readonly Behaviour[]): FaultPlace;
  /** Forgets a place, so that memory stays flat. */
  drop(place: FaultPlace): void;
  /** Connections on which a request still waits for its response. */
  countBusy(): number;
  close(): Promise<void>;
}

/** Real HTTP on a free port of the loopback interface, with a place for each call. */
export async function openFaultPlaces(): Promise<FaultPlaces> {
  const places = new Map<string, FaultPlace & { post: Behaviour; gets: Behaviour[] }>();
  const busy = new Set<Socket>();
  let opened = 0;

  const respond = (request: IncomingMessage, response: ServerResponse) => {
    const place = places.get(request.url?.split("/")[1] ?? "");
    if (place === undefined) return void response.writeHead(404).end();
    const isPost = request.method === "POST";
    const behaviour = isPost ? place.post : (place.gets.shift() ?? WELL);
    place.names.push(behaviour.name);
    if (isPost) place.posts += 1;
    if (isPost && behaviour.accepts) place.accepted += 1;
    busy.add(request.socket);
    response.once("close", () => busy.delete(request.socket));
    const act = () => behaviour.act(request, response, describeTask(place.taskId, isPost));
    if (behaviour === WELL && isPost) response.once("finish", () => (place.isDelivered = true));
    if (behaviour.isEarly) act();
    else request.resume().once("end", act);
    request.on("error", () => {});
  };
  const server = createServer(respond);
  server.on("connection", (socket) => socket.once("close", () => busy.delete(socket)));
  // What `raw` behaviours write is not what Node expects of itself.
  server.on("clientError", (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    open(post, gets) {
      opened += 1;
      const id = `p${opened}`;
      const url = `http://127.0.0.1:${port}/${id}`;
      const taskId = `task-unified-${opened}-${post.name.length}`;
      const place = {
        url,
        taskId,
        posts: 0,
        accepted: 0,
        isDelivered: false,
        names: [],
        post,
        gets: [...gets],
      };
      places.set(id, place);
      return place;
    },
    drop: ({ url }) => void places.delete(url.split("/").at(-1) ?? ""),
    countBusy: () => busy.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function describeTask(id: string, isNew: boolean): Record<string, unknown> {
  return {
    id,
    object: "video.generation.task",
    created: Math.floor(Date.now() / 1000),
    type: "video",
    status: isNew ? "pending" : "completed",
    progress: isNew ? 0 : 100,
    ...(isNew ? {} : { results: [`https://files.example.com/${id}.mp4`] }),
    task_info: { can_cancel: false, estimated_time: 1 },
  };
}
