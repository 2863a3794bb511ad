package dev.provision.acceptance;

import dev.provision.referee.Referee;
import dev.provision.run.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A vCenter of somebody's, for which the environment says {@code PROVISION_TEST_VCENTER} (host, or
 * host:port), {@code PROVISION_TEST_USER}, {@code PROVISION_TEST_PASSWORD} and, where its
 * certificate is not known, {@code PROVISION_TEST_CA_FILE}. It has what {@link Target} says, under
 * those names. The datacenter DC0 belongs to the suite: it is not fresh, so the folders that the
 * suite makes in it (ci, shelf, theirs, old, provision, ...) are deleted before each test, with the
 * machines in them. So it also wants {@code PROVISION_TEST_MAY_DELETE=yes}.
 */
final class RealTarget implements Target {
  private static final List<String> OURS = List.of("ci", "shelf", "theirs", "old", "provision");

  private final Map<String, String> given;
  private final OtherClient client;

  RealTarget(Map<String, String> given) {
    if (!"yes".equals(given.get("PROVISION_TEST_MAY_DELETE"))) {
      throw new IllegalStateException(
          "the suite deletes folders of /DC0/vm on "
              + given.get("PROVISION_TEST_VCENTER")
              + " with the machines in them ("
              + String.join(", ", OURS)
              + ", ci-*, three-tier); PROVISION_TEST_MAY_DELETE=yes says that it may");
    }
    this.given = Map.copyOf(given);
    GovcClient.Govc govc = this::govc;
    this.client = new GovcClient(govc, true);
    for (String name : client.in("/DC0/vm")) {
      if (OURS.contains(name) || name.startsWith("ci-") || name.equals("three-tier")) {
        clear("/DC0/vm/" + name);
      }
    }
  }

  /** Deletes a folder with the machines in it; those that were there before the suite go home. */
  private void clear(String folder) {
    for (String vm : govc("find", folder, "-type", "m").lines().toList()) {
      if (vm.contains("/DC0_")) {
        govc("object.mv", vm, "/DC0/vm");
      } else {
        govc("vm.destroy", vm);
      }
    }
    govc("object.destroy", folder);
  }

  static boolean isGiven(Map<String, String> environment) {
    return environment.containsKey("PROVISION_TEST_VCENTER");
  }

  private String govc(String... arguments) {
    Map<String, String> environment = new HashMap<>();
    environment.put("GOVC_URL", "https://" + given.get("PROVISION_TEST_VCENTER") + "/sdk");
    environment.put("GOVC_USERNAME", given.get("PROVISION_TEST_USER"));
    environment.put("GOVC_PASSWORD", given.get("PROVISION_TEST_PASSWORD"));
    environment.put("GOVC_PERSIST_SESSION", "false");
    if (given.containsKey("PROVISION_TEST_CA_FILE")) {
      environment.put("GOVC_TLS_CA_CERTS", given.get("PROVISION_TEST_CA_FILE"));
    }
    return Referee.govcOn(environment, arguments);
  }

  @Override
  public Settings settings() {
    return Settings.DEFAULT;
  }

  @Override
  public String whyNot(Ability ability) {
    return switch (ability) {
      case NETWORK, OUTLIVES_US -> null;
      case COUNTS_CALLS -> "a vCenter does not say which calls it got";
      case COUNTS_SESSIONS -> "others are logged in to it as well";
      case BREAKS -> "nobody breaks a vCenter for a test";
      case CROWD -> "it has the machines that it has";
    };
  }

  @Override
  public String host() {
    return given.get("PROVISION_TEST_VCENTER").split(":")[0];
  }

  @Override
  public int port() {
    String[] parts = given.get("PROVISION_TEST_VCENTER").split(":");
    return parts.length == 1 ? 443 : Integer.parseInt(parts[1]);
  }

  @Override
  public String vcenter() {
    return vcenterWith();
  }

  @Override
  public String vcenterWith(String... other) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("host", host());
    settings.put("port", String.valueOf(port()));
    settings.put("username", "\"${env.VC_USER}\"");
    settings.put("password", "\"${env.VC_PASSWORD}\"");
    settings.put("ca_file", given.getOrDefault("PROVISION_TEST_CA_FILE", ""));
    settings.put("datacenter", "DC0");
    settings.put("cluster", "DC0_C0");
    return VcsimTarget.flow(settings, other);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "VC_USER", given.get("PROVISION_TEST_USER"),
        "VC_PASSWORD", given.get("PROVISION_TEST_PASSWORD"));
  }

  @Override
  public OtherClient otherClient() {
    return client;
  }

  private UnsupportedOperationException cannot(Ability ability) {
    return new UnsupportedOperationException(whyNot(ability));
  }

  @Override
  public Map<String, Integer> calls() {
    throw cannot(Ability.COUNTS_CALLS);
  }

  @Override
  public int leases() {
    throw cannot(Ability.COUNTS_CALLS);
  }

  @Override
  public Map<String, Integer> mutating() {
    throw cannot(Ability.COUNTS_CALLS);
  }

  @Override
  public List<Received> received() {
    throw cannot(Ability.COUNTS_CALLS);
  }

  @Override
  public void resetCalls() {
    throw cannot(Ability.COUNTS_CALLS);
  }

  @Override
  public int sessions() {
    throw cannot(Ability.COUNTS_SESSIONS);
  }

  @Override
  public int atOnce(String method) {
    throw cannot(Ability.COUNTS_CALLS);
  }

  @Override
  public void taskFails(String method, String name, String fault) {
    throw cannot(Ability.BREAKS);
  }

  @Override
  public void replyIsLost(String method, int nth) {
    throw cannot(Ability.BREAKS);
  }

  @Override
  public void replyIsLate(String method, Duration delay) {
    throw cannot(Ability.BREAKS);
  }

  @Override
  public void callFails(String method, String fault, int times) {
    throw cannot(Ability.BREAKS);
  }

  @Override
  public int wentWrong() {
    throw cannot(Ability.BREAKS);
  }

  @Override
  public void loses(String name, String state) {
    throw cannot(Ability.BREAKS);
  }

  @Override
  public void disables(String name, String method, String source) {
    throw cannot(Ability.BREAKS);
  }

  @Override
  public void needsConsolidation(String name) {
    throw cannot(Ability.BREAKS);
  }

  @Override
  public void allIsWell() {
    throw cannot(Ability.BREAKS);
  }

  @Override
  public void slowTasks(String method, Duration each) {
    throw cannot(Ability.BREAKS);
  }

  @Override
  public boolean appliesWholeCloneSpec() {
    return true;
  }

  @Override
  public String toString() {
    return "vcenter";
  }

  @Override
  public void close() {}
}
