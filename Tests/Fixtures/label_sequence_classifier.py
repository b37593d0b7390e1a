"""The seq2seq classifier written in PyTorch: logits, loss, all gradients, one update (spec/01 3.2).

Run: python label_sequence_classifier.py > label_sequence_classifier.json
Made with Python 3.11.7 and PyTorch 2.13.0 (CPU).

The encoder is torch.nn.LSTM on packed sequences, the decoder written out from spec/00 6.3 with the
cell of torch.nn.LSTMCell; the next input is the softmax of the logits. Labels are ragged: a mask
multiplies the cross entropy, which is divided by samples times positions. The update is
torch.optim.Adadelta's. Double precision; dropout off. Weights are stored in the shapes of
Counterweight: [inputs, outputs], gates in the order input, forget, candidate, output, and without
the constant 1 that the standard cell adds to the forget gate.
"""

import json

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.manual_seed(21)
torch.set_default_dtype(torch.float64)
BATCH, TIME, FEATURES, HIDDEN, CLASSES, LAYERS, POSITIONS = 5, 7, 3, 4, 3, 2, 4
lengths = torch.tensor([7, 3, 1, 5, 7])
label_lengths = torch.tensor([4, 2, 3, 1, 4])
labels = torch.randint(0, CLASSES, (BATCH, POSITIONS))
sample_weights = torch.tensor([0.5, 2.0, 3.0, 0.5, 2.0])

events = torch.randn(BATCH, TIME, FEATURES)
for sample, length in enumerate(lengths):
    events[sample, length:] = 0
label_mask = (torch.arange(POSITIONS)[None, :] < label_lengths[:, None]).to(events.dtype)
labels = labels * label_mask.to(labels.dtype)

encoder = [nn.LSTM(FEATURES if l == 0 else HIDDEN, HIDDEN, batch_first=True) for l in range(LAYERS)]
cell = nn.LSTMCell(CLASSES + HIDDEN, HIDDEN)
output = nn.Linear(HIDDEN, CLASSES)
query = torch.randn(HIDDEN, HIDDEN, requires_grad=True)
key = nn.Linear(HIDDEN, HIDDEN)
score = torch.randn(HIDDEN, 1, requires_grad=True)
for module in encoder + [cell]:
    for weight in module.parameters():
        nn.init.normal_(weight, std=0.6)
    # PyTorch has two biases where one is enough; the second carries the constant forget bias.
    second = module.bias_hh if module is cell else module.bias_hh_l0
    with torch.no_grad():
        second.zero_()
        second[HIDDEN : 2 * HIDDEN] = 1

parameters = {}
for l, lstm in enumerate(encoder):
    parameters[f"encoder{l}.inputWeight"] = (lstm.weight_ih_l0, True)
    parameters[f"encoder{l}.recurrentWeight"] = (lstm.weight_hh_l0, True)
    parameters[f"encoder{l}.bias"] = (lstm.bias_ih_l0, False)
parameters["decoder.query.weight"] = (query, False)
parameters["decoder.key.weight"] = (key.weight, True)
parameters["decoder.key.bias"] = (key.bias, False)
parameters["decoder.score"] = (score, False)
parameters["decoder.cell.inputWeight"] = (cell.weight_ih, True)
parameters["decoder.cell.recurrentWeight"] = (cell.weight_hh, True)
parameters["decoder.cell.bias"] = (cell.bias_ih, False)
parameters["output.weight"] = (output.weight, True)
parameters["output.bias"] = (output.bias, False)

tensors = {}


def store(name, tensor, transposed=False):
    tensor = tensor.detach().clone()
    tensor = tensor.T if transposed else tensor
    tensors[name] = {
        "shape": list(tensor.shape),
        "values": [float(v) for v in tensor.contiguous().reshape(-1)],
    }


for name, (tensor, transposed) in parameters.items():
    store(name, tensor, transposed)


def forward(inputs):
    sequence = inputs
    for lstm in encoder:
        packed = pack_padded_sequence(sequence, lengths, batch_first=True, enforce_sorted=False)
        packed, (hidden, state) = lstm(packed)
        sequence, _ = pad_packed_sequence(packed, batch_first=True)
    hidden, state = hidden[0], state[0]
    mask = torch.arange(TIME)[None, :] < lengths[:, None]
    said = torch.zeros(BATCH, CLASSES)
    logits = []
    for _ in range(POSITIONS):
        scores = torch.tanh((hidden @ query).unsqueeze(1) + key(sequence)) @ score
        shares = torch.softmax(scores.squeeze(-1).masked_fill(~mask, -torch.inf), dim=1)
        context = (shares.unsqueeze(-1) * sequence).sum(dim=1)
        hidden, state = cell(torch.cat([said, context], dim=1), (hidden, state))
        logits.append(output(hidden))
        said = torch.softmax(logits[-1], dim=1)
    return torch.stack(logits, dim=1)


optimiser = torch.optim.Adadelta(
    [tensor for tensor, _ in parameters.values()], lr=1.0, rho=0.95, eps=1e-8
)
inputs = events.clone().requires_grad_(True)
logits = forward(inputs)
losses = nn.functional.cross_entropy(
    logits.reshape(-1, CLASSES), labels.reshape(-1), reduction="none"
).reshape(BATCH, POSITIONS)
loss = (losses * label_mask * sample_weights[:, None]).sum() / (BATCH * POSITIONS)
loss.backward()
for name, (tensor, transposed) in parameters.items():
    store("gradient." + name, tensor.grad, transposed)
store("gradient.events", inputs.grad)
optimiser.step()
for name, (tensor, transposed) in parameters.items():
    store("updated." + name, tensor, transposed)

store("events", events)
store("lengths", lengths)
store("labels", labels)
store("labelLengths", label_lengths)
store("sampleWeights", sample_weights)
store("logits", logits)
print(json.dumps({"tensors": tensors, "numbers": {"loss": loss.item()}}))
