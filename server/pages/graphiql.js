// Starts GraphiQL on this server: questions over HTTP, subscriptions over graphql-transport-ws.
// A token goes into the headers editor, {"Authorization": "Bearer …"}; sockets take it from there too.
"use strict";

const question = `# The depots nearest to a place that hold bags, with what they hold.
# A token, where one is needed, goes into "Headers" below: {"Authorization": "Bearer …"}
query Bags {
  nearbySupplies(near: { lon: 112.24, lat: 30.33 }, items: ["bags"], first: 5) {
    distance
    depot {
      name
      stock { item { code unit } available }
    }
  }
}
`;

let headers = {};

function token() {
  const name = Object.keys(headers).find((key) => key.toLowerCase() === "authorization");
  return name === undefined ? {} : { authorization: headers[name] };
}

const address = new URL("/graphql", location.href);
const socket = new URL(address);
socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";

const fetcher = GraphiQL.createFetcher({
  url: address.href,
  wsClient: graphqlWs.createClient({ url: socket.href, lazy: true, connectionParams: token }),
});

function ask(parameters, options) {
  headers = (options && options.headers) || {};
  return fetcher(parameters, options);
}

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher: ask, defaultQuery: question, shouldPersistHeaders: false }),
);
