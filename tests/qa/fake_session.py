"""`python fake_session.py [SECONDS]` chats over the fake retriever on the standard streams."""

from __future__ import annotations

import sys

from fake_retriever import FakeRetriever

from qa import repl
from qa.ending import ending

if __name__ == "__main__":
    with ending():
        status = repl.run(FakeRetriever(seconds=float(sys.argv[1]) if len(sys.argv) > 1 else 0.0))
    sys.exit(status)
