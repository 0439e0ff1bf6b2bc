"""Calls a client's functions for a test: a line of JSON in, a line of JSON out, until the input ends."""

import json
import sys
import traceback


def plain(value):
    """What JSON cannot hold is written as text."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(value)


def serve(functions):
    out, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        wish = json.loads(line)
        try:
            told = {"answer": functions[wish["call"]](**wish["args"])}
        except Exception as error:  # what a client throws is a result of the test
            traceback.print_exc()
            told = {"error": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(told, default=plain) + "\n")
        out.flush()
