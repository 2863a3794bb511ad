package dev.provision.spi;

/**
 * The right to change an environment, which one run has at a time. While it is held, a thread of
 * the provider renews it. A writer of the session refuses to write when it was not renewed for too
 * long, and when another run has it.
 */
public interface Lease extends AutoCloseable {
  /** Of a world in which nobody else writes, and of a run that was told to take none. */
  Lease NONE = () -> {};

  /** Gives it back, where it is still held; may be called twice; never throws. */
  @Override
  void close();
}
