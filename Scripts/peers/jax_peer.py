"""JAX's side of the benchmark: python jax_peer.py WORKLOAD"""

import os

# Read when JAX is imported.
os.environ["XLA_FLAGS"] = (
    "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp

import workloads


def random(*shape, seed=0):
    return jax.random.normal(jax.random.key(seed), shape, dtype=jnp.float32)


def lstm_weights(inputs, hidden):
    return {
        "input": 0.1 * random(inputs, 4 * hidden, seed=1),
        "state": 0.1 * random(hidden, 4 * hidden, seed=2),
        "bias": jnp.zeros(4 * hidden),
    }


def lstm(weights, events, reverse=False):
    """All outputs for [time, batch, inputs]: one product for the inputs of all events, then a scan."""
    hidden = weights["state"].shape[0]

    def cell(carry, from_input):
        output, memory = carry
        gates = from_input + output @ weights["state"]
        into, keep, new, out = (gates[:, k * hidden : (k + 1) * hidden] for k in range(4))
        memory = jax.nn.sigmoid(keep) * memory + jax.nn.sigmoid(into) * jnp.tanh(new)
        output = jax.nn.sigmoid(out) * jnp.tanh(memory)
        return (output, memory), output

    zeros = jnp.zeros((events.shape[1], hidden))
    from_inputs = events @ weights["input"] + weights["bias"]
    return jax.lax.scan(cell, (zeros, zeros), from_inputs, reverse=reverse)[1]


def dense_weights(inputs, outputs):
    return {"weight": 0.1 * random(inputs, outputs, seed=3), "bias": jnp.zeros(outputs)}


def dense(weights, values):
    return values @ weights["weight"] + weights["bias"]


def classifier(batch, time, features, hidden, layers):
    weights = {
        "lstm": [lstm_weights(features if k == 0 else hidden, hidden) for k in range(layers)],
        "dense": dense_weights(hidden, 2),
    }
    events = random(time, batch, features)
    classes = jax.random.randint(jax.random.key(4), (batch,), 0, 2)

    def loss(weights, events):
        for layer in weights["lstm"]:
            events = lstm(layer, events)
        logarithms = jax.nn.log_softmax(dense(weights["dense"], events[-1]))
        return -logarithms[jnp.arange(batch), classes].mean()

    return loss, weights, (events,)


def critic(batch, time, hidden, layers):
    def layer(number):
        inputs = hidden if number == 0 else 2 * hidden
        return {"forward": lstm_weights(inputs, hidden), "backward": lstm_weights(inputs, hidden)}

    widths = [2 * hidden, 32, 16, 1]
    weights = {
        "lstm": [layer(number) for number in range(layers)],
        "dense": [dense_weights(*pair) for pair in zip(widths, widths[1:])],
    }
    real, fake = random(time, batch, hidden, seed=5), random(time, batch, hidden, seed=6)
    share = jax.random.uniform(jax.random.key(7), (batch, 1))

    def values(weights, sequences):
        for layer in weights["lstm"]:
            sequences = jnp.concatenate(
                [lstm(layer["forward"], sequences), lstm(layer["backward"], sequences, True)], -1
            )
        hidden = sequences[-1]
        for layer in weights["dense"][:-1]:
            hidden = jax.nn.leaky_relu(dense(layer, hidden), 0.3)
        return dense(weights["dense"][-1], hidden)

    def loss(weights, real, fake, share):
        points = share * real + (1 - share) * fake
        slopes = jax.grad(lambda points: values(weights, points).sum())(points)
        norms = jnp.sqrt((slopes**2).sum((0, 2)) + 1e-10)
        gap = values(weights, fake).mean() - values(weights, real).mean()
        return gap + 10 * ((norms - 1) ** 2).mean()

    return loss, weights, (real, fake, share)


def prepare(name):
    if name in workloads.CLASSIFIERS:
        loss, weights, data = classifier(**workloads.CLASSIFIERS[name])
    elif name in workloads.CRITICS:
        loss, weights, data = critic(**workloads.CRITICS[name])
    else:
        return None
    # The data are arguments: constants would be folded into the program.
    step = jax.jit(jax.value_and_grad(loss))
    return lambda: jax.block_until_ready(step(weights, *data))


if __name__ == "__main__":
    workloads.run("jax", prepare)
