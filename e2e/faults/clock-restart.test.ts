import { survivesClockSet } from "./clock-while-away.ts";

// Back: in the soak.
survivesClockSet("an hour forward", 3_600_000);
