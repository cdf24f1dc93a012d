package org.panatorch.ddpm.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.panatorch.torch.Tensor;
import org.panatorch.torch.TensorScope;

/**
 * One gray picture.
 *
 * @param pixels width * height bytes, row by row, 0 black, 255 white
 */
public record Gray(byte[] pixels, int width, int height) {

    public Gray {
        if (width < 1 || height < 1 || pixels.length != width * height) {
            throw new IllegalArgumentException(pixels.length + " bytes for " + width + " x " + height);
        }
    }

    /** The images of a tensor (n, 1, H, W) or (n, H, W), of which -1 is black and 1 white. */
    public static List<Gray> of(Tensor images) {
        try (var _ = TensorScope.open()) {
            int height = (int) images.size(-2);
            int width = (int) images.size(-1);
            var bytes = PngGrid.gray(images.detach().cpu().add(1).div(2).contiguous().toFloatArray());
            var all = new ArrayList<Gray>();
            for (int at = 0; at < bytes.length; at += width * height) {
                all.add(new Gray(Arrays.copyOfRange(bytes, at, at + width * height), width, height));
            }
            return all;
        }
    }

    /** The gray value at x, y: 0 to 255. */
    public int at(int x, int y) {
        return pixels[y * width + x] & 0xff;
    }

    /** Scaled to another size: each new pixel is the mean of what it covers. */
    public Gray scaled(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        byte[] out = new byte[newWidth * newHeight];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                out[y * newWidth + x] = (byte) Math.round(mean(
                        (double) x * width / newWidth, (double) (x + 1) * width / newWidth,
                        (double) y * height / newHeight, (double) (y + 1) * height / newHeight));
            }
        }
        return new Gray(out, newWidth, newHeight);
    }

    private double mean(double left, double right, double top, double bottom) {
        double sum = 0;
        double area = 0;
        for (int y = (int) top; y < Math.min(height, Math.ceil(bottom)); y++) {
            double tall = Math.min(bottom, y + 1) - Math.max(top, y);
            for (int x = (int) left; x < Math.min(width, Math.ceil(right)); x++) {
                double part = tall * (Math.min(right, x + 1) - Math.max(left, x));
                sum += part * at(x, y);
                area += part;
            }
        }
        return sum / area;
    }
}
