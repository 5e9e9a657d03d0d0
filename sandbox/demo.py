"""`make demo`: a small company on the pretend Slack, in a browser, until Ctrl-C."""

import time

BEGAN = time.monotonic()

# The imports are part of what a person waits for.
from sandbox.hosting import main  # noqa: E402 - see above

if __name__ == "__main__":
    main(BEGAN)
