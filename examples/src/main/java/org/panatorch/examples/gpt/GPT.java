package org.panatorch.examples.gpt;

import static org.panatorch.torch.Index.ALL;
import static org.panatorch.torch.Index.at;
import static org.panatorch.torch.Index.from;
import static org.panatorch.torch.Keywords.device;
import static org.panatorch.torch.optim.ParamGroup.paramGroups;
import static org.panatorch.torch.optim.ParamGroup.params;

import java.util.List;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;
import org.panatorch.torch.Torch;
import org.panatorch.torch.nn.Dropout;
import org.panatorch.torch.nn.Embedding;
import org.panatorch.torch.nn.F;
import org.panatorch.torch.nn.GELU;
import org.panatorch.torch.nn.Init;
import org.panatorch.torch.nn.Layer;
import org.panatorch.torch.nn.LayerNorm;
import org.panatorch.torch.nn.Linear;
import org.panatorch.torch.nn.Module;
import org.panatorch.torch.nn.ModuleDict;
import org.panatorch.torch.nn.ModuleList;
import org.panatorch.torch.optim.AdamOptions;
import org.panatorch.torch.optim.AdamW;

/** A small GPT, in the manner of nanoGPT: https://github.com/karpathy/nanoGPT. {@code gpt.py}, line by line. */
final class GPT extends Layer {

    record GPTConfig(
            long blockSize,
            long vocabSize,
            int nLayer,
            long nHead,
            long nEmbd,
            double dropout,
            boolean bias) {
        GPTConfig(long vocabSize) {
            this(64, vocabSize, 4, 4, 128, 0.0, false);
        }
    }

    static final class CausalSelfAttention extends Layer {
        private final Linear cAttn;
        private final Linear cProj;
        private final Dropout residDropout;
        private final long nHead;
        private final double dropout;

        CausalSelfAttention(GPTConfig config) {
            cAttn = register("c_attn", new Linear(config.nEmbd, 3 * config.nEmbd, config.bias));
            cProj = register("c_proj", new Linear(config.nEmbd, config.nEmbd, config.bias));
            residDropout = register("resid_dropout", new Dropout(config.dropout));
            nHead = config.nHead;
            dropout = config.dropout;
        }

        @Override
        public Tensor forward(Tensor x) {
            long B = x.size(0), T = x.size(1), C = x.size(2);
            var qkv = cAttn.forward(x).split(C, 2);
            var q = qkv.get(0).view(B, T, nHead, C / nHead).transpose(1, 2);      // (B, heads, T, C / heads)
            var k = qkv.get(1).view(B, T, nHead, C / nHead).transpose(1, 2);
            var v = qkv.get(2).view(B, T, nHead, C / nHead).transpose(1, 2);
            var y = F.scaledDotProductAttention(q, k, v, null, isTraining() ? dropout : 0.0, true);
            y = y.transpose(1, 2).contiguous().view(B, T, C);
            return residDropout.forward(cProj.forward(y));
        }
    }

    static final class MLP extends Layer {
        private final Linear cFc;
        private final GELU gelu;
        private final Linear cProj;
        private final Dropout dropout;

        MLP(GPTConfig config) {
            cFc = register("c_fc", new Linear(config.nEmbd, 4 * config.nEmbd, config.bias));
            gelu = register("gelu", new GELU());
            cProj = register("c_proj", new Linear(4 * config.nEmbd, config.nEmbd, config.bias));
            dropout = register("dropout", new Dropout(config.dropout));
        }

        @Override
        public Tensor forward(Tensor x) {
            return dropout.forward(cProj.forward(gelu.forward(cFc.forward(x))));
        }
    }

    static final class Block extends Layer {
        private final LayerNorm ln1;
        private final CausalSelfAttention attn;
        private final LayerNorm ln2;
        private final MLP mlp;

        Block(GPTConfig config) {
            ln1 = register("ln_1", new LayerNorm(config.nEmbd, config.bias));
            attn = register("attn", new CausalSelfAttention(config));
            ln2 = register("ln_2", new LayerNorm(config.nEmbd, config.bias));
            mlp = register("mlp", new MLP(config));
        }

