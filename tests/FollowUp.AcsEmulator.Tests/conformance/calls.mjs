// Calls with their callbacks, read through the official parser.
import { CallAutomationClient, parseCallAutomationEvent } from "@azure/communication-call-automation";
import { behaviour, business, clientOptions, connectionString, freshNumber, phone, receiver, subscription } from "./helper.mjs";

export const client = new CallAutomationClient(connectionString, clientOptions);
export const asPhone = (number) => ({ phoneNumber: number });
export const cognitive = { callIntelligenceOptions: { cognitiveServicesEndpoint: "https://speech.example.invalid/" } };

/** A fixture with a callback receiver and, for incoming calls, a subscription. */
export async function calls(name) {
  const inbox = await receiver();
  const incoming = await subscription(`${name}-incoming`, "EventGridSchema", { includedEventTypes: ["Microsoft.Communication.IncomingCall"] });
  const raw = (connection, type, skip = 0) => {
    let seen = 0;
    const counted = new Set();
    return inbox.wait(type, (item) => {
      if (item.event.type !== `Microsoft.Communication.${type}` || item.event.data.callConnectionId !== connection.callConnectionId) return false;
      if (!counted.has(item) && counted.add(item)) seen++;
      return seen > skip;
    });
  };
  const next = async (connection, type, skip) => parseCallAutomationEvent((await raw(connection, type, skip)).raw);

  async function outgoing(then = [], ring = { ring: "answer", afterSeconds: 0 }) {
    const number = freshNumber();
    await behaviour(number, { ...ring, then });
    const invite = { targetParticipant: asPhone(number), sourceCallIdNumber: asPhone(business) };
    const created = await client.createCall(invite, `${inbox.address}/callbacks`, { operationContext: "outgoing", ...cognitive });
    return { number, created, connection: { callConnectionId: created.callConnectionProperties.callConnectionId }, call: created.callConnection };
  }

  async function connected(then) {
    const made = await outgoing(then);
    await next(made.connection, "CallConnected");
    return { ...made, media: made.call.getCallMedia() };
  }

  async function rings() {
    const number = freshNumber();
    await phone(number, "call", { to: business });
    const { event } = await incoming.next("IncomingCall", (data) => data.from.phoneNumber.value === number);
    return { number, event, context: event.data.incomingCallContext };
  }

  const close = async () => {
    await incoming.close();
    await inbox.close();
  };
  return { inbox, callbacks: `${inbox.address}/callbacks`, raw, next, outgoing, connected, rings, close };
}
