package dev.provision.cli;

/** The command line itself is wrong: exit code 64. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
