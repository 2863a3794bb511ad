package dev.provision.modules.images.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.Upload;
import dev.provision.modules.images.bytes.OutgoingDisk;
import dev.provision.modules.images.bytes.SourceDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What tests have {@code qemu-img} do in a folder of theirs. */
public record QemuImgCommand(Path folder) {
  private static final int SECTOR = 512;

  /**
   * A raw disk with data in its first sectors, around the border of two grain tables, and in its
   * last sector; the rest is zeros.
   *
   * @param bytes above 33 MiB; whole sectors
   */
  public Path raw(String name, long bytes) throws IOException {
    Path file = folder.resolve(name);
    Random random = new Random(bytes);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(bytes);
      byte[] noise = new byte[200_000];
      random.nextBytes(noise);
      noise[510] = 0x55;
      noise[511] = (byte) 0xAA;
      out.write(noise);
      out.seek((32L << 20) - 100_000);
      out.write(noise);
      out.seek(bytes - SECTOR);
      out.write(noise, 0, SECTOR);
    }
    return file;
  }

  /** Converts a raw disk. */
  public Path convert(Path raw, String format, String options, String name) throws Exception {
    Path to = folder.resolve(name);
    List<String> line = new ArrayList<>(List.of("convert", "-f", "raw", "-O", format));
    if (!options.isEmpty()) {
      line.addAll(List.of("-o", options));
    }
    line.addAll(List.of(raw.toString(), to.toString()));
    run(line.toArray(String[]::new));
    return to;
  }

  /** What a VMDK holds. */
  public byte[] contents(Path vmdk) throws Exception {
    Path raw = Files.createTempFile(folder, "back", ".raw");
    run("convert", "-f", "vmdk", "-O", "raw", vmdk.toString(), raw.toString());
    return Files.readAllBytes(raw);
  }

  /** The hash of what an import sends of each disk of a file, in order. */
  public static List<String> sent(Path source, boolean isSaidToBeRaw) throws Exception {
    List<String> hashes = new ArrayList<>();
    for (SourceDisk disk : Inspector.inspect(source, isSaidToBeRaw).disks()) {
      OutgoingDisk outgoing = OutgoingDisk.of(disk, (percent, what) -> {});
      try (Upload in = new Upload(outgoing.open(), 0, outgoing.bytes(), (percent, what) -> {})) {
        in.transferTo(OutputStream.nullOutputStream());
        hashes.add(in.finish());
      }
    }
    return hashes;
  }

  public void run(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("qemu-img"));
    line.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(line + ": " + said).isZero();
  }
}
