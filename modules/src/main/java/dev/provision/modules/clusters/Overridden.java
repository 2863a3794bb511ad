package dev.provision.modules.clusters;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDasVmConfigInfo;
import com.vmware.vim25.ClusterDpmHostConfigInfo;
import com.vmware.vim25.ClusterDrsVmConfigInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.settings.ClusterDraft;
import dev.provision.modules.clusters.settings.Setting;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.newer.ClusterVmOrchestrationInfo;
import dev.provision.vsphere.newer.ClusterVmReadiness;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What VMs and hosts of a cluster have of their own (vSphere API, ClusterConfigInfoEx.drsVmConfig,
 * .dasVmConfig, .vmOrchestration and .dpmHostConfig), by the names under which they are wanted.
 *
 * @param vms by name; declared ones first, with the names of the playbook
 * @param hosts by name
 * @param withoutHa the names of those for which HA is to have nothing
 */
record Overridden(
    ClusterConfigInfoEx config,
    Map<String, ManagedObjectReference> vms,
    Map<String, ManagedObjectReference> hosts,
    Set<String> withoutHa) {
  /** What HA has of one VM; either may be null. */
  record Ha(ClusterDasVmConfigInfo settings, ClusterVmReadiness readiness) {}

  static Overridden of(WantedOverrides wanted, ClusterState state) {
    ClusterConfigInfoEx config =
        Setting.seen(state.cluster().item()).known().orElseGet(ClusterConfigInfoEx::new);
    Set<ManagedObjectReference> vms = new LinkedHashSet<>();
    all(config.getDrsVmConfig()).forEach(each -> vms.add(each.getKey()));
    all(config.getDasVmConfig()).forEach(each -> vms.add(each.getKey()));
    all(ClusterDraft.newer(config).vmOrchestration).forEach(each -> vms.add(each.vm));
    Set<ManagedObjectReference> hosts = new LinkedHashSet<>();
    all(config.getDpmHostConfig()).forEach(each -> hosts.add(each.getKey()));
    Map<String, ManagedObjectReference> named = names(wanted.vms(), vms, state);
    Set<String> without = new LinkedHashSet<>(named.keySet());
    without.addAll(wanted.vms().keySet());
    without.removeIf(name -> !wanted.dropsHa(name));
    return new Overridden(config, named, names(wanted.hosts(), hosts, state), without);
  }

  private static <T> Stream<T> all(T[] list) {
    return list == null ? Stream.empty() : Stream.of(list);
  }

  private static Map<String, ManagedObjectReference> names(
      Map<String, Optional<ManagedObjectReference>> wanted,
      Set<ManagedObjectReference> there,
      ClusterState state) {
    Map<String, ManagedObjectReference> names = new LinkedHashMap<>();
    wanted.forEach((name, ref) -> ref.ifPresent(known -> names.put(name, known)));
    there.stream()
        .filter(ref -> !names.containsValue(ref))
        .forEach(
            ref -> {
              String name = state.read().get(ref).map(Item::shown).orElse(ref.getVal());
              names.put(
                  names.containsKey(name) || wanted.containsKey(name)
                      ? name + " (" + ref.getVal() + ")"
                      : name,
                  ref);
            });
    return names;
  }

  /** Null when the VM has nothing of its own. */
  ClusterDrsVmConfigInfo drs(String vm) {
    return all(config.getDrsVmConfig())
        .filter(each -> each.getKey().equals(vms.get(vm)))
        .findFirst()
        .orElse(null);
  }

  /** Null when the host has nothing of its own. */
  ClusterDpmHostConfigInfo dpm(String host) {
    return all(config.getDpmHostConfig())
        .filter(each -> each.getKey().equals(hosts.get(host)))
        .findFirst()
        .orElse(null);
  }

  /** By the names of the VMs that have something of their own. */
  Map<String, Ha> ha() {
    Map<String, Ha> all = new LinkedHashMap<>();
    vms.forEach(
        (name, ref) -> {
          ClusterDasVmConfigInfo settings =
              all(config.getDasVmConfig())
                  .filter(each -> each.getKey().equals(ref))
                  .findFirst()
                  .orElse(null);
          ClusterVmReadiness readiness =
              all(ClusterDraft.newer(config).vmOrchestration)
                  .filter(each -> Objects.equals(each.vm, ref))
                  .map((ClusterVmOrchestrationInfo each) -> each.vmReadiness)
                  .findFirst()
                  .orElse(null);
          if (settings != null || readiness != null) {
            all.put(name, new Ha(settings, readiness));
          }
        });
    return all;
  }
}
