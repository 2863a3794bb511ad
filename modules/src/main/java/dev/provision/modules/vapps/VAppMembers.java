package dev.provision.modules.vapps;

import com.vmware.vim25.VAppConfigInfo;
import com.vmware.vim25.VAppEntityConfigInfo;
import dev.provision.spi.Change;
import dev.provision.spi.schema.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a vApp does with single VMs, beside what is declared of that.
 *
 * @param config as it is now
 */
record VAppMembers(VAppConfigInfo config, VAppVms vms) {
  /** The key of the changes of one VM. */
  private record Key(String instance) implements Change.Key {}

  /**
   * One field of an entry.
   *
   * @param wanted in the API's words; empty to leave it alone
   */
  private record Field<V>(
      String name,
      Function<VAppMemberSpec, Optional<V>> wanted,
      Function<VAppEntityConfigInfo, V> seen,
      BiConsumer<VAppEntityConfigInfo, V> put,
      Function<V, String> words) {
    void compare(String instance, VAppMemberSpec spec, VAppEntityConfigInfo is, List<Change> to) {
      Optional<V> value = wanted.apply(spec);
      V now = seen.apply(is);
      if (value.isPresent() && !value.get().equals(now)) {
        to.add(
            Change.inPlace(
                    "members." + instance + "." + name,
                    now == null ? Change.ABSENT : words.apply(now),
                    words.apply(value.get()))
                .of(new Key(instance)));
      }
    }

    void write(VAppMemberSpec spec, VAppEntityConfigInfo is, VAppEntityConfigInfo to) {
      V value = wanted.apply(spec).orElseGet(() -> seen.apply(is));
      if (value != null) {
        put.accept(to, value);
      }
    }
  }

  private static final List<Field<?>> FIELDS =
      List.of(
          new Field<>(
              "order",
              VAppMemberSpec::order,
              VAppEntityConfigInfo::getStartOrder,
              VAppEntityConfigInfo::setStartOrder,
              String::valueOf),
          new Field<>(
              "start",
              spec -> spec.start().map(VAppMemberSpec.StartAction::word),
              VAppEntityConfigInfo::getStartAction,
              VAppEntityConfigInfo::setStartAction,
              VAppMembers::words),
          new Field<>(
              "start_delay",
              spec -> spec.startDelay().map(VAppMembers::seconds),
              VAppEntityConfigInfo::getStartDelay,
              VAppEntityConfigInfo::setStartDelay,
              value -> value + " s"),
          new Field<>(
              "wait_for_guest",
              VAppMemberSpec::waitForGuest,
              VAppEntityConfigInfo::getWaitingForGuest,
              VAppEntityConfigInfo::setWaitingForGuest,
              String::valueOf),
          new Field<>(
              "stop",
              spec -> spec.stop().map(VAppMemberSpec.StopAction::word),
              VAppEntityConfigInfo::getStopAction,
              VAppEntityConfigInfo::setStopAction,
              VAppMembers::words),
          new Field<>(
              "stop_delay",
              spec -> spec.stopDelay().map(VAppMembers::seconds),
              VAppEntityConfigInfo::getStopDelay,
              VAppEntityConfigInfo::setStopDelay,
              value -> value + " s"));

  private static Integer seconds(Duration time) {
    return Math.toIntExact(time.toSeconds());
  }

  /** As the playbook writes it: {@code power-on}. */
  private static String words(String word) {
    return word.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  List<Change> changes(Map<Ref, VAppMemberSpec> wanted) {
    List<Change> changes = new ArrayList<>();
    wanted.forEach(
        (instance, spec) -> {
          VAppEntityConfigInfo is = entry(instance.name());
          FIELDS.forEach(field -> field.compare(instance.name(), spec, is, changes));
        });
    return changes;
  }

  /** An empty one for an instance that has none, or no VM. */
  private VAppEntityConfigInfo entry(String instance) {
    return vms.find(instance).stream()
        .flatMap(
            vm ->
                Stream.ofNullable(config.getEntityConfig())
                    .flatMap(Arrays::stream)
                    .filter(each -> Objects.equals(vm, each.getKey())))
        .findFirst()
        .orElseGet(VAppEntityConfigInfo::new);
  }

  static boolean isOf(List<Change> changes, String instance) {
    return Change.any(changes, new Key(instance));
  }

  /**
   * The whole entry, as it is now with what is declared. Nobody has seen whether a real server
   * takes one in which fields are left out as it is.
   */
  VAppEntityConfigInfo whole(String instance, VAppMemberSpec spec) {
    VAppEntityConfigInfo is = entry(instance);
    VAppEntityConfigInfo whole = new VAppEntityConfigInfo();
    whole.setTag(is.getTag());
    whole.setDestroyWithParent(is.getDestroyWithParent());
    FIELDS.forEach(field -> field.write(spec, is, whole));
    return whole;
  }
}
