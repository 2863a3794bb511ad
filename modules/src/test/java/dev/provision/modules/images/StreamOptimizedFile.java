package dev.provision.modules.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/**
 * Writes valid small streamOptimized VMDK files, for tests that need one and cannot count on {@code
 * qemu-img}. The same settings give the same bytes.
 *
 * @param capacityBytes of the disk, a multiple of 512
 * @param filledGrains how many grains of 64 KiB have data, from the start of the disk
 * @param footer whether the grain directory comes last and is found by a footer, as VMware writes
 *     it; otherwise it comes first, as qemu-img writes it
 * @param descriptor the text of the descriptor
 */
public record StreamOptimizedFile(
    long capacityBytes, int filledGrains, boolean footer, String descriptor) {
  private static final int SECTOR = 512;
  private static final int GRAIN_SECTORS = 128;
  private static final int ENTRIES = 512;
  private static final int DESCRIPTOR_SECTORS = 20;
  private static final int MAGIC = 0x564D444B;

  /** One of 4 grains, with an lsilogic adapter and a directory at its start. */
  public static StreamOptimizedFile ofCapacity(long bytes) {
    return new StreamOptimizedFile(bytes, 4, false, descriptor("lsilogic", bytes / SECTOR));
  }

  public StreamOptimizedFile withAdapter(String adapterType) {
    return new StreamOptimizedFile(
        capacityBytes, filledGrains, footer, descriptor(adapterType, capacityBytes / SECTOR));
  }

  public StreamOptimizedFile withFilledGrains(int grains) {
    return new StreamOptimizedFile(capacityBytes, grains, footer, descriptor);
  }

  public StreamOptimizedFile withFooter() {
    return new StreamOptimizedFile(capacityBytes, filledGrains, true, descriptor);
  }

  public StreamOptimizedFile withDescriptor(String text) {
    return new StreamOptimizedFile(capacityBytes, filledGrains, footer, text);
  }

  private static String descriptor(String adapterType, long sectors) {
    return """
        # Disk DescriptorFile
        version=1
        CID=12345678
        parentCID=ffffffff
        createType="streamOptimized"

        # Extent description
        RW %d SPARSE "disk.vmdk"

        # The Disk Data Base
        #DDB
        ddb.virtualHWVersion = "4"
        ddb.geometry.cylinders = "1"
        ddb.geometry.heads = "16"
        ddb.geometry.sectors = "63"
        ddb.adapterType = "%s"
        """
        .formatted(sectors, adapterType);
  }

  /** Writes the file and returns its path. */
  public Path write(Path path) throws IOException {
    return Files.write(path, footer ? directoryLast() : directoryFirst());
  }

  private long tables() {
    return (capacityBytes / SECTOR + GRAIN_SECTORS * ENTRIES - 1) / (GRAIN_SECTORS * ENTRIES);
  }

  private byte[] directoryFirst() {
    long directoryAt = 1 + DESCRIPTOR_SECTORS;
    long tablesAt = directoryAt + sectors(4 * tables());
    long grainsAt = tablesAt + tables() * sectors(4 * ENTRIES);
    ByteArrayOutputStream grains = new ByteArrayOutputStream();
    List<Integer> where = writeGrains(grains, grainsAt);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, header(directoryAt, grainsAt));
    write(out, descriptorSectors());
    write(out, directory(tablesAt));
    write(out, tables(where));
    write(out, grains.toByteArray());
    return out.toByteArray();
  }

  private byte[] directoryLast() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, header(-1, GRAIN_SECTORS));
    write(out, descriptorSectors());
    write(out, new byte[(GRAIN_SECTORS - 1 - DESCRIPTOR_SECTORS) * SECTOR]);
    List<Integer> where = writeGrains(out, 0);
    write(out, marker(tables() * sectors(4 * ENTRIES), 1));
    long tablesAt = out.size() / SECTOR;
    write(out, tables(where));
    write(out, marker(sectors(4 * tables()), 2));
    long directoryAt = out.size() / SECTOR;
    write(out, directory(tablesAt));
    write(out, marker(1, 3));
    write(out, header(directoryAt, GRAIN_SECTORS));
    write(out, marker(0, 0));
    return out.toByteArray();
  }

  private byte[] header(long directoryAt, long overhead) {
    ByteBuffer header = sectorBuffer(1);
    header.putInt(MAGIC).putInt(3).putInt(0x30001);
    header.putLong(capacityBytes / SECTOR).putLong(GRAIN_SECTORS);
    header.putLong(1).putLong(DESCRIPTOR_SECTORS).putInt(ENTRIES);
    header.putLong(0).putLong(directoryAt).putLong(overhead);
    header.put((byte) 0).put((byte) '\n').put((byte) ' ').put((byte) '\r').put((byte) '\n');
    header.putShort((short) 1);
    return header.array();
  }

  private byte[] descriptorSectors() {
    return sectorBuffer(DESCRIPTOR_SECTORS)
        .put(descriptor.getBytes(StandardCharsets.UTF_8))
        .array();
  }

  private byte[] directory(long tablesAt) {
    ByteBuffer directory = sectorBuffer(sectors(4 * tables()));
    for (int table = 0; table < tables(); table++) {
      directory.putInt((int) (tablesAt + table * sectors(4 * ENTRIES)));
    }
    return directory.array();
  }

  private byte[] tables(List<Integer> where) {
    ByteBuffer tables = sectorBuffer(tables() * sectors(4 * ENTRIES));
    where.forEach(tables::putInt);
    return tables.array();
  }

  private static byte[] marker(long sectorsThatFollow, int type) {
    return sectorBuffer(1).putLong(sectorsThatFollow).putInt(0).putInt(type).array();
  }

  /** Returns the sector of each grain; half of a grain is noise, so that it stays large. */
  private List<Integer> writeGrains(ByteArrayOutputStream out, long startsAt) {
    List<Integer> where = new ArrayList<>();
    Random noise = new Random(capacityBytes);
    for (int grain = 0; grain < filledGrains; grain++) {
      byte[] data = new byte[GRAIN_SECTORS * SECTOR];
      byte[] half = new byte[data.length / 2];
      noise.nextBytes(half);
      System.arraycopy(half, 0, data, SECTOR, half.length);
      data[SECTOR - 2] = 0x55;
      data[SECTOR - 1] = (byte) 0xAA;
      byte[] packed = deflate(data);
      where.add((int) (startsAt + out.size() / SECTOR));
      ByteBuffer bytes = sectorBuffer(sectors(12L + packed.length));
      write(
          out,
          bytes.putLong((long) grain * GRAIN_SECTORS).putInt(packed.length).put(packed).array());
    }
    return where;
  }

  private static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater();
    deflater.setInput(data);
    deflater.finish();
    byte[] packed = new byte[2 * data.length];
    int length = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }

  private static long sectors(long bytes) {
    return (bytes + SECTOR - 1) / SECTOR;
  }

  private static ByteBuffer sectorBuffer(long sectors) {
    return ByteBuffer.allocate(Math.toIntExact(sectors * SECTOR)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(ByteArrayOutputStream out, byte[] bytes) {
    out.write(bytes, 0, bytes.length);
  }
}
