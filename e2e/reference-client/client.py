"""Places one call over the Click2Call API as the reference's own client does, with nothing but Python's library.

Written from a description of that client's behaviour: it divides the AoR at the first "@", takes the realm from the
challenge where there is one, sends an optional member only when it was given, waits 10 s at most and trusts any
certificate unless told otherwise. Prints one line of JSON for each answer; ends with 0 where all of them are 200.
"""

import argparse
import hashlib
import json
import ssl
import sys
import urllib.error
import urllib.request

TIMEOUT_SECONDS = 10


def md5(text):
    return hashlib.md5(text.encode("utf-8")).hexdigest()


def arguments():
    parser = argparse.ArgumentParser(description="Rings your phone, then dials.")
    parser.add_argument("--url", required=True)
    parser.add_argument("--aor", required=True)
    parser.add_argument("--destination", required=True)
    parser.add_argument("--iden")
    parser.add_argument("--max-duration", type=int)
    parser.add_argument("--dial-timeout", type=int)
    parser.add_argument("--optimize", action="store_true", default=None)
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--verify-tls", action="store_true")
    return parser.parse_args()


def trust(verify):
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def post(url, body, context):
    """Gives the status and the JSON of the answer, whatever the status."""
    request = urllib.request.Request(
        url,
        data=json.dumps(body).encode("utf-8"),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(
            request, timeout=TIMEOUT_SECONDS, context=context
        ) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def signed(aor, password, challenge, destination):
    username, _, domain = aor.partition("@")
    realm = challenge.get("realm") or domain
    ha1 = md5(f"{username}:{realm}:{password}")
    nonce = challenge["nonce"]
    return {
        "aor": aor,
        "destination": destination,
        "nonce": nonce,
        "response": md5(f"{ha1}:{nonce}:{md5(destination)}"),
    }


def told(status, answer):
    print(json.dumps({"status": status, "answer": answer}))
    return status == 200


def main():
    given = arguments()
    password = sys.stdin.readline().rstrip("\n")
    context = trust(given.verify_tls)
    status, challenge = post(f"{given.url}/challenge", {"aor": given.aor}, context)
    if not told(status, challenge):
        return 1
    if given.dry_run:
        return 0
    body = signed(given.aor, password, challenge, given.destination)
    optional = {
        "iden": given.iden,
        "maxDuration": given.max_duration,
        "dialTimeout": given.dial_timeout,
        "optimize": given.optimize,
    }
    body.update({name: value for name, value in optional.items() if value is not None})
    return 0 if told(*post(f"{given.url}/call", body, context)) else 1


if __name__ == "__main__":
    sys.exit(main())
