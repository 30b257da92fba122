"""Reads the training songs and the initial weights, and trains an epoch for each request."""

import json
import signal
import sys
import time
from pathlib import Path

import numpy
import torch


class Songs:
    """The training songs: tokens without padding, features and labels."""

    def __init__(self, folder):
        self.folder = Path(folder)
        settings = json.loads((self.folder / "settings.json").read_text())
        self.vocabulary_size = settings["vocabulary_size"]
        self.classes = settings["classes"]
        self.max_length = settings["max_length"]
        self.dropout = settings["dropout"]
        self.lengths = self._read("lengths", numpy.int32).long()
        self.tokens = self._read("tokens", numpy.int32).long().split(self.lengths.tolist())
        self.features = self._read("features", numpy.float32).view(len(self.lengths), -1)
        self.labels = self._read("labels", numpy.int32).long()

    def load_weights(self, network, model):
        """Gives a model the weights that all start from."""
        for name, parameter in model.named_parameters():
            parameter.data = self._read(f"{network}.{name}", numpy.float32).view_as(parameter)

    def _read(self, name, dtype):
        return torch.from_numpy(numpy.fromfile(self.folder / name, dtype))


def answer(create_trainer):
    """Trains an epoch for each line of input: {"network": "lyrics", "order": null for a random one, or a list of songs}."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # after Ctrl+C the benchmark ends this process
    torch.set_num_threads(1)
    songs = Songs(sys.argv[1])
    trainers = {}
    for line in sys.stdin:
        request = json.loads(line)
        network = request["network"]
        if network not in trainers:
            trainers[network] = create_trainer(network, songs)
        begin = time.perf_counter()
        losses = trainers[network].train_epoch(request["order"])
        seconds = time.perf_counter() - begin
        print(json.dumps({"seconds": seconds, "losses": torch.stack(losses).tolist()}), flush=True)
