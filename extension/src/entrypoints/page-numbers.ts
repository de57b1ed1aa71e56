import { PageNumbers } from "../page/second-stage.ts";

export default defineUnlistedScript(() => {
  const first = globalThis.ringbackPage;
  if (first) first.attach(new PageNumbers(first));
});
