"""What holds for all tests."""

import signal

# Started with `&` or `nohup`, the tests would ignore Ctrl-C, and so would every process that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
