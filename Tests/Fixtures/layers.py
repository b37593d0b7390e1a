"""Layers of torch with known weights, for Tests/NetworksTests (spec/06 B2, B9).

Run: python Tests/Fixtures/layers.py    (torch 2.13.0, numpy 2.4.6); writes layers.json.

"lstm": two stacked bidirectional layers on ragged sequences (packed). Weights are stored as
Counterweight keeps them: [inputs, 4 hidden], gates in the order input, forget, candidate, output,
and a forget bias lower by 1, because the layer adds a constant 1 to that gate.
"norm": batch normalisation over the valid events: two training passes, then inference.
The loss whose gradients are stored is the sum of output * coefficients.
"""

import json
import pathlib

import torch

torch.manual_seed(2)
torch.set_default_dtype(torch.float64)
tensors = {}


def store(name, tensor):
    tensor = torch.as_tensor(tensor).detach()
    tensors[name] = {"shape": list(tensor.shape), "values": tensor.flatten().tolist()}


# Two stacked bidirectional LSTM layers.
batch, time, features, hidden = 4, 6, 3, 5
lengths = torch.tensor([6, 1, 4, 3])
lstm = torch.nn.LSTM(features, hidden, num_layers=2, bidirectional=True, batch_first=True)
x = torch.randn(batch, time, features, requires_grad=True)
packed = torch.nn.utils.rnn.pack_padded_sequence(
    x, lengths, batch_first=True, enforce_sorted=False
)
output, (final_hidden, final_cell) = lstm(packed)
output, _ = torch.nn.utils.rnn.pad_packed_sequence(output, batch_first=True, total_length=time)
coefficients = torch.randn(batch, time, 2 * hidden)
(output * coefficients).sum().backward()

store("lstm.x", x)
store("lstm.x.gradient", x.grad)
store("lstm.lengths", lengths)
store("lstm.coefficients", coefficients)
store("lstm.output", output)
forget_offset = torch.zeros(4 * hidden)
forget_offset[hidden : 2 * hidden] = 1
for layer in range(2):
    for direction, suffix in (("forward", ""), ("backward", "_reverse")):
        ours = f"layer{layer}.{direction}"
        parameter = lambda name: getattr(lstm, f"{name}_l{layer}{suffix}")
        store(f"{ours}.inputWeight", parameter("weight_ih").T)
        store(f"{ours}.inputWeight.gradient", parameter("weight_ih").grad.T)
        store(f"{ours}.recurrentWeight", parameter("weight_hh").T)
        store(f"{ours}.recurrentWeight.gradient", parameter("weight_hh").grad.T)
        store(f"{ours}.bias", parameter("bias_ih") + parameter("bias_hh") - forget_offset)
        store(f"{ours}.bias.gradient", parameter("bias_ih").grad)
        store(f"{ours}.finalHidden", final_hidden[2 * layer + (direction == "backward")])
        store(f"{ours}.finalCell", final_cell[2 * layer + (direction == "backward")])

# Batch normalisation over valid events.
norm = torch.nn.BatchNorm1d(features, eps=1e-5, momentum=0.1)
with torch.no_grad():
    norm.weight.copy_(torch.randn(features))
    norm.bias.copy_(torch.randn(features))
valid = torch.arange(time)[None, :] < lengths[:, None]
store("norm.scale", norm.weight)
store("norm.shift", norm.bias)
store("norm.coefficients", coefficients[:, :, :features])
for stage in ("first", "second", "inference"):
    norm.train(stage != "inference")
    norm.zero_grad()
    x = (3 + 2 * torch.randn(batch, time, features)).requires_grad_()
    y = torch.zeros(batch, time, features).masked_scatter(valid[..., None], norm(x[valid]))
    (y * coefficients[:, :, :features]).sum().backward()
    store(f"norm.{stage}.x", x)
    store(f"norm.{stage}.output", y)
    store(f"norm.{stage}.x.gradient", x.grad)
    store(f"norm.{stage}.scale.gradient", norm.weight.grad)
    store(f"norm.{stage}.shift.gradient", norm.bias.grad)
    store(f"norm.{stage}.mean", norm.running_mean)
    store(f"norm.{stage}.variance", norm.running_var)

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"tensors": tensors}) + "\n")
