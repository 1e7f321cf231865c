"""Run a command and say what it took: seconds on the wall clock and megabytes at its peak.

`python weigh.py PROGRAM ARGUMENT...`; ends as the command did. A small process of its own: until
its program starts, a child is told the memory of the one that began it as its own.
"""

import os
import sys
import time

silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
start = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, used = os.wait4(child, 0)
seconds = time.perf_counter() - start
print(seconds, used.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
