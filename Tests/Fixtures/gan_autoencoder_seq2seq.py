"""Numbers for GenerativeOversamplingTests: the GAN with autoencoder that generates labels, in PyTorch.

Run:   python3 gan_autoencoder_seq2seq.py    (writes gan_autoencoder_seq2seq.json beside itself)
Needs: torch 2.13, numpy 2.x (any recent version gives the same numbers to about 1e-12)

The seq2seq form of gan_autoencoder.py. The generator has a second stack of LSTMs that reads the
one-hot labels and starts from the first one's final states; the critic reads the labels' hidden
sequence with a second bidirectional stack that starts from the final states of the first; the decoder
has a label part of one LSTM that starts from the final state of the generator's first label layer.
Written with a loop over single samples, cut to their lengths of events and of labels, so that nothing
here knows about padding or masks. The gradient penalty takes one norm over the slopes of both parts
and is differentiated by autograd.grad(..., create_graph=True). All in float64, dropout off.
"""

import json
import pathlib
import sys

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
# Adam divides by the gradient's own size, so where a gradient is 0 but for rounding its step is
# arbitrary. This seed keeps every gradient away from 0 (but that of critic.value.bias, which is
# exactly 0): the check at the end.
SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 7
draws = np.random.default_rng(SEED)
smallest_gradient = float("inf")

B, T, F, L, C, H, HC = 4, 5, 3, 3, 3, 4, 3
DENSE = [5, 4]
LENGTHS = [5, 3, 1, 4]
LABEL_LENGTHS = [3, 1, 2, 3]
SLOPE, LAMBDA, MU = 0.3, 10.0, 0.7
RATES = {"generator": 0.01, "critic": 0.02, "decoder": 0.03}
STEPS = ["generator", "critic", "autoencoder", "generator", "critic", "autoencoder"]

tensors, numbers = {}, {}


def draw(*shape, scale=1.0):
    return torch.tensor(draws.normal(size=shape) * scale)


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


generator_weights, critic_weights, decoder_weights = {}, {}, {}
for layer in (1, 2):
    generator_weights |= lstm_weights(f"generator.layer{layer}", F if layer == 1 else H, H)
    generator_weights |= lstm_weights(f"generator.labels.layer{layer}", C if layer == 1 else H, H)
    decoder_weights |= lstm_weights(f"decoder.layer{layer}", F if layer == 1 else H, H)
    for stack in ("critic", "critic.labels"):
        for direction in ("forward", "backward"):
            name = f"{stack}.layer{layer}.{direction}"
            critic_weights |= lstm_weights(name, H if layer == 1 else 2 * HC, HC, scale=1.2)
critic_weights |= dense_weights("critic.dense1", 2 * HC, DENSE[0])
critic_weights |= dense_weights("critic.dense2", DENSE[0], DENSE[1])
critic_weights |= dense_weights("critic.value", DENSE[1], 1)
decoder_weights |= {
    "decoder.attention.weight": draw(H, H, scale=0.7),
    "decoder.attention.bias": draw(H, scale=0.3),
    "decoder.attention.context": draw(H, 1, scale=0.9),
}
decoder_weights |= dense_weights("decoder.output", H, F)
decoder_weights |= lstm_weights("decoder.labels.layer", C, H)
decoder_weights |= dense_weights("decoder.labels.output", H, C)
weights = {"generator": generator_weights, "critic": critic_weights, "decoder": decoder_weights}
for network in weights.values():
    for name, tensor in network.items():
        tensor.requires_grad_(True)
        store(f"initial.{name}", tensor)


def leaky(a):
    return torch.maximum(a, SLOPE * a)


def lstm(w, name, x, hidden, cell, reverse=False):
    """x [length, inputs] of one sample; returns outputs [length, H] and the last states."""
    outputs = [None] * len(x)
    for t in range(len(x) - 1, -1, -1) if reverse else range(len(x)):
        a = x[t] @ w[f"{name}.inputWeight"] + hidden @ w[f"{name}.recurrentWeight"]
        i, f, g, o = (a + w[f"{name}.bias"]).chunk(4)
        cell = torch.sigmoid(f + 1) * cell + torch.sigmoid(i) * torch.tanh(g)
        hidden = torch.sigmoid(o) * torch.tanh(cell)
        outputs[t] = hidden
    return torch.stack(outputs), hidden, cell


def generator(x, y, z, noise, label_noise):
    """One sample: h_x, h_y, the cells after the events, the first state after the labels."""
    zeros = torch.zeros(H)
    sequence, states = x, []
    for layer in (1, 2):
        start = zeros if z is None else z[layer - 1]
        sequence, hidden, cell = lstm(
            generator_weights, f"generator.layer{layer}", sequence, zeros, start
        )
        states.append((hidden, cell))
    labels, label_states = y, []
    for layer in (1, 2):
        labels, hidden, cell = lstm(
            generator_weights, f"generator.labels.layer{layer}", labels, *states[layer - 1]
        )
        label_states.append((hidden, cell))
    cells = [cell for _, cell in states]
    return leaky(sequence) + noise, labels + label_noise, cells, label_states[0]


