package dev.provision.iso9660;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsoImageTest {
  private static TreeMap<String, byte[]> files() {
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("openstack/latest/meta_data.json", bytes("{\"uuid\":\"id-1\"}"));
    files.put("openstack/latest/user_data", new byte[5000]);
    files.put("openstack/2018-08-27/network_data.json", bytes("{}"));
    files.put("ec2/latest/meta-data.json", bytes("{}"));
    files.put("ec2/latest/meta-data2.json", bytes("[]"));
    files.put("empty", new byte[0]);
    for (int i = 0; i < 60; i++) {
      files.put("many/a_file_of_number_" + i + ".txt", bytes("n" + i));
    }
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void everyFileIsThereUnderItsNameForLinuxAndForWindows() {
    byte[] disc = IsoImage.of("config-2", files());
    assertThat(DiscReader.label(disc)).isEqualTo("config-2");
    assertThat(DiscReader.rockRidge(disc)).containsExactlyEntriesOf(files());
    assertThat(DiscReader.joliet(disc)).containsExactlyEntriesOf(files());
  }

  @Test
  void theSameFilesGiveTheSameBytes() {
    assertThat(IsoImage.of("config-2", files())).isEqualTo(IsoImage.of("config-2", files()));
  }

  @Test
  void whatNoDiscHasIsRefused() {
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("a/b/c/d/e/f/g/h/i", new byte[1]);
    assertThatThrownBy(() -> IsoImage.of("config-2", files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`h/i` is deeper than a disc may be");
    assertThatThrownBy(() -> IsoImage.of("a label that is long", new TreeMap<>()))
        .hasMessage("`a label that is long` is no label of a disc");
    TreeMap<String, byte[]> up = new TreeMap<>();
    up.put("../x", new byte[1]);
    assertThatThrownBy(() -> IsoImage.of("config-2", up))
        .hasMessage("`../x` is no path of a file on a disc");
  }

  @TempDir Path folder;

  /** What other programs make of it, where one of them is installed. */
  @Test
  void otherProgramsReadTheLabelAndTheNames() throws Exception {
    Path disc = Files.write(folder.resolve("disc.iso"), IsoImage.of("config-2", files()));
    boolean some = false;
    String label = said("blkid", "-p", "-s", "LABEL", "-o", "value", disc.toString());
    if (!label.isEmpty()) {
      some = true;
      assertThat(label.strip()).isEqualTo("config-2");
    }
    for (List<String> lists :
        List.of(
            List.of("isoinfo", "-R", "-f", "-i", disc.toString()),
            List.of("isoinfo", "-J", "-f", "-i", disc.toString()),
            List.of("bsdtar", "-tf", disc.toString()),
            List.of("xorriso", "-indev", disc.toString(), "-find"))) {
      String listed = said(lists.toArray(String[]::new));
      if (!listed.isEmpty()) {
        some = true;
        assertThat(listed)
            .contains("openstack/latest/meta_data.json")
            .contains("many/a_file_of_number_59.txt");
      }
    }
    Assumptions.assumeTrue(some, "no program that reads discs is installed");
  }

  /** Empty where there is no such program. */
  private static String said(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(false).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
      return out;
    } catch (IOException e) {
      return "";
    }
  }
}
