import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { SmsClient } from "@azure/communication-sms";
import { SmsClient as PreviewSmsClient } from "communication-sms-preview";
import { admin, behaviour, business, clientOptions, connectionString, freshNumber, phone, phoneState, subscription, url } from "./helper.mjs";

const client = new SmsClient(connectionString, clientOptions);
const preview = new PreviewSmsClient(connectionString, clientOptions);
let events;

before(async () => (events = await subscription("sms-conformance", "EventGridSchema")));
after(() => events.close());

test("send: one result per recipient, with the documented fields", async () => {
  const [first, second] = [freshNumber(), freshNumber()];
  const results = await client.send({ from: business, to: [first, second], message: "Hello" });
  assert.equal(results.length, 2);
  for (const [result, to] of [[results[0], first], [results[1], second]]) {
    assert.equal(result.to, to);
    assert.equal(result.httpStatusCode, 202);
    assert.equal(result.successful, true);
    assert.equal(result.repeatabilityResult, "accepted");
    assert.match(result.messageId, /^Outgoing_\d{14}/);
    assert.equal(result.errorMessage, undefined);
  }
  assert.notEqual(results[0].messageId, results[1].messageId);
});

test("send: an invalid recipient fails alone", async () => {
  const good = freshNumber();
  const results = await client.send({ from: business, to: [good, "+1425555012345"], message: "Hello" });
  assert.deepEqual(results.map((result) => result.httpStatusCode), [202, 400]);
  assert.equal(results[1].successful, false);
  assert.equal(results[1].messageId, undefined);
  assert.equal(results[1].errorMessage, "Invalid To phone number format.");
});

test("send: an invalid sender is 400, someone else's number 401", async () => {
  const message = { to: [freshNumber()], message: "Hello" };
  await assert.rejects(client.send({ ...message, from: "+1425555012345" }), (error) => error.statusCode === 400);
  await assert.rejects(client.send({ ...message, from: "+14255550123" }), (error) => error.statusCode === 401);
});

test("send: more than 2048 characters is refused", async () => {
  const raw = new SmsClient(connectionString, clientOptions);
  await assert.rejects(raw.send({ from: business, to: [freshNumber()], message: "x".repeat(2049) }));
});

test("delivery report: delivered, with the tag and without a plus", async () => {
  const to = freshNumber();
  const [result] = await client.send({ from: business, to: [to], message: "Hello" }, { enableDeliveryReport: true, tag: "touch-1" });
  const { event, headers } = await events.next("SMSDeliveryReportReceived", (data) => data.messageId === result.messageId);
  assert.equal(headers["aeg-event-type"], "Notification");
  assert.equal(event.id, result.messageId);
  assert.equal(event.subject, "/phonenumber/18335550100");
  assert.equal(event.data.from, "18335550100");
  assert.equal(event.data.to, to);
  assert.equal(event.data.deliveryStatus, "Delivered");
  assert.equal(event.data.deliveryStatusDetails, "No error.");
  assert.equal(event.data.Tag, "touch-1");
  assert.deepEqual([event.data.deliveryAttempts[0].segmentsSucceeded, event.data.deliveryAttempts[0].segmentsFailed], [1, 0]);
  assert.equal((await phoneState(to)).log.at(-1).text, "Hello");
});

test("delivery report: failed, with the documented words, and none when not asked for", async () => {
  const to = freshNumber();
  await behaviour(to, { smsError: 4006 });
  const [silent] = await client.send({ from: business, to: [to], message: "Hello" });
  const [loud] = await client.send({ from: business, to: [to], message: "Hello" }, { enableDeliveryReport: true });
  const { event } = await events.next("SMSDeliveryReportReceived", (data) => data.messageId === loud.messageId);
  assert.equal(event.data.deliveryStatus, "Failed");
  assert.equal(event.data.deliveryStatusDetails, "The Destination/To number isn't reachable.");
  assert.ok(!events.events.some(({ event }) => event.data.messageId === silent.messageId));
});

