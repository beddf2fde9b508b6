"""A launcher of dummy parts, run by the supervisor's tests: `small_launcher.py FOLDER STAGE...`."""

from __future__ import annotations

import sys
from pathlib import Path

from shared.launcher.part import Part
from shared.launcher.record import Record
from shared.launcher.supervisor import NotStarted, Supervisor

SAYS = """
import signal, sys, time
def say(what):
    with open("order", "a") as order: order.write(what + " ")
def told(*_):
    say("-{name}"); sys.exit(0)
signal.signal(signal.SIGTERM, told)
say("+{name}")
open("{name}.up", "w").close()
"""
IDLES = "while True: time.sleep(60)\n"
BODIES = {
    "broken": "import sys; sys.exit(7)",
    "deaf": "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nopen('deaf.up', 'w').close()\n"
    + IDLES,
    "family": "import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "open('family.up', 'w').close()\n" + IDLES,
    "never": "import time\n" + IDLES,
}


def part(folder: Path, name: str) -> Part:
    body = BODIES.get(name) or (SAYS + IDLES).replace("{name}", name)
    program = f"import os; os.chdir({str(folder)!r})\n{body}"
    up = folder / f"{name}.up"
    ports = (int(name.partition(":")[2]),) if ":" in name else ()
    return Part(
        name, (sys.executable, "-c", program), {}, lambda: "" if up.exists() else "not up", polite=1.0, ports=ports
    )


def main(folder: Path, names: list[str]) -> int:
    supervisor = Supervisor(folder, Record.of_this_process("none", {}), lambda line: print(line, flush=True), 1.0)
    try:
        supervisor.start(*(lambda name=name: [part(folder, name)] for name in names))
    except NotStarted as why:
        print(why, flush=True)
        return 3
    except KeyboardInterrupt:
        return 130
    supervisor.watch()
    supervisor.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
