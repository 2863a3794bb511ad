package dev.provision.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.referee.NeedsReferee;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a datastore's files a client gets back. */
class DownloadTest {
  @TempDir Path folder;

  private Raw in(ServedLab served) throws Exception {
    Raw raw = new Raw(served);
    raw.login(ServedLab.USER, ServedLab.PASSWORD);
    return raw;
  }

  private static String nas(String path) {
    return "/folder/" + path + "?dcPath=DC0&dsName=nas1";
  }

  @Test
  void aSmallFileComesBackWholeOrInPart() throws Exception {
    try (ServedLab lab = ServedLab.of(folder, RichLab.TEXT)) {
      Raw raw = in(lab);
      assertThat(raw.send("PUT", nas("d/a.txt"), "0123456789")).isEqualTo("201");

      assertThat(raw.send("GET", nas("d/a.txt"), "")).isEqualTo("200 0123456789");
      assertThat(raw.part(nas("d/a.txt"), "bytes=2-4")).isEqualTo("206 bytes 2-4/10 234");
      assertThat(raw.part(nas("d/a.txt"), "bytes=7-")).isEqualTo("206 bytes 7-9/10 789");
      assertThat(raw.part(nas("d/a.txt"), "bytes=-2")).isEqualTo("206 bytes 8-9/10 89");
      assertThat(raw.part(nas("d/a.txt"), "bytes=0-99")).isEqualTo("206 bytes 0-9/10 0123456789");
      assertThat(raw.part(nas("d/a.txt"), "bytes=10-"))
          .isEqualTo("416 bytes */10 the file has 10 bytes");
      assertThat(raw.part(nas("d/a.txt"), "bytes=0-1,4-5")).isEqualTo("200  0123456789");
      assertThat(raw.send("GET", nas("d/b.txt"), "")).isEqualTo("404 there is no such file");
      assertThat(raw.send("GET", nas("d"), ""))
          .isEqualTo("501 the simulator does not keep the bytes of this file");
    }
  }

  @Test
  void aFileGoesWithItsBytesWhereItIsCopied() throws Exception {
    try (ServedLab lab = ServedLab.of(folder, RichLab.TEXT)) {
      Raw raw = in(lab);
      raw.send("PUT", nas("a.txt"), "0123456789");
      assertThat(
              raw.call(
                  "CopyDatastoreFile_Task",
                  "<_this type=\"FileManager\">FileManager</_this>"
                      + "<sourceName>[nas1] a.txt</sourceName>"
                      + "<destinationName>[nas1] b.txt</destinationName>"))
          .startsWith("200 ");
      lab.simulator().finish();

      assertThat(in(lab).send("GET", nas("b.txt"), "")).isEqualTo("200 0123456789");
    }
  }

  @Test
  void ofADiskTheDescriptorComesAndOfALargeFileNothing() throws Exception {
    try (ServedLab lab = ServedLab.of(folder, RichLab.TEXT)) {
      Raw raw = in(lab);

      assertThat(raw.send("GET", "/folder/ubuntu/ubuntu.vmdk?dcPath=DC0&dsName=local1", ""))
          .startsWith("200 # Disk DescriptorFile\n")
          .contains(" VMFS \"ubuntu-flat.vmdk\"\n");
      raw.send("PUT", nas("big"), "x".repeat(1 << 20));
      assertThat(raw.send("GET", nas("big"), "")).startsWith("200 xxx");
      raw.send("PUT", nas("big"), "x".repeat((1 << 20) + 1));
      assertThat(raw.send("GET", nas("big"), ""))
          .isEqualTo("501 the simulator does not keep the bytes of this file");
    }
  }

  @Test
  @NeedsReferee
  void govcUploadsListsDownloadsAndReadsTheTail() throws Exception {
    try (ServedLab lab = ServedLab.of(folder, RichLab.TEXT)) {
      Path up = Files.writeString(folder.resolve("up.txt"), "one\ntwo\nthree\n");
      Path down = folder.resolve("down.txt");

      lab.govc("datastore.upload", "-ds", "nas1", up.toString(), "notes/up.txt");
      lab.govc("datastore.download", "-ds", "nas1", "notes/up.txt", down.toString());

      assertThat(down).hasContent("one\ntwo\nthree\n");
      assertThat(lab.govc("datastore.ls", "-ds", "nas1", "notes")).isEqualTo("up.txt\n");
      assertThat(lab.govc("datastore.tail", "-ds", "nas1", "-n", "1", "notes/up.txt"))
          .isEqualTo("three\n");
    }
  }
}
