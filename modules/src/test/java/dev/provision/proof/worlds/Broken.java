package dev.provision.proof.worlds;

/** A promise that a world broke. */
public final class Broken extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final String promise;

  /**
   * @param promise a few words, the same for every world that breaks it in the same way
   */
  Broken(String promise, String how) {
    super(promise + "\n" + how);
    this.promise = promise;
  }

  public String promise() {
    return promise;
  }
}
