/** Before each file of tests: their HTTP is watched for secrets. */
import { watchFetch } from "./testing-records.ts";

watchFetch();
