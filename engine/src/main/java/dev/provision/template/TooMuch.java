package dev.provision.template;

/** Stops an expression or a template that does not end; the message is for the user. */
final class TooMuch extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooMuch(String message) {
    super(message, null, false, false);
  }
}
