"""`make demo`: a small company on the pretend Slack, in a browser, until Ctrl-C."""

import signal
import sys
import time

# What is imported is part of what a person waits for; until then there is nothing to stop.
BEGAN = time.monotonic()
signal.signal(signal.SIGINT, lambda *_: sys.exit(0))

from sandbox.demo.hosting import main  # noqa: E402 - see above

if __name__ == "__main__":
    main(BEGAN)
