"""The seq2one classifier written in PyTorch: logits, loss and all gradients (spec/01 3.1).

Run: python classifier.py > classifier.json
Made with Python 3.11.7 and PyTorch 2.13.0 (CPU).

Written with torch.nn.LSTM on packed sequences, so that ragged lengths are PyTorch's own business.
Double precision; dropout off; two encoder layers, three classes. Weights are stored in the shapes
of Counterweight: [inputs, outputs], gates in the order input, forget, candidate, output, and
without the constant 1 that the standard cell adds to the forget gate.
"""

import json

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.manual_seed(20)
torch.set_default_dtype(torch.float64)
BATCH, TIME, FEATURES, HIDDEN, DENSE, CLASSES, LAYERS = 5, 7, 3, 4, 6, 3, 2
lengths = torch.tensor([7, 3, 1, 5, 7])
classes = torch.tensor([0, 2, 1, 0, 2])
sample_weights = torch.tensor([0.5, 2.0, 3.0, 0.5, 2.0])

events = torch.randn(BATCH, TIME, FEATURES)
for sample, length in enumerate(lengths):
    events[sample, length:] = 0
events.requires_grad_(True)

encoder = [nn.LSTM(FEATURES if l == 0 else HIDDEN, HIDDEN, batch_first=True) for l in range(LAYERS)]
decoder = nn.LSTM(CLASSES, HIDDEN, batch_first=True)
attention = {
    "weight": torch.randn(HIDDEN, HIDDEN, requires_grad=True),
    "bias": torch.randn(HIDDEN, requires_grad=True),
    "context": torch.randn(HIDDEN, 1, requires_grad=True),
}
dense = nn.Linear(HIDDEN, DENSE)
output = nn.Linear(DENSE, CLASSES)
for lstm in encoder + [decoder]:
    for weight in lstm.parameters():
        nn.init.normal_(weight, std=0.6)
    # PyTorch has two biases where one is enough; the second carries the constant forget bias.
    with torch.no_grad():
        lstm.bias_hh_l0.zero_()
        lstm.bias_hh_l0[HIDDEN : 2 * HIDDEN] = 1

sequence = events
for lstm in encoder:
    packed = pack_padded_sequence(sequence, lengths, batch_first=True, enforce_sorted=False)
    packed, (_, cell) = lstm(packed)
    sequence, _ = pad_packed_sequence(packed, batch_first=True)
scores = torch.tanh(sequence @ attention["weight"] + attention["bias"]) @ attention["context"]
mask = torch.arange(TIME)[None, :] < lengths[:, None]
shares = torch.softmax(scores.squeeze(-1).masked_fill(~mask, -torch.inf), dim=1)
summary = (shares.unsqueeze(-1) * sequence).sum(dim=1)
decoded, _ = decoder(torch.zeros(BATCH, 1, CLASSES), (summary.unsqueeze(0), cell))
logits = output(torch.relu(dense(decoded[:, 0])))
loss = (sample_weights * nn.functional.cross_entropy(logits, classes, reduction="none")).sum() / BATCH
loss.backward()

tensors = {}


def store(name, tensor):
    tensor = tensor.detach()
    tensors[name] = {
        "shape": list(tensor.shape),
        "values": [float(v) for v in tensor.contiguous().reshape(-1)],
    }


def store_parameter(name, tensor, transposed=False):
    value, gradient = tensor.detach(), tensor.grad
    store(name, value.T if transposed else value)
    store("gradient." + name, gradient.T if transposed else gradient)


store("events", events)
store("gradient.events", events.grad)
store("lengths", lengths)
store("classes", classes)
store("sampleWeights", sample_weights)
store("logits", logits)
for name, lstm in [(f"encoder{l}", lstm) for l, lstm in enumerate(encoder)] + [("decoder", decoder)]:
    store_parameter(f"{name}.inputWeight", lstm.weight_ih_l0, transposed=True)
    store_parameter(f"{name}.recurrentWeight", lstm.weight_hh_l0, transposed=True)
    store_parameter(f"{name}.bias", lstm.bias_ih_l0)
for name, tensor in attention.items():
    store_parameter(f"attention.{name}", tensor)
for name, layer in [("dense0", dense), ("output", output)]:
    store_parameter(f"{name}.weight", layer.weight, transposed=True)
    store_parameter(f"{name}.bias", layer.bias)
print(json.dumps({"tensors": tensors, "numbers": {"loss": loss.item()}}))
