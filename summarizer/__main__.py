"""`python -m summarizer`: the command, where its script is not on the path."""

import sys

from summarizer.cli.entry import main

sys.exit(main())
