package dev.provision.cli;

/** What is said where the heap that the launcher sets was too small. */
final class OutOfMemory {
  private OutOfMemory() {}

  /**
   * @param what needs the memory
   */
  static String message(String what) {
    long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
    return what
        + " need more than the "
        + mebibytes
        + " MiB of memory that provision may use; JDK_JAVA_OPTIONS=-Xmx8g allows 8 GiB";
  }
}
