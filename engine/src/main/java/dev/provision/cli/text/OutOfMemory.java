package dev.provision.cli.text;

/** The message when the heap that the launcher sets is too small. */
public final class OutOfMemory {
  private OutOfMemory() {}

  /**
   * @param what the work that needs the memory
   */
  public static String message(String what) {
    long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
    return what
        + " need more than the "
        + mebibytes
        + " MiB of memory that provision may use; JDK_JAVA_OPTIONS=-Xmx8g allows 8 GiB";
  }
}
