package dev.provision.modules.images.bytes;

/** A file that cannot become an image; the message says what it is and what to do. */
public final class UnfitFile extends Exception {
  private static final long serialVersionUID = 1L;

  public UnfitFile(String message) {
    super(message);
  }

  public UnfitFile(String message, Throwable cause) {
    super(message, cause);
  }
}
