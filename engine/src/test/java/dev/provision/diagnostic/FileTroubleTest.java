package dev.provision.diagnostic;

import static dev.provision.diagnostic.FileTrouble.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
  @TempDir Path folder;

  @Test
  void saysWhatTheBarePathOfAnExceptionMeans() {
    assertThat(words(new AccessDeniedException("/ro/.provision")))
        .isEqualTo("there is no permission for `/ro/.provision`");
    assertThat(words(new NoSuchFileException("/a/b"))).isEqualTo("there is no `/a/b`");
    assertThat(words(new FileSystemException("/a", null, "No space left on device")))
        .isEqualTo("no space left on device: `/a`");
    assertThat(words(new EOFException())).isEqualTo("it broke off (EOFException)");
    assertThat(words(new IOException("Broken pipe"))).isEqualTo("Broken pipe");
  }

  @Test
  void saysWhatTheSystemRefuses() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(refusal(() -> Files.createDirectory(file.resolve("below"))))
        .isEqualTo("not a directory: `" + file + "/below`");
    assertThat(refusal(() -> Files.newDirectoryStream(file)))
        .isEqualTo("`" + file + "` is not a directory");
    assertThat(refusal(() -> Files.createDirectory(folder)))
        .isEqualTo("`" + folder + "` is there already");
  }

  private interface Use {
    void file() throws IOException;
  }

  private static String refusal(Use use) {
    try {
      use.file();
    } catch (IOException e) {
      return words(e);
    }
    throw new AssertionError("it was not refused");
  }
}
