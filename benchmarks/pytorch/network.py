"""The hierarchical PixelCNN Variational Homoencoder (section 6.4.3 of the paper), written plainly in PyTorch.

Layer for layer the network of src/Vhe.Networks at the paper's sizes; each class here has its counterpart there.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SIDE = 28
TEMPLATE_CHANNELS = 8
TRANSFORM_DIMENSIONS = 16
HIDDEN = 64
IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


class MaskedConv2d(nn.Conv2d):
    """A 3 x 3 convolution that sees the pixels before the current one in raster order, and perhaps that one too."""

    def __init__(self, channels_in: int, channels_out: int, sees_center: bool):
        super().__init__(channels_in, channels_out, 3, padding=1)
        center = 1.0 if sees_center else 0.0
        self.register_buffer("mask", torch.tensor([[1.0, 1.0, 1.0], [1.0, center, 0.0], [0.0, 0.0, 0.0]]))

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.weight * self.mask, self.bias, padding=1)


def pooling_tower(hidden: int, outputs: int) -> nn.Sequential:
    """Five times [convolution, max-pooling, ReLU, batch normalization], 28 x 28 to 1 x 1, and a linear layer."""
    layers: list[nn.Module] = []
    for index in range(5):
        first = index == 0
        layers += [
            nn.Conv2d(1 if first else hidden, hidden, 3, padding=2 if first else 1),
            nn.MaxPool2d(2, ceil_mode=True),
            nn.ReLU(),
            nn.BatchNorm2d(hidden),
        ]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(hidden, outputs))


def start_at_identity(linear: nn.Linear, deviation: float) -> None:
    """Makes a layer that predicts affine maps start close to the identity."""
    nn.init.normal_(linear.weight, std=deviation)
    with torch.no_grad():
        linear.bias.copy_(torch.tensor(IDENTITY))


def spatial_transform(images: Tensor, affine: Tensor) -> Tensor:
    """Resamples each image under its own affine map [B, 6]."""
    images = images.float()
    grid = F.affine_grid(affine.float().view(-1, 2, 3), list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, align_corners=False)


class TemplateEncoder(nn.Module):
    """q(c; D): a spatial transformer, the mean over D, one convolution."""

    def __init__(self) -> None:
        super().__init__()
        self.localization = pooling_tower(16, 6)
        start_at_identity(self.localization[-1], deviation=0)
        self.convolution = nn.Conv2d(1, 2 * TEMPLATE_CHANNELS, SIDE)

    def forward(self, support: Tensor) -> tuple[Tensor, Tensor]:
        elements = support.flatten(0, 1)
        straightened = spatial_transform(elements, self.localization(elements))
        mean = straightened.view(support.shape).mean(1)
        before, after = (SIDE - 1) // 2, SIDE // 2
        output = self.convolution(F.pad(mean, (before, after, before, after))).float()
        mean, log_variance = output.chunk(2, 1)
        return mean, log_variance.clamp(-8, 4)


class TemplatePrior(nn.Module):
    """p(c): a PixelCNN over the template, a Gaussian for each pixel's channels."""

    def __init__(self) -> None:
        super().__init__()
        self.past = MaskedConv2d(TEMPLATE_CHANNELS, HIDDEN, sees_center=False)
        self.hidden = MaskedConv2d(HIDDEN, HIDDEN, sees_center=True)
        self.output = nn.Conv2d(HIDDEN, 2 * TEMPLATE_CHANNELS, 1)

    def forward(self, template: Tensor) -> tuple[Tensor, Tensor]:
        output = self.output(F.relu(self.hidden(F.relu(self.past(template))))).float()
        mean, log_variance = output.chunk(2, 1)
        return mean, log_variance.clamp(-8, 8)


class TransformEncoder(nn.Module):
    """q(t; x)."""

    def __init__(self) -> None:
        super().__init__()
        self.tower = pooling_tower(32, 2 * TRANSFORM_DIMENSIONS)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        mean, log_variance = self.tower(x).float().chunk(2, 1)
        return mean, log_variance.clamp(-8, 4)


