"""
The same training by somebody who knows PyTorch: the layers see only real tokens, one [PAD] a batch stands for all padded
positions, the embedding has sparse gradients and SparseAdam, and batches are cut from tensors, without a DataLoader.
"""

import torch
import torch.nn.functional as F
from torch import nn

from songs import answer

BATCH_SIZE = 8
PAD = torch.zeros(1, dtype=torch.int64)


class LyricsNetwork(nn.Module):
    def __init__(self, songs):
        super().__init__()
        self.max_length = songs.max_length
        self.dropout = songs.dropout
        self.embedding = nn.Embedding(songs.vocabulary_size + 1, 32, sparse=True)
        self.fc_flat = nn.Linear(32, 32)
        self.fc = nn.Linear(32, songs.classes)

    def forward(self, tokens, song_of_token, padding, features):
        x = F.relu(self.fc_flat(self.embedding(tokens)))
        return self.fc(mean_over_positions(x, song_of_token, padding, self.max_length, self.dropout))


class MetadataNetwork(nn.Module):
    def __init__(self, songs):
        super().__init__()
        self.pipeline = nn.Sequential(
            nn.Linear(22, 18), nn.ReLU(),
            nn.Linear(18, 12), nn.ReLU(),
            nn.Linear(12, 8), nn.ReLU(),
            nn.Linear(8, songs.classes))

    def forward(self, tokens, song_of_token, padding, features):
        return self.pipeline(features)


class CombinedNetwork(nn.Module):
    def __init__(self, songs):
        super().__init__()
        self.max_length = songs.max_length
        self.eng_pipeline = nn.Sequential(
            nn.Linear(22, 18), nn.ReLU(),
            nn.Linear(18, 12), nn.ReLU(),
            nn.Linear(12, 8))
        self.embedding = nn.Embedding(songs.vocabulary_size + 1, 32, sparse=True)
        self.fc = nn.Linear(32, 8)
        self.combine = nn.Sequential(
            nn.Linear(16, 12), nn.ReLU(),
            nn.Linear(12, 8), nn.ReLU(),
            nn.Linear(8, songs.classes))

    def forward(self, tokens, song_of_token, padding, features):
        x = F.relu(self.embedding(tokens))
        text = self.fc(mean_over_positions(x, song_of_token, padding, self.max_length))
        return self.combine(torch.cat([text, self.eng_pipeline(features)], dim=1))


def mean_over_positions(x, song_of_token, padding, max_length, dropout=0.0):
    """
    The mean over all positions, [batch, 32]. The last row of x, [tokens + 1, 32], is the vector of [PAD], which all padded positions
    share: the number that dropout keeps is binomial.
    """
    tokens, pad = x.split([len(x) - 1, 1])
    if dropout > 0:
        tokens = tokens * (torch.rand(tokens.shape) >= dropout)  # takes half the time of F.dropout
        padding = torch.binomial(padding.expand(-1, 32), torch.full((len(padding), 32), 1 - dropout))
        max_length = max_length * (1 - dropout)
    return (padding * pad).index_add(0, song_of_token, tokens) / max_length


class Trainer:
    networks = {"lyrics": LyricsNetwork, "metadata": MetadataNetwork, "combined": CombinedNetwork}

    def __init__(self, network, songs):
        self.songs = songs
        self.reads_tokens = network != "metadata"
        self.model = self.networks[network](songs)
        songs.load_weights(network, self.model)

    def train_epoch(self, order=None):
        optimizers = self.create_optimizers()
        losses, right = [], torch.tensor(0)
        for *inputs, labels in self.batches(order or torch.randperm(len(self.songs.labels)).tolist()):
            for optimizer in optimizers:
                optimizer.zero_grad(set_to_none=True)
            logits = self.model(*inputs)
            loss = F.cross_entropy(logits, labels)
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()
            right += (logits.argmax(dim=1) == labels).sum()
            losses.append(loss.detach())
        return losses

    def create_optimizers(self):
        dense = [parameter for name, parameter in self.model.named_parameters() if name != "embedding.weight"]
        optimizers = [torch.optim.Adam(dense, lr=1e-3, foreach=True)]
        if self.reads_tokens:
            optimizers.append(torch.optim.SparseAdam([self.model.embedding.weight], lr=1e-3))
        return optimizers

    def batches(self, order):
        features = self.songs.features[order].split(BATCH_SIZE)
        labels = self.songs.labels[order].split(BATCH_SIZE)
        if not self.reads_tokens:
            for batch in zip(features, labels):
                yield None, None, None, *batch
            return
        lengths = self.songs.lengths[order]
        padding = (self.songs.max_length - lengths).float().unsqueeze(1).split(BATCH_SIZE)
        for batch, of_batch in enumerate(lengths.split(BATCH_SIZE)):
            rows = order[batch * BATCH_SIZE:(batch + 1) * BATCH_SIZE]
            tokens = torch.cat([self.songs.tokens[row] for row in rows] + [PAD])
            song_of_token = torch.arange(len(rows)).repeat_interleave(of_batch)
            yield tokens, song_of_token, padding[batch], features[batch], labels[batch]


if __name__ == "__main__":
    answer(Trainer)