test("opt-outs: add, check, remove", async () => {
  const to = freshNumber();
  assert.deepEqual((await preview.optOuts.check(business, [to])).map((item) => [item.to, item.httpStatusCode, item.isOptedOut]), [[to, 200, false]]);
  assert.deepEqual((await preview.optOuts.add(business, [to])).map((item) => [item.to, item.httpStatusCode, item.errorMessage]), [[to, 200, ""]]);
  assert.equal((await preview.optOuts.check(business, [to]))[0].isOptedOut, true);
  const [refused] = await preview.send({ from: business, to: [to], message: "Hello" }, { enableDeliveryReport: true });
  const { event } = await events.next("SMSDeliveryReportReceived", (data) => data.messageId === refused.messageId);
  assert.equal(event.data.deliveryStatusDetails, "The Destination/To number opted out of receiving messages from you.");
  await preview.optOuts.remove(business, [to]);
  assert.equal((await preview.optOuts.check(business, [to]))[0].isOptedOut, false);
});

test("opt-outs: an invalid number fails alone", async () => {
  const results = await preview.optOuts.add(business, [freshNumber(), "12"]);
  assert.deepEqual(results.map((result) => result.httpStatusCode), [200, 400]);
});

test("SMSReceived: a phone's text in the Event Grid schema", async () => {
  const from = freshNumber();
  const { messageId } = await phone(from, "text", { to: business, text: "Yes please" });
  const { event } = await events.next("SMSReceived", (data) => data.messageId === messageId);
  assert.deepEqual(Object.keys(event).sort(), ["data", "dataVersion", "eventTime", "eventType", "id", "metadataVersion", "subject", "topic"]);
  assert.equal(event.data.from, from.slice(1));
  assert.equal(event.data.to, "18335550100");
  assert.equal(event.data.message, "Yes please");
  assert.equal(event.data.segmentCount, 1);
});

test("SMSReceived: the same in CloudEvents 1.0, after the OPTIONS handshake", async () => {
  const cloud = await subscription("sms-cloud", "CloudEventSchemaV1_0");
  try {
    assert.equal(cloud.created.state, "Succeeded");
    const { messageId } = await phone(freshNumber(), "text", { to: business, text: "STOP" });
    const { event, headers } = await cloud.next("SMSReceived", (data) => data.messageId === messageId);
    assert.equal(event.specversion, "1.0");
    assert.equal(event.subject, "/phonenumber/18335550100");
    assert.match(headers["content-type"], /^application\/cloudevents-batch\+json/);
  } finally {
    await cloud.close();
  }
});

test("authentication: a wrong key is 401 Denied", async () => {
  const wrong = new SmsClient(`endpoint=${url}/;accesskey=${Buffer.from("wrong").toString("base64")}`, clientOptions);
  await assert.rejects(wrong.send({ from: business, to: [freshNumber()], message: "Hello" }), (error) => {
    assert.equal(error.statusCode, 401);
    assert.equal(error.code, "Denied");
    return true;
  });
});

test("throttling: 429 with Retry-After, which the client waits for and retries", async () => {
  await admin("POST", "faults", { kind: "throttle", on: "sms.send", times: 2, seconds: 1 });
  const to = [freshNumber()];
  await assert.rejects(client.send({ from: business, to, message: "Hello" }), (error) => error.statusCode === 429);
  const patient = new SmsClient(connectionString, { allowInsecureConnection: true });
  const started = Date.now();
  const [result] = await patient.send({ from: business, to, message: "Hello" });
  assert.equal(result.httpStatusCode, 202);
  assert.ok(Date.now() - started >= 900);
});

test("a lost response: the client's retry repeats the request ids, and one message leaves", async () => {
  await admin("POST", "faults", { kind: "loseResponse", on: "sms.send" });
  const to = freshNumber();
  const retrying = new SmsClient(connectionString, { allowInsecureConnection: true, retryOptions: { retryDelayInMs: 10 } });
  const [result] = await retrying.send({ from: business, to: [to], message: "Once" }, { enableDeliveryReport: true });
  assert.equal(result.repeatabilityResult, "accepted");
  await events.next("SMSDeliveryReportReceived", (data) => data.messageId === result.messageId);
  assert.equal((await admin("GET", "sms")).filter((sms) => sms.to === to).length, 1);
});
