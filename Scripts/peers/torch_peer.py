"""PyTorch's side of the benchmark: python torch_peer.py WORKLOAD [--packed]"""

import sys
import warnings

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

import workloads

# PackedSequence and disabled oneDNN both warn of what is meant here.
warnings.filterwarnings("ignore")


class Classifier(nn.Module):
    """LSTM layers over [time, batch, features], the layout that PyTorch prefers, and a dense one."""

    def __init__(self, features, hidden, layers):
        super().__init__()
        self.lstm = nn.LSTM(features, hidden, layers)
        self.dense = nn.Linear(hidden, 2)

    def forward(self, events, lengths=None, packed=False):
        if packed:
            _, (final, _) = self.lstm(pack_padded_sequence(events, lengths, enforce_sorted=False))
            return self.dense(final[-1])
        states, _ = self.lstm(events)
        if lengths is None:
            return self.dense(states[-1])
        return self.dense(states[lengths - 1, torch.arange(len(lengths))])


def differentiate(model, loss):
    """Gradients for all parameters, made anew as an optimiser would find them after zero_grad()."""
    model.zero_grad(set_to_none=True)
    loss().backward()


def classifier(batch, time, features, hidden, layers):
    model = Classifier(features, hidden, layers)
    events, classes = torch.randn(time, batch, features), torch.randint(2, (batch,))
    return lambda: differentiate(
        model, lambda: nn.functional.cross_entropy(model(events), classes)
    )


def ragged(samples, batch, features, hidden, layers, packed):
    lengths = torch.from_numpy(workloads.ragged_lengths())
    sequences = [torch.randn(length, features) for length in lengths]
    classes = torch.randint(2, (samples,))
    model = Classifier(features, hidden, layers)

    def epoch():
        for chosen in torch.randperm(samples).split(batch):
            events = pad_sequence([sequences[index] for index in chosen])
            differentiate(
                model,
                lambda: nn.functional.cross_entropy(
                    model(events, lengths[chosen], packed), classes[chosen]
                ),
            )

    return epoch


class Critic(nn.Module):
    """Bidirectional LSTM layers and dense ones: one number for each sequence."""

    def __init__(self, hidden, layers):
        super().__init__()
        self.lstm = nn.LSTM(hidden, hidden, layers, bidirectional=True)
        self.head = nn.Sequential(
            nn.Linear(2 * hidden, 32), nn.LeakyReLU(0.3),
            nn.Linear(32, 16), nn.LeakyReLU(0.3),
            nn.Linear(16, 1),
        )

    def forward(self, sequences):
        return self.head(self.lstm(sequences)[0][-1])


def critic(batch, time, hidden, layers):
    model = Critic(hidden, layers)
    real, fake = torch.randn(2, time, batch, hidden)

    def loss():
        share = torch.rand(batch, 1)
        points = torch.lerp(fake, real, share).requires_grad_()
        # oneDNN's LSTM has no second derivative.
        with torch.backends.mkldnn.flags(enabled=False):
            values = model(points).sum()
            (slopes,) = torch.autograd.grad(values, points, create_graph=True)
        norms = (slopes.square().sum(dim=(0, 2)) + 1e-10).sqrt()
        gap = model(fake).mean() - model(real).mean()
        return gap + 10 * (norms - 1).square().mean()

    return lambda: differentiate(model, loss)


def prepare(name):
    if name in workloads.CLASSIFIERS:
        return classifier(**workloads.CLASSIFIERS[name])
    if name in workloads.CRITICS:
        return critic(**workloads.CRITICS[name])
    if name == "ragged":
        return ragged(**workloads.RAGGED, packed="--packed" in sys.argv)
    return None


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(0)
    workloads.run("torch-packed" if "--packed" in sys.argv else "torch", prepare)
