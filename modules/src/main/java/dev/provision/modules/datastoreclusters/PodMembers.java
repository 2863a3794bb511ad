package dev.provision.modules.datastoreclusters;

import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.StorageDrsConfigInfo;
import com.vmware.vim25.StorageDrsVmConfigInfo;
import dev.provision.spi.Change;
import dev.provision.spi.schema.Ref;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a datastore cluster says about single VMs, beside what is declared of that.
 *
 * @param config as it is now
 */
record PodMembers(StorageDrsConfigInfo config, PodVms vms) {
  private static final String DEFAULT = "cluster-default";

  /** The key of the changes of one VM or rule. */
  private record Key(String list, String name) implements Change.Key {}

  Optional<StorageDrsVmConfigInfo> override(String instance) {
    return vms.find(instance)
        .flatMap(
            vm -> all(config.getVmConfig()).filter(each -> vm.equals(each.getVm())).findFirst());
  }

  Optional<ClusterAntiAffinityRuleSpec> rule(String name) {
    return all(config.getPodConfig().getRule())
        .filter(ClusterAntiAffinityRuleSpec.class::isInstance)
        .map(ClusterAntiAffinityRuleSpec.class::cast)
        .filter(rule -> name.equals(rule.getName()))
        .findFirst();
  }

  /** Whether a rule of another sort has the name. */
  boolean isOther(String name) {
    return all(config.getPodConfig().getRule())
        .filter(rule -> !(rule instanceof ClusterAntiAffinityRuleSpec))
        .map(ClusterRuleInfo::getName)
        .anyMatch(name::equals);
  }

  private static <T> Stream<T> all(T[] array) {
    return Stream.ofNullable(array).flatMap(Arrays::stream);
  }

  List<Change> changes(PodSpec spec) {
    List<Change> changes = new ArrayList<>();
    spec.overridden()
        .forEach(
            (name, wanted) -> {
              Optional<StorageDrsVmConfigInfo> is = override(name.name());
              Differences differences = new Differences("vm_overrides", name.name(), changes);
              wanted
                  .automation()
                  .ifPresent(
                      value ->
                          differences.add(
                              ".automation",
                              is.map(StorageDrsVmConfigInfo::getBehavior).orElse(DEFAULT),
                              value.toString()));
              wanted
                  .keepTogether()
                  .ifPresent(
                      value ->
                          differences.add(
                              ".keep_together",
                              is.map(StorageDrsVmConfigInfo::getIntraVmAffinity)
                                  .map(String::valueOf)
                                  .orElse(DEFAULT),
                              String.valueOf(value)));
              wanted
                  .disksApart()
                  .ifPresent(
                      value ->
                          differences.add(
                              ".disks_apart",
                              String.valueOf(is.filter(PodMembers::isApart).isPresent()),
                              String.valueOf(value)));
              wanted
                  .enabled()
                  .ifPresent(
                      value ->
                          differences.add(
                              ".enabled",
                              String.valueOf(
                                  is.map(StorageDrsVmConfigInfo::getEnabled).orElse(true)),
                              String.valueOf(value)));
            });
    spec.ruled()
        .forEach(
            (name, wanted) -> {
              Optional<ClusterAntiAffinityRuleSpec> is = rule(name);
              Differences differences = new Differences("rules", name, changes);
              differences.add("", is.map(this::words).orElse(Change.ABSENT), words(wanted, is));
              if (is.isPresent() && !wanted.apart().isEmpty()) {
                differences.add(
                    ".enabled",
                    String.valueOf(Boolean.TRUE.equals(is.get().getEnabled())),
                    String.valueOf(wanted.enabled()));
              }
            });
    return changes;
  }

  /** Adds the changes of one VM or rule. */
  private record Differences(String list, String name, List<Change> to) {
    void add(String field, String before, String after) {
      if (!before.equals(after)) {
        to.add(Change.inPlace(list + "." + name + field, before, after).of(new Key(list, name)));
      }
    }
  }

  static boolean isApart(StorageDrsVmConfigInfo override) {
    return override.getIntraVmAntiAffinity() != null
        && !Boolean.FALSE.equals(override.getIntraVmAntiAffinity().getEnabled());
  }

  private String words(ClusterAntiAffinityRuleSpec rule) {
    return String.join(", ", new TreeSet<>(all(rule.getVm()).map(vms::name).toList()));
  }

  private String words(PodRuleSpec wanted, Optional<ClusterAntiAffinityRuleSpec> is) {
    if (wanted.apart().isEmpty()) {
      return Change.ABSENT;
    }
    TreeSet<String> names = new TreeSet<>(wanted.apart().stream().map(Ref::name).toList());
    others(is).map(vms::name).forEach(names::add);
    return String.join(", ", names);
  }

  /** VMs in a rule that are not ours. */
  Stream<ManagedObjectReference> others(Optional<ClusterAntiAffinityRuleSpec> is) {
    return is.stream().flatMap(rule -> all(rule.getVm())).filter(vm -> !vms.isOurs(vm));
  }

  static boolean isOverriding(List<Change> changes, String instance) {
    return Change.any(changes, new Key("vm_overrides", instance));
  }

  static boolean isRuling(List<Change> changes, String rule) {
    return Change.any(changes, new Key("rules", rule));
  }
}
