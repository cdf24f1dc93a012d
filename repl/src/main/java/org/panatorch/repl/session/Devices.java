package org.panatorch.repl.session;

import org.panatorch.ddpm.UserException;
import org.panatorch.torch.Device;
import org.panatorch.torch.LibTorchInfo;

/** Devices as people name them. */
final class Devices {
    private Devices() {}

    /** A GPU if there is one. */
    static Device best() {
        return Device.cudaIsAvailable() ? Device.CUDA : Device.CPU;
    }

    /** @throws UserException if there is none of that name, or it cannot be had */
    static Device named(String name) {
        if (name.equals("auto")) {
            return best();
        }
        Device device;
        try {
            device = Device.of(name);
        } catch (IllegalArgumentException e) {
            throw new UserException("use device: expected cpu, cuda or auto, got " + name, e);
        }
        switch (device.type()) {
            case CPU -> { }
            case CUDA -> {
                if (!Device.cudaIsAvailable()) {
                    throw new UserException("use device cuda: " + LibTorchInfo.cuda());
                }
                if (device.index() >= Device.cudaDeviceCount()) {
                    throw new UserException("use device " + name + ": " + LibTorchInfo.cuda() + ", counted from 0");
                }
            }
            default -> throw new UserException("use device: expected cpu, cuda or auto, got " + name);
        }
        return device;
    }
}
