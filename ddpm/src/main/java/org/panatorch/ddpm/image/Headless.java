package org.panatorch.ddpm.image;

/** No window is ever opened. Without this, macOS would show a Dock icon for a process that only writes files. */
final class Headless {
    static {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private Headless() {}

    /** To be called before the first use of AWT. */
    static void ensure() {}
}
