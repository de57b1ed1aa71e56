// Made from gateway/openapi.json by `npm run generate`. Do not edit.
export interface paths {
    "/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a call
         * @description Rings the caller, then the callee, and connects them. The answer comes before anything rings. Refused in this order: 401, 403, 400, 422, 409, 429, 503.
         */
        post: operations["createCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls/{callId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See a call
         * @description Where the call is now. Another client's call is none.
         */
        get: operations["getCall"];
        put?: never;
        post?: never;
        /**
         * End a call
         * @description Hangs up both parties. Answers when they are, at the latest after `ctd.endWaitMs`; the call can still be read, and its last event is sent.
         */
        delete: operations["terminateCall"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/calls/{callId}/recording": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a call's recording
         * @description What was said, once the call is over, where `recordingEnabled` asked for it and it was made. Else 404.
         */
        get: operations["getRecording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a token
         * @description Client credentials (RFC 6749 §4.4). Who asks shows a secret, or an assertion signed with a key of its own.
         */
        post: operations["getToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a token up
         * @description RFC 7009. Also 200 for a token that is worth nothing already.
         */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/jwks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The gateway's public keys */
        get: operations["getKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where tokens are to be had */
        get: operations["getMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/openid-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same, where OpenID Connect looks for it */
        get: operations["getOpenIdMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a nonce
         * @description The nonce is good once, for `click2call.nonceTtlSeconds`.
         */
        post: operations["getChallenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ring my phone, then dial
         * @description Signed as HTTP Digest has it: `response` is MD5(HA1:nonce:MD5(destination)), and HA1 is MD5(user:domain:password). No password is sent.
         */
        post: operations["click"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description The same digest, with the word `session` in place of the destination; a bearer token out.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on without signing in again
         * @description A token that is still good in, a newer one out.
         */
        post: operations["renewSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ws-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a ticket for the live channel
         * @description Opens one WebSocket at `/ws/chat?token=…`, once. What comes through it: docs/api-click2call.md.
         */
        post: operations["getTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description The call's id.
         * @example 01kaf3v5m4c7w2x8r9t0q1z6yd
         */
        CallId: string;
        /**
         * @description A telephone number in E.164, with its plus sign.
         * @example +442079460101
         */
        PhoneNumber: string;
        /**
         * Format: date-time
         * @description A time by RFC 3339, with its zone.
         * @example 2026-11-21T12:00:00.000Z
         */
        DateTime: string;
        /** @description Who is rung first. */
        Caller: {
            number: components["schemas"]["PhoneNumber"];
        };
        /** @description Who is rung when the caller has answered. */
        Callee: {
            number: components["schemas"]["PhoneNumber"];
        };
        /**
         * Format: uri
         * @description Where the call's events are sent to: https, and an address that the gateway's admin allows.
         * @example https://crm.example.com/events
         */
        Sink: string;
        /** @description A token for the sink. Events end when it expires: give one that outlives the call. */
        AccessTokenCredential: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            credentialType: "ACCESSTOKEN";
            /** @description Sent with every event, as `Authorization: Bearer …`. */
            accessToken: string;
            accessTokenExpiresUtc: components["schemas"]["DateTime"];
            /** @constant */
            accessTokenType: "bearer";
        };
        /** @description The gateway fetches tokens for the sink with an assertion that it signs (RFC 7523); its keys are at `/oauth/jwks`. */
        PrivateKeyJWTCredential: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            credentialType: "PRIVATE_KEY_JWT";
            /** @description Who the gateway is at that server. */
            clientId?: string;
            /**
             * Format: uri
             * @description Where the gateway fetches a token for the sink.
             */
            tokenUri?: string;
        };
        /** @description With what the gateway shows itself to the sink. */
        SinkCredential: components["schemas"]["AccessTokenCredential"] | components["schemas"]["PrivateKeyJWTCredential"];
        /** @description A call to be made. An unknown member anywhere is 400; a number that is not E.164 is 422. */
        CreateCallRequest: {
            caller: components["schemas"]["Caller"];
            callee: components["schemas"]["Callee"];
            sink?: components["schemas"]["Sink"];
            sinkCredential?: components["schemas"]["SinkCredential"];
            /** @description Record the conversation. */
            recordingEnabled?: boolean;
        };
        /** @description A call as the client that made it sees it. */
        Call: {
            callId: components["schemas"]["CallId"];
            caller: components["schemas"]["Caller"];
            callee: components["schemas"]["Callee"];
            status: components["schemas"]["CallStatus"];
            createdAt: components["schemas"]["DateTime"];
            /** @description Whether a recording was asked for. */
            recordingEnabled?: boolean;
        };
        /**
         * @description Where the call is. `initiating`: it exists, nothing rings yet. `callingCaller`: the caller's phones ring. `callingCallee`: the caller has answered, the callee's phones ring. `connected`: they talk. `disconnected`: it is over, with a reason. `failed`: it is over and never reached a phone.
         * @example callingCaller
         * @enum {string}
         */
        CallStatus: "initiating" | "callingCaller" | "callingCallee" | "connected" | "disconnected" | "failed";
        /** @description What was said on a call. */
        RecordingResource: {
            callId: components["schemas"]["CallId"];
            /** @description The audio, in base64. */
            content: string;
            /**
             * @description What the audio is.
             * @enum {string}
             */
            contentType: "audio/wav" | "audio/mp3" | "audio/mpeg" | "audio/ogg";
            generatedAt?: components["schemas"]["DateTime"];
        };
        /** @description A call has come into another state: a CloudEvent in structured mode. */
        CallStatusChangedEvent: {
            /** @description The event's own; the same at every attempt to send it. Who sees one twice forgets the second. */
            id: string;
            source: components["schemas"]["Source"];
            /** @enum {string} */
            specversion: "1.0";
            type: components["schemas"]["EventType"];
            time: components["schemas"]["DateTime"];
            /** @enum {string} */
            datacontenttype: "application/json";
            /** @description `/calls/` and the call's id. */
            subject: string;
            data: {
                callId: components["schemas"]["CallId"];
                caller: components["schemas"]["PhoneNumber"];
                callee: components["schemas"]["PhoneNumber"];
                status: {
                    state: components["schemas"]["CallStatus"];
                    reason?: components["schemas"]["DisconnectionReason"];
                };
                timestamp: components["schemas"]["DateTime"];
                recordingResult?: components["schemas"]["RecordingResult"];
                callDuration?: components["schemas"]["CallDuration"];
            };
        };
        /**
         * @description The only type of event there is.
         * @enum {string}
         */
        EventType: "org.camaraproject.click-to-dial.v0.status-changed";
        /**
         * Format: uri-reference
         * @description The gateway that tells: the same in all its events.
         * @example https://ringback.example.com/click-to-dial
         */
        Source: string;
        /**
         * @description Why the call is over. Always with `disconnected`, and with nothing else.
         * @example hangUp
         * @enum {string}
         */
        DisconnectionReason: "hangUp" | "callerBusy" | "callerNoAnswer" | "callerFailure" | "callerAbandon" | "calleeBusy" | "calleeNoAnswer" | "calleeFailure" | "other";
        /**
         * @description What became of the recording: in the last event of every call for which one was asked.
         * @example success
         * @enum {string}
         */
        RecordingResult: "success" | "noRecord" | "fail";
        /**
         * @description Seconds from the moment both talk to the end, `0` for a call that never connected. Always with `disconnected`, and with nothing else.
         * @example 1600
         */
        CallDuration: string;
        /**
         * @description A text of the client's own that comes back with the answer, and with every event of the call. A UUID is a good one.
         * @example b4333c46-49c0-4f62-80d7-f0ef930f1c46
         */
        XCorrelator: string;
        /**
         * @description A text of the client's own, another one for each call. The same request with the same key gets the same call again.
         * @example order-4711
         */
        IdempotencyKey: string;
        /** @description What is wrong, and with what. */
        ErrorInfo: {
            /**
             * Format: int32
             * @description The answer's status once more.
             */
            status: number;
            /** @description For programs. */
            code: string;
            /** @description For people. */
            message: string;
        };
        /** @description A form. Who asks stands in the header (HTTP Basic), in the form, or in a signed assertion: in one of them alone. */
        TokenRequest: {
            /** @enum {string} */
            grant_type: "client_credentials";
            /**
             * @description Scopes, divided by spaces. Left out: all that the program may have. `openid` or a purpose (`dpv:…`) alone is `invalid_scope`.
             * @example click-to-dial:calls:create click-to-dial:calls:read
             */
            scope?: string;
            /** @description With `client_secret`, in place of the header. */
            client_id?: string;
            client_secret?: string;
            /**
             * @description With `client_assertion`.
             * @enum {string}
             */
            client_assertion_type?: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            /** @description A JWT signed with the program's own key: `iss` and `sub` its id, `aud` the issuer, `exp`, and a `jti` used once (RFC 7523). */
            client_assertion?: string;
        };
        /** @description A token (RFC 6749 §5.1). */
        TokenResponse: {
            access_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            /** @description Seconds. */
            expires_in: number;
            /** @description What it is good for. */
            scope: string;
        };
        /** @description A form, from the program whose token it is. */
        RevocationRequest: {
            token: string;
            /** @description With `client_secret`, in place of the header. */
            client_id?: string;
            client_secret?: string;
            /**
             * @description With `client_assertion`.
             * @enum {string}
             */
            client_assertion_type?: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            /** @description A JWT signed with the program's own key: `iss` and `sub` its id, `aud` the issuer, `exp`, and a `jti` used once (RFC 7523). */
            client_assertion?: string;
        };
        /** @description What is wrong (RFC 6749 §5.2). */
        OauthError: {
            /**
             * @description For programs.
             * @enum {string}
             */
            error: "invalid_request" | "invalid_client" | "unauthorized_client" | "unsupported_grant_type" | "invalid_scope" | "temporarily_unavailable" | "server_error";
            /** @description For people. */
            error_description: string;
        };
        /** @description Public keys (RFC 7517). */
        KeySet: {
            keys: {
                kty: string;
                kid: string;
                alg: string;
                use?: string;
            }[];
        };
        /** @description What a program must know to get a token (RFC 8414, OpenID Connect Discovery). */
        ServerMetadata: {
            /** Format: uri */
            issuer: string;
            /** Format: uri */
            token_endpoint: string;
            /** Format: uri */
            revocation_endpoint: string;
            /** Format: uri */
            jwks_uri: string;
            scopes_supported: string[];
            grant_types_supported: string[];
            response_types_supported: string[];
            token_endpoint_auth_methods_supported: string[];
            token_endpoint_auth_signing_alg_values_supported: string[];
        };
        ChallengeRequest: {
            aor: string;
        };
        ChallengeResponse: {
            nonce: string;
            realm: string;
        };
        ClickRequest: {
            aor: string;
            nonce: string;
            response: string;
            destination: string;
            iden?: string;
            /** @description milliseconds */
            maxDuration?: number;
            /** @description seconds */
            dialTimeout?: number;
            optimize?: boolean;
        };
        ClickResponse: {
            iden: string;
        };
        ClickError: {
            error: string;
        };
        SessionRequest: {
            aor: string;
            nonce: string;
            response: string;
            /** @description scopes, divided by single spaces */
            scope?: string;
        };
        SessionResponse: {
            token: string;
            expiresAt: string;
            renewableUntil: string;
            /** @description what the token is good for */
            scope: string;
            user: {
                id: string;
                name: string;
            };
            terminal: {
                aor: string;
                extension: string;
                number: string | null;
            };
            /** @description country whose national numbers this gateway understands, ISO 3166 */
            region: string | null;
        };
        TicketResponse: {
            /** @constant */
            success: true;
            message: string;
            data: {
                ticket: string;
                expiresAt: string;
            };
        };
        SignalingError: {
            /** @constant */
            success: false;
            message: string;
            data: null;
        };
    };
    responses: {
        /**
         * @description The request is not as it must be.
         *
         *     - `INVALID_ARGUMENT`: A member is missing, unknown or of another type; the sink may not be asked; a header or the call's id is malformed.
         */
        BadRequest400: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 400;
                    /** @enum {string} */
                    code?: "INVALID_ARGUMENT";
                };
            };
        };
        /**
         * @description There is no token, or none that is good.
         *
         *     - `UNAUTHENTICATED`: The token is missing, has expired, was revoked, or is not this gateway's.
         */
        Unauthenticated401: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 401;
                    /** @enum {string} */
                    code?: "UNAUTHENTICATED";
                };
            };
        };
        /**
         * @description The token is not good for this.
         *
         *     - `PERMISSION_DENIED`: The operation's scope is not among the token's.
         */
        Forbidden403: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 403;
                    /** @enum {string} */
                    code?: "PERMISSION_DENIED";
                };
            };
        };
        /**
         * @description There is no such thing, or it is another client's.
         *
         *     - `NOT_FOUND`: No call of this client has the id; nothing was recorded; no such path.
         */
        NotFound404: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 404;
                    /** @enum {string} */
                    code?: "NOT_FOUND";
                };
            };
        };
        /**
         * @description The path has no such method; the header `Allow` names those it has.
         *
         *     - `METHOD_NOT_ALLOWED`: Any method that this document does not name.
         */
        MethodNotAllowed405: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 405;
                    /** @enum {string} */
                    code?: "METHOD_NOT_ALLOWED";
                };
            };
        };
        /**
         * @description It does not go with what is.
         *
         *     - `ALREADY_EXISTS`: The same pair has a live call; the Idempotency-Key was used for another request; the call to be ended has ended.
         */
        Conflict409: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 409;
                    /** @enum {string} */
                    code?: "ALREADY_EXISTS";
                };
            };
        };
        /**
         * @description The body is longer than `server.bodyLimitBytes`.
         *
         *     - `CLICK_TO_DIAL.BODY_TOO_LARGE`: The connection is closed behind it.
         */
        TooLarge413: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 413;
                    /** @enum {string} */
                    code?: "CLICK_TO_DIAL.BODY_TOO_LARGE";
                };
            };
        };
        /**
         * @description The request is understood, and such a call cannot be made.
         *
         *     - `INVALID_PHONE_NUMBER`: A number is not E.164, or belongs to no numbering plan.
         *     - `SAME_CALLER_CALLEE`: Both are one number.
         *     - `RECORDING_NOT_SUPPORTED`: A recording was asked for where none is made.
         *     - `CALLER_NOT_AVAILABLE`: The caller is registered nowhere, or this client may not ring it.
         *     - `CALLEE_NOT_AVAILABLE`: The callee is registered nowhere, or this client may not ring it.
         *     - `SERVICE_NOT_APPLICABLE`: The client's numbers are masked, and none is left that would be a mask for this pair.
         */
        Unprocessable422: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 422;
                    /** @enum {string} */
                    code?: "INVALID_PHONE_NUMBER" | "SAME_CALLER_CALLEE" | "RECORDING_NOT_SUPPORTED" | "CALLER_NOT_AVAILABLE" | "CALLEE_NOT_AVAILABLE" | "SERVICE_NOT_APPLICABLE";
                };
            };
        };
        /**
         * @description The client asks more than it may.
         *
         *     - `TOO_MANY_REQUESTS`: Too many calls in a minute; `Retry-After` says when to come again.
         *     - `QUOTA_EXCEEDED`: As many calls of this client are live as may be.
         */
        TooMany429: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 429;
                    /** @enum {string} */
                    code?: "TOO_MANY_REQUESTS" | "QUOTA_EXCEEDED";
                };
            };
        };
        /**
         * @description The gateway has a fault; its log says which.
         *
         *     - `INTERNAL`: Never on purpose.
         */
        Internal500: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 500;
                    /** @enum {string} */
                    code?: "INTERNAL";
                };
            };
        };
        /**
         * @description The PBX cannot be reached, or dialling is paused: nothing was placed; an order to end a call is kept. Or it cannot be written down who fetches a recording.
         *
         *     - `UNAVAILABLE`: Nothing was placed; come again later. To `DELETE`: the call goes on, and is ended as soon as the PBX is back. To `GET` of a recording: nothing of it was sent, because who fetches it could not be written down.
         */
        Unavailable503: {
            headers: {
                "x-correlator": components["headers"]["x-correlator"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorInfo"] & {
                    /** @enum {integer} */
                    status?: 503;
                    /** @enum {string} */
                    code?: "UNAVAILABLE";
                };
            };
        };
    };
    parameters: {
        /** @description Comes back with the answer. */
        "x-correlator": components["schemas"]["XCorrelator"];
        /** @description So that a request may be sent again without a second call, for `ctd.idempotencyHours`. */
        "Idempotency-Key": components["schemas"]["IdempotencyKey"];
        /** @description The call. */
        callId: components["schemas"]["CallId"];
    };
    requestBodies: never;
    headers: {
        /** @description The request's, or one that was made for it. */
        "x-correlator": components["schemas"]["XCorrelator"];
        /** @description Seconds after which to come again. */
        "Retry-After": number;
        /** @description How to show who asks. */
        "WWW-Authenticate": string;
        /** @description The methods that the path has. */
        Allow: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description Comes back with the answer. */
                "x-correlator"?: components["parameters"]["x-correlator"];
                /** @description So that a request may be sent again without a second call, for `ctd.idempotencyHours`. */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Whom to connect, and whom to tell. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCallRequest"];
            };
        };
        responses: {
            /** @description The call exists. */
            201: {
                headers: {
                    "x-correlator": components["headers"]["x-correlator"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest400"];
            401: components["responses"]["Unauthenticated401"];
            403: components["responses"]["Forbidden403"];
            409: components["responses"]["Conflict409"];
            413: components["responses"]["TooLarge413"];
            422: components["responses"]["Unprocessable422"];
            429: components["responses"]["TooMany429"];
            500: components["responses"]["Internal500"];
            503: components["responses"]["Unavailable503"];
        };
    };
    getCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description Comes back with the answer. */
                "x-correlator"?: components["parameters"]["x-correlator"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["callId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call. */
            200: {
                headers: {
                    "x-correlator": components["headers"]["x-correlator"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest400"];
            401: components["responses"]["Unauthenticated401"];
            403: components["responses"]["Forbidden403"];
            404: components["responses"]["NotFound404"];
            500: components["responses"]["Internal500"];
        };
    };
    terminateCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description Comes back with the answer. */
                "x-correlator"?: components["parameters"]["x-correlator"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["callId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The call is ended. */
            204: {
                headers: {
                    "x-correlator": components["headers"]["x-correlator"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest400"];
            401: components["responses"]["Unauthenticated401"];
            403: components["responses"]["Forbidden403"];
            404: components["responses"]["NotFound404"];
            409: components["responses"]["Conflict409"];
            500: components["responses"]["Internal500"];
            503: components["responses"]["Unavailable503"];
        };
    };
    getRecording: {
        parameters: {
            query?: never;
            header?: {
                /** @description Comes back with the answer. */
                "x-correlator"?: components["parameters"]["x-correlator"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["callId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The recording. */
            200: {
                headers: {
                    "x-correlator": components["headers"]["x-correlator"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingResource"];
                };
            };
            400: components["responses"]["BadRequest400"];
            401: components["responses"]["Unauthenticated401"];
            403: components["responses"]["Forbidden403"];
            404: components["responses"]["NotFound404"];
            500: components["responses"]["Internal500"];
            503: components["responses"]["Unavailable503"];
        };
    };
    getToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "grant_type": "client_credentials",
                 *       "scope": "click-to-dial:calls:create click-to-dial:calls:read"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description A token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "eyJhbGciOiJFUzI1NiJ9.e30.c2ln",
                     *       "token_type": "Bearer",
                     *       "expires_in": 600,
                     *       "scope": "click-to-dial:calls:create click-to-dial:calls:read"
                     *     }
                     */
                    "application/json": components["schemas"]["TokenResponse"];
                };
            };
            /** @description The form is not as it must be (RFC 6749 §5.2). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
            /** @description Unknown program, or wrong proof of it. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
            /** @description The body is longer than `oauth.bodyLimitBytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
            /** @description Too many wrong proofs. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
            /** @description The gateway has a fault; its log says which. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["RevocationRequest"];
            };
        };
        responses: {
            /** @description It is worth nothing now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The form is not as it must be (RFC 6749 §5.2). */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
            /** @description Unknown program, or wrong proof of it. */
            401: {
                headers: {
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
            /** @description The body is longer than `oauth.bodyLimitBytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
            /** @description Too many wrong proofs. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
            /** @description The gateway has a fault; its log says which. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
        };
    };
    getKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gateway's public keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySet"];
                };
            };
            /** @description The gateway has a fault; its log says which. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthError"];
                };
            };
        };
    };
    getMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where tokens are to be had. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerMetadata"];
                };
            };
        };
    };
    getOpenIdMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The same, where OpenID Connect looks for it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerMetadata"];
                };
            };
        };
    };
    getChallenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "aor": "alice@pbx.example.com"
                 *     }
                 */
                "application/json": components["schemas"]["ChallengeRequest"];
            };
        };
        responses: {
            /** @description A nonce. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChallengeResponse"];
                };
            };
            /** @description The request is not as it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description The body is longer than `server.bodyLimitBytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description Too many calls, or too many attempts. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
        };
    };
    click: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "aor": "alice@pbx.example.com",
                 *       "nonce": "1795262400000:7b1f0c3d9e2a4f58:0f8e6c1d",
                 *       "response": "6629fae49393a05397450978507c4ef1",
                 *       "destination": "020794601280"
                 *     }
                 */
                "application/json": components["schemas"]["ClickRequest"];
            };
        };
        responses: {
            /** @description The PBX has taken the order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickResponse"];
                };
            };
            /** @description The request is not as it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description The nonce is not good, or there is no good token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description Unknown address of record, wrong password, or a number that may not be dialled. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description The body is longer than `server.bodyLimitBytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description Too many calls, or too many attempts. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description The gateway has a fault; its log says which. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description The PBX, or what knows its users, cannot be asked; or dialling is paused. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "aor": "alice@pbx.example.com",
                 *       "nonce": "1795262400000:7b1f0c3d9e2a4f58:0f8e6c1d",
                 *       "response": "6629fae49393a05397450978507c4ef1",
                 *       "scope": "live originate"
                 *     }
                 */
                "application/json": components["schemas"]["SessionRequest"];
            };
        };
        responses: {
            /** @description A token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
            /** @description The request is not as it must be. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description The nonce is not good, or there is no good token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description Unknown address of record, wrong password, or a number that may not be dialled. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description The body is longer than `server.bodyLimitBytes`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description Too many calls, or too many attempts. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description The PBX, or what knows its users, cannot be asked; or dialling is paused. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
        };
    };
    renewSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
            /** @description The nonce is not good, or there is no good token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
            /** @description The PBX, or what knows its users, cannot be asked; or dialling is paused. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickError"];
                };
            };
        };
    };
    getTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ticket. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketResponse"];
                };
            };
            /** @description The nonce is not good, or there is no good token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalingError"];
                };
            };
            /** @description Unknown address of record, wrong password, or a number that may not be dialled. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalingError"];
                };
            };
            /** @description The gateway has a fault; its log says which. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalingError"];
                };
            };
        };
    };
}
