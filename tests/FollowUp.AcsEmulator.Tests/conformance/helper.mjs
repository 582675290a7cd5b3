// What every conformance test needs: the emulator's address, its admin API, and a receiver for what it sends.
import { createServer } from "node:http";
import { createPublicKey, createVerify } from "node:crypto";

export const url = process.env.EMULATOR_URL ?? "http://localhost:7080";
export const connectionString =
  process.env.EMULATOR_CONNECTION_STRING ?? `endpoint=${url}/;accesskey=Zm9sbG93dXAtYWNzLWVtdWxhdG9yLWRldi1rZXktMDE=`;
export const resourceId = process.env.EMULATOR_RESOURCE_ID ?? "00000000-0000-0000-0000-0000000000ac";
export const business = "+18335550100";

// The endpoint is plain HTTP on loopback; retries are off so that a test sees the answer it provoked.
export const clientOptions = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };

let lastNumber = 0;
const base = 1000 + (process.pid % 900) * 10;

/** A number no other test uses. */
export const freshNumber = () => `+1512${String(base * 700 + ++lastNumber).padStart(7, "2").slice(-7)}`;

export async function admin(method, path, body) {
  const response = await fetch(`${url}/emulator/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

export const phone = (number, verb, body) => admin("POST", `phones/${encodeURIComponent(number)}/${verb}`, body ?? {});
export const behaviour = (number, value) => admin("PUT", `phones/${encodeURIComponent(number)}/behaviour`, value);
export const phoneState = (number) => admin("GET", `phones/${encodeURIComponent(number)}`);

/** Receives deliveries, keeps them, and lets tests wait for the one they mean. */
export async function receiver() {
  const events = [];
  const waiting = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      const received = text ? [JSON.parse(text)].flat() : [];
      if (request.method === "OPTIONS") response.setHeader("WebHook-Allowed-Origin", request.headers["webhook-request-origin"]);
      const validation = received.find((event) => event.eventType === "Microsoft.EventGrid.SubscriptionValidationEvent");
      response.end(validation ? JSON.stringify({ validationResponse: validation.data.validationCode }) : "");
      for (const event of received) {
        events.push({ event, headers: request.headers, path: request.url, raw: text });
      }
      for (const check of [...waiting]) check();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  const wait = (what, matches) =>
    new Promise((resolve, reject) => {
      const check = () => {
        const found = events.find(matches);
        if (!found) return;
        clearTimeout(timer);
        waiting.splice(waiting.indexOf(check), 1);
        resolve(found);
      };
      const timer = setTimeout(() => {
        const seen = events.map(({ event }) => event.type ?? event.eventType).join(", ");
        reject(new Error(`No ${what} within 10 s. Seen: ${seen || "nothing"}`));
      }, 10_000);
      waiting.push(check);
      check();
    });
  return {
    address,
    events,
    wait,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        // The emulator keeps its connections open for the next delivery.
        server.closeAllConnections();
      }),
  };
}

/** Subscribes a receiver to the topic and waits for events of it by short type. */
export async function subscription(name, deliverySchema, more = {}) {
  const inbox = await receiver();
  const created = await admin("PUT", `eventgrid/subscriptions/${name}`, { endpoint: `${inbox.address}/events`, deliverySchema, ...more });
  return {
    ...inbox,
    created,
    next: (type, matches = () => true) =>
      inbox.wait(type, ({ event }) => (event.type ?? event.eventType) === `Microsoft.Communication.${type}` && matches(event.data)),
    close: async () => {
      await admin("DELETE", `eventgrid/subscriptions/${name}`);
      await inbox.close();
    },
  };
}

const decode = (part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));

/** Checks a callback's token as a receiver does: metadata, keys, signature, issuer, audience, lifetime. */
export async function verifyToken(authorization) {
  const [head, body, signature] = authorization.replace(/^Bearer /, "").split(".");
  const metadata = await (await fetch(`${url}/calling/.well-known/acsopenidconfiguration`)).json();
  const { keys } = await (await fetch(metadata.jwks_uri)).json();
  const header = decode(head);
  const key = createPublicKey({ key: keys.find((candidate) => candidate.kid === header.kid), format: "jwk" });
  const valid = createVerify("RSA-SHA256").update(`${head}.${body}`).verify(key, Buffer.from(signature, "base64url"));
  return { valid, header, metadata, claims: decode(body) };
}
