#!/usr/bin/env python3
"""Cables that are long: pairs of TAP cards between namespaces, with delay, jitter and loss, for kernels without netem.

delay.py DELAY_MS JITTER_MS LOSS_PERCENT SPACE:CARD=SPACE:CARD ...   (root, Linux; prints "ready", ends when killed)
"""
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP, IFF_NO_PI = 0x0002, 0x1000


def card(end, number):
    """A TAP card in a namespace; its frames come out of the file that is returned."""
    space, name = end.split(":")
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    made = f"dly{os.getpid() % 100000}x{number}"
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH", made.encode(), IFF_TAP | IFF_NO_PI))
    subprocess.run(["ip", "link", "set", made, "netns", space, "name", name], check=True)
    return fd


def main():
    delay, jitter, loss = (float(a) for a in sys.argv[1:4])
    other = {}
    for number, cable in enumerate(sys.argv[4:]):
        a, b = (card(end, 2 * number + i) for i, end in enumerate(cable.split("=")))
        other[a], other[b] = b, a
    poll = select.poll()
    for fd in other:
        poll.register(fd, select.POLLIN)
    print("ready", flush=True)
    # Due time, a number that keeps the order of arrival, where to, what. A cable does not overtake itself.
    waiting, arrived, last = [], 0, dict.fromkeys(other, 0.0)
    while True:
        wait = max(0.0, (waiting[0][0] - time.monotonic()) * 1000) if waiting else None
        for fd, events in poll.poll(wait):
            if not events & select.POLLIN:
                continue
            frame = os.read(fd, 65536)
            if random.random() * 100 < loss:
                continue
            due = max(last[fd], time.monotonic() + (delay + random.uniform(-jitter, jitter)) / 1000)
            last[fd] = due
            arrived += 1
            heapq.heappush(waiting, (due, arrived, other[fd], frame))
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, _, fd, frame = heapq.heappop(waiting)
            try:
                os.write(fd, frame)
            except OSError:
                pass  # The card at the far end is not up, or is full: a cable loses frames then.


main()