def critic(h_x, h_y):
    zeros = torch.zeros(HC)
    sequence, ends = h_x, []
    for layer in (1, 2):
        name = f"critic.layer{layer}"
        forward, *last = lstm(critic_weights, f"{name}.forward", sequence, zeros, zeros)
        backward, *first = lstm(critic_weights, f"{name}.backward", sequence, zeros, zeros, True)
        ends.append((last, first))
        sequence = torch.cat([forward, backward], dim=1)
    sequence = h_y
    for layer in (1, 2):
        name = f"critic.labels.layer{layer}"
        ahead, back = ends[layer - 1]
        forward, last, _ = lstm(critic_weights, f"{name}.forward", sequence, *ahead)
        backward, first, _ = lstm(critic_weights, f"{name}.backward", sequence, *back, True)
        sequence = torch.cat([forward, backward], dim=1)
    value = torch.cat([last, first])
    for name in ("critic.dense1", "critic.dense2"):
        value = leaky(value @ critic_weights[f"{name}.weight"] + critic_weights[f"{name}.bias"])
    value = value @ critic_weights["critic.value.weight"] + critic_weights["critic.value.bias"]
    return value.squeeze()


def reconstruct(h, cells, x):
    w = decoder_weights
    v = torch.tanh(h @ w["decoder.attention.weight"] + w["decoder.attention.bias"])
    attention = torch.softmax((v @ w["decoder.attention.context"]).squeeze(1), dim=0)
    summary = attention @ h
    sequence = torch.cat([torch.zeros(1, F), x[:-1]])
    for layer in (1, 2):
        sequence, _, _ = lstm(w, f"decoder.layer{layer}", sequence, summary, cells[layer - 1])
    return leaky(sequence) @ w["decoder.output.weight"] + w["decoder.output.bias"]


def reconstruct_labels(state, y):
    w = decoder_weights
    previous = torch.cat([torch.zeros(1, C), y[:-1]])
    sequence, _, _ = lstm(w, "decoder.labels.layer", previous, *state)
    logits = sequence @ w["decoder.labels.output.weight"] + w["decoder.labels.output.bias"]
    return torch.softmax(logits, dim=1)


def one_hot(batch, b):
    classes = torch.tensor(batch["y"][b, : LABEL_LENGTHS[b]])
    return torch.nn.functional.one_hot(classes, C).to(torch.get_default_dtype())


def branches(batch):
    def branch(name, b, z):
        n, m = LENGTHS[b], LABEL_LENGTHS[b]
        return generator(
            batch["x"][b, :n], one_hot(batch, b), z, batch[name][b, :n],
            batch[f"{name}Labels"][b, :m],
        )

    real = [branch("real", b, None) for b in range(B)]
    fake = [branch("fake", b, [z[b] for z in batch["z"]]) for b in range(B)]
    return real, fake


def norm(difference):
    return torch.sqrt((difference**2).sum() + 1e-12)


def autoencoder_loss(batch, real):
    events, labels = [], []
    for b, (h_x, _, cells, label_state) in enumerate(real):
        x, y = batch["x"][b, : LENGTHS[b]], one_hot(batch, b)
        events.append(norm(reconstruct(h_x, cells, x) - x))
        labels.append(norm(reconstruct_labels(label_state, y) - y))
    return torch.stack(events).mean() + torch.stack(labels).mean()


def gap(real, fake):
    return (
        torch.stack([critic(*sample[:2]) for sample in real]).mean()
        - torch.stack([critic(*sample[:2]) for sample in fake]).mean()
    )


def penalty(batch, real, fake):
    terms = []
    for b in range(B):
        share = batch["alpha"][b]
        points = [
            (share * r + (1 - share) * f).detach().requires_grad_(True)
            for r, f in zip(real[b][:2], fake[b][:2])
        ]
        slopes = torch.autograd.grad(critic(*points), points, create_graph=True)
        squared = sum((slope**2).sum() for slope in slopes)
        terms.append((torch.sqrt(squared + 1e-10) - 1) ** 2)
    return torch.stack(terms).mean()


optimisers = {
    name: torch.optim.Adam(list(network.values()), lr=RATES[name], betas=(0.5, 0.9), eps=1e-8)
    for name, network in weights.items()
}
seen = set()
for index, kind in enumerate(STEPS):
    network = "decoder" if kind == "autoencoder" else kind
    batch = {
        "x": draw(B, T, F),
        "y": draws.integers(C, size=(B, L)),
        "z": [draw(B, H), draw(B, H)],
        "real": draw(B, T, H, scale=0.5),
        "fake": draw(B, T, H, scale=0.5),
        "realLabels": draw(B, L, H, scale=0.5),
        "fakeLabels": draw(B, L, H, scale=0.5),
        "alpha": torch.tensor(draws.uniform(size=B)),
    }
    for name, value in batch.items():
        if name != "z":
            store(f"step{index}.{name}", value)
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
    else:
        loss = autoencoder_loss(batch, real)
    numbers[f"step{index}.loss"] = loss.item()
    gradients = torch.autograd.grad(loss, parameters)
    for name, parameter, gradient in zip(weights[network], parameters, gradients):
        if kind not in seen:
            store(f"gradient.{name}", gradient)
        if name != "critic.value.bias":
            # The weights of a class that no batch has are exactly 0 everywhere, and do no harm.
            smallest_gradient = min(smallest_gradient, gradient[gradient != 0].abs().min().item())
        parameter.grad = gradient
    seen.add(kind)
    optimisers[network].step()

for network in weights.values():
    for name, tensor in network.items():
        store(f"final.{name}", tensor)
tensors["lengths"] = {"shape": [B], "values": LENGTHS}
tensors["labelLengths"] = {"shape": [B], "values": LABEL_LENGTHS}

assert smallest_gradient > 1e-6, f"seed {SEED}: a gradient of {smallest_gradient:.1e}"
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"tensors": tensors, "numbers": numbers}) + "\n")
print(f"{path.name}: {len(tensors)} tensors, {path.stat().st_size} bytes, torch {torch.__version__}")
print({name: round(value, 4) for name, value in numbers.items()})
