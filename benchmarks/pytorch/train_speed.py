"""How many images a second plain PyTorch trains the network of src/Vhe.Networks on.

The counterpart of `Vhe.Benchmarks train`: the same network, batch (8 classes x 4 targets, |D| from 1 to 5), optimizer and
clipping, on gray noise in memory. `Vhe.Benchmarks compare` runs both in turn.

    python3 benchmarks/pytorch/train_speed.py --dtype bfloat16 --steps 40
"""

import argparse
import os
import sys
import time

try:
    import torch
except ImportError as error:
    sys.exit(f"error: {sys.executable} cannot import torch ({error})")

from torch import Tensor, nn

from network import SIDE, Vhe

CLASSES, IMAGES_PER_CLASS = 100, 20
CLASSES_PER_BATCH, TARGETS_PER_CLASS, MAX_SUPPORT = 8, 4, 5
WARM_UP_STEPS = 10
GRADIENT_CLIP = 500.0
LEARNING_RATE = 1e-4


def draw_batch(images: Tensor) -> tuple[Tensor, Tensor]:
    """Algorithm 1: a support set of each class, gray, and targets apart from it, binarized at random."""
    size = int(torch.randint(1, MAX_SUPPORT + 1, ()))
    classes = torch.randint(CLASSES, (CLASSES_PER_BATCH, 1))
    order = torch.rand(CLASSES_PER_BATCH, IMAGES_PER_CLASS).argsort(1)
    support = images[classes, order[:, :size]]
    targets = torch.bernoulli(images[classes, order[:, size : size + TARGETS_PER_CLASS]])
    return support, targets.flatten(0, 1)


def train_step(model: Vhe, optimizer: torch.optim.Optimizer, images: Tensor, arguments: argparse.Namespace) -> int:
    """One step; gives the number of targets."""
    support, targets = draw_batch(images)
    if arguments.channels_last:
        targets = targets.contiguous(memory_format=torch.channels_last)

    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=arguments.dtype == "bfloat16"):
        bound = model(support, targets, class_size=IMAGES_PER_CLASS).mean()

    (-bound).backward()
    nn.utils.clip_grad_norm_(model.parameters(), GRADIENT_CLIP)
    optimizer.step()
    if not torch.isfinite(bound):
        sys.exit("error: training diverged")
    return len(targets)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32", help="bfloat16 is by torch.autocast")
    parser.add_argument("--channels-last", action="store_true", help="weights and images with their channels last in memory")
    parser.add_argument("--steps", type=int, default=60, help=f"steps measured, after {WARM_UP_STEPS} that are not")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="how many threads libtorch uses")
    parser.add_argument("--version", action="version", version=f"PyTorch {torch.__version__}")
    arguments = parser.parse_args()
    if arguments.steps < 1 or arguments.threads < 1:
        parser.error("--steps and --threads must be positive")
    return arguments


def main() -> None:
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    images = torch.rand(CLASSES, IMAGES_PER_CLASS, 1, SIDE, SIDE)
    model = Vhe()
    if arguments.channels_last:
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    print(f"{sum(parameter.numel() for parameter in model.parameters())} parameters")

    for _ in range(WARM_UP_STEPS):
        train_step(model, optimizer, images, arguments)

    start = time.perf_counter()
    count = sum(train_step(model, optimizer, images, arguments) for _ in range(arguments.steps))
    seconds = time.perf_counter() - start
    layout = ", channels last" if arguments.channels_last else ""
    print(f"PyTorch {torch.__version__} {arguments.dtype}{layout}: {count / seconds:.1f} images/s, "
          f"{arguments.steps} steps of {count // arguments.steps} images")


if __name__ == "__main__":
    main()
