// The peer: graphql-ws as its guide shows it, on ws and Node's own HTTP server; what is published goes to those
// that listen to a division, in memory. POST /publish publishes one change and answers when it began, by the clock
// that does not go back; POST /count answers how many listen.

import { createServer } from "node:http";
import { buildSchema } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

const schema = buildSchema(`
  type Query { hello: String }
  type Response { system: String! drill: Boolean! }
  type ResponseTransition { id: ID! kind: String! from: String to: String response: Response! }
  type ResponseLevelChange { cursor: String! transition: ResponseTransition! }
  type Subscription { responseLevelChanged(division: String): ResponseLevelChange! }
`);
const topics = new Map();
let listening = 0;

function subscribe(_, { division }) {
  const waiting = [];
  let wake = null;
  const push = (value) => {
    if (wake) {
      const resolve = wake;
      wake = null;
      resolve({ value, done: false });
    } else {
      waiting.push(value);
    }
  };
  if (!topics.has(division)) topics.set(division, new Set());
  topics.get(division).add(push);
  listening += 1;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      if (waiting.length) return Promise.resolve({ value: waiting.shift(), done: false });
      return new Promise((resolve) => (wake = resolve));
    },
    return() {
      if (topics.get(division).delete(push)) listening -= 1;
      return Promise.resolve({ value: undefined, done: true });
    },
  };
}

const field = schema.getSubscriptionType().getFields().responseLevelChanged;
field.subscribe = subscribe;
field.resolve = (change) => change;

function publish(change) {
  for (const members of topics.values()) for (const push of members) push(change);
}

const server = createServer((request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    if (request.url === "/count") return response.end(String(listening));
    const change = JSON.parse(Buffer.concat(pieces).toString());
    const begun = process.hrtime.bigint();
    publish(change);
    response.end(String(begun));
  });
});
useServer({ schema }, new WebSocketServer({ server, path: "/graphql" }));
server.listen({ port: Number(process.env.PORT), host: "127.0.0.1", backlog: 2048 });
process.on("SIGTERM", () => process.exit(0));
