import { randomUUID } from "node:crypto";
import type { Fields } from "./ami-message.ts";
import type { Channel } from "./channel.ts";

/** Where channels hear each other. */
export class Bridge {
  readonly id = randomUUID();
  readonly channels = new Set<Channel>();

  fields(): Fields {
    return [
      ["BridgeUniqueid", this.id],
      ["BridgeType", "basic"],
      ["BridgeTechnology", "simple_bridge"],
      ["BridgeCreator", "<unknown>"],
      ["BridgeName", "<unknown>"],
      ["BridgeNumChannels", this.channels.size],
      ["BridgeVideoSourceMode", "none"],
    ];
  }
}