        @Override
        public Tensor forward(Tensor x) {
            x = x.add(attn.forward(ln1.forward(x)));
            return x.add(mlp.forward(ln2.forward(x)));
        }
    }

    private final GPTConfig config;
    private final ModuleDict<Module> transformer = register("transformer", new ModuleDict<>());
    private final Embedding wte, wpe;
    private final Dropout drop;
    private final ModuleList<Block> h = new ModuleList<>();
    private final LayerNorm lnF;
    private final Linear lmHead;

    GPT(GPTConfig config) {
        this.config = config;
        transformer.put("wte", wte = new Embedding(config.vocabSize, config.nEmbd));
        transformer.put("wpe", wpe = new Embedding(config.blockSize, config.nEmbd));
        transformer.put("drop", drop = new Dropout(config.dropout));
        transformer.put("h", h);
        for (int i = 0; i < config.nLayer; i++) {
            h.append(new Block(config));
        }
        transformer.put("ln_f", lnF = new LayerNorm(config.nEmbd, config.bias));
        lmHead = register("lm_head", new Linear(config.nEmbd, config.vocabSize, false));
        lmHead.setParameter("weight", wte.weight());
        apply(this::initWeights);
        namedParameters().forEach((name, p) -> {
            if (name.endsWith("c_proj.weight")) {
                Init.normal_(p, 0.0, 0.02 / Math.sqrt(2 * config.nLayer));
            }
        });
    }

    private void initWeights(Module module) {
        switch (module) {
            case Linear linear -> {
                Init.normal_(linear.weight(), 0.0, 0.02);
                if (linear.bias() != null) {
                    Init.zeros_(linear.bias());
                }
            }
            case Embedding embedding -> Init.normal_(embedding.weight(), 0.0, 0.02);
            default -> {}
        }
    }

    /** {@code self.config}. */
    GPTConfig config() {
        return config;
    }

    /** idx: (B, T), int64. Returns logits, (B, T, vocabSize). */
    @Override
    public Tensor forward(Tensor idx) {
        var pos = Torch.arange(idx.size(1), device(idx.device()));
        var x = drop.forward(wte.forward(idx).add(wpe.forward(pos)));
        for (var block : h) {
            x = block.forward(x);
        }
        return lmHead.forward(lnF.forward(x));
    }

    Tensor loss(Tensor idx, Tensor targets) {
        var logits = forward(idx);
        return F.crossEntropy(logits.view(-1, logits.size(-1)), targets.view(-1));
    }

    /** What is multiplied decays; biases and norms do not. */
    AdamW configureOptimizers(double lr, double weightDecay, double beta1, double beta2) {
        var decay = parameters().stream().filter(p -> p.dim() >= 2).toList();
        var noDecay = parameters().stream().filter(p -> p.dim() < 2).toList();
        var groups = paramGroups(params(decay).weightDecay(weightDecay), params(noDecay).weightDecay(0.0));
        return new AdamW(groups, lr, AdamOptions.DEFAULT.betas(beta1, beta2));
    }

    /** How likely each token is to come after idx: (B, vocabSize). */
    Tensor nextProbs(Tensor idx, double temperature, Integer topK) {
        try (var _ = Torch.noGrad()) {
            idx = idx.get(ALL, from(-config.blockSize));
            var logits = forward(idx).get(ALL, at(-1)).div(temperature);
            if (topK != null) {
                var v = logits.topk(Math.min(topK, logits.size(-1)), -1).values();
                logits.maskedFill_(logits.lt(v.get(ALL, from(-1))), Double.NEGATIVE_INFINITY);
            }
            return F.softmax(logits, -1);
        }
    }

    /** idx: (B, T). Returns (B, T + maxNewTokens). */
    Tensor generate(Tensor idx, int maxNewTokens, double temperature, Integer topK) {
        for (int i = 0; i < maxNewTokens; i++) {
            try (var scope = TensorScope.open()) {
                var probs = nextProbs(idx, temperature, topK);
                var idxNext = probs.multinomial(1, false);
                idx = scope.promote(Torch.cat(List.of(idx, idxNext), 1));
            }
        }
        return idx;
    }
}
