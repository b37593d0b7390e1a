"""Trajectories of torch.optim on a quadratic, for Tests/NetworksTests (spec/06 B7).

Run: python Tests/Fixtures/optimisers.py    (torch 2.13.0, numpy 2.4.6); writes optimisers.json.

The loss is p.A p / 2 - b.p, so the gradient is A p - b. Each trajectory holds p after each of 100
steps, in double precision. "clipped" is Adadelta on a loss 5000 times as steep, whose gradient
entries are clipped to [-100, 100] before the step. The rates of Adam and RMSprop are
small enough not to reach the minimum: around it, their steps of nearly constant size would multiply
every rounding error.
"""

import json
import pathlib

import torch

SIZE, STEPS = 5, 100

torch.manual_seed(1)
root = torch.randn(SIZE, SIZE, dtype=torch.float64)
A = root @ root.T / SIZE + 0.1 * torch.eye(SIZE, dtype=torch.float64)
b = torch.randn(SIZE, dtype=torch.float64)
start = torch.randn(SIZE, dtype=torch.float64)


def trajectory(make, steepness=1.0, clip=None):
    p = start.clone().requires_grad_()
    optimiser = make([p])
    points = []
    for _ in range(STEPS):
        optimiser.zero_grad()
        (steepness * (p @ A @ p / 2 - b @ p)).backward()
        if clip is not None:
            torch.nn.utils.clip_grad_value_([p], clip)
        optimiser.step()
        points.append(p.detach().clone())
    return torch.stack(points)


trajectories = {
    "adam": trajectory(lambda p: torch.optim.Adam(p, lr=0.005, betas=(0.5, 0.9), eps=1e-8)),
    "adadelta": trajectory(lambda p: torch.optim.Adadelta(p, lr=1.0, rho=0.95, eps=1e-6)),
    "clipped": trajectory(
        lambda p: torch.optim.Adadelta(p, lr=1.0, rho=0.95, eps=1e-6), steepness=5000, clip=100
    ),
    "rmsprop": trajectory(lambda p: torch.optim.RMSprop(p, lr=0.005, alpha=0.9, eps=1e-8)),
    "sgd": trajectory(lambda p: torch.optim.SGD(p, lr=0.05)),
    "momentum": trajectory(lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8)),
}

tensors = {"A": A, "b": b, "start": start, **trajectories}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(
    json.dumps(
        {
            "tensors": {
                name: {"shape": list(t.shape), "values": t.flatten().tolist()}
                for name, t in tensors.items()
            }
        }
    )
    + "\n"
)
