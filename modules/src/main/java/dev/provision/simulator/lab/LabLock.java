package dev.provision.simulator.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lock of the one process that may change a lab; the system frees it when the process ends,
 * however it ends.
 */
public final class LabLock implements AutoCloseable {
  private final FileChannel channel;

  private LabLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws IOException when another run holds it, saying which
   */
  public static LabLock take(LabState state) throws IOException {
    Files.createDirectories(state.file().getParent());
    FileChannel channel =
        FileChannel.open(
            state.lockFile(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (!isOurs(channel)) {
      String holder = holder(state.lockFile());
      channel.close();
      throw new IOException(
          "the lab `"
              + state.lab()
              + "` is in use by another run"
              + holder
              + "; a simulated vCenter lives in one process at a time: wait until that one ends");
    }
    channel.truncate(0);
    String pid = String.valueOf(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
    return new LabLock(channel);
  }

  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(Path file) {
    try {
      String pid = Files.readString(file).strip();
      return pid.isEmpty() ? "" : " (process " + pid + ")";
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
