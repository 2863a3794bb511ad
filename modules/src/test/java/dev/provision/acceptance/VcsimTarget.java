package dev.provision.acceptance;

import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * govmomi's simulator over SOAP and TLS; how it differs from a vCenter stands in {@link
 * VcsimDifferencesTest}.
 */
final class VcsimTarget implements Target {
  private final Referee referee;

  VcsimTarget(String... flags) {
    referee = Referee.start(flags);
  }

  Referee referee() {
    return referee;
  }

  @Override
  public String whyNot(Ability ability) {
    return null;
  }

  @Override
  public String host() {
    return referee.host();
  }

  @Override
  public int port() {
    return referee.port();
  }

  @Override
  public String vcenter() {
    return vcenterWith();
  }

  @Override
  public String vcenterWith(String... other) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("host", referee.host());
    settings.put("port", String.valueOf(referee.port()));
    settings.put("username", "\"${env.VC_USER}\"");
    settings.put("password", "\"${env.VC_PASSWORD}\"");
    settings.put("ca_file", referee.caFile().toString());
    settings.put("datacenter", "DC0");
    settings.put("cluster", "DC0_C0");
    return flow(settings, other);
  }

  /** As YAML's flow style, with other settings that win; an empty one is left out. */
  static String flow(Map<String, String> settings, String... other) {
    for (String setting : other) {
      String[] parts = setting.split(":", 2);
      settings.put(parts[0], parts[1].strip());
    }
    return settings.entrySet().stream()
        .filter(setting -> !setting.getValue().isEmpty())
        .map(setting -> setting.getKey() + ": " + setting.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("VC_USER", referee.username(), "VC_PASSWORD", referee.password());
  }

  @Override
  public OtherClient otherClient() {
    return new GovcClient(referee::govc, false);
  }

  @Override
  public Map<String, Integer> calls() {
    return referee.calls();
  }

  @Override
  public Map<String, Integer> mutating() {
    return referee.mutating();
  }

  @Override
  public int leases() {
    return referee.leases();
  }

  @Override
  public List<Received> received() {
    return referee.uploads().stream()
        .map(upload -> new Received(upload.bytes(), upload.sha256()))
        .toList();
  }

  @Override
  public void resetCalls() {
    referee.resetCalls();
  }

  @Override
  public int sessions() {
    return referee.sessions();
  }

  @Override
  public int atOnce(String method) {
    return referee.concurrent().getOrDefault(method, 0);
  }

  @Override
  public void taskFails(String method, String name, String fault) {
    Rule rule = Rule.on(method);
    referee.fault(
        (name.isEmpty() ? rule : rule.match("<name>" + name + "</name>")).taskFails(fault));
  }

  @Override
  public void taskFailsOn(String method, String object, String fault) {
    referee.fault(Rule.on(method).object(object).taskFails(fault));
  }

  @Override
  public void replyIsLost(String method, int nth) {
    referee.fault(Rule.on(method).nth(nth).cut().after());
  }

  @Override
  public void replyIsLate(String method, Duration delay) {
    referee.fault(Rule.on(method).delay(delay).after());
  }

  @Override
  public void callFails(String method, String fault, int times) {
    referee.fault(Rule.on(method).nth(1).times(times).fault(fault));
  }

  @Override
  public void uploadsAreSwallowed(String call) {
    referee.fault(Rule.on(call).status(200));
  }

  @Override
  public int wentWrong() {
    return referee.fired().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public void loses(String name, String state) {
    referee.trouble(name, "state=" + state);
  }

  /** vcsim lists the method and does not refuse it. */
  @Override
  public void disables(String name, String method, String source) {
    referee.trouble(name, "disabled=" + (source.isEmpty() ? "" : method));
  }

  @Override
  public void needsConsolidation(String name) {
    referee.trouble(name, "consolidation=true");
  }

  @Override
  public void allIsWell() {
    referee.resetFaults();
  }

  @Override
  public void slowTasks(String method, Duration each) {
    referee.slowTasks(method, each);
  }

  @Override
  public boolean appliesWholeCloneSpec() {
    return false;
  }

  @Override
  public boolean revertsConfig() {
    return false;
  }

  @Override
  public boolean bootsGuests() {
    return false;
  }

  @Override
  public void runTools(String path) {
    referee.govc("vm.change", "-vm", path, "-e", "SET.guest.toolsRunningStatus=guestToolsRunning");
  }

  @Override
  public boolean tellsOfDisksInFiles() {
    return false;
  }

  @Override
  public boolean givesTickets() {
    return false;
  }

  @Override
  public String toString() {
    return "vcsim";
  }

  @Override
  public void close() {
    referee.close();
  }
}
