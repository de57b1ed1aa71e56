import type { WireMessage } from "../asterisk/ami/message.ts";
import type { Fields } from "./ami-message.ts";
import type { AmiPeer } from "./ami-peer.ts";
import type { CallParts } from "./call-parts.ts";
import type { Channel } from "./channel.ts";
import { readFunction } from "./functions.ts";
import { readOrder } from "./originate.ts";
import { TwoLegCall } from "./two-leg-call.ts";

type Handler = (peer: AmiPeer, action: WireMessage) => void;

/** Actions Asterisk has, that the gateway's user has no right to. */
const DENIED = [
  "command",
  "dbput",
  "dbdel",
  "dbdeltree",
  "filter",
  "getconfig",
];

/** What the logged-in user may do. Returns false for an action that does not exist. */
export function createActions(
  parts: CallParts,
): (peer: AmiPeer, action: WireMessage) => boolean {
  const { exchange, contexts, db } = parts;
  const startedAt = new Date();

  const handlers: Readonly<Record<string, Handler>> = {
    ping: (peer, action) =>
      peer.answer(action, "Success", [
        ["Ping", "Pong"],
        ["Timestamp", (Date.now() / 1_000).toFixed(6)],
      ]),

    corestatus: (peer, action) => {
      const [date, time] = startedAt.toISOString().slice(0, 19).split("T");
      peer.answer(action, "Success", [
        ["CoreStartupDate", date],
        ["CoreStartupTime", time],
        ["CoreReloadDate", date],
        ["CoreReloadTime", time],
        ["CoreCurrentCalls", exchange.channels.length],
        ["CoreProcessedCalls", exchange.processedCalls],
      ]);
    },

    coreshowchannels: (peer, action) =>
      peer.list(
        action,
        {
          message: "Channels will follow",
          item: "CoreShowChannel",
          complete: "CoreShowChannelsComplete",
        },
        exchange.channels.map(shownChannel),
      ),

    status: (peer, action) => {
      const wanted = action.get("Channel");
      const found = wanted === undefined ? undefined : exchange.find(wanted);
      if (wanted !== undefined && found === undefined) {
        peer.error(action, "No such channel");
        return;
      }
      peer.list(
        action,
        {
          message: "Channel status will follow",
          item: "Status",
          complete: "StatusComplete",
        },
        (found === undefined ? exchange.channels : [found]).map(channelStatus),
      );
    },

    getvar: (peer, action) => {
      const name = action.get("Variable") ?? "";
      const wanted = action.get("Channel");
      const channel = wanted === undefined ? undefined : exchange.find(wanted);
      if (name === "") peer.error(action, "No variable specified");
      else if (wanted !== undefined && channel === undefined)
        peer.error(action, "No such channel");
      else
        peer.answer(action, "Success", [
          ["Variable", name],
          ["Value", channel?.variables.get(name) ?? readFunction(parts, name)],
        ]);
    },

    dbget: (peer, action) => {
      const family = action.get("Family") ?? "";
      const key = action.get("Key") ?? "";
      const value = db.get(family, key);
      if (family === "") peer.error(action, "No family specified.");
      else if (key === "") peer.error(action, "No key specified.");
      else if (value === undefined)
        peer.error(action, "Database entry not found");
      else
        peer.list(
          action,
          {
            message: "Result will follow",
            item: "DBGetResponse",
            complete: "DBGetComplete",
          },
          [
            [
              ["Family", family],
              ["Key", key],
              ["Val", value],
            ],
          ],
        );
    },

    hangup: (peer, action) => {
      const wanted = action.get("Channel") ?? "";
      const channel = exchange.find(wanted);
      if (wanted === "") peer.error(action, "No channel specified");
      else if (channel === undefined) peer.error(action, "No such channel");
      else {
        peer.answer(action, "Success", [["Message", "Channel Hungup"]]);
        const cause = Number(action.get("Cause"));
        channel.onHangupOrder(cause > 0 ? cause : undefined);
      }
    },

    originate: (peer, action) => {
      const newId = () => exchange.nextUniqueId();
      const order = readOrder(action, contexts, newId);
      if (typeof order === "string") {
        peer.error(action, order);
        return;
      }
      peer.answer(action, "Success", [
        ["Message", "Originate successfully queued"],
      ]);
      const { iden, otherId } = order;
      if (exchange.find(iden) ?? exchange.find(otherId)) {
        exchange.originateResponse([
          ["ActionID", order.actionId],
          ["Response", "Failure"],
          ["Channel", order.channel],
          ["Context", order.context],
          ["Exten", order.exten],
          ["Reason", 0],
          // That of the living call, as Asterisk does.
          ["Uniqueid", iden],
          ["CallerIDNum", "<unknown>"],
          ["CallerIDName", "<unknown>"],
        ]);
        return;
      }
      exchange.processedCalls++;
      db.purge();
      void new TwoLegCall(parts, order).run();
    },
  };

  return (peer, action) => {
    const name = action.get("Action")?.toLowerCase() ?? "";
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (handler !== undefined) handler(peer, action);
    else if (DENIED.includes(name)) peer.error(action, "Permission denied");
    return handler !== undefined || DENIED.includes(name);
  };
}

function shownChannel(channel: Channel): Fields {
  const seconds = Math.floor((Date.now() - channel.createdAt) / 1_000);
  return [
    ...channel.fields(),
    ["Application", channel.application],
    ["ApplicationData", channel.applicationData],
    ["Duration", new Date(seconds * 1_000).toISOString().slice(11, 19)],
    ["BridgeId", channel.bridge?.id ?? ""],
  ];
}

function channelStatus(channel: Channel): Fields {
  return [
    ["Privilege", "Call"],
    ...channel.fields(),
    ["Type", channel.name.split("/")[0]],
    ["BridgeID", channel.bridge?.id ?? ""],
    ["Application", channel.application],
    ["Data", channel.applicationData],
    ["Seconds", Math.floor((Date.now() - channel.createdAt) / 1_000)],
  ];
}
