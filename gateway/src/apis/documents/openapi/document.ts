/** The OpenAPI 3.1 document, made from the schemas that the gateway checks with. */
import { SCOPES, type Scope } from "@ringback/shared/ctd/scopes.ts";
import { BASES } from "../../ctd/mount.ts";
import { PATHS } from "../../oauth/metadata.ts";
import { CLICK_PATHS } from "./clicks.ts";
import { CTD_PATHS } from "./ctd.ts";
import { HEADERS, PARAMETERS } from "./headers.ts";
import type { JsonObject } from "./json.ts";
import { OAUTH_PATHS } from "./oauth.ts";
import { writtenRefusals } from "./refusals.ts";
import { writtenSchemas } from "./schemas.ts";

/** Of the published definition that it follows. */
const VERSION = "0.2.0-rc.1";

const ABOUT = `Programs make telephone calls: the **caller**'s phones ring, then the **callee**'s, and the gateway tells each step to a sink.

1. Get a token at \`POST ${PATHS.token}\`.
2. \`POST /calls\` with two numbers.
3. Read the call, take its events, end it.

What a person's browser asks, to have that person's own phone rung, stands under Clicks.

Paths of calls are the same at each of the servers below; all others are at the root alone. Every answer of \`/calls\` carries \`x-correlator\`.`;

const MEANING: Record<Scope, string> = {
  "click-to-dial:calls:create": "Make calls",
  "click-to-dial:calls:read": "See one's own calls",
  "click-to-dial:calls:delete": "End them",
  "click-to-dial:recordings:read": "Get their recordings",
};

/** `issuer`: the gateway's address as programs reach it, such as `https://ringback.example.com`. */
export function openApiDocument(issuer: string): JsonObject {
  return {
    openapi: "3.1.1",
    info: {
      title: "Click to Dial by Ringback",
      version: VERSION,
      summary: "Two phones ring, two people talk.",
      description: ABOUT,
      license: { name: "MIT", identifier: "MIT" },
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: serversOf(),
    tags: [
      { name: "Calls", description: "Make, see and end calls." },
      { name: "Recording", description: "What was said." },
      { name: "Tokens", description: "What lets a program in." },
      {
        name: "Clicks",
        description: "What a person's browser asks, in that person's name.",
      },
    ],
    paths: { ...CTD_PATHS, ...OAUTH_PATHS, ...CLICK_PATHS },
    components: {
      securitySchemes: securitySchemes(issuer),
      headers: HEADERS,
      parameters: PARAMETERS,
      responses: writtenRefusals(),
      schemas: writtenSchemas(),
    },
  };
}

/** As it is committed: `gateway/openapi.json`. */
export function renderOpenApi(): string {
  const document = openApiDocument("https://ringback.example.com");
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The newest first: what a generated client takes. */
function serversOf(): JsonObject[] {
  return BASES.toReversed().map((base) => ({
    url: base === "" ? "/" : base,
    description:
      base === ""
        ? "The same without a version."
        : `CAMARA Click to Dial ${base.slice("/click-to-dial/".length)}.`,
  }));
}

function securitySchemes(issuer: string): JsonObject {
  return {
    openId: {
      type: "openIdConnect",
      openIdConnectUrl: issuer + PATHS.openid,
      description: "A token of this gateway, or of an issuer it trusts.",
    },
    clientCredentials: {
      type: "oauth2",
      description: "A token of this gateway.",
      flows: {
        clientCredentials: {
          tokenUrl: issuer + PATHS.token,
          scopes: Object.fromEntries(
            SCOPES.map((scope) => [scope, MEANING[scope]]),
          ),
        },
      },
    },
    clientSecret: {
      type: "http",
      scheme: "basic",
      description: "The program's id and secret.",
    },
    userSession: {
      type: "http",
      scheme: "bearer",
      description: "A person's token, from `/session`.",
    },
    notificationsBearerAuth: {
      type: "http",
      scheme: "bearer",
      description:
        "What the gateway shows to the sink: the token of `sinkCredential`, or one that it fetched.",
    },
  };
}
