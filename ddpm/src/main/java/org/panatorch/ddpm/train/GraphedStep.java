package org.panatorch.ddpm.train;

import java.util.List;
import org.panatorch.ddpm.UserException;
import org.panatorch.ddpm.train.TrainingStep.Inputs;
import org.panatorch.torch.CudaGraph;
import org.panatorch.torch.CudaStream;
import org.panatorch.torch.Device;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TorchException;

/**
 * A {@link TrainingStep} that a GPU does as one graph: telling it of the thousand kernels of a step takes several times
 * as long as the kernels. Only batches of one size, which make a step each, are done so; the others as ever, and all of
 * them on a CPU. The numbers are the same ones. The property {@code ddpm.cudaGraph=false} does without, to compare.
 */
final class GraphedStep implements AutoCloseable {
    /** Steps done as ever first, in which cuDNN and cuBLAS get ready. */
    private static final int WARM_UP = 3;

    private final TrainingStep step;
    private final List<Tensor> parameters;
    private final int batchSize;
    /** All of the training's work is queued here; null without graphs. */
    private final CudaStream stream;
    private final CudaStream.Entered entered;
    private int steps;
    private CudaGraph graph;
    private Inputs inputs;
    private Tensor loss;
    private List<Tensor> gradients = List.of();

    GraphedStep(TrainingStep step, int batchSize) {
        this.step = step;
        this.batchSize = batchSize;
        parameters = step.model().parameters();
        stream = Boolean.parseBoolean(System.getProperty("ddpm.cudaGraph", "true")) && step.device().type() == Device.Type.CUDA ? CudaStream.create() : null;
        entered = stream == null ? null : stream.enter();
    }

    /**
     * As {@link TrainingStep#run(int[], double)}, with parameters that have no gradients when it begins. The loss is overwritten by
     * the next step.
     */
    Tensor run(int[] indices, double share) {
        if (stream == null || share != 1 || indices.length != batchSize || steps++ < WARM_UP) {
            return step.run(indices, share);
        }
        var next = step.inputs(indices);
        if (graph == null) {
            capture(next);
        } else {
            for (int i = 0; i < inputs.tensors().size(); i++) {
                inputs.tensors().get(i).copy_(next.tensors().get(i));
            }
        }
        graph.replay();
        for (int i = 0; i < gradients.size(); i++) {
            parameters.get(i).setGrad(gradients.get(i));
        }
        return loss;
    }

    private void capture(Inputs first) {
        first.tensors().forEach(Tensor::keep);
        inputs = first;
        try {
            graph = CudaGraph.capture(stream, () -> loss = step.run(inputs, 1).keep());
        } catch (TorchException e) {
            throw new UserException("the step cannot be made a CUDA graph: " + e.getMessage()
                    + "; DDPM_JAVA_OPTS=-Dddpm.cudaGraph=false trains without", e);
        }
        gradients = parameters.stream().map(p -> p.grad().keep()).toList();
    }

    @Override
    public void close() {
        if (stream == null) {
            return;
        }
        if (graph != null) {
            graph.close();
            gradients.forEach(Tensor::close);
            loss.close();
            inputs.tensors().forEach(Tensor::close);
        }
        entered.close();
        stream.close();
    }
}
