// Ask a server all audits of GraphQL over HTTP; print for each its level, its name, and whether it passed.
import { serverAudits } from 'graphql-http';

const audits = serverAudits({ url: process.argv[2], fetchFn: fetch });
for (const audit of audits) {
  const found = await audit.fn();
  const told = { id: found.id, name: found.name, status: found.status, reason: found.reason };
  console.log(JSON.stringify(told));
}
