// The wall of docs/feed.md on a screen of text: a line for each time it draws, or says that it is stale.
import { wall } from "./feed.mjs";

const [url, token, times] = process.argv.slice(2);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
wall(url, () => token, (shown) => say({ shown }), () => say({ stale: true }), JSON.parse(times));
