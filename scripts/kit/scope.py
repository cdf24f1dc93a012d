"""The names that the cases' Python may use."""
import copy  # noqa: F401
import math  # noqa: F401
from collections import OrderedDict  # noqa: F401

import torch  # noqa: F401
from torch import nn, optim  # noqa: F401
from torch.nn import functional as F  # noqa: F401
from torch.optim import lr_scheduler  # noqa: F401
from torch.utils import data  # noqa: F401
