"""Numbers for GenerativeOversamplingTests: a sequence autoencoder in PyTorch, forward and backward.

Run:   python3 sequence_autoencoder.py       (writes sequence_autoencoder.json beside itself)
Needs: torch 2.13, numpy 2.x (any recent version gives the same numbers to about 1e-12)

The network follows the published description: two stacked LSTM layers, attention with context, the
code repeated at every event, an LSTM in both directions, a dense layer and tanh; the loss is the mean
squared error over all events and features there are. torch.nn.LSTM computes the recurrent layers, one
sample at a time and cut to its length, so that nothing here knows about padding or masks. Its gates
have the order input, forget, cell, output, and its forget bias is the trained one, so the constant 1
that ours adds is put into it. All in float64, dropout off.
"""

import json
import pathlib

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
draws = np.random.default_rng(23)

F, H = 3, 4
LENGTHS = [5, 3, 1, 4]
# The lengths to which the same codes are decoded a second time.
OTHER_LENGTHS = [2, 4, 6, 1]

tensors, numbers = {}, {}


def draw(*shape, scale=1.0):
    return torch.tensor(draws.normal(size=shape) * scale)


def store(name, tensor):
    array = np.asarray(tensor.detach() if hasattr(tensor, "detach") else tensor, dtype=float)
    tensors[name] = {"shape": list(array.shape), "values": [float(v) for v in array.ravel()]}


weights = {}


def lstm(name, inputs):
    """A torch LSTM of one layer whose weights are views of ours: `[inputs, 4 H]`, transposed."""
    weights[f"{name}.inputWeight"] = draw(inputs, 4 * H, scale=0.6)
    weights[f"{name}.recurrentWeight"] = draw(H, 4 * H, scale=0.6)
    weights[f"{name}.bias"] = draw(4 * H, scale=0.3)
    return name, torch.nn.LSTM(inputs, H, batch_first=True)


def run(layer, x, reverse=False):
    """x [length, inputs] of one sample to [length, H]."""
    name, module = layer
    forget = torch.zeros(4 * H)
    forget[H : 2 * H] = 1
    parameters = {
        "weight_ih_l0": weights[f"{name}.inputWeight"].T,
        "weight_hh_l0": weights[f"{name}.recurrentWeight"].T,
        "bias_ih_l0": weights[f"{name}.bias"] + forget,
        "bias_hh_l0": torch.zeros(4 * H),
    }
    x = x.flip(0) if reverse else x
    outputs, _ = torch.func.functional_call(module, parameters, (x[None],))
    return outputs[0].flip(0) if reverse else outputs[0]


encoder = [lstm("encoder0", F), lstm("encoder1", H)]
weights["attention.weight"] = draw(H, H, scale=0.8)
weights["attention.bias"] = draw(H, scale=0.3)
weights["attention.context"] = draw(H, 1)
forward, backward = lstm("decoder.forward", H), lstm("decoder.backward", H)
weights["output.weight"] = draw(2 * H, F, scale=0.9)
weights["output.bias"] = draw(F, scale=0.2)
for name, tensor in weights.items():
    tensor.requires_grad_(True)
    store(f"weight.{name}", tensor)


def encode(x):
    for layer in encoder:
        x = run(layer, x)
    scores = torch.tanh(x @ weights["attention.weight"] + weights["attention.bias"])
    shares = torch.softmax((scores @ weights["attention.context"])[:, 0], dim=0)
    return shares @ x


def decode(code, length):
    repeated = code.expand(length, H)
    both = torch.cat([run(forward, repeated), run(backward, repeated, reverse=True)], dim=1)
    return torch.tanh(both @ weights["output.weight"] + weights["output.bias"])


def padded(sequences):
    time = max(len(s) for s in sequences)
    result = torch.zeros(len(sequences), time, F)
    for row, sequence in enumerate(sequences):
        result[row, : len(sequence)] = sequence
    return result


events = [torch.tanh(draw(length, F)) for length in LENGTHS]
targets = [torch.tanh(draw(length, F)) for length in LENGTHS]
codes = [encode(x) for x in events]
outputs = [decode(code, length) for code, length in zip(codes, LENGTHS)]
squares = sum(((y - target) ** 2).sum() for y, target in zip(outputs, targets))
loss = squares / (sum(LENGTHS) * F)
loss.backward()

store("lengths", LENGTHS)
store("otherLengths", OTHER_LENGTHS)
store("events", padded(events))
store("targets", padded(targets))
store("codes", torch.stack(codes))
store("outputs", padded(outputs))
store("otherOutputs", padded([decode(c, n) for c, n in zip(codes, OTHER_LENGTHS)]))
numbers["loss"] = loss.item()
for name, tensor in weights.items():
    assert tensor.grad.abs().max() > 1e-6, name
    store(f"gradient.{name}", tensor.grad)

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"tensors": tensors, "numbers": numbers}) + "\n")
