package dev.provision.acceptance;

import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * govmomi's simulator over SOAP and TLS; how it differs from a vCenter stands in {@link
 * VcsimDifferences}.
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
  public String vcenter() {
    return vcenterWith("");
  }

  @Override
  public String vcenterWith(String setting) {
    Map<String, String> settings = new HashMap<>();
    settings.put("host", "127.0.0.1");
    settings.put("port", String.valueOf(referee.port()));
    settings.put("username", "\"${env.VC_USER}\"");
    settings.put("password", "\"${env.VC_PASSWORD}\"");
    settings.put("ca_file", referee.caFile().toString());
    settings.put("datacenter", "DC0");
    settings.put("cluster", "DC0_C0");
    if (!setting.isEmpty()) {
      String[] parts = setting.split(": ", 2);
      settings.put(parts[0], parts[1]);
    }
    StringBuilder flow = new StringBuilder("{");
    settings.forEach(
        (key, value) ->
            flow.append(flow.length() == 1 ? "" : ", ").append(key).append(": ").append(value));
    return flow.append('}').toString();
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("VC_USER", referee.username(), "VC_PASSWORD", referee.password());
  }

  @Override
  public Hand hand() {
    return new GovcHand(referee);
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
  public void taskFails(String method, String match, String fault) {
    referee.fault(Rule.on(method).match(match).taskFails(fault));
  }

  @Override
  public void replyIsLost(String method, int nth) {
    referee.fault(Rule.on(method).nth(nth).cut().after());
  }

  @Override
  public void callFails(String method, String fault, int times) {
    referee.fault(Rule.on(method).nth(1).times(times).fault(fault));
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
  public boolean growsDisks() {
    return true;
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
