"""Decodes what the sweep has recorded with the official Python client: python decode.py FOLDER

Reads exchanges.jsonl and events.jsonl there and appends what the client has against them to problems.jsonl.
"""

import json
import sys
import typing
from pathlib import Path
from unittest.mock import patch

import polar.v2026_10 as client
from adaptix.struct_trail import get_trail
from polar import PolarDeserializationError, deserialize
from polar.v2026_10 import webhooks
from polar.webhooks import PolarWebhookVerificationError

VECTOR_ID = "6f6a7c3e-0a4b-4a53-9d7a-0f4b8a1d2c3e"
VECTOR_TIME = 1767225600
VECTOR_BODY = '{"foo":"bar"}'


def method_of(api, operation):
    at = api
    for name in operation.replace("-", "_").split(":"):
        at = getattr(at, name, None)
    return at


def message(error):
    missing = getattr(error, "fields", None)
    return f"{type(error).__name__} {', '.join(sorted(missing))}" if missing else f"{type(error).__name__}: {error}"[:200]


def misfit(branch):
    """How far a branch of a union is from the value: one of another kind is further than one that lacks fields."""
    return any("BadVariant" in what for _, what in branch), sum(what.count(",") + 1 for _, what in branch)


def complaints(error, above=()):
    """Pairs of path and message. Of a union all branches complain; the one that fits best is of use."""
    path = (*above, *("*" if isinstance(step, int) else str(step) for step in get_trail(error)))
    branches = [complaints(each, path) for each in getattr(error, "exceptions", ())]
    if not branches:
        return [(".".join(path), message(error))]
    if "Union" in type(error).__name__:
        return min(branches, key=misfit)
    return [pair for branch in branches for pair in branch]


def undecoded(error):
    while error.__cause__ is not None:
        error = error.__cause__
    return list(dict.fromkeys(f"{path}: {what}" for path, what in complaints(error)))


def answers(api, exchanges):
    for exchange in exchanges:
        method = method_of(api, exchange["operation"])
        is_json = "json" in (exchange["type"] or "")
        if method is None or not is_json or not 200 <= exchange["status"] < 300:
            continue
        model = typing.get_type_hints(method)["return"]
        try:
            deserialize(json.loads(exchange["body"]), model)
        except PolarDeserializationError as error:
            for what in undecoded(error):
                yield {"where": f"{exchange['operation']} python", "what": what}


def at_its_time(headers, check):
    """Runs a check of a signature at the moment it was made."""
    with patch("polar.webhooks.time.time", return_value=int(headers["webhook-timestamp"])):
        return check()


def events(received):
    for event in received:
        try:
            at_its_time(event["headers"], lambda: webhooks.validate_event(event["body"], event["headers"], event["secret"]))
        except webhooks.PolarWebhookError as error:
            for what in undecoded(error):
                yield {"where": f"{event['type']} python", "what": what}


def vectors(known):
    for vector in known:
        headers = {"webhook-id": VECTOR_ID, "webhook-timestamp": str(VECTOR_TIME), "webhook-signature": vector["signature"]}
        try:
            at_its_time(headers, lambda: webhooks.validate_event(VECTOR_BODY, headers, vector["secret"]))
        except PolarWebhookVerificationError as error:
            yield {"where": "signature vector python", "what": f"{vector['secret']}: {error}"}
        except webhooks.PolarWebhookUnknownTypeError:
            pass  # The signature held; the vector is no event.


def lines(file):
    # Not splitlines: it also breaks at characters that stand in strings as they are, such as U+2028.
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def main(folder):
    api = client.Polar("", base_url="http://127.0.0.1:1")
    known = json.loads(Path(__file__).with_name("vectors.json").read_text())
    found = [*answers(api, lines(folder / "exchanges.jsonl")), *events(lines(folder / "events.jsonl")), *vectors(known)]
    with (folder / "problems.jsonl").open("a") as problems:
        problems.writelines(dict.fromkeys(f"{json.dumps(problem)}\n" for problem in found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
