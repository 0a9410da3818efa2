"""Exit codes of the command beside 0, 1 and 2, which click has."""

STRICT = 3  # `--strict`, and a finding of severity error is left
INTERRUPTED = 130  # 128 and the number of SIGINT, as a shell reports it
PIPE_CLOSED = 141  # 128 and that of SIGPIPE
