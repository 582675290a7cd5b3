import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { calls, client } from "./calls.mjs";
import { subscription } from "./helper.mjs";

let fixture, files;
before(async () => {
  fixture = await calls("recording");
  files = await subscription("recording-files", "EventGridSchema");
});
after(async () => {
  await files.close();
  await fixture.close();
});

const recorder = client.getCallRecording();
const start = ({ created }) =>
  recorder.start({ callLocator: { id: created.callConnectionProperties.serverCallId, kind: "serverCallLocator" }, recordingStateCallbackEndpointUrl: fixture.callbacks });

test("recording: active, paused, resumed, stopped, with its file", async () => {
  const made = await fixture.connected();
  const { recordingId, recordingState } = await start(made);
  assert.equal(recordingState, "active");
  const changed = await fixture.next(made.connection, "RecordingStateChanged");
  assert.deepEqual([changed.recordingId, changed.state], [recordingId, "active"]);
  await recorder.pause(recordingId);
  assert.equal((await recorder.getState(recordingId)).recordingState, "inactive");
  await recorder.resume(recordingId);
  assert.equal((await recorder.getState(recordingId)).recordingState, "active");
  await recorder.stop(recordingId);
  const { event } = await files.next("RecordingFileStatusUpdated", (data) => data.recordingStorageInfo.recordingChunks[0].documentId === recordingId);
  assert.equal(event.data.sessionEndReason, "SessionEnded");
  await assert.rejects(recorder.getState(recordingId), (error) => error.statusCode === 404);
  await made.call.hangUp(true);
});

test("recording: a second one is refused, and the call's end is its end", async () => {
  const made = await fixture.connected();
  const { recordingId } = await start(made);
  await assert.rejects(start(made), (error) => error.statusCode === 400 && error.code === "8559");
  await made.call.hangUp(true);
  const { event } = await files.next("RecordingFileStatusUpdated", (data) => data.recordingStorageInfo.recordingChunks[0].documentId === recordingId);
  assert.equal(event.data.sessionEndReason, "CallEnded");
});
