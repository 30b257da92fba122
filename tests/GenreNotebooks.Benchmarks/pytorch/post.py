"""The post's training: every song padded to 512 ids, layers over all positions, Adam over the whole embedding."""

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

from songs import answer


class LyricsNetwork(nn.Module):
    def __init__(self, songs):
        super().__init__()
        self.embedding = nn.Embedding(songs.vocabulary_size + 1, 32)
        self.dropout = nn.Dropout(songs.dropout)
        self.fc_flat = nn.Linear(32, 32)
        self.fc = nn.Linear(32, songs.classes)
        self.relu = nn.ReLU()

    def forward(self, ids, features):
        x = self.relu(self.fc_flat(self.embedding(ids)))  # [batch, 512, 32]
        return self.fc(self.dropout(x).mean(dim=1))


class MetadataNetwork(nn.Module):
    def __init__(self, songs):
        super().__init__()
        self.pipeline = nn.Sequential(
            nn.Linear(22, 18), nn.ReLU(),
            nn.Linear(18, 12), nn.ReLU(),
            nn.Linear(12, 8), nn.ReLU(),
            nn.Linear(8, songs.classes))

    def forward(self, ids, features):
        return self.pipeline(features)


class CombinedNetwork(nn.Module):
    def __init__(self, songs):
        super().__init__()
        self.eng_pipeline = nn.Sequential(
            nn.Linear(22, 18), nn.ReLU(),
            nn.Linear(18, 12), nn.ReLU(),
            nn.Linear(12, 8))
        self.embedding = nn.Embedding(songs.vocabulary_size + 1, 32)
        self.relu = nn.ReLU()
        self.fc = nn.Linear(32, 8)
        self.combine = nn.Sequential(
            nn.Linear(16, 12), nn.ReLU(),
            nn.Linear(12, 8), nn.ReLU(),
            nn.Linear(8, songs.classes))

    def forward(self, ids, features):
        text = self.fc(self.relu(self.embedding(ids)).mean(dim=1))
        return self.combine(torch.cat([text, self.eng_pipeline(features)], dim=1))


class PaddedSongs(Dataset):
    def __init__(self, songs):
        self.ids = torch.zeros(len(songs.labels), songs.max_length, dtype=torch.int64)
        for row, tokens in zip(self.ids, songs.tokens):
            row[:len(tokens)] = tokens
        self.features = songs.features
        self.labels = songs.labels

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, song):
        return self.ids[song], self.features[song], self.labels[song]


class Trainer:
    networks = {"lyrics": LyricsNetwork, "metadata": MetadataNetwork, "combined": CombinedNetwork}

    def __init__(self, network, songs):
        self.model = self.networks[network](songs)
        songs.load_weights(network, self.model)
        self.dataset = PaddedSongs(songs)

    def train_epoch(self, order=None):
        loader = DataLoader(self.dataset, batch_size=8, shuffle=order is None, sampler=order)
        optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        loss_fn = nn.CrossEntropyLoss()
        losses, right = [], 0
        self.model.train()
        for ids, features, labels in loader:
            optimizer.zero_grad()
            logits = self.model(ids, features)
            loss = loss_fn(logits, labels)
            loss.backward()
            optimizer.step()
            right += (logits.argmax(dim=1) == labels).sum().item()
            losses.append(loss.detach())
        return losses


if __name__ == "__main__":
    answer(Trainer)
