"""`make demo`: a small company on the pretend Slack, in a browser, until Ctrl-C."""

import os
import signal
import time

# What is imported is part of what a person waits for; until then there is nothing to stop. An
# exception could be lost in the middle of an import: the process ends here and now.
BEGAN = time.monotonic()
signal.signal(signal.SIGINT, lambda *_: os._exit(0))

from sandbox.demo.hosting import main  # noqa: E402 - see above

if __name__ == "__main__":
    main(BEGAN)
