import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { calls, asPhone } from "./calls.mjs";
import { phone, phoneState } from "./helper.mjs";

let fixture;
before(async () => (fixture = await calls("media")));
after(() => fixture.close());

const text = (value) => ({ kind: "textSource", text: value, voiceName: "en-US-JennyNeural" });
const choices = [
  { label: "Confirm", phrases: ["yes", "confirm"], tone: "one" },
  { label: "Cancel", phrases: ["no", "cancel"], tone: "two" },
];
const reco = (kind, more) => ({ kind: `callMediaRecognize${kind}Options`, initialSilenceTimeoutInSeconds: 3, operationContext: "ask", playPrompt: text("Well?"), ...more });

for (const [kind, source, heard] of [
  ["text", text("Good morning."), "Good morning."],
  ["file", { kind: "fileSource", url: "https://example.com/a.wav" }, "[https://example.com/a.wav]"],
  ["SSML", { kind: "ssmlSource", ssmlText: "<speak>Good <b>evening</b></speak>" }, "Good evening"],
]) {
  test(`play ${kind}: started, completed, heard`, async () => {
    const { connection, call, media, number } = await fixture.connected();
    await media.play([source], [asPhone(number)], { operationContext: "greet" });
    assert.equal((await fixture.next(connection, "PlayStarted")).operationContext, "greet");
    const done = await fixture.next(connection, "PlayCompleted");
    assert.deepEqual([done.operationContext, done.resultInformation.code, done.resultInformation.subCode], ["greet", 200, 0]);
    assert.equal((await phoneState(number)).log.findLast((entry) => entry.kind === "heard").text, heard);
    await call.hangUp(true);
  });
}

test("play: empty text is PlayFailed 8582", async () => {
  const { connection, call, media } = await fixture.connected();
  await media.playToAll([text(" ")], { loop: false });
  assert.equal((await fixture.next(connection, "PlayFailed")).resultInformation.subCode, 8582);
  await call.hangUp(true);
});

test("cancel: a looping play and a queued recognition are both cancelled", async () => {
  const { connection, call, media, number } = await fixture.connected();
  await media.playToAll([text("on and on")], { loop: true, operationContext: "loop" });
  await media.startRecognizing(asPhone(number), reco("Dtmf", { maxTonesToCollect: 1 }));
  await media.cancelAllOperations();
  const played = await fixture.next(connection, "PlayCanceled");
  assert.deepEqual([played.operationContext, played.resultInformation.subCode], ["loop", 8508]);
  assert.equal((await fixture.next(connection, "RecognizeCanceled")).operationContext, "ask");
  await call.hangUp(true);
});

const recognitions = [
  ["DTMF: max tones", reco("Dtmf", { maxTonesToCollect: 3 }), { press: "12#" }, 8531, (event) => assert.deepEqual(event.dtmfResult.tones, ["one", "two", "pound"])],
  ["DTMF: stop tone", reco("Dtmf", { maxTonesToCollect: 9, stopDtmfTones: ["pound"] }), { press: "42#" }, 8514, (event) => assert.deepEqual(event.dtmfResult.tones, ["four", "two"])],
  ["choices: by key", reco("Choice", { choices }), { press: "1" }, 8533, (event) => assert.equal(event.choiceResult.label, "Confirm")],
  ["choices: by phrase", reco("Choice", { choices }), { say: "Well, no thanks." }, 8545, (event) => {
    assert.equal(event.choiceResult.label, "Cancel");
    assert.equal(event.choiceResult.recognizedPhrase, "no");
  }],
  ["speech", reco("Speech", { endSilenceTimeoutInSeconds: 1 }), { say: "a leaking roof" }, 8569, (event) => assert.equal(event.speechResult.speech, "a leaking roof")],
  ["speech or DTMF: by key", reco("SpeechOrDtmf", { maxTonesToCollect: 1, endSilenceTimeoutInSeconds: 1 }), { press: "5" }, 8531, (event) => assert.deepEqual(event.dtmfResult.tones, ["five"])],
];

for (const [name, options, act, subCode, check] of recognitions) {
  test(`recognise ${name}`, async () => {
    const { connection, call, media, number } = await fixture.connected([{ whenAsked: true, afterSeconds: 0.05, ...act }]);
    await media.startRecognizing(asPhone(number), options);
    const event = await fixture.next(connection, "RecognizeCompleted");
    assert.deepEqual([event.resultInformation.code, event.resultInformation.subCode, event.operationContext], [200, subCode, "ask"]);
    assert.equal(event.recognitionType, name.startsWith("choices") ? "choices" : name === "speech" ? "speech" : "dtmf");
    check(event);
    await call.hangUp(true);
  });
}

const failures = [
  ["silence", reco("Choice", { choices, initialSilenceTimeoutInSeconds: 1 }), undefined, 8510],
  ["too few tones", reco("Dtmf", { maxTonesToCollect: 4, interToneTimeoutInSeconds: 1 }), { press: "1" }, 8532],
  ["a wrong key", reco("Choice", { choices }), { press: "9" }, 8534],
  ["another phrase", reco("Choice", { choices }), { say: "what?" }, 8547],
];

for (const [name, options, act, subCode] of failures) {
  test(`recognise fails: ${name} is 400/${subCode}`, async () => {
    const { connection, call, media, number } = await fixture.connected(act ? [{ whenAsked: true, afterSeconds: 0.05, ...act }] : []);
    await media.startRecognizing(asPhone(number), options);
    const { resultInformation } = await fixture.next(connection, "RecognizeFailed");
    assert.deepEqual([resultInformation.code, resultInformation.subCode], [400, subCode]);
    await call.hangUp(true);
  });
}

test("continuous DTMF: every key until stopped", async () => {
  const { connection, call, media, number } = await fixture.connected();
  await media.startContinuousDtmfRecognition(asPhone(number), { operationContext: "keys" });
  await phone(number, "press", { keys: "7*" });
  const second = await fixture.next(connection, "ContinuousDtmfRecognitionToneReceived", 1);
  const first = await fixture.next(connection, "ContinuousDtmfRecognitionToneReceived");
  assert.deepEqual([first.tone, second.tone], ["seven", "asterisk"]);
  assert.equal(second.sequenceId, first.sequenceId + 1);
  await media.stopContinuousDtmfRecognition(asPhone(number), { operationContext: "keys" });
  assert.equal((await fixture.next(connection, "ContinuousDtmfRecognitionStopped")).operationContext, "keys");
  await call.hangUp(true);
});

test("send DTMF: the phone hears the tones", async () => {
  const { connection, call, media, number } = await fixture.connected();
  const result = await media.sendDtmfTones(["one", "two", "pound"], asPhone(number), { operationContext: "ext" });
  assert.equal(result.operationContext, "ext");
  await fixture.next(connection, "SendDtmfTonesCompleted");
  assert.equal((await phoneState(number)).log.at(-1).text, "12#");
  await call.hangUp(true);
});

test("hold and unhold show in the participant list", async () => {
  const { call, media, number } = await fixture.connected();
  await media.hold(asPhone(number));
  assert.equal((await call.getParticipant(asPhone(number))).isOnHold, true);
  await media.unhold(asPhone(number));
  assert.equal((await call.getParticipant(asPhone(number))).isOnHold, false);
  await call.hangUp(true);
});

test("media before the call is established is 400 with code 8501", async () => {
  const { call } = await fixture.outgoing([], { ring: "manual" });
  await assert.rejects(call.getCallMedia().playToAll([text("Hello?")], { loop: false }), (error) => error.statusCode === 400 && error.code === "8501");
  await call.hangUp(true);
});
