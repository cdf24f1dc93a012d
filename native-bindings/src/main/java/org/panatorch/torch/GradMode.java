package org.panatorch.torch;

/** {@code torch.no_grad()} or {@code torch.enable_grad()} as a try-with-resources block, on this thread. */
public final class GradMode extends ThreadSetting {
    private static final ThreadLocal<ThreadSetting> INNERMOST = new ThreadLocal<>();

    private final boolean previous = Torch.isGradEnabled();

    GradMode(boolean enabled) {
        super(INNERMOST);
        org.bytedeco.pytorch.GradMode.set_enabled(enabled);
        entered();
    }

    @Override
    void restore() {
        org.bytedeco.pytorch.GradMode.set_enabled(previous);
    }
}
