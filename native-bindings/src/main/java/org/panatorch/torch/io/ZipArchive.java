package org.panatorch.torch.io;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The directory of a zip file (PKWARE's APPNOTE.TXT, sections 4.3 and 4.5, zip64 included).
 *
 * <p>java.util.zip reads zips too, but does not say where an entry's bytes lie, which mapping them needs.
 * Unlike most readers this one insists that entries do not overlap, as those of zip bombs do.
 */
final class ZipArchive {

    static final int LOCAL = 0x04034b50;
    static final int CENTRAL = 0x02014b50;
    static final int END = 0x06054b50;
    static final int END64 = 0x06064b50;
    static final int END64_LOCATOR = 0x07064b50;

    static final int LOCAL_LENGTH = 30;
    static final int CENTRAL_LENGTH = 46;
    static final int END_LENGTH = 22;
    static final int END64_LENGTH = 56;
    static final int END64_LOCATOR_LENGTH = 20;
    static final int EXTRA_ZIP64 = 1;

    private static final long U32_MAX = 0xffffffffL;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int ENCRYPTED = 1;
    private static final int LARGEST_DIRECTORY = 1 << 27;
    private static final int ENTRY_COST = 256;

    private final FileBytes file;
    private final Budget budget;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    private ZipArchive(FileBytes file, Budget budget) {
        this.file = file;
        this.budget = budget;
    }

    static ZipArchive read(FileBytes file, Budget budget) {
        var archive = new ZipArchive(file, budget);
        try {
            archive.readDirectory();
        } catch (BufferUnderflowException e) {
            throw new WeightsFormatException(file.path(), "the zip directory ends in the middle of an entry", e);
        }
        return archive;
    }

    /** By name, in the order of the directory. */
    Map<String, ZipEntry> entries() {
        return entries;
    }

    private void readDirectory() {
        long end = findEnd();
        var record = file.read(end, END_LENGTH);
        long count = record.getShort(10) & 0xffff;
        long size = record.getInt(12) & U32_MAX;
        long start = record.getInt(16) & U32_MAX;
        if (count == 0xffff || size == U32_MAX || start == U32_MAX) {
            var record64 = findEnd64(end);
            count = record64.getLong(32);
            size = record64.getLong(40);
            start = record64.getLong(48);
        }
        if (start < 0 || size < 0 || start > end || size > end - start || size > LARGEST_DIRECTORY) {
            throw error("the zip directory (" + size + " bytes at byte " + start + ") does not fit the file");
        }
        if (count < 0 || count > size / CENTRAL_LENGTH) {
            throw error("the zip directory of " + size + " bytes claims " + Long.toUnsignedString(count) + " entries");
        }
        budget.charge(size);
        var directory = file.read(start, (int) size);
        for (long i = 0; i < count; i++) {
            budget.charge(ENTRY_COST);
            var entry = entry(directory, start);
            if (entries.putIfAbsent(entry.name(), entry) != null) {
                throw error("two zip entries are named " + WeightsFormatException.quote(entry.name()));
            }
        }
        requireNoOverlap();
    }

    private long findEnd() {
        int length = (int) Math.min(file.size(), END_LENGTH + LONGEST_COMMENT);
        var tail = file.read(file.size() - length, length);
        for (int at = length - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END && (tail.getShort(at + 20) & 0xffff) == length - at - END_LENGTH) {
                return file.size() - length + at;
            }
        }
        throw error("a zip archive without its directory; the file is cut off or damaged");
    }

    private ByteBuffer findEnd64(long end) {
        if (end >= END64_LOCATOR_LENGTH) {
            var locator = file.read(end - END64_LOCATOR_LENGTH, END64_LOCATOR_LENGTH);
            long at = locator.getLong(8);
            if (locator.getInt(0) == END64_LOCATOR && at >= 0 && at <= end - END64_LENGTH) {
                var record = file.read(at, END64_LENGTH);
                if (record.getInt(0) == END64) {
                    return record;
                }
            }
        }
        throw error("a zip64 archive without its zip64 directory");
    }

    private ZipEntry entry(ByteBuffer directory, long directoryStart) {
        int at = directory.position();
        if (directory.remaining() < CENTRAL_LENGTH) {
            throw new BufferUnderflowException();
        }
        if (directory.getInt() != CENTRAL) {
            throw error("no zip directory entry at byte " + (directoryStart + at));
        }
        directory.position(at + 8);
        int flags = directory.getShort() & 0xffff;
        int method = directory.getShort() & 0xffff;
        directory.getInt();
        long crc = directory.getInt() & U32_MAX;
        long compressedSize = directory.getInt() & U32_MAX;
        long size = directory.getInt() & U32_MAX;
        var nameBytes = new byte[directory.getShort() & 0xffff];
        int extraLength = directory.getShort() & 0xffff;
        int commentLength = directory.getShort() & 0xffff;
        directory.position(directory.position() + 8);
        long header = directory.getInt() & U32_MAX;
        directory.get(nameBytes);
        if (extraLength + commentLength > directory.remaining()) {
            throw new BufferUnderflowException();
        }
        var extra = directory.slice(directory.position(), extraLength).order(directory.order());
        directory.position(directory.position() + extraLength + commentLength);

        var name = new String(nameBytes, StandardCharsets.UTF_8);
        if (size == U32_MAX || compressedSize == U32_MAX || header == U32_MAX) {
            // Only what does not fit is there, in this order.
            var zip64 = zip64(extra, name);
            size = size == U32_MAX ? zip64.getLong() : size;
            compressedSize = compressedSize == U32_MAX ? zip64.getLong() : compressedSize;
            header = header == U32_MAX ? zip64.getLong() : header;
        }
        if ((flags & ENCRYPTED) != 0) {
            throw error("zip entry " + WeightsFormatException.quote(name) + " is encrypted");
        }
        long data = dataPosition(name, nameBytes, header, directoryStart);
        if (size < 0 || compressedSize < 0 || compressedSize > directoryStart - data
                || method == ZipEntry.STORED && size != compressedSize) {
            throw error("zip entry " + WeightsFormatException.quote(name) + " claims " + size + " bytes, "
                    + compressedSize + " of them in the file at byte " + data + "; they do not fit");
        }
        return new ZipEntry(name, method, crc, compressedSize, size, data);
    }

    private ByteBuffer zip64(ByteBuffer extra, String name) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xffff;
            int length = extra.getShort() & 0xffff;
            if (length > extra.remaining()) {
                break;
            }
            if (id == EXTRA_ZIP64) {
                return extra.slice(extra.position(), length).order(extra.order());
            }
            extra.position(extra.position() + length);
        }
        throw error("zip entry " + WeightsFormatException.quote(name) + " lacks its zip64 sizes");
    }

    /** The bytes follow the local header, whose length only it knows. */
    private long dataPosition(String name, byte[] nameBytes, long header, long directoryStart) {
        long room = directoryStart - header - LOCAL_LENGTH;
        if (header < 0 || room < nameBytes.length) {
            throw error("zip entry " + WeightsFormatException.quote(name) + " begins at byte " + header
                    + ", which is not before the directory");
        }
        var local = file.read(header, LOCAL_LENGTH + nameBytes.length);
        int nameLength = local.getShort(26) & 0xffff;
        int extraLength = local.getShort(28) & 0xffff;
        if (local.getInt(0) != LOCAL || nameLength != nameBytes.length || nameLength + extraLength > room
                || !local.position(LOCAL_LENGTH).slice().equals(ByteBuffer.wrap(nameBytes))) {
            throw error("zip entry " + WeightsFormatException.quote(name) + " has no header of that name at byte "
                    + header);
        }
        return header + LOCAL_LENGTH + nameLength + extraLength;
    }

    private void requireNoOverlap() {
        var byPosition = new ArrayList<>(entries.values());
        byPosition.sort(Comparator.comparingLong(ZipEntry::dataPosition));
        for (int i = 1; i < byPosition.size(); i++) {
            var before = byPosition.get(i - 1);
            if (before.dataPosition() + before.compressedSize() > byPosition.get(i).dataPosition()) {
                throw error("zip entries " + WeightsFormatException.quote(before.name()) + " and "
                        + WeightsFormatException.quote(byPosition.get(i).name()) + " overlap");
            }
        }
    }

    /** The bytes of a deflated entry, of at most {@code limit}. */
    byte[] inflate(ZipEntry entry, int limit) {
        if (entry.size() > limit || entry.compressedSize() > limit) {
            throw error("zip entry " + WeightsFormatException.quote(entry.name()) + " inflates to " + entry.size()
                    + " bytes, at most " + limit + " are read");
        }
        budget.charge(entry.size() + entry.compressedSize());
        var inflater = new Inflater(true);
        try {
            inflater.setInput(file.read(entry.dataPosition(), (int) entry.compressedSize()));
            var bytes = new byte[(int) entry.size()];
            int length = 0;
            for (int count; (count = inflater.inflate(bytes, length, bytes.length - length)) > 0; ) {
                length += count;
            }
            // A full buffer says nothing of what would follow; what matters is that it is full.
            if (length == bytes.length) {
                return bytes;
            }
            throw error("zip entry " + WeightsFormatException.quote(entry.name()) + " inflates to " + length
                    + " bytes, " + bytes.length + " were expected");
        } catch (DataFormatException e) {
            throw new WeightsFormatException(file.path(),
                    "zip entry " + WeightsFormatException.quote(entry.name()) + " is not valid deflate data", e);
        } finally {
            inflater.end();
        }
    }

    private WeightsFormatException error(String problem) {
        return file.error(problem);
    }
}
