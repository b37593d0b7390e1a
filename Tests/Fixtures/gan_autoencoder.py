"""Numbers for GenerativeOversamplingTests: one GAN with autoencoder in PyTorch, step by step.

Run:   python3 gan_autoencoder.py            (writes gan_autoencoder.json beside itself)
Needs: torch 2.13, numpy 2.x (any recent version gives the same numbers to about 1e-12)

The networks follow the published description: generator of two LSTM layers whose fake branch starts
from noise in the cell states, leaky ReLU, instance noise; bidirectional two-layer critic with the
readout at both ends; decoder of two LSTM layers that start from attention (hidden state) and from
the generator's final cells, teacher forced. They are written with a loop over single samples, cut to
their length, so that nothing here knows about padding or masks. The gradient penalty is
differentiated by autograd.grad(..., create_graph=True). All in float64, dropout off.
"""

import json
import pathlib
import sys

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
# Adam divides by the gradient's own size, so where a gradient is 0 but for rounding its step is
# arbitrary. This seed and the critic's scales keep every gradient away from 0 (but that of
# critic.value.bias, which is exactly 0): the check at the end.
SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 17
numbers_generator = np.random.default_rng(SEED)
smallest_gradient = float("inf")

B, T, F, H, HC = 4, 5, 3, 4, 3
DENSE = [5, 4]
LENGTHS = [5, 3, 1, 4]
SLOPE, LAMBDA, MU = 0.3, 10.0, 0.7
RATES = {"generator": 0.01, "critic": 0.02, "decoder": 0.03}
BETAS = (0.5, 0.9)
STEPS = ["generator", "generator", "critic", "autoencoder", "critic", "generator", "autoencoder"]

tensors, numbers = {}, {}


def draw(*shape, scale=1.0):
    return torch.tensor(numbers_generator.normal(size=shape) * scale)


def store(name, tensor):
    array = np.asarray(tensor.detach() if hasattr(tensor, "detach") else tensor, dtype=float)
    tensors[name] = {"shape": list(array.shape), "values": [float(v) for v in array.ravel()]}


def lstm_weights(name, inputs, hidden, scale=0.5):
    return {
        f"{name}.inputWeight": draw(inputs, 4 * hidden, scale=scale),
        f"{name}.recurrentWeight": draw(hidden, 4 * hidden, scale=scale),
        f"{name}.bias": draw(4 * hidden, scale=0.3),
    }


def dense_weights(name, inputs, outputs):
    return {
        f"{name}.weight": draw(inputs, outputs, scale=0.9),
        f"{name}.bias": draw(outputs, scale=0.1),
    }


weights = {"generator": {}, "critic": {}, "decoder": {}}
for layer, inputs in ((1, F), (2, H)):
    weights["generator"].update(lstm_weights(f"generator.layer{layer}", inputs, H))
    weights["decoder"].update(lstm_weights(f"decoder.layer{layer}", inputs, H))
for layer, inputs in ((1, H), (2, 2 * HC)):
    for direction in ("forward", "backward"):
        name = f"critic.layer{layer}.{direction}"
        weights["critic"].update(lstm_weights(name, inputs, HC, scale=1.5))
weights["critic"].update(dense_weights("critic.dense1", 2 * HC, DENSE[0]))
weights["critic"].update(dense_weights("critic.dense2", DENSE[0], DENSE[1]))
weights["critic"].update(dense_weights("critic.value", DENSE[1], 1))
weights["decoder"].update(
    {
        "decoder.attention.weight": draw(H, H, scale=0.7),
        "decoder.attention.bias": draw(H, scale=0.3),
        "decoder.attention.context": draw(H, 1, scale=0.9),
    }
)
weights["decoder"].update(dense_weights("decoder.output", H, F))
for network in weights.values():
    for name, tensor in network.items():
        tensor.requires_grad_(True)
        store(f"initial.{name}", tensor)


def leaky(a):
    return torch.maximum(a, SLOPE * a)


def lstm(w, name, x, hidden, cell, reverse=False):
    """x [length, inputs] of one sample; returns outputs [length, H] and the last states."""
    outputs = [None] * len(x)
    steps = range(len(x) - 1, -1, -1) if reverse else range(len(x))
    for t in steps:
        a = x[t] @ w[f"{name}.inputWeight"] + hidden @ w[f"{name}.recurrentWeight"]
        i, f, g, o = (a + w[f"{name}.bias"]).chunk(4)
        cell = torch.sigmoid(f + 1) * cell + torch.sigmoid(i) * torch.tanh(g)
        hidden = torch.sigmoid(o) * torch.tanh(cell)
        outputs[t] = hidden
    return torch.stack(outputs), hidden, cell


def generator(x, z, noise):
    """One sample: its hidden sequence and each layer's final cell state."""
    sequence, cells = x, []
    for layer in (1, 2):
        start = torch.zeros(H) if z is None else z[layer - 1]
        sequence, _, cell = lstm(
            weights["generator"], f"generator.layer{layer}", sequence, torch.zeros(H), start
        )
        cells.append(cell)
    return leaky(sequence) + noise, cells


