package org.panatorch.torch.io;

/** One file in a zip archive; its bytes, as stored, begin at {@code dataPosition}. */
record ZipEntry(String name, int method, long crc, long compressedSize, long size, long dataPosition) {

    static final int STORED = 0;
    static final int DEFLATED = 8;
}
