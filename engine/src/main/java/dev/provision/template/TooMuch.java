package dev.provision.template;

/** Ends an expression or a template that goes on and on; its message is for the user. */
final class TooMuch extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooMuch(String message) {
    super(message, null, false, false);
  }
}
