package dev.provision.simulator.server;

import com.vmware.vim25.MethodFault;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lab's rules of what goes wrong and how long tasks take; guarded by the world's lock. */
public final class Rules {
  private final World world;
  private final Map<String, Duration> taskTimes;
  private final List<FaultRule> rules = new ArrayList<>();
  private final Map<FaultRule, Integer> matched = new HashMap<>();

  public Rules(World world, Map<String, Duration> taskTimes, List<FaultRule> rules) {
    this.world = world;
    this.taskTimes = new HashMap<>(taskTimes);
    this.rules.addAll(rules);
  }

  public void add(FaultRule rule) {
    rules.add(rule);
  }

  public void clear() {
    rules.clear();
    matched.clear();
  }

  public void takes(String method, Duration time) {
    taskTimes.put(method, time);
  }

  Duration taskTime(String method, Duration otherwise) {
    return taskTimes.getOrDefault(method, otherwise);
  }

  public void beforeCall(Invocation in) throws VimFault, TransportFailure, InterruptedException {
    for (FaultRule rule : matching(in, in.self(), FaultRule.When.BEFORE)) {
      if (rule.delay().isPresent()) {
        long until = world.now() + rule.delay().get().toMillis();
        while (world.now() < until) {
          world.await(until);
        }
      }
      fail(rule, in.self());
    }
  }

  public void afterCall(Invocation in) throws VimFault, TransportFailure {
    for (FaultRule rule : matching(in, in.self(), FaultRule.When.AFTER)) {
      fail(rule, in.self());
    }
  }

  void beforeTask(Invocation in, Managed entity) throws VimFault {
    failTask(in, entity, FaultRule.When.TASK);
  }

  void afterTask(Invocation in, Managed entity) throws VimFault {
    failTask(in, entity, FaultRule.When.TASK_END);
  }

  private void failTask(Invocation in, Managed entity, FaultRule.When when) throws VimFault {
    for (FaultRule rule : matching(in, entity, when)) {
      if (rule.fault().isPresent()) {
        throw fault(rule, entity);
      }
    }
  }

  /**
   * What goes wrong with a file on its way.
   *
   * @param method {@code PUT /folder} or {@code POST /nfc}
   * @param file its name, which a rule may say as its object
   */
  public Optional<FaultRule> transfer(String method, String file, FaultRule.When when) {
    for (FaultRule rule : rules) {
      if (rule.when() == when
          && rule.method().equals(method)
          && rule.object().map(file::equals).orElse(true)) {
        int count = matched.merge(rule, 1, Integer::sum);
        if (rule.nth() == 0 || rule.nth() == count) {
          return Optional.of(rule);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Why something fails in a guest long after the call that asked for it.
   *
   * @param vm its name, which a rule may say as its object
   */
  public Optional<String> inGuest(String method, String vm) {
    return transfer(method, vm, FaultRule.When.AFTER)
        .flatMap(FaultRule::fault)
        .map(fault -> fault + ", by a rule of the lab");
  }

  private List<FaultRule> matching(Invocation in, Managed object, FaultRule.When when) {
    List<FaultRule> found = new ArrayList<>();
    for (FaultRule rule : rules) {
      if (rule.when() == when
          && rule.method().equals(in.call().method())
          && (rule.object().isEmpty() || isMeant(rule.object().get(), object, in))) {
        int count = matched.merge(rule, 1, Integer::sum);
        if (rule.nth() == 0 || rule.nth() == count) {
          found.add(rule);
        }
      }
    }
    return found;
  }

  /** The object that is called, or the name of what is to be made. */
  private boolean isMeant(String which, Managed object, Invocation in) {
    if (object != null
        && (which.equals(object.name())
            || which.equals(object.id())
            || which.equals(world.path(object)))) {
      return true;
    }
    return in.call().arguments().stream()
        .anyMatch(each -> each.getName().equals("name") && which.equals(each.getValue()));
  }

  private static void fail(FaultRule rule, Managed object) throws VimFault, TransportFailure {
    if (rule.lostReply()) {
      throw new TransportFailure(
          TransportFailure.Layer.HTTP, "the connection was cut, by a rule of the lab", true, null);
    }
    if (rule.fault().isPresent()) {
      throw fault(rule, object);
    }
  }

  private static VimFault fault(FaultRule rule, Managed object) {
    if (rule.privilege().isPresent() && object != null) {
      return Refuse.permission(object.ref(), rule.privilege().get());
    }
    try {
      MethodFault made =
          FaultRule.type(rule.fault().orElseThrow())
              .orElseThrow()
              .getDeclaredConstructor()
              .newInstance();
      return Refuse.with(
          made, rule.message().orElse(rule.fault().get() + ", by a rule of the lab"));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
