"""A U-Net with self-attention that is told what to draw, in the manner of the conditional chapter of
Diffusion-Models-pytorch: https://github.com/dome272/Diffusion-Models-pytorch. For images of 32 x 32."""
import torch
import torch.nn.functional as F
from torch import nn


class EMA:
    """A moving average of a model's weights, in another model of the same kind."""

    def __init__(self, beta, step_start_ema):
        self.beta = beta
        self.step_start_ema = step_start_ema
        self.step = 0

    @torch.no_grad()
    def step_ema(self, ema_model, model):
        """Until the start the average is the model itself: its first weights say nothing."""
        if self.step < self.step_start_ema:
            ema_model.load_state_dict(model.state_dict())
        else:
            for average, p in zip(ema_model.parameters(), model.parameters()):
                average.lerp_(p, 1 - self.beta)
        self.step += 1


class SelfAttention(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.mha = nn.MultiheadAttention(channels, 4, batch_first=True)
        self.ln = nn.LayerNorm(channels)
        self.ff_self = nn.Sequential(
            nn.LayerNorm(channels),
            nn.Linear(channels, channels),
            nn.GELU(),
            nn.Linear(channels, channels),
        )

    def forward(self, x):
        B, C, H, W = x.size()
        x = x.view(B, C, H * W).transpose(1, 2)         # (B, H * W, C)
        x_ln = self.ln(x)
        attention, _ = self.mha(x_ln, x_ln, x_ln, need_weights=False)
        x = x + attention
        x = x + self.ff_self(x)
        return x.transpose(1, 2).reshape(B, C, H, W)


class DoubleConv(nn.Module):
    def __init__(self, in_channels, out_channels, mid_channels=None, residual=False):
        super().__init__()
        self.residual = residual
        mid_channels = mid_channels or out_channels
        self.double_conv = nn.Sequential(
            nn.Conv2d(in_channels, mid_channels, 3, padding=1, bias=False),
            nn.GroupNorm(1, mid_channels),
            nn.GELU(),
            nn.Conv2d(mid_channels, out_channels, 3, padding=1, bias=False),
            nn.GroupNorm(1, out_channels),
        )

    def forward(self, x):
        if self.residual:
            return F.gelu(x + self.double_conv(x))
        return self.double_conv(x)


class Down(nn.Module):
    def __init__(self, in_channels, out_channels, emb_dim):
        super().__init__()
        self.maxpool_conv = nn.Sequential(
            nn.MaxPool2d(2),
            DoubleConv(in_channels, in_channels, residual=True),
            DoubleConv(in_channels, out_channels),
        )
        self.emb_layer = nn.Sequential(nn.SiLU(), nn.Linear(emb_dim, out_channels))

    def forward(self, x, t):
        x = self.maxpool_conv(x)
        return x + self.emb_layer(t)[:, :, None, None]


class Up(nn.Module):
    def __init__(self, in_channels, out_channels, emb_dim):
        super().__init__()
        self.up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)
        self.conv = nn.Sequential(
            DoubleConv(in_channels, in_channels, residual=True),
            DoubleConv(in_channels, out_channels, in_channels // 2),
        )
        self.emb_layer = nn.Sequential(nn.SiLU(), nn.Linear(emb_dim, out_channels))

    def forward(self, x, skip_x, t):
        x = self.up(x)
        x = torch.cat([skip_x, x], dim=1)
        x = self.conv(x)
        return x + self.emb_layer(t)[:, :, None, None]


class UNet_conditional(nn.Module):
    """No attention at 32 x 32, where the original has one: on a CPU that alone would take most of the time."""

    def __init__(self, width=16, time_dim=64, num_classes=10):
        super().__init__()
        c = width
        self.time_dim = time_dim
        self.inc = DoubleConv(1, c)
        self.down1 = Down(c, 2 * c, time_dim)
        self.sa1 = SelfAttention(2 * c)
        self.down2 = Down(2 * c, 4 * c, time_dim)
        self.sa2 = SelfAttention(4 * c)
        self.down3 = Down(4 * c, 4 * c, time_dim)
        self.sa3 = SelfAttention(4 * c)
        self.bot1 = DoubleConv(4 * c, 8 * c)
        self.bot2 = DoubleConv(8 * c, 8 * c)
        self.bot3 = DoubleConv(8 * c, 4 * c)
        self.up1 = Up(8 * c, 2 * c, time_dim)
        self.sa4 = SelfAttention(2 * c)
        self.up2 = Up(4 * c, c, time_dim)
        self.sa5 = SelfAttention(c)
        self.up3 = Up(2 * c, c, time_dim)
        self.outc = nn.Conv2d(c, 1, 1)
        self.label_emb = nn.Embedding(num_classes, time_dim)

    def pos_encoding(self, t):
        """t: (B). Returns (B, time_dim)."""
        inv_freq = 1.0 / (10000 ** (torch.arange(0, self.time_dim, 2, device=t.device).float() / self.time_dim))
        pos = t[:, None] * inv_freq
        return torch.cat([torch.sin(pos), torch.cos(pos)], dim=-1)

    def forward(self, x, t, y):
        """x: (B, 1, 32, 32); t: (B); y: labels, (B), or None. Returns the noise that x holds."""
        t = self.pos_encoding(t)
        if y is not None:
            t = t + self.label_emb(y)
        x1 = self.inc(x)                                # (B, c, 32, 32)
        x2 = self.sa1(self.down1(x1, t))                # (B, 2 c, 16, 16)
        x3 = self.sa2(self.down2(x2, t))                # (B, 4 c, 8, 8)
        x4 = self.sa3(self.down3(x3, t))                # (B, 4 c, 4, 4)
        x4 = self.bot3(self.bot2(self.bot1(x4)))
        x = self.sa4(self.up1(x4, x3, t))               # (B, 2 c, 8, 8)
        x = self.sa5(self.up2(x, x2, t))                # (B, c, 16, 16)
        x = self.up3(x, x1, t)                          # (B, c, 32, 32)
        return self.outc(x)
