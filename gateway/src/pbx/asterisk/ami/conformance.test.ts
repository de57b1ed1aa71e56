import { startSimulator } from "../../simulator/simulator.ts";
import { conformsToAmi } from "./conformance.ts";
import { quickOptions, TEST_LOGIN } from "./testing.ts";

conformsToAmi("the simulator", async () => {
  const simulator = await startSimulator({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    phones: { alice: { extension: "101", does: "noanswer" } },
  });
  return {
    options: quickOptions(simulator.port),
    ringingEndpoint: "alice",
    destination: "102",
    close: () => simulator.stop(),
  };
});
