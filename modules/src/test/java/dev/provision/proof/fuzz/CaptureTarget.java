package dev.provision.proof.fuzz;

import static dev.provision.proof.fuzz.FuzzTarget.holds;

import dev.provision.simulator.Labs;
import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.vsphere.capture.Capture;
import dev.provision.vsphere.capture.CaptureFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a capture, and the copy that a rehearsal makes of them. */
final class CaptureTarget implements FuzzTarget {
  /** Stands between two files of the input. */
  static final String NEXT_FILE = "\n=====\n";

  private final ScratchFolder folder = new ScratchFolder();

  @Override
  public void take(byte[] input) throws Exception {
    folder.clear("capture");
    folder.clear("again");
    folder.clear("third");
    Path capture = folder.path("capture");
    Files.createDirectories(capture);
    if (input.length > 0 && input[0] == 'P') {
      capture = folder.write("capture.zip", input);
    } else {
      String[] files = new String(input, StandardCharsets.ISO_8859_1).split(NEXT_FILE);
      for (int i = 0; i < files.length; i++) {
        folder.write(
            "capture/%04d.xml".formatted(i), files[i].getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    Capture read;
    try {
      read = CaptureFiles.read(capture);
    } catch (ModuleException e) {
      holds(e.getMessage().startsWith("could not read the capture"), "odd words: " + e);
      return;
    }
    writtenReadsEqual(read);
    try {
      new Labs()
          .copy(
              read,
              "vc",
              new RunContext("r1", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Optional.empty()));
    } catch (ModuleException e) {
      holds(!e.getMessage().isBlank(), "a refusal without words");
    }
  }

  private void writtenReadsEqual(Capture read) throws Exception {
    try {
      CaptureFiles.write(folder.path("again"), read);
    } catch (ModuleException e) {
      return; // a text with a character that XML has not
    }
    CaptureFiles.write(folder.path("third"), CaptureFiles.read(folder.path("again")));
    holds(
        contents(folder.path("again")).equals(contents(folder.path("third"))),
        "a capture that was read and written reads differently");
  }

  private static List<String> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .sorted()
          .map(
              file -> {
                try {
                  return file.getFileName() + Files.readString(file);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              })
          .toList();
    }
  }
}
