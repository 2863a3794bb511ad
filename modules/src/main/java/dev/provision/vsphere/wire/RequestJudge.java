package dev.provision.vsphere.wire;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Checks each request before it is sent, and refuses what a server would refuse that follows the
 * API's schema to the letter. The product has none; tests have one on their class path. Safe for
 * many threads.
 */
public interface RequestJudge {
  /**
   * @param action the SOAPAction, which names service and version: {@code urn:vim25/8.0.2.0}
   * @param envelope in UTF-8
   * @throws VimFault an {@code InvalidRequest}, as such a server answers; then nothing is sent
   */
  void judge(String action, byte[] envelope) throws VimFault;

  /** The one that is on the class path. */
  static Optional<RequestJudge> found() {
    return ServiceLoader.load(RequestJudge.class, RequestJudge.class.getClassLoader()).findFirst();
  }
}
