import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { CallAutomationClient } from "@azure/communication-call-automation";
import { calls, client, asPhone } from "./calls.mjs";
import { admin, behaviour, business, clientOptions, freshNumber, phone, phoneState, resourceId, url, verifyToken } from "./helper.mjs";

let fixture;
before(async () => (fixture = await calls("calls")));
after(() => fixture.close());

const gone = (promise) => assert.rejects(promise, (error) => error.statusCode === 404 && error.code === "8522");

test("IncomingCall: like the sample", async () => {
  const { number, event } = await fixture.rings();
  assert.equal(event.subject, `/caller/4:${number}/recipient/4:${business}`);
  assert.deepEqual(Object.keys(event.data).sort(), ["callerDisplayName", "correlationId", "from", "incomingCallContext", "serverCallId", "to"]);
  assert.deepEqual(event.data.to, { kind: "phoneNumber", rawId: `4:${business}`, phoneNumber: { value: business } });
  await phone(number, "hangup");
});

test("answer: properties, CallConnected and ParticipantsUpdated, then the caller hangs up", async () => {
  const { number, context, event } = await fixture.rings();
  const { callConnectionProperties: properties } = await client.answerCall(context, fixture.callbacks, { operationContext: "in" });
  assert.equal(properties.serverCallId, event.data.serverCallId);
  assert.equal(properties.correlationId, event.data.correlationId);
  assert.equal(properties.answeredFor.phoneNumber, business);
  assert.equal(properties.source.phoneNumber, number);
  const connected = await fixture.next(properties, "CallConnected");
  assert.equal(connected.operationContext, "in");
  const updated = await fixture.next(properties, "ParticipantsUpdated");
  assert.deepEqual(updated.participants.map((participant) => participant.identifier.phoneNumber), [number]);
  assert.equal(updated.sequenceNumber, 1);
  await phone(number, "hangup");
  const ended = await fixture.next(properties, "CallDisconnected");
  assert.deepEqual([ended.resultInformation.code, ended.resultInformation.subCode], [0, 540000]);
});

test("callbacks: a CloudEvents array with a token of five minutes for this resource", async () => {
  const { connection, call } = await fixture.connected();
  const { headers, raw, event } = await fixture.raw(connection, "CallConnected");
  assert.ok(Array.isArray(JSON.parse(raw)));
  assert.equal(event.source, `calling/callConnections/${connection.callConnectionId}`);
  assert.equal(event.specversion, "1.0");
  const token = await verifyToken(headers.authorization);
  assert.equal(token.valid, true);
  assert.equal(token.header.alg, "RS256");
  assert.equal(token.claims.iss, token.metadata.issuer);
  assert.equal(token.claims.iss, "https://acscallautomation.communication.azure.com");
  assert.equal(token.claims.aud, resourceId);
  assert.equal(token.claims.exp - token.claims.iat, 300);
  await call.hangUp(true);
});

test("answer: told to, the callbacks come before the response, and twice", async () => {
  const { context } = await fixture.rings();
  await admin("POST", "faults", { kind: "eventsFirst", on: "calls.answer" });
  await admin("POST", "faults", { kind: "duplicate", on: "callbacks.CallConnected" });
  const { callConnection, callConnectionProperties } = await client.answerCall(context, fixture.callbacks);
  const seen = fixture.inbox.events.filter(({ event }) => event.data.callConnectionId === callConnectionProperties.callConnectionId);
  assert.deepEqual(seen.map(({ event }) => event.type.split(".").at(-1)), ["CallConnected", "CallConnected", "ParticipantsUpdated"]);
  assert.equal(seen[0].event.id, seen[1].event.id);
  await callConnection.hangUp(true);
});

test("answer: a second answer is a conflict, an unknown context not found", async () => {
  const { context } = await fixture.rings();
  const { callConnection } = await client.answerCall(context, fixture.callbacks);
  await assert.rejects(client.answerCall(context, fixture.callbacks), (error) => error.statusCode === 409 && error.code === "8519");
  await gone(client.answerCall("nonsense", fixture.callbacks));
  await callConnection.hangUp(true);
});

test("reject: the caller hears busy, and there is no call", async () => {
  const { number, context } = await fixture.rings();
  await client.rejectCall(context, { callRejectReason: "busy" });
  const state = await phoneState(number);
  assert.equal(state.state, "idle");
  assert.equal(state.log.at(-1).text, "busy");
  await gone(client.answerCall(context, fixture.callbacks));
});

