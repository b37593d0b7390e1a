"""Losses, softmax and attention pooling by PyTorch, on ordinary and on extreme numbers.

Run:  python losses.py > losses.json       (PyTorch 2.13.0, double precision)

B8 (extreme logits), A30 (Euclidean distance), B4 and B5 (masked softmax pooling) of the acceptance
list. softplus is torch.logaddexp(x, 0), because torch's own becomes linear above 20.
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)
tensors, numbers = {}, {}


def keep(name, value):
    value = value.detach()
    tensors[name] = {"shape": list(value.shape), "values": value.flatten().tolist()}


# Logits: ordinary rows, then rows with +-1000 in every constellation with 3 classes.
extremes = [[1000.0, -1000.0, 0.0], [-1000.0, -1000.0, -1000.0], [1000.0, 1000.0, -1000.0],
            [-1000.0, 0.0, 1000.0], [1000.0, 1000.0, 1000.0], [0.0, 0.0, -1000.0]]
logits = torch.cat([3 * torch.randn(6, 3), torch.tensor(extremes)]).requires_grad_()
classes = torch.tensor([0, 1, 2, 0, 1, 2, 1, 0, 2, 2, 1, 2])
weights = torch.tensor([1.0, 2.0, 0.5, 10.0, 0.0, 1.5, 1.0, 3.0, 0.25, 1.0, 2.0, 0.75])
upstream = torch.randn(12, 3)
keep("logits", logits)
keep("classes", classes)
keep("weights", weights)
keep("upstream", upstream)

loss = (weights * F.cross_entropy(logits, classes, reduction="none")).sum() / len(classes)
numbers["crossEntropy"] = loss.item()
keep("crossEntropyGradient", torch.autograd.grad(loss, logits)[0])
for name, function in (("softmax", F.softmax), ("logSoftmax", F.log_softmax)):
    output = function(logits, dim=-1)
    keep(name, output)
    keep(name + "Gradient", torch.autograd.grad(output, logits, upstream)[0])

x = torch.tensor([-1000.0, -750.0, -100.0, -20.0, -1.0, -1e-8, 1e-8, 0.5, 3.0, 25.0, 100.0, 1000.0],
                 requires_grad=True)
keep("activationInput", x)
for name, output in (("softplus", torch.logaddexp(x, torch.zeros(()))), ("sigmoid", torch.sigmoid(x)),
                     ("tanh", torch.tanh(x)), ("leakyReLU", F.leaky_relu(x, 0.3)),
                     ("hardSigmoid", torch.clamp(0.2 * x + 0.5, 0, 1))):
    keep(name, output)
    keep(name + "Gradient", torch.autograd.grad(output.sum(), x)[0])

# Ragged sequences [4, 5, 3] with an error of 0 in one sample, and extreme numbers in another.
lengths = [5, 2, 1, 4]
mask = torch.tensor([[1.0 if t < n else 0.0 for t in range(5)] for n in lengths])
sequences = torch.randn(4, 5, 3)
target = torch.randn(4, 5, 3)
sequences[1, 0] = torch.tensor([1000.0, -1000.0, 1000.0])
target[2] = sequences[2]
sequences.requires_grad_()
keep("sequences", sequences)
keep("target", target)
tensors["lengths"] = {"shape": [4], "values": lengths}

loss = F.mse_loss(sequences, target)
numbers["meanSquaredError"] = loss.item()
keep("meanSquaredErrorGradient", torch.autograd.grad(loss, sequences)[0])
loss = (mask[..., None] * (sequences - target) ** 2).sum() / (mask.sum() * 3)
numbers["maskedMeanSquaredError"] = loss.item()
keep("maskedMeanSquaredErrorGradient", torch.autograd.grad(loss, sequences)[0])
loss = ((mask[..., None] * (sequences - target) ** 2).sum((1, 2)) + 1e-12).sqrt().mean()
numbers["meanEuclideanDistance"] = loss.item()
keep("meanEuclideanDistanceGradient", torch.autograd.grad(loss, sequences)[0])

scores = torch.randn(4, 5)
scores[0] = torch.tensor([1000.0, -1000.0, 1000.0, 999.0, 0.0])
scores.requires_grad_()
upstream = torch.randn(4, 3)
attention = F.softmax(scores.masked_fill(mask == 0, -torch.inf), dim=1)
context = (attention[..., None] * sequences).sum(1)
gradients = torch.autograd.grad(context, (sequences, scores), upstream)
keep("scores", scores)
keep("contextUpstream", upstream)
keep("attention", attention)
keep("context", context)
keep("contextGradientOfSequences", gradients[0])
keep("contextGradientOfScores", gradients[1])

# Entries of valid events that were not measured have no part in the losses.
measured = torch.tensor([[[1, 0, 1], [1, 1, 1], [0, 0, 1], [1, 0, 1], [1, 1, 1]],
                         [[0, 1, 1], [1, 1, 1], [0, 0, 0], [0, 0, 0], [0, 0, 0]],
                         [[1, 0, 1], [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]],
                         [[0, 0, 1], [0, 0, 1], [1, 1, 1], [0, 1, 1], [0, 0, 0]]], dtype=torch.float64)
keep("measured", measured)
loss = (measured * (sequences - target) ** 2).sum() / measured.sum()
numbers["measuredMeanSquaredError"] = loss.item()
keep("measuredMeanSquaredErrorGradient", torch.autograd.grad(loss, sequences)[0])
loss = ((measured * (sequences - target) ** 2).sum((1, 2)) + 1e-12).sqrt().mean()
numbers["measuredMeanEuclideanDistance"] = loss.item()
keep("measuredMeanEuclideanDistanceGradient", torch.autograd.grad(loss, sequences)[0])

print(json.dumps({"tensors": tensors, "numbers": numbers}, indent=1))
