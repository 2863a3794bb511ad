package dev.provision.proof.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class that the fuzzer runs, in a process of its own; the argument names the target. The
 * number of bytes, which the fuzzer does not count, is written when the process ends.
 */
public final class Entry {
  private static FuzzTarget target;
  private static long bytes;

  private Entry() {}

  public static void fuzzerInitialize(String[] arguments) {
    target = FuzzTargets.all().get(arguments[0]).target().get();
    Path figures = Path.of(arguments[1]);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    Files.writeString(figures, String.valueOf(bytes));
                  } catch (IOException e) {
                    System.err.println("the figures are lost: " + e);
                  }
                }));
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    bytes += input.length;
    target.take(input);
  }
}
