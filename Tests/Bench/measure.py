"""How the benchmarks measure, and how they print a figure beside its yardstick."""

import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Load:
    """What wrk saw of one address under load."""

    rate: float  # requests/s
    p99: float  # ms


def load(url, headers=(), seconds=10, connections=16):
    """Asks one address over so many connections; every answer must be a good one."""
    command = ["wrk", "--threads", "2", "--connections", str(connections), "--duration", f"{seconds}s", "--timeout", "60s", "--latency"]
    for header in headers:
        command += ["--header", header]
    report = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in report and "Socket errors" not in report, report
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", report).groups()
    return Load(rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit])


@dataclass
class Run:
    """One run of a program."""

    seconds: float
    peak: float  # MiB of resident memory at most
    work: float  # seconds of the processor
    output: str


def run(command, environment):
    """Runs a program to its end, which must be a good one."""
    [run] = together([command], environment)
    return run


def together(commands, environment):
    """Runs programs side by side to their ends, which must be good ones."""
    begin = time.perf_counter()
    processes = [
        subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for command in commands
    ]
    return [ended(process, begin) for process in processes]


def ended(process, begin):
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{process.args} ended with {process.returncode}:\n{output}"
    # Linux counts in KiB.
    return Run(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime, output)


def resident_peak(program):
    """MiB that the largest process of a program held at most so far."""
    peaks = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if Path(os.readlink(process / "exe")) == program.resolve():
                status = (process / "status").read_text()
                peaks.append(int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024)
        except OSError:
            # It ended meanwhile, or is another user's.
            continue
    return max(peaks)


def say(title, *figures):
    print(f"{title:<46}" + "".join(f"{figure:>22}" for figure in figures), flush=True)
