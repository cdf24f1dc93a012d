package org.panatorch.torch.internal;

/** JavaCPP's classes of presets, initialised without the libraries that JavaCPP would open with them. */
final class PresetClasses {
    private static final String LOAD = "org.bytedeco.javacpp.loadLibraries";

    private PresetClasses() {}

    /**
     * Initialises classes while JavaCPP is told to load nothing; a setting of the user's stays.
     *
     * @param what they are, for the error if one is missing: {@code "OpenBLAS's presets"}
     */
    static void initialise(String what, String... names) {
        var users = System.getProperty(LOAD);
        System.setProperty(LOAD, "false");
        try {
            for (var name : names) {
                Class.forName(name);
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(what + " are missing from the class path", e);
        } finally {
            if (users == null) {
                System.clearProperty(LOAD);
            } else {
                System.setProperty(LOAD, users);
            }
        }
    }
}
