import { type Known, numbered, type Refused, withSink } from "./refused.ts";

/** `syntax-errors-template.feature`, and what the template of subscriptions says of sinks. */
export const COMMONALITIES: readonly Refused[] = (
  [
    ["400.1 schema violation", ({ order }) => numbered(order, "caller", 34)],
    ["400.2 no body", () => undefined],
    ["400.3 empty object", () => ({})],
    ["400.4 property set to {}", ({ order }) => ({ ...order, caller: {} })],
    ["400.5 missing property", ({ order }) => ({ callee: order.callee })],
    [
      "400.6 credentialType PLAIN",
      ({ order }) => withSink(order, { credentialType: "PLAIN" }),
    ],
    [
      "400.6 credentialType REFRESHTOKEN",
      ({ order }) => withSink(order, { credentialType: "REFRESHTOKEN" }),
    ],
    [
      "400.7 wrong accessTokenType",
      ({ order }) => withSink(order, { accessTokenType: "mac" }),
    ],
    [
      "invalid protocol",
      ({ order }) => ({ ...order, sink: "http://sink.example/events" }),
    ],
    [
      "token without its members",
      ({ order }) => withSink(order, { accessToken: undefined }),
    ],
    [
      "token that is over",
      ({ order }) =>
        withSink(order, { accessTokenExpiresUtc: "2020-01-01T00:00:00Z" }),
    ],
  ] satisfies [string, (known: Known) => unknown][]
).map(([name, body]) => ({
  name,
  body,
  status: 400,
  code: "INVALID_ARGUMENT",
}));
