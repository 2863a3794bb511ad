package dev.provision.spi;

/** Receives the progress of one step; called from the step's own thread. */
public interface Progress {
  /**
   * @param percent 0 to 100 as the server reports it; -1 when it reports none
   * @param what the current work, {@code CloneVM_Task}, {@code uploading 12 of 39 MiB}
   */
  void at(int percent, String what);
}
