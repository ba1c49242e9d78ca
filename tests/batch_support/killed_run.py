"""A batch run that dies: killed_run.py INPUT OUTPUT SHARD_BYTES (call N | rename N)."""

import os
import signal
import sys

from fake_model import FakeModel, KillAtCall

from mtdetect.batch import score_files


def die_at_rename(number):
    real = os.replace
    left = [number]

    def replace(source, target):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        real(source, target)

    os.replace = replace


source, output, shard_bytes, how, number = sys.argv[1:]
model = FakeModel()
if how == "call":
    model = KillAtCall(int(number))
else:
    die_at_rename(int(number))
score_files(source, output, model=model, shard_bytes=int(shard_bytes))
