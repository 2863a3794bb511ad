package dev.provision.vsphere.soap;

/**
 * A text that is no vim25 message, or a value that cannot be put into one; the message says why.
 */
public final class MalformedMessage extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedMessage(String message) {
    super(message);
  }

  public MalformedMessage(String message, Throwable cause) {
    super(message, cause);
  }
}
