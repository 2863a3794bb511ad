package dev.provision.diagnostic;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/**
 * Says in words why a file or a stream could not be read or written. The JDK's own message is often
 * only the path, and sometimes empty.
 */
public final class FileTrouble {
  private FileTrouble() {}

  /** A clause in lower case: {@code there is no permission for `/ro/.provision`}. */
  public static String words(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "there is no `" + missing.getFile() + "`";
    }
    if (e instanceof AccessDeniedException denied) {
      return "there is no permission for `" + denied.getFile() + "`";
    }
    if (e instanceof FileAlreadyExistsException there) {
      return "`" + there.getFile() + "` is there already";
    }
    if (e instanceof NotDirectoryException file) {
      return "`" + file.getFile() + "` is not a directory";
    }
    if (e instanceof DirectoryNotEmptyException full) {
      return "`" + full.getFile() + "` is not empty";
    }
    if (e instanceof FileSystemException other && other.getReason() != null) {
      return other.getFile() == null
          ? lower(other.getReason())
          : lower(other.getReason()) + ": `" + other.getFile() + "`";
    }
    if (e instanceof UnknownHostException unknown) {
      return "the name `" + unknown.getMessage() + "` is not known to DNS";
    }
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return "it broke off (" + e.getClass().getSimpleName() + ")";
    }
    return e instanceof FileSystemException ? "`" + message + "` cannot be used" : message;
  }

  private static String lower(String reason) {
    boolean sentence = reason.length() > 1 && Character.isLowerCase(reason.charAt(1));
    return sentence
        ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1)
        : reason;
  }
}
