package dev.provision.proof.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An archive with an OVF in it. The sums of its headers are set right, as a fuzzer that changes a
 * byte would never do.
 */
final class OvaTarget extends DiskTarget {
  private static final int BLOCK = 512;

  @Override
  Path file(byte[] input) throws IOException {
    byte[] archive = input.clone();
    for (int at = 0; at + BLOCK <= archive.length; at += BLOCK) {
      if (archive[at + 257] == 'u' && archive[at + 258] == 's') {
        ByteBuffer header = ByteBuffer.wrap(archive, at, BLOCK).slice();
        header.put(148, "        ".getBytes(StandardCharsets.US_ASCII));
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
          sum += Byte.toUnsignedInt(header.get(i));
        }
        header.put(148, "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII));
      }
    }
    return folder.write("disk", archive);
  }
}
