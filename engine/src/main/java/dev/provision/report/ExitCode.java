package dev.provision.report;

/** The exit codes of design section 9. */
public enum ExitCode {
  OK(0),
  FAILED(1),
  CHANGES(2),
  NOT_ALLOWED(3),
  USAGE(64),
  PLAYBOOK(65),
  UNREACHABLE(69),
  BUG(70),
  HELD(75),
  CANCELLED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