class GatedPixelCnn(nn.Module):
    """Two gated masked layers over the image, conditioned on features of every pixel."""

    def __init__(self) -> None:
        super().__init__()
        self.past = MaskedConv2d(1, 2 * HIDDEN, sees_center=False)
        self.hidden = MaskedConv2d(HIDDEN, 2 * HIDDEN, sees_center=True)
        self.condition1 = nn.Conv2d(HIDDEN, 2 * HIDDEN, 1, bias=False)
        self.condition2 = nn.Conv2d(HIDDEN, 2 * HIDDEN, 1, bias=False)
        self.output = nn.Conv2d(HIDDEN, 1, 1)

    @staticmethod
    def gate(activations: Tensor) -> Tensor:
        first, second = activations.chunk(2, 1)
        return torch.tanh(first) * torch.sigmoid(second)

    def forward(self, x: Tensor, features: Tensor) -> Tensor:
        first = self.gate(self.past(x) + self.condition1(features))
        second = self.gate(self.hidden(first) + self.condition2(features))
        return self.output(F.relu(second)).float()


class Decoder(nn.Module):
    """p(x | c, t): the template moved by t, convolutions, a gated PixelCNN."""

    def __init__(self) -> None:
        super().__init__()
        self.affine = nn.Linear(TRANSFORM_DIMENSIONS, 6)
        start_at_identity(self.affine, deviation=0.02)
        layers: list[nn.Module] = []
        for index in range(5):
            convolution = nn.Conv2d(TEMPLATE_CHANNELS if index == 0 else HIDDEN, HIDDEN, 3, padding=1)
            nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
            layers += [convolution, nn.ReLU(), nn.BatchNorm2d(HIDDEN)]
        self.stack = nn.Sequential(*layers)
        self.pixelcnn = GatedPixelCnn()

    def forward(self, x: Tensor, template: Tensor, transform: Tensor) -> Tensor:
        """log p(x | c, t) of each image, in nats."""
        features = self.stack(spatial_transform(template, self.affine(transform)))
        logits = self.pixelcnn(x, features)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").flatten(1).sum(1)


def sample(mean: Tensor, log_variance: Tensor) -> Tensor:
    return mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)


def kl(q_mean: Tensor, q_log: Tensor, p_mean: Tensor, p_log: Tensor) -> Tensor:
    """KL(q || p) of diagonal Gaussians, summed over all dimensions but the first."""
    difference = q_log - p_log
    distance = (q_mean - p_mean).square() * torch.exp(-p_log)
    return (0.5 * (difference.exp() - difference - 1 + distance)).flatten(1).sum(1)


class Vhe(nn.Module):
    """The model: its forward pass is the bound on log p(x) (Eq. 12 and 13) of every target."""

    def __init__(self) -> None:
        super().__init__()
        self.template_encoder = TemplateEncoder()
        self.template_prior = TemplatePrior()
        self.transform_encoder = TransformEncoder()
        self.decoder = Decoder()

    def forward(self, support: Tensor, targets: Tensor, class_size: int) -> Tensor:
        """Support [K, S, 1, 28, 28] and targets [K * M, 1, 28, 28], M of each class in turn, to bounds [K * M]."""
        targets_per_class = len(targets) // len(support)
        c_mean, c_log = self.template_encoder(support)
        c = sample(c_mean, c_log)
        kl_c = kl(c_mean, c_log, *self.template_prior(c)).repeat_interleave(targets_per_class)

        t_mean, t_log = self.transform_encoder(targets)
        t = sample(t_mean, t_log)
        kl_t = kl(t_mean, t_log, torch.zeros_like(t_mean), torch.zeros_like(t_log))

        log_likelihood = self.decoder(targets, c.repeat_interleave(targets_per_class, 0), t)
        return log_likelihood - kl_c / class_size - kl_t