test("redirect: the two phones talk without the application", async () => {
  const { number, context } = await fixture.rings();
  const other = freshNumber();
  await behaviour(other, { ring: "manual" });
  await client.redirectCall(context, { targetParticipant: asPhone(other), sourceCallIdNumber: asPhone(business) });
  assert.equal((await phoneState(other)).state, "ringing");
  await phone(other, "answer");
  await phone(other, "speak", { text: "hello there" });
  assert.equal((await phoneState(number)).log.at(-1).text, "hello there");
  await phone(number, "hangup");
  assert.equal((await phoneState(other)).state, "idle");
});

test("create: connecting, then connected, with the properties asked for", async () => {
  const { number, created, connection, call } = await fixture.outgoing();
  assert.equal(created.callConnectionProperties.callConnectionState, "connecting");
  assert.equal((await fixture.next(connection, "CallConnected")).operationContext, "outgoing");
  const properties = await call.getCallConnectionProperties();
  assert.equal(properties.callConnectionState, "connected");
  assert.equal(properties.callbackUrl ?? properties.callbackUri, fixture.callbacks);
  assert.equal(properties.sourceCallerIdNumber.phoneNumber, business);
  assert.equal(properties.targetParticipants[0].phoneNumber, number);
  await call.hangUp(true);
  const ended = await fixture.next(connection, "CallDisconnected");
  assert.equal(ended.resultInformation.subCode, 7000);
  await gone(call.getCallConnectionProperties());
});

for (const [ring, code, subCode] of [
  [{ ring: "decline", afterSeconds: 0 }, 603, 560603],
  [{ ring: "busy" }, 486, 560486],
  [{ ring: "noAnswer", afterSeconds: 0 }, 480, 560480],
  [{ ring: "unreachable" }, 404, 560404],
]) {
  test(`create: ${ring.ring} is CreateCallFailed and CallDisconnected ${code}/${subCode}`, async () => {
    const { connection } = await fixture.outgoing([], ring);
    for (const type of ["CreateCallFailed", "CallDisconnected"]) {
      const { resultInformation, operationContext } = await fixture.next(connection, type);
      assert.deepEqual([resultInformation.code, resultInformation.subCode, operationContext], [code, subCode, "outgoing"]);
    }
  });
}

test("create: voicemail looks like an answer", async () => {
  const { connection, number, call } = await fixture.outgoing([], { ring: "voicemail", afterSeconds: 0 });
  await fixture.next(connection, "CallConnected");
  await call.getCallMedia().playToAll([{ kind: "textSource", text: "Please call us back." }], { loop: false });
  await fixture.next(connection, "PlayCompleted");
  assert.equal((await phoneState(number)).voicemail[0].text, "Please call us back.");
  await call.hangUp(true);
});

test("create: a group call connects with the first and grows with the others", async () => {
  const numbers = [freshNumber(), freshNumber()];
  for (const number of numbers) await behaviour(number, { ring: "answer", afterSeconds: 0 });
  const { callConnection, callConnectionProperties } = await client.createGroupCall(numbers.map(asPhone), fixture.callbacks, { sourceCallIdNumber: asPhone(business) });
  await fixture.next(callConnectionProperties, "ParticipantsUpdated", 1);
  assert.equal((await callConnection.listParticipants()).values.length, 2);
  await callConnection.hangUp(false);
  await fixture.next(callConnectionProperties, "CallDisconnected");
  assert.equal((await phoneState(numbers[0])).with, numbers[1], "those left go on talking");
  await phone(numbers[0], "hangup");
});

test("create: a caller id of someone else fails later, a missing one at once", async () => {
  const number = freshNumber();
  const foreign = { targetParticipant: asPhone(number), sourceCallIdNumber: asPhone("+14255550123") };
  const { callConnectionProperties } = await client.createCall(foreign, fixture.callbacks);
  assert.equal((await fixture.next(callConnectionProperties, "CallDisconnected")).resultInformation.subCode, 510403);
  await assert.rejects(client.createCall({ targetParticipant: asPhone(number) }, fixture.callbacks), (error) => error.statusCode === 400 && error.code === "8523");
});

test("create: a bad callback URI is 400", async () => {
  const invite = { targetParticipant: asPhone(freshNumber()), sourceCallIdNumber: asPhone(business) };
  await assert.rejects(client.createCall(invite, "nowhere"), (error) => error.statusCode === 400 && /CallbackUri/.test(error.message));
});

test("authentication: a wrong key is 401 with code 7509", async () => {
  const wrong = new CallAutomationClient(`endpoint=${url}/;accesskey=${Buffer.from("wrong").toString("base64")}`, clientOptions);
  await assert.rejects(wrong.rejectCall("any"), (error) => error.statusCode === 401 && error.code === "7509");
});
