"""Writes lstm.json: torch.nn.LSTM, forward, backward and differentiated twice, in double precision.

Run: python3 lstm.py   (PyTorch 2.13.0)

The weights are stored as Counterweight keeps them: transposed, [inputs, 4 hidden] with columns in
the order input, forget, cell, output, and one bias: the sum of PyTorch's two, less the constant 1
that our standard flavour adds to the forget gate.

Each case has a loss, the sum of all outputs times fixed coefficients, and its gradients. `direction`
is a fixed direction of the input, and `directional.*` are the gradients of the loss's derivative
along it, taken through autograd.grad(create_graph=True). `penalty.*` are the value of the gradient
penalty mean((|gradient of the loss by the input| - 1)^2) and its gradients.
"""

import json
import pathlib

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.manual_seed(6)
torch.set_default_dtype(torch.float64)
tensors = {}
numbers = {}


def store(name, tensor):
    """Stores a tensor; states as [batch, layers * directions, hidden]."""
    if name.split(".")[-1] in ("h0", "c0", "hn", "cn"):
        tensor = tensor.transpose(0, 1)
    tensors[name] = {"shape": list(tensor.shape), "values": tensor.detach().flatten().tolist()}


def weight_name(case, name):
    """weight_ih_l1_reverse -> CASE.layer1.backward.inputWeight"""
    kind, _, rest = name.partition("_l")
    direction = "backward" if rest.endswith("_reverse") else "forward"
    kind = {"weight_ih": "inputWeight", "weight_hh": "recurrentWeight", "bias_ih": "bias"}.get(kind)
    return kind and f"{case}.layer{rest[0]}.{direction}.{kind}"


def store_weights(case, lstm, values, prefix=""):
    for (name, _), value in zip(lstm.named_parameters(), values):
        place = weight_name(case + prefix, name)
        if place:
            store(place, value.T if value.ndim == 2 else value)


def run_case(case, lengths, features, hidden, layers, bidirectional):
    batch, time = len(lengths), max(lengths) + 1  # one step of padding for everyone
    lstm = torch.nn.LSTM(
        features, hidden, layers, batch_first=True, bidirectional=bidirectional)
    states = layers * (2 if bidirectional else 1)
    x = torch.randn(batch, time, features, requires_grad=True)
    h0 = torch.randn(states, batch, hidden, requires_grad=True)
    c0 = torch.randn(states, batch, hidden, requires_grad=True)
    packed = pack_padded_sequence(x, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
    packed, (hn, cn) = lstm(packed, (h0, c0))
    sequence, _ = pad_packed_sequence(packed, batch_first=True, total_length=time)

    store(f"{case}.lengths", torch.tensor(lengths, dtype=torch.float64))
    for name, value in {"x": x, "h0": h0, "c0": c0, "sequence": sequence, "hn": hn,
                        "cn": cn}.items():
        store(f"{case}.{name}", value)
    weights = list(lstm.parameters())
    stored = []
    for name, value in lstm.named_parameters():
        if name.startswith("bias_ih"):
            value = value + dict(lstm.named_parameters())[name.replace("_ih", "_hh")]
            value = value - torch.cat([torch.zeros(hidden), torch.ones(hidden),
                                       torch.zeros(2 * hidden)])
        stored.append(value)
    store_weights(case, lstm, stored)

    loss = 0
    for name, value in {"sequence": sequence, "hn": hn, "cn": cn}.items():
        coefficients = torch.randn(value.shape)
        store(f"{case}.coefficients.{name}", coefficients)
        loss = loss + (value * coefficients).sum()
    numbers[f"{case}.loss"] = loss.item()

    def store_gradients(prefix, objective):
        gradients = torch.autograd.grad(objective, [x, h0, c0, *weights], retain_graph=True)
        for name, value in zip(["x", "h0", "c0"], gradients):
            store(f"{case}{prefix}.{name}", value)
        store_weights(case, lstm, gradients[3:], prefix)

    store_gradients(".gradient", loss)
    direction = torch.randn(x.shape)
    store(f"{case}.direction", direction)
    (slope,) = torch.autograd.grad(loss, x, create_graph=True)
    directional = (slope * direction).sum()
    numbers[f"{case}.directional"] = directional.item()
    store_gradients(".directional", directional)
    penalty = ((slope.flatten(1).square().sum(1).sqrt() - 1) ** 2).mean()
    numbers[f"{case}.penalty"] = penalty.item()
    store_gradients(".penalty", penalty)


run_case("plain", [4, 4, 4], features=2, hidden=3, layers=1, bidirectional=False)
run_case("stacked", [3, 5, 1], features=3, hidden=2, layers=2, bidirectional=False)
run_case("bidirectional", [2, 4, 1, 4], features=2, hidden=3, layers=2, bidirectional=True)

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"tensors": tensors, "numbers": numbers}) + "\n")