def critic(h):
    w = weights["critic"]
    zeros = torch.zeros(HC)
    sequence = h
    for layer in (1, 2):
        forward, last, _ = lstm(w, f"critic.layer{layer}.forward", sequence, zeros, zeros)
        backward, first, _ = lstm(w, f"critic.layer{layer}.backward", sequence, zeros, zeros, True)
        sequence = torch.cat([forward, backward], dim=1)
    value = torch.cat([last, first])
    for name in ("critic.dense1", "critic.dense2"):
        value = leaky(value @ w[f"{name}.weight"] + w[f"{name}.bias"])
    return (value @ w["critic.value.weight"] + w["critic.value.bias"]).squeeze()


def reconstruct(h, cells, x):
    w = weights["decoder"]
    v = torch.tanh(h @ w["decoder.attention.weight"] + w["decoder.attention.bias"])
    attention = torch.softmax((v @ w["decoder.attention.context"]).squeeze(1), dim=0)
    summary = attention @ h
    sequence = torch.cat([torch.zeros(1, F), x[:-1]])
    for layer in (1, 2):
        sequence, _, _ = lstm(w, f"decoder.layer{layer}", sequence, summary, cells[layer - 1])
    return leaky(sequence) @ w["decoder.output.weight"] + w["decoder.output.bias"]


def branches(batch):
    real = [generator(batch["x"][b, :n], None, batch["real"][b, :n]) for b, n in enumerate(LENGTHS)]
    fake = [
        generator(batch["x"][b, :n], [z[b] for z in batch["z"]], batch["fake"][b, :n])
        for b, n in enumerate(LENGTHS)
    ]
    return real, fake


def autoencoder_loss(batch, real):
    distances = []
    for b, n in enumerate(LENGTHS):
        x = batch["x"][b, :n]
        distances.append(torch.sqrt(((reconstruct(*real[b], x) - x) ** 2).sum() + 1e-12))
    return torch.stack(distances).mean()


def gap(real, fake):
    return (
        torch.stack([critic(h) for h, _ in real]).mean()
        - torch.stack([critic(h) for h, _ in fake]).mean()
    )


def penalty(batch, real, fake):
    terms = []
    for b in range(B):
        share = batch["alpha"][b]
        point = (share * real[b][0] + (1 - share) * fake[b][0]).detach().requires_grad_(True)
        (slope,) = torch.autograd.grad(critic(point), point, create_graph=True)
        terms.append((torch.sqrt((slope**2).sum() + 1e-10) - 1) ** 2)
    return torch.stack(terms).mean()


optimisers = {
    name: torch.optim.Adam(list(network.values()), lr=RATES[name], betas=BETAS, eps=1e-8)
    for name, network in weights.items()
}
seen = set()
for index, kind in enumerate(STEPS):
    network = "decoder" if kind == "autoencoder" else kind
    batch = {
        "x": draw(B, T, F),
        "z": [draw(B, H), draw(B, H)],
        "real": draw(B, T, H, scale=0.5),
        "fake": draw(B, T, H, scale=0.5),
        "alpha": torch.tensor(numbers_generator.uniform(size=B)),
    }
    for name in ("x", "real", "fake", "alpha"):
        store(f"step{index}.{name}", batch[name])
    store(f"step{index}.z1", batch["z"][0])
    store(f"step{index}.z2", batch["z"][1])

    real, fake = branches(batch)
    parameters = list(weights[network].values())
    if kind == "generator":
        adversarial = gap(real, fake)
        loss = adversarial + MU * autoencoder_loss(batch, real)
        numbers[f"step{index}.adversarial"] = adversarial.item()
    elif kind == "critic":
        adversarial = -gap(real, fake)
        gp = penalty(batch, real, fake)
        loss = adversarial + LAMBDA * gp
        numbers[f"step{index}.adversarial"] = adversarial.item()
        numbers[f"step{index}.penalty"] = gp.item()
        if kind not in seen:
            penalty_gradients = torch.autograd.grad(
                gp, parameters, retain_graph=True, allow_unused=True
            )
            for (name, weight), gradient in zip(weights[network].items(), penalty_gradients):
                # The slope does not depend on the very last bias at all.
                store(
                    f"penaltyGradient.{name}",
                    torch.zeros_like(weight) if gradient is None else gradient,
                )
    else:
        loss = autoencoder_loss(batch, real)
    numbers[f"step{index}.loss"] = loss.item()
    gradients = torch.autograd.grad(loss, parameters)
    if kind not in seen:
        for name, gradient in zip(weights[network], gradients):
            store(f"gradient.{name}", gradient)
    seen.add(kind)
    for name, gradient in zip(weights[network], gradients):
        if name != "critic.value.bias":
            smallest_gradient = min(smallest_gradient, gradient.abs().min().item())
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient
    optimisers[network].step()

for network in weights.values():
    for name, tensor in network.items():
        store(f"final.{name}", tensor)
tensors["lengths"] = {"shape": [B], "values": LENGTHS}

assert smallest_gradient > 1e-6, f"seed {SEED}: a gradient of {smallest_gradient:.1e}"
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"tensors": tensors, "numbers": numbers}) + "\n")
print(f"{path.name}: {len(tensors)} tensors, {path.stat().st_size} bytes, torch {torch.__version__}")
print({name: round(value, 4) for name, value in numbers.items()})
