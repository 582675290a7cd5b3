import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { calls, asPhone } from "./calls.mjs";
import { behaviour, business, freshNumber, phone, phoneState } from "./helper.mjs";

let fixture;
before(async () => (fixture = await calls("participants")));
after(() => fixture.close());

const invite = (number) => ({ targetParticipant: asPhone(number), sourceCallIdNumber: asPhone(business) });

test("add: accepted, then AddParticipantSucceeded and the new list", async () => {
  const { connection, call, number } = await fixture.connected();
  const added = freshNumber();
  await behaviour(added, { ring: "answer", afterSeconds: 0 });
  const result = await call.addParticipant(invite(added), { operationContext: "add", invitationTimeoutInSeconds: 20 });
  assert.equal(result.participant.identifier.phoneNumber, added);
  assert.equal(result.operationContext, "add");
  assert.ok(result.invitationId);
  const event = await fixture.next(connection, "AddParticipantSucceeded");
  assert.equal(event.participant.phoneNumber, added);
  assert.equal(event.operationContext, "add");
  await fixture.next(connection, "ParticipantsUpdated", 1);
  const { values } = await call.listParticipants();
  assert.deepEqual(values.map((participant) => participant.identifier.phoneNumber), [number, added]);
  assert.deepEqual([values[0].isMuted, values[0].isOnHold], [false, false]);
  assert.equal((await call.getParticipant(asPhone(added))).identifier.phoneNumber, added);
  await call.hangUp(true);
});

for (const [ring, code, subCode] of [
  [{ ring: "decline", afterSeconds: 0 }, 603, 560603],
  [{ ring: "busy" }, 486, 560486],
  [{ ring: "manual" }, 487, 560487],
]) {
  test(`add: ${ring.ring} is AddParticipantFailed ${code}/${subCode}`, async () => {
    const { connection, call } = await fixture.connected();
    const added = freshNumber();
    await behaviour(added, ring);
    await call.addParticipant(invite(added), { operationContext: "add", invitationTimeoutInSeconds: 1 });
    const { resultInformation, participant } = await fixture.next(connection, "AddParticipantFailed");
    assert.deepEqual([resultInformation.code, resultInformation.subCode], [code, subCode]);
    assert.equal(participant.phoneNumber, added);
    await call.hangUp(true);
  });
}

test("cancel: the invitation is taken back", async () => {
  const { connection, call } = await fixture.connected();
  const added = freshNumber();
  const { invitationId } = await call.addParticipant(invite(added));
  assert.equal((await phoneState(added)).state, "ringing");
  const result = await call.cancelAddParticipantOperation(invitationId, { operationContext: "cancel" });
  assert.equal(result.invitationId, invitationId);
  const event = await fixture.next(connection, "CancelAddParticipantSucceeded");
  assert.equal(event.invitationId, invitationId);
  assert.equal(event.operationContext, "cancel");
  assert.equal((await phoneState(added)).state, "idle");
  await call.cancelAddParticipantOperation(invitationId);
  await fixture.next(connection, "CancelAddParticipantFailed");
  await call.hangUp(true);
});

test("remove: RemoveParticipantSucceeded, and the phone is free", async () => {
  const { connection, call } = await fixture.connected();
  const added = freshNumber();
  await behaviour(added, { ring: "answer", afterSeconds: 0 });
  await call.addParticipant(invite(added));
  await fixture.next(connection, "AddParticipantSucceeded");
  const result = await call.removeParticipant(asPhone(added), { operationContext: "remove" });
  assert.equal(result.operationContext, "remove");
  assert.equal((await fixture.next(connection, "RemoveParticipantSucceeded")).participant.phoneNumber, added);
  assert.equal((await phoneState(added)).state, "idle");
  await assert.rejects(call.removeParticipant(asPhone(added)), (error) => error.statusCode === 404 && error.code === "8522");
  await call.hangUp(true);
});

test("mute: ACS users only", async () => {
  const { connection, call, number } = await fixture.connected();
  const user = { communicationUserId: `8:acs:conformance_${freshNumber().slice(1)}` };
  await behaviour(user.communicationUserId, { ring: "answer", afterSeconds: 0 });
  await call.addParticipant({ targetParticipant: user });
  await fixture.next(connection, "AddParticipantSucceeded");
  assert.equal((await call.muteParticipant(user, { operationContext: "mute" })).operationContext, "mute");
  assert.equal((await call.getParticipant(user)).isMuted, true);
  await assert.rejects(call.muteParticipant(asPhone(number)), (error) => error.statusCode === 400);
  await call.hangUp(true);
});

test("transfer: accepted when the target picks up, then the application is out", async () => {
  const { connection, call, number } = await fixture.connected();
  const target = freshNumber();
  await behaviour(target, { ring: "answer", afterSeconds: 0 });
  const result = await call.transferCallToParticipant(asPhone(target), { operationContext: "transfer" });
  assert.equal(result.operationContext, "transfer");
  const accepted = await fixture.next(connection, "CallTransferAccepted");
  assert.equal(accepted.operationContext, "transfer");
  assert.equal(accepted.transferTarget.phoneNumber.value ?? accepted.transferTarget.phoneNumber, target);
  await fixture.next(connection, "CallDisconnected");
  assert.equal((await phoneState(number)).with, target);
  await phone(target, "hangup");
});

test("transfer: declined is CallTransferFailed and the call goes on", async () => {
  const { connection, call } = await fixture.connected();
  const target = freshNumber();
  await behaviour(target, { ring: "decline", afterSeconds: 0 });
  await call.transferCallToParticipant(asPhone(target));
  assert.equal((await fixture.next(connection, "CallTransferFailed")).resultInformation.subCode, 560603);
  assert.equal((await call.getCallConnectionProperties()).callConnectionState, "connected");
  await call.hangUp(true);
});
