import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { EmailClient } from "@azure/communication-email";
import { admin, clientOptions, connectionString, subscription, url } from "./helper.mjs";

const client = new EmailClient(connectionString, clientOptions);
const mail = (to, more = {}) => ({
  senderAddress: "hello@example.com",
  content: { subject: "Your estimate", plainText: "It is ready.", html: "<p>It is ready.</p>" },
  recipients: { to: [{ address: to, displayName: "Ana" }] },
  ...more,
});
let events;

before(async () => (events = await subscription("email-conformance", "EventGridSchema")));
after(() => events.close());

test("send: a long-running operation that ends as Succeeded with its id", async () => {
  let first;
  const poller = await client.beginSend(mail("ana@example.net"), {
    onResponse: (response) => (first ??= response),
  });
  assert.equal(first.status, 202);
  assert.match(first.headers.get("operation-location"), /\/emails\/operations\/[0-9a-f-]{36}\?api-version=/);
  assert.ok(first.headers.get("retry-after"));
  assert.equal(first.parsedBody.status, "Running");
  const result = await poller.pollUntilDone();
  assert.equal(result.status, "Succeeded");
  assert.equal(result.id, first.parsedBody.id);
  assert.equal(result.error, undefined);
});

test("send: the given operation id is used, and the same id does not send twice", async () => {
  const operationId = crypto.randomUUID();
  const [one, two] = [await client.beginSend(mail("twice@example.net"), { operationId }), await client.beginSend(mail("twice@example.net"), { operationId })];
  assert.equal((await one.pollUntilDone()).id, operationId);
  assert.equal((await two.pollUntilDone()).id, operationId);
  const sent = await admin("GET", "emails");
  assert.equal(sent.filter((email) => email.message.recipients.to[0].address === "twice@example.net").length, 1);
});

test("send: what was sent is what arrived", async () => {
  const headers = { "List-Unsubscribe": "<https://example.com/u>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
  const attachments = [{ name: "a.txt", contentType: "text/plain", contentInBase64: "SGk=" }];
  const poller = await client.beginSend(mail("whole@example.net", { headers, attachments, replyTo: [{ address: "reply@example.com" }] }));
  const { id } = await poller.pollUntilDone();
  const { message } = (await admin("GET", "emails")).find((email) => email.id === id);
  assert.deepEqual(message.headers, headers);
  assert.equal(message.attachments[0].contentInBase64, "SGk=");
  assert.equal(message.replyTo[0].address, "reply@example.com");
  assert.equal(message.content.html, "<p>It is ready.</p>");
});

test("send: a dropped email ends as Failed with EmailDropped", async () => {
  await admin("PUT", "mailboxes/dropped@example.net", { status: "Failed" });
  const poller = await client.beginSend(mail("dropped@example.net"));
  const outcome = await poller.pollUntilDone().catch((error) => error);
  const state = poller.getOperationState();
  assert.equal(state.status, "failed");
  assert.match(`${outcome.message ?? ""}${state.error?.message ?? ""}`, /EmailDropped|dropped/i);
});

test("send: invalid messages are 400 with the property named", async () => {
  await assert.rejects(client.beginSend(mail("not an address")), (error) => {
    assert.equal(error.statusCode, 400);
    assert.equal(error.code, "BadRequest");
    assert.match(error.message, /Recipients/);
    return true;
  });
  await assert.rejects(client.beginSend(mail("ana@example.net", { senderAddress: "nobody" })), (error) => error.statusCode === 400);
});

test("delivery reports: delivered and bounced", async () => {
  await admin("PUT", "mailboxes/bounce@example.net", { status: "Bounced" });
  const good = await (await client.beginSend(mail("good@example.net"))).pollUntilDone();
  const bad = await (await client.beginSend(mail("bounce@example.net"))).pollUntilDone();
  const delivered = (await events.next("EmailDeliveryReportReceived", (data) => data.messageId === good.id)).event;
  const bounced = (await events.next("EmailDeliveryReportReceived", (data) => data.messageId === bad.id)).event;
  assert.equal(delivered.data.status, "Delivered");
  assert.equal(delivered.data.recipient, "good@example.net");
  assert.equal(bounced.subject, `sender/hello@example.com/message/${bad.id}`);
  assert.equal(bounced.data.status, "Bounced");
  assert.equal(bounced.data.deliveryStatusDetails.statusMessage, "mailbox does not exist");
});

test("engagement: a click is reported, unless tracking is off", async () => {
  const tracked = await (await client.beginSend(mail("click@example.net"))).pollUntilDone();
  await admin("POST", `emails/${tracked.id}/engage`, { type: "click", context: "https://example.com/book" });
  const { event } = await events.next("EmailEngagementTrackingReportReceived", (data) => data.messageId === tracked.id);
  assert.equal(event.data.engagementType, "click");
  assert.equal(event.data.engagementContext, "https://example.com/book");
  assert.equal(event.data.sender, "hello@example.com");
  const untracked = await (await client.beginSend(mail("click@example.net", { disableUserEngagementTracking: true }))).pollUntilDone();
  await assert.rejects(admin("POST", `emails/${untracked.id}/engage`, { type: "view" }), /409/);
});

test("authentication and throttling", async () => {
  const wrong = new EmailClient(`endpoint=${url}/;accesskey=${Buffer.from("wrong").toString("base64")}`, clientOptions);
  await assert.rejects(wrong.beginSend(mail("ana@example.net")), (error) => error.statusCode === 401 && error.code === "Denied");
  await admin("PUT", "throttle", { on: true, operation: "email.send", retryAfterSeconds: 7 });
  try {
    await assert.rejects(client.beginSend(mail("ana@example.net")), (error) => {
      assert.equal(error.statusCode, 429);
      assert.equal(error.response.headers.get("retry-after"), "7");
      return true;
    });
  } finally {
    await admin("PUT", "throttle", { on: false });
  }
});
