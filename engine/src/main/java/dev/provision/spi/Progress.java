package dev.provision.spi;

/** Where a step says how far it is; called from its own thread. */
public interface Progress {
  /**
   * @param percent 0 to 100, as the server says it; -1 when it does not
   * @param what what is going on, {@code CloneVM_Task}, {@code uploading 12 of 39 MiB}
   */
  void at(int percent, String what);
}
