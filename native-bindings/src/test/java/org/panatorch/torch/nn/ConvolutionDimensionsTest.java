package org.panatorch.torch.nn;

import static org.panatorch.torch.Tensors.assertClose;
import static org.panatorch.torch.nn.Keywords.padding;
import static org.panatorch.torch.nn.Keywords.stride;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.panatorch.torch.DType;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;

/** Convolutions of one and three dimensions in bfloat16 against float64, which does not go by oneDNN: to 2e-2 of the largest. */
class ConvolutionDimensionsTest {

    private static Layer layer(int n, boolean transposed, long in, long out) {
        if (n == 1) {
            return transposed ? new ConvTranspose1d(in, out, 3, stride(2)) : new Conv1d(in, out, 3, padding(1));
        }
        return transposed ? new ConvTranspose3d(in, out, 3, stride(2)) : new Conv3d(in, out, 3, padding(1));
    }

    @ParameterizedTest
    @CsvSource({"1,false,16,1", "1,false,8,8", "1,false,20,18", "1,true,16,48", "1,true,20,6",
            "3,false,16,1", "3,false,8,8", "3,false,20,18", "3,true,16,48", "3,true,20,6"})
    void outputAndGradientAreRight(int n, boolean transposed, long in, long out) {
        Torch.manualSeed(1);
        try (var _ = TensorScope.open(); var layer = layer(n, transposed, in, out)) {
            layer.to(DType.BFLOAT16);
            var shape = n == 1 ? new long[] {2, in, 9} : new long[] {2, in, 5, 5, 5};
            var x = Torch.randn(shape).to(DType.BFLOAT16);
            var rounded = run(layer, x);
            layer.to(DType.FLOAT64);
            var exact = run(layer, x.to(DType.FLOAT64));
            for (int i = 0; i < 2; i++) {
                double size = exact[i].abs().max().item();
                assertClose(i == 0 ? "output" : "gradient", rounded[i].to(DType.FLOAT64).div(size), exact[i].div(size), 2e-2);
            }
        }
    }

    private static Tensor[] run(Layer layer, Tensor x) {
        var input = x.detach().requiresGrad_(true);
        var y = layer.forward(input);
        y.sum().backward();
        return new Tensor[] {y.detach(), input.grad()};
    }
}
