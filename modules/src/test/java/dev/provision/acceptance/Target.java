package dev.provision.acceptance;

import java.util.Map;

/**
 * A vCenter that the suite runs on, fresh for each test: DC0 with the cluster DC0_C0 of three
 * hosts, the port groups VM Network and DC0_DVPG0, and the machine DC0_C0_RP0_VM0. Nothing is
 * assumed of one that it does not say here.
 */
public interface Target extends AutoCloseable {
  /** The {@code vcenter:} section, in YAML's flow style. */
  String vcenter();

  /** The same with another setting in it, {@code password: wrong}, which wins. */
  String vcenterWith(String setting);

  /** The environment variables that the section reads. */
  Map<String, String> environment();

  /** Somebody else's client on the same vCenter. */
  Hand hand();

  /** Calls of ours by method, as the server counted them since the last {@link #resetCalls}. */
  Map<String, Integer> calls();

  /** Those of {@link #calls} that are not on the server's own list of reads. */
  Map<String, Integer> mutating();

  void resetCalls();

  /** Sessions that are alive on the server. */
  int sessions();

  /** The most calls of this method that were under way at once. */
  int atOnce(String method);

  /** A task of this method, whose request has this text in it, fails with this fault. */
  void taskFails(String method, String match, String fault);

  /** The nth call of this method has its effect, and its reply is lost. */
  void replyIsLost(String method, int nth);

  /** The call itself is refused with this fault, so many times. */
  void callFails(String method, String fault, int times);

  /** Forgets what was to go wrong. */
  void allIsWell();

  /** Tasks of this method take so long, with progress. */
  void slowTasks(String method, java.time.Duration each);

  /** Whether a clone has every field of its spec at once; where not, one reconfigure mends it. */
  boolean appliesWholeCloneSpec();

  /** Whether a disk that is made larger in a clone or a reconfigure is larger afterwards. */
  boolean growsDisks();

  @Override
  void close();
}
