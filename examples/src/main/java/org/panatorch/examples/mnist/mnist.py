"""The classifier of MNIST from PyTorch's examples: two convolutions, dropout, Adadelta.

    python3 mnist.py --epochs 14
"""
import argparse
import gzip
import pathlib

import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.optim.lr_scheduler import StepLR
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3)
        self.conv2 = nn.Conv2d(32, 64, 3)
        self.dropout1 = nn.Dropout(0.25)
        self.dropout2 = nn.Dropout(0.5)
        self.fc1 = nn.Linear(9216, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):                       # (B, 1, 28, 28)
        x = F.relu(self.conv1(x))               # (B, 32, 26, 26)
        x = F.relu(self.conv2(x))               # (B, 64, 24, 24)
        x = F.max_pool2d(x, 2)                  # (B, 64, 12, 12)
        x = self.dropout1(x)
        x = torch.flatten(x, 1)                 # (B, 9216)
        x = F.relu(self.fc1(x))
        x = self.dropout2(x)
        x = self.fc2(x)
        return F.log_softmax(x, dim=1)          # (B, 10)


def train_step(model, optimizer, data, target):
    optimizer.zero_grad()
    output = model(data)
    loss = F.nll_loss(output, target)
    loss.backward()
    optimizer.step()
    return loss.item()


def train(model, device, train_loader, optimizer, epoch):
    model.train()
    for batch, (data, target) in enumerate(train_loader):
        loss = train_step(model, optimizer, data.to(device), target.to(device))
        if batch % 100 == 0:
            print(f"epoch {epoch}: {batch} of {len(train_loader)}, loss {loss:.4f}")


def test(model, device, test_loader):
    model.eval()
    correct = 0
    with torch.no_grad():
        for data, target in test_loader:
            data, target = data.to(device), target.to(device)
            output = model(data)
            correct += (output.argmax(1) == target).sum().item()
    return correct


def mnist(split):
    """The images as (N, 1, 28, 28), normalized, and the labels."""
    folder = pathlib.Path(__file__).resolve().parents[8] / "ddpm/src/main/resources/org/panatorch/ddpm/mnist"
    images = gzip.open(folder / f"{split}-images-idx3-ubyte.gz").read()[16:]
    labels = gzip.open(folder / f"{split}-labels-idx1-ubyte.gz").read()[8:]
    images = torch.frombuffer(bytearray(images), dtype=torch.uint8).view(-1, 1, 28, 28)
    labels = torch.frombuffer(bytearray(labels), dtype=torch.uint8)
    return TensorDataset(images.float().div(255).sub(0.1307).div(0.3081), labels.long())


def main():
    parser = argparse.ArgumentParser(description="Train a classifier of MNIST.")
    parser.add_argument("--epochs", type=int, default=14, help="times through the 60,000 images")
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--lr", type=float, default=1.0, help="Adadelta's learning rate")
    parser.add_argument("--gamma", type=float, default=0.7, help="its factor after each epoch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", choices=("cpu", "cuda", "auto"), default="auto", help="auto: a GPU if there is one")
    parser.add_argument("--out", default="mnist_cnn.pth", help="the file for the weights")
    args = parser.parse_args()

    device = args.device if args.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    train_loader = DataLoader(mnist("train"), batch_size=args.batch_size, shuffle=True)
    test_loader = DataLoader(mnist("t10k"), batch_size=1000)
    model = Net().to(device)
    optimizer = optim.Adadelta(model.parameters(), lr=args.lr)
    scheduler = StepLR(optimizer, step_size=1, gamma=args.gamma)
    for epoch in range(1, args.epochs + 1):
        train(model, device, train_loader, optimizer, epoch)
        print(f"epoch {epoch}: {test(model, device, test_loader)} of 10000 test images right")
        scheduler.step()
    torch.save(model.state_dict(), args.out)


if __name__ == "__main__":
    main()
