import { withstands } from "../../gateway/src/assembly/fuzz/suite.ts";

const COUNT = Number(process.env.SOAK_FUZZ ?? 100_000);

withstands(COUNT, 1_800_000);
